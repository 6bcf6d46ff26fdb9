"""The demo as a user starts it: the real main(), a picture of every page and a report are left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ["1-home", "2-import", "3-imported", "4-label", "5-learning", "6-trained", "7-review", "8-compared"]


def test_the_demo_leaves_a_picture_of_every_page_and_a_report(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"}
    environment.pop("FOVEA_HOME", None)
    command = [sys.executable, str(ROOT / "main.py"), "demo", "--out", str(tmp_path / "demo")]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    pictures = sorted((tmp_path / "demo").glob("*.png"))
    assert [picture.stem for picture in pictures] == PICTURES
    assert all(picture.stat().st_size > 5000 for picture in pictures)
    report = (tmp_path / "demo" / "report.html").read_text(encoding="utf-8")
    assert "<mark" in report and "hold-out" in report.lower()
