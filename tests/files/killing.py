"""kill −9 of a worker while it prepares a file that was brought."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.other_process import environment, wait_until_forgotten

PLACES = ("file-after-rename", "file-before-publishing")
WORK = """
import sys, django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[1]
from backend.common.jobs import run_waiting_jobs
run_waiting_jobs()
"""


def kill_at(place: str, media: Path) -> None:
    """Let a worker begin with what waits, and die at this place."""
    command = [sys.executable, "-c", WORK, str(media)]
    killed = subprocess.run(command, env=environment(HOCSO_FAILPOINT=place))
    assert killed.returncode == -signal.SIGKILL
    wait_until_forgotten()
