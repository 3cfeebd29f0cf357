"""What poppler's pdfsig says of a signed file."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_pdfsig = pytest.mark.skipif(
    shutil.which("pdfsig") is None and not os.environ.get("HOCSO_REQUIRE_TOOLS"),
    reason="pdfsig (poppler) is not installed",
)


def judged_by_pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdfsig", "-nocert", "a.pdf"], cwd=folder, capture_output=True, text=True, timeout=60
    ).stdout
