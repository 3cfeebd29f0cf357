"""Where things lie in the checkout and in the virtual environment."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FRONTEND = ROOT / "frontend"
LOCALE = ROOT / "backend" / "locale"
VENV_BIN = Path(sys.prefix) / "bin"


def data_dir() -> Path:
    """The folder that keeps the database, certificates and secrets of `./run`."""
    return Path(os.environ.get("DATA_DIR") or ROOT / ".data").absolute()
