"""The quality page: its lists, judging by keys, and the agreement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.jobs import messages, specs
from core.project.project import Project
from core.project.quality.doubts import Doubt
from core.project.values import ImportOptions
from core.records import Document, Row
from core.settings import Settings
from gui.pages.quality import QualityPage
from gui.session import Session
from tests.fakes import FakeWorkers

pytestmark = pytest.mark.usefixtures("english_and_light")
TEXTS = ("早餐太差了", "The room was clean.", "前台态度很好😀", "fourth", "fifth")


class Driver:
    """The page with what a test needs to drive it."""

    def __init__(self, page: QualityPage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.settle()

    def settle(self) -> None:
        """Until everything asked is answered and what is open is painted."""
        page, access = self.page, self.session._access

        def is_settled() -> bool:
            is_shown = page.desk.is_ready or page.desk.document is None or page.list.agreement.isChecked()
            is_answered = access._waiting_calls == 0 and not self.session.reader.is_busy
            return is_answered and not access._tasks and is_shown

        self.qtbot.waitUntil(is_settled)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifiers)
        self.settle()

    def ask(self, work: Callable[[Project], Any]) -> Any:
        results: list[Any] = []
        self.session.call(work, results.append)
        self.qtbot.waitUntil(lambda: bool(results))
        return results[0]

    def stored(self, number: int) -> Document:
        document: Document = self.ask(lambda project: project.documents.get(number))
        return document

    @property
    def listed(self) -> list[int | None]:
        model = self.page.list.model
        return [model.document_id(row) for row in range(model.rowCount())]

    def counted(self, doubt: Doubt) -> str:
        return self.page.list.chips[doubt].text().rpartition(" ")[2]


@pytest.fixture
def bare(qtbot: QtBot, session: Session, settings: Settings, show_page: Callable[[Any], None]) -> Driver:
    page = QualityPage(session, settings)
    show_page(page)
    return Driver(page, qtbot, session)


@pytest.fixture
def desk(bare: Driver, tmp_path: Path) -> Driver:
    """Li and Wang disagree on documents 1 and 3."""
    bare.open(make_project(tmp_path / "reviews.fovea"))
    return bare


def make_project(path: Path, *, is_multi_label: bool = False) -> Path:
    with Project.create(path, labels=("good", "bad", "mixed"), is_multi_label=is_multi_label) as project:
        project.imports.add([Row(text) for text in TEXTS], ImportOptions())
        for who, labels in (("Li", (1, 1, 1)), ("Wang", (2, 1, 3))):
            project.annotator = who
            for document, label in enumerate(labels, 1):
                project.annotations.annotate(document, [label], seconds=5)
    return path


def test_without_a_project_it_says_so(bare: Driver) -> None:
    assert bare.page._nothing.sentence.text() == "No project is open."


def test_a_project_without_labels_sends_to_labelling(bare: Driver, tmp_path: Path, qtbot: QtBot) -> None:
    Project.create(tmp_path / "new.fovea", labels=("good",)).close()
    bare.open(tmp_path / "new.fovea")
    assert "Nothing is labelled yet" in bare.page.empty.sentence.text()
    with qtbot.waitSignal(bare.session.page_requested) as asked:
        bare.page.empty.button.click()
    assert asked.args == ["label"]


def test_each_row_says_why_it_is_there_and_the_first_is_open(desk: Driver) -> None:
    page = desk.page
    assert (desk.listed, desk.counted("disagreement")) == ([1, 3], "2")
    assert page.desk.document_id == 1
    why = page.list.model.index(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert why == page.middle._why.text() == "Li: good · Wang: bad"
    assert [words for words in page.side.said() if "Li" in words or "Wang" in words]


def test_a_key_judges_and_goes_on_and_undo_brings_it_back(desk: Driver) -> None:
    desk.press(Qt.Key.Key_1)
    assert (desk.listed, desk.page.desk.document_id, desk.counted("disagreement")) == ([3], 3, "1")
    given = desk.stored(1).annotation
    assert given is not None
    assert (given.labels, given.round) == ((1,), 2)
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.page.desk.document_id == 1)
    desk.settle()
    assert desk.listed == [1, 3]


def test_enter_keeps_the_answer_with_the_note(desk: Driver) -> None:
    desk.press(Qt.Key.Key_N)
    assert QApplication.focusWidget() is desk.page.middle.note_field
    QTest.keyClicks(desk.page.middle.note_field, "1 irony")
    desk.press(Qt.Key.Key_Return)  # leaves the field
    assert desk.listed == [1, 3]
    desk.press(Qt.Key.Key_Return)
    [*_, judged] = desk.stored(1).annotations
    assert (judged.labels, judged.round, judged.note) == ((2,), 2, "1 irony")


def test_what_was_answered_elsewhere_is_read_when_the_page_is_shown_again_and_not_before(desk: Driver) -> None:
    page = desk.page
    page.hide()
    desk.ask(lambda project: project.annotations.annotate(1, [3]))
    desk.session.annotations_changed.emit(1)
    desk.settle()
    assert page.desk.document and {3} not in [set(one.labels) for one in page.desk.document.annotations]
    page.show()
    page.on_shown()
    desk.qtbot.waitUntil(lambda: {3} in [set(one.labels) for one in page.desk.document.annotations])  # type: ignore[union-attr]


def test_when_all_is_judged_the_page_says_so(desk: Driver) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_1)
    assert desk.listed == []
    assert desk.page._center.currentWidget() is desk.page.empty
    assert "Nobody disagrees" in desk.page.empty.sentence.text()


def test_arrows_walk_and_ctrl_down_changes_the_list(desk: Driver) -> None:
    desk.press(Qt.Key.Key_Right)
    assert desk.page.desk.document_id == 3
    desk.press(Qt.Key.Key_Left)
    assert desk.page.desk.document_id == 1
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.list.doubt == "conflict"
    desk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert desk.listed == [1, 3]


def test_answers_from_elsewhere_are_looked_for_when_the_page_is_shown(desk: Driver) -> None:
    desk.page.hide()
    desk.ask(lambda project: (setattr(project, "annotator", "Zhao"), project.annotations.annotate(2, [2])))
    desk.session.annotations_changed.emit(2)
    desk.page.show()
    desk.page.on_shown()
    desk.settle()
    assert desk.listed == [1, 2, 3]


def test_in_a_project_of_several_labels_enter_judges_what_is_chosen(bare: Driver, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "topics.fovea", is_multi_label=True))
    bare.press(Qt.Key.Key_1)
    bare.press(Qt.Key.Key_3)
    assert bare.listed == [1, 3]
    bare.press(Qt.Key.Key_Return)
    given = bare.stored(1).annotation
    assert given is not None
    assert given.labels == (1, 2, 3)


def test_the_agreement_is_measured_and_explained(desk: Driver) -> None:
    page = desk.page
    desk.press(Qt.Key.Key_A)
    view = page.agreement
    assert page._center.currentWidget() is view
    assert [card.value.text() for card in view.cards] == ["-.111", "-.333", ".333"]
    assert "too few for an interval" in view.cards[0].notes.text()
    assert view.pairs.texts() == [["Li – Wang", "3", ".333", ".000", "-.111"]]
    assert view.table.texts()[0] == ["good", "1", "1", "1"]


def test_with_one_person_the_agreement_asks_for_a_colleague(bare: Driver, tmp_path: Path, qtbot: QtBot) -> None:
    Project.create(tmp_path / "new.fovea", labels=("good",)).close()
    bare.open(tmp_path / "new.fovea")
    bare.page.list.agreement.click()
    bare.settle()
    assert "two people" in bare.page.agreement.empty.sentence.text()
    with qtbot.waitSignal(bare.page.action_requested) as asked:
        bare.page.agreement.empty.button.click()
    assert asked.args == ["file.merge"]


def test_wrong_labels_are_looked_for_when_it_is_asked(desk: Driver, workers: FakeWorkers) -> None:
    def answer(job: str, _: specs.Spec) -> list[messages.Message]:
        rows = [{"id": 2, "kind": "suspects", "first": ["good", 0.1], "second": ["bad", 0.9], "score": 2.3}]
        return [messages.Finished(job, {"rows": rows, "is_cold": False, "scored": 3, "labels": 2, "model": "auto"})]

    workers.script = answer
    page = desk.page
    page.list.choose("suspect")
    desk.settle()
    assert page.empty.button.text() == "Look for wrong labels"
    page.empty.button.click()
    desk.qtbot.waitUntil(lambda: desk.listed == [2])
    desk.settle()
    assert page.desk.document_id == 2
    assert "good (10%) is given, bad (90%) is likelier" in page.middle._why.text()
    desk.press(Qt.Key.Key_2)
    assert (desk.listed, desk.counted("suspect")) == ([], "0")


def test_too_few_labels_are_said_to_be_too_few(desk: Driver, workers: FakeWorkers) -> None:
    workers.script = lambda job, _: [messages.Finished(job, {"rows": [], "is_cold": True})]
    desk.page.list.choose("suspect")
    desk.settle()
    desk.page.empty.button.click()
    desk.qtbot.waitUntil(lambda: "It takes 50" in desk.page.empty.sentence.text())
