"""A project that version 2 made: it opens as one of now, and what happened in it can still be undone and redone."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport
from core.records import Span, SpanLink

SCRIPT = Path(__file__).with_name("version_2.sql")
SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
LINK = SpanLink(Span(0, 4), Span(0, 1))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "Old.fovea"
    path.mkdir()
    with sqlite3.connect(path / "project.db") as connection:
        connection.executescript(SCRIPT.read_text(encoding="utf-8"))
    connection.close()
    return path


@pytest.fixture
def opened(old: Path) -> Iterator[Project]:
    with Project.open(old) as project:
        yield project


def schema_of(project: Project) -> list[tuple[str, str, str]]:
    """White space and quotes aside."""
    rows = project.store.sql(SCHEMA).all()
    return [(type, name, re.sub(r'[\s"]+', "", sql)) for type, name, sql in rows]


def test_it_has_the_same_tables_as_a_new_project(opened: Project, project: Project) -> None:
    assert schema_of(opened) == schema_of(project)


def test_everything_is_as_it_was(opened: Project) -> None:
    counts = opened.documents.counts()
    assert (counts.total, counts.flagged) == (12, 1)
    assert opened.links.of(1) is None and opened.links.of(2) == opened.links.of(5) == (LINK,)


def test_it_is_whole_and_the_old_one_lies_beside(old: Path) -> None:
    assert check(old) == CheckReport()
    assert (old / "project.db.v2").is_file()


def test_what_happened_can_be_undone_and_redone(opened: Project) -> None:
    opened.history.redo()
    assert opened.documents.counts().total == 13
    opened.history.undo()
    opened.history.undo()
    assert opened.links.of(1) == (LINK,)
