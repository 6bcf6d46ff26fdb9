"""No shortcut fires while an input method composes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.composition import CompositionGuard


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication) -> QWidget:
    form = QWidget()
    guard = CompositionGuard(qapp)
    form.destroyed.connect(guard.deleteLater)
    layout = QVBoxLayout(form)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    form.findChild(QLineEdit).setFocus()
    return form


def compose(field: QLineEdit, text: str, commit: str = "") -> None:
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_keys_of_a_composition_fire_nothing_and_later_ones_do(form: QWidget, qtbot: QtBot) -> None:
    fired: list[str] = []
    for key in ("Return", "Ctrl+K", "F5"):
        QShortcut(QKeySequence(key), form, lambda key=key: fired.append(key))
    field = form.findChild(QLineEdit)
    compose(field, "zao")
    QTest.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_F5)
    compose(field, "", commit="早")
    QTest.keyClick(field, Qt.Key.Key_Return)  # the key that ended it
    assert (fired, field.text()) == ([], "早")
    qtbot.wait(1)
    QTest.keyClick(field, Qt.Key.Key_F5)
    assert fired == ["F5"]
