"""A project that version 1 made: it opens, says what it said, and all that happened in it can still be undone."""

import re
import sqlite3
from pathlib import Path

import pytest

from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport, DocumentFilter
from core.records import Span

SCRIPT = Path(__file__).with_name("version_1.sql")
SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "Old.fovea"
    (path / "runs" / "20261127-150109-logistic").mkdir(parents=True)
    with sqlite3.connect(path / "project.db") as connection:
        connection.executescript(SCRIPT.read_text(encoding="utf-8"))
    connection.close()
    return path


def schema_of(project: Project) -> list[tuple[str, str, str]]:
    """White space and quotes aside."""
    rows = project.store.sql(SCHEMA).all()
    return [(type, name, re.sub(r'[\s"]+', "", sql)) for type, name, sql in rows]


def test_it_has_the_same_tables_as_a_new_project(old: Path, project: Project) -> None:
    with Project.open(old) as migrated:
        assert schema_of(migrated) == schema_of(project)


def test_it_is_whole(old: Path) -> None:
    assert check(old) == CheckReport()


def test_everything_is_as_it_was(old: Path) -> None:
    with Project.open(old) as project:
        counts = project.documents.counts()
        assert (counts.total, counts.labelled, counts.skipped, counts.flagged) == (22, 14, 1, 1)
        assert counts.by_label == {1: 9, 2: 5}
        document = project.documents.get(1)
        assert (document.text, document.meta) == ("room 0 很好", {"city": "上海"})
        assert document.rationales == (Span(0, 4),)
        assert document.annotation is not None
        assert (document.annotation.annotator, document.annotation.labels) == ("me", (1,))
        assert [row.id for row in project.documents.rows(DocumentFilter(search="gone"), after_id=None, limit=9)] == []
        [run] = project.runs.all()
        assert project.predictions.of(run.id, 3) == {"good": 0.25, "poor": 0.75}


def test_what_was_undone_can_be_redone(old: Path) -> None:
    with Project.open(old) as project:
        project.history.redo()
        assert project.documents.counts().skipped == 2
        project.history.redo()
        assert project.documents.counts().total == 28
        assert not project.history.can_redo
    assert check(old) == CheckReport()


def test_all_of_it_can_be_undone_and_done_again(old: Path) -> None:
    with Project.open(old) as project:
        before = [project.documents.get(id) for id in range(1, 23)]
        n = 0
        while project.history.undo():
            n += 1
        assert n == 22
        assert project.documents.counts().total == 0
        for _ in range(n):
            project.history.redo()
        assert [project.documents.get(id) for id in range(1, 23)] == before
    assert check(old) == CheckReport()


def test_an_answer_in_the_place_of_another_gives_way_to_it_again(old: Path) -> None:
    with Project.open(old) as project:
        while project.history.undo() is not None:
            if (annotation := project.documents.get(1).annotation) and annotation.is_imported:
                break
        assert annotation is not None
        assert (annotation.annotator, annotation.labels) == ("import", (1,))
