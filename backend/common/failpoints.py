"""Named places where a test may cut the power: the process kills itself there."""

import os
import signal

ENVIRONMENT_VARIABLE = "HOCSO_FAILPOINT"


def failpoint(name: str) -> None:
    """Die as by `kill -9` when this is the place that the environment names."""
    if os.environ.get(ENVIRONMENT_VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
