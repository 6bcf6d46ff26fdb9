"""The words of a caption and the strip of their maps, alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.records import Span
from gui.widgets.caption_chips import CaptionChips
from gui.widgets.heat_drawing import HeatLook
from gui.widgets.heat_strip import GAP_PX, SIDE_PX, HeatStrip
from gui.widgets.image_reading import WHOLE, of_answer, of_text
from tests.gui.image_answers import dog_answer, picture

pytestmark = pytest.mark.usefixtures("english_and_light")
READ = of_answer(dog_answer())
DOG = READ.captions[0]


@pytest.fixture
def chips(qtbot: QtBot) -> CaptionChips:
    widget = CaptionChips()
    qtbot.addWidget(widget)
    widget.set_caption(DOG)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def strip(qtbot: QtBot) -> HeatStrip:
    widget = HeatStrip()
    qtbot.addWidget(widget)
    widget.resize(220, widget.height())
    widget.set_picture(picture())
    widget.set_caption(DOG, DOG.maps["attention"], READ.view)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_an_answer_of_the_worker_becomes_words_with_maps() -> None:
    assert DOG.text == "a dog runs" and [word.text for word in DOG.words] == ["a", "dog", "runs"]
    assert DOG.words[1].span == Span(2, 5) and DOG.words[1].gate == pytest.approx(0.8)
    assert DOG.maps["attention"].shape == (3, 7, 7) and READ.view.left == 0.125
    assert READ.methods == ("attention", "occlusion") and DOG.checks.level == "points"


def test_a_model_without_attention_has_words_and_no_maps() -> None:
    nic = {"captions": [{"text": "a", "words": [{"text": "a", "start": 0, "end": 1, "gate": None}], "maps": {}}]}
    (caption,) = of_answer(nic).captions
    assert caption.words[0].gate is None and not caption.maps and of_answer(nic).view == WHOLE
    assert of_answer({}).captions == ()


def test_steps_walk_over_the_words_and_end_at_the_ends(chips: CaptionChips) -> None:
    told: list[int] = []
    chips.word_chosen.connect(told.append)
    for by in (-1, 1, 1, 1):
        chips.step(by)
    assert told == [1, 2] and chips.current == 2
    assert [chip.isChecked() for chip in chips.chips] == [False, False, True]


def test_a_click_chooses_and_a_second_one_keeps(chips: CaptionChips, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.mouseClick(chips.chips[1], Qt.MouseButton.LeftButton)
    assert chips.current == 1 and chips.chips[1].isChecked()


def test_play_walks_to_the_end_and_stops(chips: CaptionChips, qtbot: QtBot) -> None:
    chips._timer.setInterval(10)
    chips.play.click()
    qtbot.waitUntil(lambda: chips.current == 2 and not chips.play.isChecked())
    chips.play.click()
    assert chips.current == 0
    qtbot.waitUntil(lambda: not chips.play.isChecked())


def test_a_chip_tells_probability_and_gate(chips: CaptionChips) -> None:
    assert "probability .50" in chips.chips[1].toolTip() and "gate β .80" in chips.chips[1].toolTip()


def test_the_same_words_keep_their_place_and_others_begin_anew(chips: CaptionChips) -> None:
    chips.choose(2)
    chips.set_caption(DOG)
    assert chips.current == 2
    chips.set_caption(of_text("大狗 & 猫", (Span(0, 2), Span(3, 4), Span(5, 6))))
    assert chips.current == 0 and [chip.text() for chip in chips.chips] == ["大狗", "&&", "猫"]
    chips.set_caption(of_text("", ()))
    assert chips.current is None and not chips.play.isEnabled()


def test_each_panel_shows_its_own_word_on_one_scale(strip: HeatStrip) -> None:
    image: QImage = strip.panels.grab().toImage()
    tops = [strip.panels.place(n) for n in range(3)]
    bright = [image.pixelColor(top.left() + 23, top.top() + 39).red() for top in tops]
    assert bright[1] > bright[0] > bright[2] or bright[1] > bright[0] >= bright[2]
    strip.set_look(HeatLook("hue"))
    assert strip.panels.grab().toImage() != image


def test_a_click_in_the_strip_chooses_a_word(strip: HeatStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.word_chosen) as told:
        qtbot.mouseClick(strip.panels, Qt.MouseButton.LeftButton, pos=QPoint(GAP_PX + SIDE_PX + GAP_PX + 5, 20))
    assert told.args == [1]


def test_the_word_that_is_shown_is_scrolled_to(strip: HeatStrip) -> None:
    strip.set_word(2)
    assert strip.horizontalScrollBar().value() > 0
    strip.set_caption(of_text("", ()), None)
    strip.set_word(None)
    assert not strip.grab().isNull()
