"""Who has a project open: the first window changes it, a second one is told by whom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import AppError
from core.project.presence import FILE, Holder, Presence
from core.project.project import Project

HOLD = "import sys; from core.project.presence import Presence; from pathlib import Path;"
HOLD += "own = Presence(Path(sys.argv[1]), '小王'); print('held', flush=True); sys.stdin.read()"


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    first, second = Presence(tmp_path, "小王"), Presence(tmp_path, "Ann")
    assert first.holder is None and second.holder is not None
    assert second.holder.who == "小王" and second.holder.computer and second.holder.since


def test_who_leaves_makes_room(tmp_path: Path) -> None:
    Presence(tmp_path, "小王").leave()
    assert Presence(tmp_path, "Ann").holder is None


def test_a_killed_window_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        held = Presence(tmp_path, "Ann").holder
        assert held is not None and held.who == "小王"
        other.kill()
    assert Presence(tmp_path, "Ann").holder is None


@pytest.mark.parametrize(
    "text", ["", "[" * 9000, '{"who": 1}', "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]
)
def test_nonsense_beside_the_lock_names_nobody(tmp_path: Path, text: str) -> None:
    Presence(tmp_path, "小王")
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert Presence(tmp_path, "Ann").holder == Holder()


def test_nothing_is_written_where_somebody_else_works(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.fovea", labels=["a"]) as project:
        project.store.holder = Holder("小王")
        with pytest.raises(AppError) as refused:
            project.labels.add("b")
        assert refused.value.code == "project-held" and "小王" in str(refused.value)
        assert [label.name for label in project.labels.all()] == ["a"]
