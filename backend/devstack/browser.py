"""The Chromium that browser tests and screenshots drive."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Path from `CHROMIUM=` or else from PATH; None when this machine has none."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen if Path(chosen).is_file() else shutil.which(chosen)
    return next(filter(None, map(shutil.which, NAMES)), None)
