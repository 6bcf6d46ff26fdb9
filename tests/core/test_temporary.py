from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from core import temporary

HELD = "import os, core.temporary as t, sys\nwith t.folder() as f: print(f, flush=True); sys.stdin.read()"


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def held(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A process that has a folder, with a text in it, since two minutes ago."""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, "-c", HELD], env=environment, **pipes)  # type: ignore[call-overload]
    place = Path(process.stdout.readline().decode().strip())
    (place / "texts.jsonl").write_text("secret")
    os.utime(place.parent / temporary.LOCK, (time.time() - 120,) * 2)
    return process


def test_a_folder_is_there_as_long_as_it_is_used(tmp_path: Path) -> None:
    with temporary.folder() as folder:
        assert folder.is_dir() and temporary.folders() == [folder.parent]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="TMPDIR is of POSIX")
def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path, held: subprocess.Popen[bytes]) -> None:
    held.kill()
    held.communicate()
    assert [*tmp_path.rglob("texts.jsonl")] != []
    with temporary.folder():
        assert [*tmp_path.rglob("texts.jsonl")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="TMPDIR is of POSIX")
def test_what_somebody_works_with_stays(tmp_path: Path, held: subprocess.Popen[bytes]) -> None:
    temporary.sweep()
    assert [*tmp_path.rglob("texts.jsonl")] != []
    held.communicate()
    assert list(tmp_path.iterdir()) == []
