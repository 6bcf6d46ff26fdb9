"""A project that version 3 made: it opens as one of now, and what happened in it can still be undone and redone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport, DocumentFilter, Order
from tests.core.project.test_version_2 import schema_of

SCRIPT = Path(__file__).with_name("version_3.sql")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "Old.fovea"
    (path / "runs" / "20261128-055910-nic").mkdir(parents=True)
    (path / "pictures").mkdir()
    for number in range(13):
        (path / "pictures" / f"{number:02}.png").touch()
    with sqlite3.connect(path / "project.db") as connection:
        connection.executescript(SCRIPT.read_text(encoding="utf-8"))
    connection.close()
    return path


@pytest.fixture
def opened(old: Path) -> Iterator[Project]:
    with Project.open(old) as project:
        yield project


def by_length(project: Project, order: Order) -> list[int]:
    return [row.id for row in project.documents.rows(DocumentFilter(), after_id=None, limit=99, order=order)]


def test_it_has_the_same_tables_as_a_new_project(opened: Project, project: Project) -> None:
    assert schema_of(opened) == schema_of(project)


def test_everything_is_as_it_was(opened: Project) -> None:
    counts = opened.documents.counts()
    assert (counts.total, counts.labelled, counts.flagged) == (12, 7, 1)
    assert opened.captions.of(7) == ("A long red house beside the road.",)
    assert opened.regions.of(1)[0].caption == 0 and opened.regions.of(2)[0].name == "ball"


def test_it_is_whole_and_the_old_one_lies_beside(old: Path) -> None:
    assert check(old) == CheckReport()
    assert (old / "project.db.v3").is_file()


def test_documents_come_by_length(opened: Project) -> None:
    assert by_length(opened, "shortest") == [8, 9, 10, 11, 12, 2, 3, 4, 5, 6, 1, 7]
    assert by_length(opened, "longest") == [7, 1, 6, 5, 4, 3, 2, 12, 11, 10, 9, 8]


def test_what_happened_can_be_undone_and_redone_and_the_order_follows(opened: Project) -> None:
    opened.history.redo()  # the captions of 4 go
    assert by_length(opened, "shortest")[:2] == [4, 8]
    opened.history.redo()
    assert opened.documents.counts().total == 13
    for _ in range(3):
        opened.history.undo()
    assert by_length(opened, "longest")[0] == 1 and opened.captions.of(7) == ()
    assert check(opened.path) == CheckReport()
