"""About: the version, and whose work is in the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core import licences, paths
from core.licences import Work
from gui.dialogs.about_dialog import AboutDialog
from gui.dialogs.text_dialog import TextDialog

pytestmark = pytest.mark.usefixtures("english_and_light")
INDEX = '[{"name": "Qt", "version": "6", "licence": "LGPL-3.0-only", "url": "https://x", "file": "Qt.txt"}]'


@pytest.fixture
def works(tmp_path: Path) -> list[Work]:
    (tmp_path / "index.json").write_text(INDEX, encoding="utf-8")
    (tmp_path / "Qt.txt").write_text("GNU LESSER GENERAL PUBLIC LICENSE", encoding="utf-8")
    return licences.all_works(tmp_path)


def test_the_list_is_what_packaging_found(works: list[Work]) -> None:
    assert [(work.name, work.licence) for work in works] == [("Qt", "LGPL-3.0-only")]


def test_enter_shows_the_text_of_a_licence(qtbot: QtBot, works: list[Work]) -> None:
    dialog = AboutDialog(works=works)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog._table, Qt.Key.Key_Return)
    (shown,) = dialog.findChildren(TextDialog)
    assert shown._text.toPlainText() == "GNU LESSER GENERAL PUBLIC LICENSE"
    shown.close()


def test_from_source_a_sentence_stands_for_the_list(qtbot: QtBot) -> None:
    dialog = AboutDialog(works=[])
    qtbot.addWidget(dialog)
    assert dialog._table.isHidden()
    assert any(paths.version() in label.text() for label in dialog.findChildren(QLabel))


def test_details_for_whoever_helps_are_copied(qtbot: QtBot) -> None:
    dialog = AboutDialog(works=[])
    qtbot.addWidget(dialog)
    dialog._copy_button.click()
    assert f"Fovea {paths.version()}" in QApplication.clipboard().text()
