from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.widgets.confusion_matrix import ConfusionMatrix

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def matrix(qtbot: QtBot) -> ConfusionMatrix:
    widget = ConfusionMatrix()
    qtbot.addWidget(widget)
    widget.set_confusion(["good", "bad", "mixed"], [[8, 2, 0], [1, 5, 0], [0, 0, 0]])
    widget.resize(400, 200)
    widget.show()
    return widget


def test_a_click_asks_for_actual_and_predicted(qtbot: QtBot, matrix: ConfusionMatrix) -> None:
    place = matrix.visualRect(matrix.model().index(0, 1)).center()
    with qtbot.waitSignal(matrix.cell_chosen) as heard:
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert heard.args == ["good", "bad"]


def test_enter_asks_too(qtbot: QtBot, matrix: ConfusionMatrix) -> None:
    matrix.setCurrentIndex(matrix.model().index(1, 0))
    with qtbot.waitSignal(matrix.cell_chosen) as heard:
        QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert heard.args == ["bad", "good"]


def test_a_tint_says_the_share_of_its_row(matrix: ConfusionMatrix) -> None:
    colors = [matrix.model().index(row, row).data(Qt.ItemDataRole.BackgroundRole).lightness() for row in range(3)]
    assert colors[1] < colors[0] < colors[2]  # 5 of 6, 8 of 10, 0 of 0


def test_a_cell_says_itself_in_a_sentence(matrix: ConfusionMatrix) -> None:
    tip = matrix.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("2 of 10 documents labelled “good” were predicted as “bad”")


def test_rows_tell_how_many_they_hold(matrix: ConfusionMatrix) -> None:
    assert matrix.model().headerData(0, Qt.Orientation.Vertical) == "good (10)"
