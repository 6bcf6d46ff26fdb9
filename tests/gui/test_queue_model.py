"""The queue's window of rows over a real project, asked at once and in this thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.errors import InputError
from core.progress import Report, ignore
from core.project.project import Project
from core.project.values import DocumentFilter, DocumentRow, ImportOptions
from core.records import Row
from gui.models.queue_model import BEFORE, WINDOW, QueueModel

T = TypeVar("T")
pytestmark = pytest.mark.usefixtures("qapp")
COUNT = 2 * WINDOW + 50


class AtOnce:
    """A reader that needs no threads. `is_held` keeps answers back until `release`."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.is_held = False
        self.held: list[Callable[[], None]] = []

    def ask(
        self,
        key: str,  # noqa: ARG002
        work: Callable[[Project, Report], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] = print,
    ) -> None:
        try:
            result = work(self.project, ignore)
        except InputError as error:
            self.held.append(partial(failed, error))
        else:
            self.held.append(lambda: then(result))
        if not self.is_held:
            self.release()

    def release(self) -> None:
        held, self.held = self.held, []
        for answer in held:
            answer()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queue") / "queue.fovea"
    with Project.create(path, labels=("good", "bad")) as project:
        project.imports.add((Row(f"text {n:04}") for n in range(1, COUNT + 1)), ImportOptions(), ignore)
    return path


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path) as project:
        yield project
        while (undone := project.history.undo()) is not None and undone.kind != "import":
            pass
        project.history.redo()


@pytest.fixture
def asked(project: Project) -> AtOnce:
    return AtOnce(project)


@pytest.fixture
def model(asked: AtOnce) -> Iterator[QueueModel]:
    model = QueueModel(asked)
    yield model
    model.deleteLater()


def ids(model: QueueModel) -> list[int]:
    rows = [model.index(row).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return [row.id for row in rows if isinstance(row, DocumentRow)]


def test_it_starts_with_one_window_and_grows_where_it_is_looked_at(model: QueueModel) -> None:
    model.set_query(DocumentFilter(), "imported")
    assert ids(model) == list(range(1, WINDOW + 1))
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert ids(model) == list(range(1, COUNT + 1))
    assert not model.canFetchMore(QModelIndex())


def test_a_document_far_away_opens_a_window_around_it(model: QueueModel) -> None:
    model.set_query(DocumentFilter(), "imported")
    model.set_current(400)
    assert ids(model)[0] == 400 - BEFORE + 1
    assert model.row_of(400) == BEFORE - 1
    model.fetch_before()
    assert ids(model)[0] == 400 - 2 * BEFORE + 2
    assert sorted(ids(model)) == ids(model)


def test_growing_upwards_ends_at_the_first_document(model: QueueModel) -> None:
    model.set_query(DocumentFilter(), "imported")
    model.set_current(COUNT)
    for _ in range(COUNT // BEFORE + 2):
        model.fetch_before()
    assert ids(model) == list(range(1, COUNT + 1))


def test_search_and_random_order(model: QueueModel) -> None:
    model.set_query(DocumentFilter(search="TEXT 004"), "imported")
    assert ids(model) == list(range(40, 50))
    model.set_query(DocumentFilter(search="text 004"), "random")
    assert sorted(ids(model)) == list(range(40, 50))
    assert ids(model) != list(range(40, 50))


def test_a_decision_shows_in_its_row(model: QueueModel, project: Project) -> None:
    model.set_query(DocumentFilter(), "imported")
    project.annotations.annotate(3, [1])
    model.update_document(project.documents.get(3))
    row = model.index(2).data(Qt.ItemDataRole.UserRole)
    assert row.labels == (1,)


def test_a_row_that_no_longer_matches_goes_when_the_current_one_changes(model: QueueModel, project: Project) -> None:
    model.set_query(DocumentFilter(state="unlabelled"), "imported")
    model.set_current(3)
    project.annotations.annotate(3, [1])
    model.update_document(project.documents.get(3))
    assert 3 in ids(model)
    model.set_current(4)
    assert 3 not in ids(model)


def test_an_answer_that_was_overtaken_is_dropped(model: QueueModel, asked: AtOnce) -> None:
    asked.is_held = True
    model.set_query(DocumentFilter(search="0001"), "imported")
    model.set_query(DocumentFilter(search="0002"), "imported")
    asked.release()
    assert ids(model) == [2]


def test_clear_forgets_all(model: QueueModel) -> None:
    model.set_query(DocumentFilter(), "imported")
    model.clear()
    assert model.rowCount() == 0
    assert not model.canFetchMore(QModelIndex())


def test_it_keeps_the_rules_of_item_models(model: QueueModel, asked: AtOnce, project: Project) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    asked.is_held = True
    model.set_query(DocumentFilter(state="unlabelled"), "imported")
    model.set_current(300)
    while asked.held:  # the tester itself fetches more
        asked.release()
    model.fetch_before()
    asked.release()
    project.annotations.annotate(299, [1])
    model.update_document(project.documents.get(299))
    assert 299 not in ids(model)
    tester.deleteLater()
