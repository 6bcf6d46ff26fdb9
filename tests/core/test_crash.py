"""What a window that ended badly leaves behind, as the next one finds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.crash import MAX_REPORTS, BadEnd, Watch

DYING = """
import os, sys
from pathlib import Path
from core.crash import Watch
watch = Watch()
watch.begin()
watch.set_project(Path(sys.argv[1]))
{end}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOVEA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def die(project: Path, end: str) -> None:
    subprocess.run([sys.executable, "-c", DYING.format(end=end), str(project)], capture_output=True, check=False)


def ends() -> list[BadEnd]:
    watch = Watch()
    found = watch.begin()
    watch.end()
    return found


def test_after_a_good_end_there_is_nothing_to_tell(home: Path) -> None:
    watch = Watch()
    assert watch.begin() == []
    watch.end()
    assert ends() == [] and not list((home / "running").iterdir())


def test_a_killed_window_is_told_once_with_its_project(tmp_path: Path) -> None:
    die(tmp_path / "评论.fovea", "os.kill(os.getpid(), 9)")
    (end,) = ends()
    assert end.project == tmp_path / "评论.fovea"
    assert end.report is not None and "Fovea" in end.report.read_text(encoding="utf-8")
    assert ends() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_report_of_a_crash_says_where_the_program_was(tmp_path: Path) -> None:
    die(tmp_path, "def deep(): os.kill(os.getpid(), 11)\ndeep()")
    (end,) = ends()
    assert end.report is not None and "in deep" in end.report.read_text(encoding="utf-8")


def test_a_window_that_lives_is_left_alone() -> None:
    first = Watch()
    first.begin()
    assert ends() == []
    first.end()


def test_what_makes_no_sense_does_no_harm(home: Path) -> None:
    (home / "running" / "1-2").mkdir(parents=True)
    (home / "running" / "1-2" / "state.json").write_text("[")
    (end,) = ends()
    assert end.project is None


def test_old_reports_go(home: Path) -> None:
    for number in range(MAX_REPORTS + 3):
        (home / "running" / f"1-{number}").mkdir(parents=True)
        (home / "running" / f"1-{number}" / "state.json").write_text("{}")
    assert len(ends()) == MAX_REPORTS + 3
    assert len(list((home / "log").glob("crash-*.txt"))) == MAX_REPORTS
