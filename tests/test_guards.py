"""The guards of conftest.py catch what they are there for: a small test run of its own, in which each must fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OFFENCES = {
    "socket": "import socket\ndef test_it():\n    s = socket.socket()\n    try:\n        s.connect(('127.0.0.1', 9))\n"
    "    except BaseException:\n        pass\n    s.close()\n",
    "widget": "from PySide6.QtWidgets import QWidget\nkept = []\ndef test_it(qtbot):\n    kept.append(QWidget())\n",
    "timer": "from PySide6.QtCore import QTimer\nkept = []\ndef test_it(qtbot):\n    kept.append(QTimer())\n"
    "    kept[0].start(1000)\n",
    "thread": "import threading, time\ndef test_it():\n"
    "    threading.Thread(target=time.sleep, args=(6,), daemon=True).start()\n",
    "warning": "import warnings\ndef test_it():\n    warnings.warn('careful')\n",
    "qt warning": "from PySide6.QtCore import qWarning\ndef test_it(qtbot):\n    qWarning('careful')\n",
}


def run(folder: Path, test: str) -> subprocess.CompletedProcess[str]:
    """Run one test under our conftest and pytest options, in a folder of its own."""
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests" / "test_offence.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", str(folder / "tests")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("offence", OFFENCES)
def test_an_offence_fails(tmp_path: Path, offence: str) -> None:
    assert run(tmp_path, OFFENCES[offence]).returncode == 1


def test_a_good_test_passes(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_it(qtbot):\n    pass\n")
    assert done.returncode == 0, done.stdout
