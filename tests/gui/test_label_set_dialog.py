"""The label set dialog on a real project: each change is made at once and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Label, Row
from gui.dialogs.label_set_dialog import LabelSetDialog
from gui.session import Session

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[LabelSetDialog]:
    path = tmp_path / "reviews.fovea"
    with Project.create(path, labels=("good", "bad", "poor")) as project:
        rows = [Row("one", labels=("bad",)), Row("two", labels=("bad",)), Row("three", labels=("poor",))]
        project.imports.add(rows, ImportOptions(), ignore)
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    dialog = LabelSetDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    settle(dialog, qtbot)


def settle(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog._session._access._waiting_calls == 0)


def labels(dialog: LabelSetDialog) -> tuple[Label, ...]:
    info = dialog._session.info
    assert info is not None
    return info.labels


def names(dialog: LabelSetDialog) -> list[str]:
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [x.name for x in labels(dialog)]
    return [label.name for label in labels(dialog)]


def test_a_label_is_added_and_chosen(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.new_name, "mixed")
    QTest.keyClick(dialog.new_name, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    assert dialog.isVisible()
    assert names(dialog) == ["good", "bad", "poor", "mixed"]
    assert dialog.chosen is not None
    assert dialog.chosen.name == "mixed"
    assert dialog.new_name.text() == ""


def test_a_name_that_is_taken_is_refused_in_words(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.new_name.setText("bad")
    dialog.add_button.click()
    settle(dialog, qtbot)
    assert dialog._trouble.text() == "There is a label “bad” already."
    assert names(dialog) == ["good", "bad", "poor"]


def test_renaming_recolouring_and_a_guideline(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(1)
    dialog.name.setText("negative")
    dialog.name.editingFinished.emit()
    settle(dialog, qtbot)
    dialog.colors.button(7).click()
    settle(dialog, qtbot)
    dialog.guideline.setPlainText("more blame than praise")
    dialog.list.setCurrentRow(0)
    settle(dialog, qtbot)
    label = labels(dialog)[1]
    assert (label.name, label.color, label.guideline) == ("negative", 7, "more blame than praise")


def test_a_guideline_is_kept_when_the_dialog_is_closed(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.guideline.setPlainText("praise")
    dialog.reject()
    settle(dialog, qtbot)
    assert labels(dialog)[0].guideline == "praise"


def test_reordering(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(0)
    dialog.down_button.click()
    settle(dialog, qtbot)
    assert names(dialog) == ["bad", "good", "poor"]
    assert dialog.list.currentRow() == 1


def test_dragging_a_label_to_another_place(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(0)
    dialog.list.model().moveRow(QModelIndex(), 0, QModelIndex(), 3)
    settle(dialog, qtbot)
    assert names(dialog) == ["bad", "poor", "good"]


def test_merging_moves_the_annotations_and_undo_brings_them_back(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    session = dialog._session
    dialog.list.setCurrentRow(2)
    dialog.merge_into.setCurrentIndex(dialog.merge_into.findText("bad"))
    dialog.merge_button.click()
    settle(dialog, qtbot)
    bad = labels(dialog)[1]
    assert names(dialog) == ["good", "bad"]
    qtbot.waitUntil(lambda: session.counts is not None and session.counts.by_label[bad.id] == 3)
    dialog.undo_button.click()
    settle(dialog, qtbot)
    assert names(dialog) == ["good", "bad", "poor"]
    qtbot.waitUntil(lambda: session.counts is not None and session.counts.by_label[bad.id] == 2)


def test_only_an_unused_label_can_be_removed(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(1)
    assert not dialog.remove_button.isEnabled()
    dialog.list.setCurrentRow(0)
    assert dialog.remove_button.isEnabled()
    dialog.remove_button.click()
    settle(dialog, qtbot)
    assert names(dialog) == ["bad", "poor"]
