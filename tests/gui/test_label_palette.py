"""The label buttons: their keys, their places, what they tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.records import Label
from gui.widgets.label_palette import LabelPalette

pytestmark = pytest.mark.usefixtures("english_and_light")


def labels(count: int, name: str = "label {}") -> list[Label]:
    return [Label(100 + index, name.format(index), index % 10, index) for index in range(count)]


@pytest.fixture
def palette(qtbot: QtBot) -> LabelPalette:
    palette = LabelPalette()
    qtbot.addWidget(palette)
    palette.resize(700, 200)
    palette.show()
    return palette


def test_keys_stand_on_the_buttons_in_order_but_for_a_labels_own(palette: LabelPalette) -> None:
    palette.set_labels([*labels(2), replace(labels(3)[2], key="X"), *labels(5)[3:]])
    palette.set_keys(["1", "2", "3", "4"])
    assert [button.key for button in palette.buttons] == ["1", "2", "X", "4", ""]


def test_a_click_tells_the_label_and_checks_nothing(palette: LabelPalette, qtbot: QtBot) -> None:
    palette.set_labels(labels(3))
    with qtbot.waitSignal(palette.label_chosen) as chosen:
        QTest.mouseClick(palette.buttons[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [101]
    assert not palette.buttons[1].isChecked()


def test_checked_are_the_labels_of_the_document(palette: LabelPalette) -> None:
    palette.set_labels(labels(3))
    palette.set_checked({100, 102})
    assert [button.isChecked() for button in palette.buttons] == [True, False, True]


def test_checking_moves_no_button(palette: LabelPalette) -> None:
    palette.set_labels(labels(12))
    before = [button.geometry() for button in palette.buttons]
    palette.set_checked({100, 105})
    assert [button.geometry() for button in palette.buttons] == before


def test_all_buttons_have_one_width_and_lie_inside(palette: LabelPalette) -> None:
    palette.set_labels([*labels(5), Label(9, "a name that is much too long to be shown in one button", 0, 5)])
    assert len({button.width() for button in palette.buttons}) == 1
    assert all(palette.rect().contains(button.geometry()) for button in palette.buttons)


def test_very_many_labels_scroll(palette: LabelPalette) -> None:
    palette.set_labels(labels(60))
    assert palette.height() < 200
    assert palette.verticalScrollBar().maximum() > 0


def test_the_label_of_a_key(palette: LabelPalette) -> None:
    palette.set_labels(labels(2))
    label = palette.label_at(1)
    assert label is not None
    assert label.id == 101
    assert palette.label_at(2) is None


def test_screen_readers_hear_the_name(palette: LabelPalette) -> None:
    palette.set_labels([Label(1, "差评", 0, 0, "抱怨多于称赞")])
    assert palette.buttons[0].accessibleName() == "差评"
    assert "抱怨多于称赞" in palette.buttons[0].toolTip()
