import sqlite3
import struct
from pathlib import Path

import pytest

from core.errors import AppError, InputError
from core.project import schema
from core.project.project import Project


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_header(file: Path, at: int, number: int) -> None:
    data = bytearray(file.read_bytes())
    data[at : at + 4] = struct.pack(">I", number)
    file.write_bytes(data)


def test_a_new_project_is_what_it_was_asked_to_be(tmp_path: Path) -> None:
    with Project.create(tmp_path / "旅馆.fovea", labels=["好", "坏"], is_multi_label=True) as project:
        assert (project.name, project.kind, project.is_multi_label) == ("旅馆", "text", True)
        assert [label.name for label in project.labels.all()] == ["好", "坏"]


def test_the_first_labels_are_not_undone(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.fovea", labels=["good"]) as project:
        assert not project.history.can_undo


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.fovea").mkdir()
    with pytest.raises(InputError, match="there already"):
        Project.create(tmp_path / "a.fovea")


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.project.files._create_database", fail)
    with pytest.raises(KeyboardInterrupt):
        Project.create(tmp_path / "a.fovea")
    monkeypatch.undo()
    Project.create(tmp_path / "a.fovea").close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.fovea"]


@pytest.mark.parametrize("kind", ["nothing", "empty folder", "file", "text", "other database"])
def test_what_is_no_project_is_refused_with_that_word(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.fovea"
    if kind == "file":
        path.write_text("hello")
    elif kind != "nothing":
        path.mkdir()
    if kind == "text":
        (path / "project.db").write_text("hello " * 100)
    if kind == "other database":
        connection = sqlite3.connect(path / "project.db")
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    with pytest.raises(InputError, match="is not a Fovea project"):
        Project.open(path)


def test_a_newer_project_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.fovea"
    Project.create(path).close()
    write_header(path / "project.db", 60, schema.VERSION + 1)
    before = contents(path)
    with pytest.raises(InputError, match="newer Fovea"):
        Project.open(path)
    assert contents(path) == before


def test_a_project_with_a_trigger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.fovea"
    Project.create(path).close()
    connection = sqlite3.connect(path / "project.db")
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON events BEGIN DELETE FROM labels; END")
    connection.close()
    with pytest.raises(InputError, match="never puts there"):
        Project.open(path)


def test_two_connections_see_each_others_work(project: Project) -> None:
    with Project.open(project.path) as other:
        other.labels.add("mixed")
    assert [label.name for label in project.labels.all()] == ["good", "bad", "mixed"]


def test_a_project_that_lost_its_properties_is_said_to_be_damaged(project: Project) -> None:
    project.store.sql("DELETE FROM properties")
    with pytest.raises(AppError, match="is damaged"):
        Project.open(project.path)
