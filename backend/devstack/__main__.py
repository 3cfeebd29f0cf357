"""`python -m backend.devstack run|test|check|build`: what the scripts in the root hand over to."""

import signal
import sys
from importlib import import_module

from backend.devstack.errors import StartRefused

COMMANDS = {"run": "running", "test": "testing", "check": "checking", "build": "preparation"}


def main() -> int:
    """Run one command; a refusal is one clear message and exit code 1."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(f"usage: python -m backend.devstack {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    command = import_module(f"backend.devstack.{COMMANDS[sys.argv[1]]}")
    try:
        code: int = command.main(sys.argv[2:])
    except StartRefused as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
