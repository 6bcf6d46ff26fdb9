"""Merging in the window: what would happen is shown, names can be given, one undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.project.merging.choices import MergeChoice
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row
from gui.dialogs.merge_dialog import MergeDialog
from gui.dialogs.people_dialog import PeopleDialog
from gui.file_commands import FileCommands
from gui.session import Session

pytestmark = pytest.mark.usefixtures("english_and_light")


def make(path: Path, who: str, labels: dict[str, str]) -> Path:
    """Texts with the labels that somebody gave them; "" is none."""
    with Project.create(path, labels=("good", "bad")) as project:
        project.imports.add([Row(text) for text in labels], ImportOptions())
        project.annotator = who
        for document, label in enumerate(labels.values(), 1):
            if label:
                project.annotations.annotate(document, [("good", "bad").index(label) + 1])
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return make(tmp_path / "Wang.fovea", "Li", {"早餐": "bad", "b": "good", "new": "good"})


@pytest.fixture
def opened(qtbot: QtBot, session: Session, tmp_path: Path) -> Session:
    with qtbot.waitSignal(session.project_changed):
        session.open(make(tmp_path / "ours.fovea", "Li", {"早餐": "good", "b": ""}))
    return session


@pytest.fixture
def dialog(qtbot: QtBot, opened: Session, theirs: Path) -> MergeDialog:
    dialog = MergeDialog(opened, theirs)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.merge_button.isEnabled)
    return dialog


def test_it_says_what_would_happen_and_shows_the_contradictions(dialog: MergeDialog) -> None:
    assert dialog._summary.text() == "3 documents there · 2 of them here too"
    assert dialog.conflicts.texts() == [["早餐", "Li", "good", "bad"]]
    assert "Li: somebody here has that name too" in dialog.people.shared.text()
    assert dialog.with_documents.text() == "Take the 1 document that is not here, too"


def test_another_name_makes_two_people_of_one(qtbot: QtBot, dialog: MergeDialog) -> None:
    field = dialog.people.fields["Li"]
    field.selectAll()
    qtbot.keyClicks(field, "Li Na\r")
    qtbot.waitUntil(lambda: dialog._task is None and not dialog.conflicts.texts())
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.merge_button.click()
    assert chosen.args == [MergeChoice(names={"Li": "Li Na"})]


def test_what_is_no_project_is_said_in_the_dialog(qtbot: QtBot, opened: Session, tmp_path: Path) -> None:
    dialog = MergeDialog(opened, tmp_path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog._task is None)
    assert "project" in dialog._summary.text()
    assert not dialog.merge_button.isEnabled()


def test_a_merge_comes_in_and_its_notice_undoes_it(qtbot: QtBot, opened: Session, theirs: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(opened.notice) as told:
        FileCommands(window, opened).merge_with(theirs, MergeChoice())
    [notice] = told.args
    assert notice.text == "Merged: 2 answers, 1 new document."
    qtbot.waitUntil(lambda: opened.counts is not None and opened.counts.labelled == 3)
    notice.action()
    qtbot.waitUntil(lambda: opened.counts is not None and opened.counts.labelled == 1)


def test_people_are_renamed_where_they_are_listed(qtbot: QtBot, opened: Session) -> None:
    dialog = PeopleDialog(opened)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    item = dialog.tree.topLevelItem(0)
    assert item is not None
    assert (item.text(0), item.text(1)) == ("Li", "1")
    item.setText(0, "Li Ming")
    names: list[str] = []

    def is_renamed() -> bool:
        opened.call(lambda project: [one.name for one in project.people.all()], names.extend)
        return "Li Ming" in names

    qtbot.waitUntil(is_renamed)
