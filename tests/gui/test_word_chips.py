from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.widgets.word_chips import MOST, WordChips


def test_a_pressed_word_is_left_out(qtbot: QtBot) -> None:
    chips = WordChips()
    qtbot.addWidget(chips)
    chips.show_words(["the", "room"], set())
    with qtbot.waitSignal(chips.dropped) as said:
        chips.chips[1].click()
    assert said.args == [1, True]


def test_words_that_are_left_out_are_pressed_and_nobody_is_told(qtbot: QtBot) -> None:
    chips = WordChips()
    qtbot.addWidget(chips)
    with qtbot.assertNotEmitted(chips.dropped):
        chips.show_words(["the", "room"], {0})
    assert [chip.isChecked() for chip in chips.chips] == [True, False]


def test_of_a_long_sentence_the_first_words_are_shown(qtbot: QtBot) -> None:
    chips = WordChips()
    qtbot.addWidget(chips)
    chips.show_words(["a"] * (MOST + 5), set())
    assert len(chips.chips) == MOST
