"""The history in its dialog, over a real project, asked at once and in this thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.progress import ignore
from core.project.project import Project
from core.project.values import Event, ImportOptions
from core.records import Row
from gui.dialogs.history_dialog import SENTENCES, HistoryDialog, history_of, sentence
from gui.models.history_model import EventRow, HistoryModel
from gui.session import Session

pytestmark = pytest.mark.usefixtures("english_and_light")


class AtOnce:
    def __init__(self, project: Project) -> None:
        self.project = project

    def ask(self, _key, work, then) -> None:
        then(work(self.project, ignore))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.fovea", labels=["good", "bad"]) as project:
        project.imports.add([Row("早餐很好", file="hotel.csv"), Row("太差了"), Row("一般")], ImportOptions())
        project.annotations.annotate(1, [1])
        project.annotations.annotate(2, [2])
        project.bulk.annotate([1, 2, 3], [2])
        project.labels.rename(1, "fine")
        yield project


@pytest.fixture
def dialog(qtbot: QtBot, project: Project) -> HistoryDialog:
    model = HistoryModel(AtOnce(project))
    dialog = HistoryDialog(model)
    model.setParent(dialog)
    qtbot.addWidget(dialog)
    return dialog


def told(dialog: HistoryDialog) -> list[str]:
    model = dialog.list.model()
    return [sentence(model.index(row, 0).data(256)) for row in range(model.rowCount())]


def test_every_act_is_told_in_a_sentence_the_newest_first(dialog: HistoryDialog) -> None:
    assert told(dialog) == [
        "Renamed the label “good” to “fine”",
        "Labelled 3 documents: bad",
        "Labelled document 2: bad",
        "Labelled document 1: fine",
        "Imported 3 documents (hotel.csv)",
    ]


def test_acts_of_a_kind_that_is_not_known_are_told_by_its_name() -> None:
    assert sentence(EventRow(Event(1, "something-new", None, "Li", "", "done"))) == "something-new"


def test_one_travels_back_and_forth_again(qtbot: QtBot, dialog: HistoryDialog, project: Project) -> None:
    assert not dialog.travel.isEnabled()
    dialog.list.setCurrentIndex(dialog.list.model().index(3, 0))
    with qtbot.waitSignal(dialog.travel_wanted) as heard:
        dialog.travel.click()
    assert project.history.travel(heard.args[0]) == 3
    assert project.documents.counts().by_label == {1: 1, 2: 0}
    dialog._model.reload()
    assert dialog.current is not None and dialog.current.event.id == heard.args[0]
    dialog.list.setCurrentIndex(dialog.list.model().index(0, 0))
    assert dialog.travel.text() == "Do up to here again"
    with qtbot.waitSignal(dialog.travel_wanted) as heard:
        dialog.travel.click()
    assert project.history.travel(heard.args[0]) == 3
    assert [label.name for label in project.labels.all()] == ["fine", "bad"]


def test_what_another_way_was_taken_from_cannot_be_gone_to(dialog: HistoryDialog, project: Project) -> None:
    project.history.undo()
    project.annotations.flag(1, True)
    dialog._model.reload()
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    assert dialog.current is not None and dialog.current.event.state == "dropped"
    assert not dialog.travel.isEnabled()


def test_the_document_of_an_act_can_be_shown(qtbot: QtBot, dialog: HistoryDialog) -> None:
    dialog.list.setCurrentIndex(dialog.list.model().index(2, 0))
    with qtbot.waitSignal(dialog.document_chosen) as heard:
        dialog.show_button.click()
    assert heard.args == [2]


def test_every_kind_of_act_has_its_sentence() -> None:
    sources = (Path(__file__).resolve().parents[2] / "core" / "project").rglob("*.py")
    acts = re.compile(r'(?:action|_each|long_action)\("([a-z-]+)"')
    kinds = {kind for source in sources for kind in acts.findall(source.read_text(encoding="utf-8"))}
    assert len(kinds) >= 20
    assert kinds <= SENTENCES.keys()


def test_in_the_window_it_travels_and_shows_where_the_project_is(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "a.fovea", labels=["good"]) as project:
        project.imports.add([Row("one"), Row("two")], ImportOptions())
        for id in (1, 2):
            project.annotations.annotate(id, [1])
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "a.fovea")
    window = QWidget()
    qtbot.addWidget(window)
    dialog = history_of(session, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.current is not None)
    dialog.list.setCurrentIndex(dialog.list.model().index(2, 0))
    dialog.travel.click()
    qtbot.waitUntil(lambda: session.counts is not None and session.counts.labelled == 0)
    qtbot.waitUntil(lambda: dialog.current is not None and dialog.current.event.kind == "import")
    dialog.accept()
