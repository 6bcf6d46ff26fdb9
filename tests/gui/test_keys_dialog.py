"""The key editor and its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QKeySequenceEdit
from pytestqt.qtbot import QtBot

from core.records import Label
from core.settings import Settings
from gui import key_sheet
from gui.commands import LABEL
from gui.dialogs.keys_dialog import KeysDialog
from gui.keymap import Keymap

pytestmark = pytest.mark.usefixtures("english_and_light")
SKIP, FLAG = LABEL[0], LABEL[1]


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


@pytest.fixture
def dialog(qtbot: QtBot, keymap: Keymap) -> Iterator[KeysDialog]:
    dialog = KeysDialog(keymap, labels=[Label(1, "好评", 0, 0)])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def row(dialog: KeysDialog, id: str) -> list[str]:
    dialog.choose(id)
    item = dialog.tree.currentItem()
    assert item is not None
    return [item.text(column) for column in range(3)]


def test_every_command_has_a_row_and_labels_have_their_names(dialog: KeysDialog) -> None:
    assert row(dialog, "label.skip") == ["Skip", "Space", ""]
    assert row(dialog, "answer.1") == ["Label 1: 好评", "1", ""]
    assert row(dialog, "train.start") == ["Start training", "", ""]
    assert row(dialog, "file.open") == ["Open", "Ctrl+O", ""]


def test_a_key_that_is_pressed_becomes_the_commands(dialog: KeysDialog, keymap: Keymap, qtbot: QtBot) -> None:
    dialog.choose("label.skip")
    dialog.change_button.click()
    [field] = dialog.findChildren(QKeySequenceEdit)
    QTest.keyClick(field, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: keymap.keys(SKIP) == ("H",))
    assert row(dialog, "label.skip") == ["Skip", "H", ""]


def test_escape_leaves_a_key_as_it_was(dialog: KeysDialog, keymap: Keymap) -> None:
    dialog.choose("label.skip")
    dialog.change_button.click()
    [field] = dialog.findChildren(QKeySequenceEdit)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert keymap.keys(SKIP) == ("Space",)
    assert dialog.isVisible()


def test_a_key_in_use_is_taken_only_when_it_is_asked_for(dialog: KeysDialog, keymap: Keymap) -> None:
    dialog.give(SKIP, 1, "F")
    assert "“Flag”" in dialog._note.text()
    assert keymap.chosen() == {}
    dialog.take_button.click()
    assert (keymap.keys(SKIP), keymap.keys(FLAG)) == (("F",), ())
    assert dialog.take_button.isHidden()


def test_a_second_key_comes_beside_the_first(dialog: KeysDialog, keymap: Keymap) -> None:
    dialog.give(SKIP, 2, "H")
    assert keymap.keys(SKIP) == ("Space", "H")
    dialog.choose("label.skip", 1)
    dialog.remove_button.click()
    assert keymap.keys(SKIP) == ("H",)


def test_escape_and_tab_keep_their_use(dialog: KeysDialog, keymap: Keymap) -> None:
    for key in ("Esc", "Tab"):
        dialog.give(SKIP, 1, key)
        assert keymap.chosen() == {}


def test_restoring_leaves_to_others_what_they_have_now(dialog: KeysDialog, keymap: Keymap) -> None:
    dialog.give(FLAG, 1, "Space")
    dialog.take_button.click()
    dialog.choose("label.skip")
    dialog.restore_button.click()
    assert (keymap.keys(FLAG), keymap.keys(SKIP)) == (("Space",), ())
    dialog.choose("label.flag")
    dialog.restore_button.click()
    dialog.choose("label.skip")
    dialog.restore_button.click()
    assert keymap.chosen() == {}


def test_a_set_is_chosen_and_undone(dialog: KeysDialog, keymap: Keymap) -> None:
    dialog.give(SKIP, 1, "H")
    assert dialog.sets.currentText() == "Own keys"
    dialog._on_set_chosen(dialog.sets.findText("Left hand"))
    assert row(dialog, "answer.6")[1] == "Q"
    assert dialog.sets.currentText() == "Left hand"
    dialog.undo_button.click()
    assert keymap.keys(SKIP) == ("H",)
    dialog._on_set_chosen(dialog.sets.findText("Standard"))
    assert keymap.chosen() == {}


def test_the_search_finds_words_and_keys(dialog: KeysDialog) -> None:
    for words, id in (("flag", "label.flag"), ("ctrl+k", "view.commands")):
        dialog.search.setText(words)
        assert id in [item.data(0, Qt.ItemDataRole.UserRole).id for item in dialog._items() if not item.isHidden()]
        assert len([item for item in dialog._items() if not item.isHidden()]) < 5


def test_the_sheet_is_saved_as_html_and_as_pdf(keymap: Keymap, tmp_path: Path) -> None:
    page = key_sheet.html(keymap, "Keys", [Label(1, "好评 <1>", 0, 0)])
    assert "好评 &lt;1&gt;" in page
    assert "Start training" not in page  # no key
    assert "Label 2" not in page
    key_sheet.save(page, tmp_path / "keys.html")
    key_sheet.save(page, tmp_path / "keys.pdf")
    assert (tmp_path / "keys.html").read_text(encoding="utf-8") == page
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
