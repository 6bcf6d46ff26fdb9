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
from core.records import Label, Row, Wording
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
    dialog.form.name.setText("negative")
    dialog.form.name.editingFinished.emit()
    settle(dialog, qtbot)
    dialog.form.colors.button(7).click()
    settle(dialog, qtbot)
    dialog.guideline.text.setPlainText("more blame than praise")
    dialog.list.setCurrentRow(0)
    settle(dialog, qtbot)
    label = labels(dialog)[1]
    assert (label.name, label.color, label.guideline) == ("negative", 7, "more blame than praise")


def test_a_guideline_is_kept_when_the_dialog_is_closed(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.guideline.text.setPlainText("praise")
    dialog.reject()
    settle(dialog, qtbot)
    assert labels(dialog)[0].guideline == "praise"


def outdated(dialog: LabelSetDialog, qtbot: QtBot) -> dict[int, int]:
    found: list[dict[int, int]] = []
    dialog._session.call(lambda project: dict(project.guidelines.n_outdated()), found.append)
    settle(dialog, qtbot)
    return found[0]


def test_a_first_definition_lets_older_labels_be_and_another_asks_again(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    dialog.choose(2)
    dialog.guideline.text.setPlainText("blame")
    assert dialog.guideline.ask_again.text() == "The 2 documents with this label are to be confirmed again"
    assert not dialog.guideline.ask_again.isChecked()
    dialog.choose(1)
    settle(dialog, qtbot)
    assert outdated(dialog, qtbot) == {}
    dialog.choose(2)
    assert dialog.guideline._version.text().startswith("Version 1, ")
    assert not dialog.guideline.ask_again.isVisible()
    dialog.guideline.text.setPlainText("blame, however mild")
    assert dialog.guideline.ask_again.isChecked()
    dialog.choose(1)
    settle(dialog, qtbot)
    assert outdated(dialog, qtbot) == {2: 2}


def test_an_earlier_definition_can_be_taken_up_again(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    for text in ("praise", "praise & more"):
        dialog.guideline.text.setPlainText(text)
        dialog.choose(2)
        settle(dialog, qtbot)
        dialog.choose(1)
    wordings: list[list[Wording]] = []
    dialog._session.call(lambda project: project.guidelines.wordings(1), wordings.append)
    settle(dialog, qtbot)
    menu = dialog.guideline.wordings_menu(wordings[0])
    assert [action.text().partition(":  ")[2] for action in menu.actions()] == ["praise && more", "praise"]
    menu.actions()[1].trigger()
    menu.deleteLater()
    assert dialog.guideline.definition == "praise"


def test_examples_are_listed_and_taken_away(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    session = dialog._session
    session.call(lambda project: project.guidelines.pin(1, 1, is_positive=False, note="irony"))
    session.refresh()
    settle(dialog, qtbot)
    [item] = [dialog.guideline.examples.item(row) for row in range(dialog.guideline.examples.count())]
    assert (item.text(), item.toolTip()) == ("one", "Not an example\nirony\none")
    dialog.guideline.examples.setCurrentRow(0)
    dialog.guideline.unpin.click()
    settle(dialog, qtbot)
    assert dialog.guideline.examples.count() == 0


def test_a_label_gets_a_key_that_nothing_else_has(dialog: LabelSetDialog, qtbot: QtBot) -> None:
    for key, said in ((Qt.Key.Key_F, "F is already the key of “Flag”."), (Qt.Key.Key_Z, "")):
        QTest.keyClick(dialog.form.key, key)
        settle(dialog, qtbot)
        qtbot.waitUntil(lambda said=said: dialog._trouble.text() == said)
    qtbot.waitUntil(lambda: labels(dialog)[0].key == "Z")
    dialog.form.no_key.click()
    settle(dialog, qtbot)
    assert labels(dialog)[0].key == ""


def test_a_label_set_goes_to_a_file_and_comes_back(dialog: LabelSetDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.guideline.text.setPlainText("praise")
    dialog._export(tmp_path / "labels.json")
    settle(dialog, qtbot)
    dialog.guideline.text.setPlainText("something else")
    with qtbot.waitSignal(dialog._session.notice) as notice:
        dialog.choose(2)
        dialog._import(tmp_path / "labels.json")
    assert notice.args[0].text == "0 labels added, 1 definition changed, 0 examples pinned"
    settle(dialog, qtbot)
    assert labels(dialog)[0].guideline == "praise"
    dialog._import(tmp_path / "nothing.json")
    settle(dialog, qtbot)
    assert "nothing.json" in dialog._trouble.text()


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
    dialog.form.merge_into.setCurrentIndex(dialog.form.merge_into.findText("bad"))
    dialog.form.merge_button.click()
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
    assert not dialog.form.remove_button.isEnabled()
    dialog.list.setCurrentRow(0)
    assert dialog.form.remove_button.isEnabled()
    dialog.form.remove_button.click()
    settle(dialog, qtbot)
    assert names(dialog) == ["bad", "poor"]
