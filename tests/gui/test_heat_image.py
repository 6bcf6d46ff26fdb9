"""The picture with a word's map over it, alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.records import Box
from gui.widgets.heat_drawing import HUE, HeatLook
from gui.widgets.heat_image import HeatImage
from gui.widgets.heat_legend import HeatLegend
from gui.widgets.image_reading import of_answer
from tests.gui.image_answers import dog_answer, flat, peak, picture

pytestmark = pytest.mark.usefixtures("english_and_light")
PLAIN = HeatLook(is_smooth=False, has_outline=False)
MIDDLE = Box(0.125, 0.0, 0.75, 1.0)


@pytest.fixture
def view(qtbot: QtBot) -> HeatImage:
    widget = HeatImage()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.set_picture(picture())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def color_at(view: HeatImage, x: float, y: float) -> QColor:
    """What is drawn at a place of the picture."""
    whole = view.picture_rect()
    place = QPoint(round(whole.left() + x * whole.width()), round(whole.top() + y * whole.height()))
    return view.grab().toImage().pixelColor(place)


def cell(row: int, column: int) -> tuple[float, float]:
    """The middle of a cell, in fractions of the picture."""
    return MIDDLE.left + (column + 0.5) / 7 * MIDDLE.width, (row + 0.5) / 7


def test_the_mask_leaves_bright_what_was_looked_at(view: HeatImage) -> None:
    view.set_look(PLAIN)
    view.set_map(peak(0, 2), MIDDLE)
    bright, dark = color_at(view, *cell(0, 2)).red(), color_at(view, *cell(0, 5)).red()
    assert bright == pytest.approx(0x80, abs=2) and dark < 40


def test_a_flat_map_is_flat_and_as_dim_as_the_scale_says(view: HeatImage) -> None:
    view.set_look(PLAIN)
    view.set_map(flat(), MIDDLE)
    shades = {color_at(view, *cell(0, column)).red() for column in range(7)}
    assert len(shades) == 1
    assert shades.pop() == pytest.approx(0x80 * (1 - 0.8 * 0.8), abs=2)


def test_every_word_is_drawn_on_one_scale(view: HeatImage) -> None:
    """A cell with the same share has the same shade, whatever else its map holds."""
    view.set_look(PLAIN)
    one, other = flat(), flat()
    other[0, 0], other[0, 1] = 0.0, 2 / 49
    view.set_map(one, MIDDLE)
    before = color_at(view, *cell(0, 5))
    view.set_map(other, MIDDLE)
    assert color_at(view, *cell(0, 5)) == before


def test_the_hue_tints_and_nothing_is_tinted_where_nothing_was_looked_at(view: HeatImage) -> None:
    view.set_look(HeatLook(HUE, is_smooth=False, has_outline=False))
    view.set_map(peak(0, 2), MIDDLE)
    tinted = color_at(view, *cell(0, 2))
    assert tinted.red() > tinted.blue() + 60
    assert color_at(view, *cell(0, 5)).red() == pytest.approx(0x80, abs=12)


def test_what_the_model_did_not_read_is_hatched(view: HeatImage) -> None:
    view.set_map(peak(3, 3), MIDDLE)
    image = view.grab().toImage()
    outside = {image.pixelColor(x, 300).name() for x in range(4, 90)}
    view.set_map(peak(3, 3))
    inside = view.grab().toImage()
    assert len(outside) > 1 and outside != {inside.pixelColor(x, 300).name() for x in range(4, 90)}


def test_the_outline_of_half_the_mass_can_be_left_out(view: HeatImage) -> None:
    drawn = []
    for has_outline in (True, False):
        view.set_look(HeatLook(is_smooth=False, has_outline=has_outline))
        view.set_map(peak(2, 2), MIDDLE)
        area = view.rect_of(Box(MIDDLE.left + 2 / 7 * MIDDLE.width, 2 / 7, 0.1, 0.1))
        drawn.append(view.grab().toImage().pixelColor(area.topLeft().toPoint() + QPoint(30, 0)).red())
    assert drawn[0] > drawn[1] + 60


def wheel(view: HeatImage, at: QPointF, steps: int) -> None:
    """Turn it where the pointer is."""
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_around_the_pointer_and_0_shows_all(view: HeatImage, qtbot: QtBot) -> None:
    at = QPointF(300, 200)
    before = view.to_fraction(at)
    wheel(view, at, 4)
    after = view.to_fraction(at)
    assert view.zoom > 2
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.01)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 1


def test_dragging_pans_but_never_past_the_edge(view: HeatImage, qtbot: QtBot) -> None:
    view.zoom_by(4)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    for x in range(120, 2000, 200):
        qtbot.mouseMove(view, QPoint(x, 100))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(700, 100))
    assert view.picture_rect().left() == pytest.approx(0, abs=1)
    assert view.picture_rect().contains(QRectF(view.rect()).adjusted(1, 1, -1, -1))


def test_a_click_tells_the_place_of_the_picture(view: HeatImage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.clicked) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert told.args == pytest.approx([0.25, 0.25], abs=0.01)
    assert view.in_grid(0.5, 0.5) == pytest.approx((0.5, 0.5))


def test_at_a_place_the_words_that_look_there_come_first() -> None:
    caption = of_answer(dog_answer()).captions[0]
    (first, share), *_ = caption.looking_at("attention", 1.5 / 7, 2.5 / 7)
    assert caption.words[first].text == "dog" and share == pytest.approx(0.8 * 49 + 0.2, rel=0.01)
    assert caption.looking_at("attention", 1.2, 0.5) == [] and caption.looking_at("occlusion", 0.5, 0.5) == []


@pytest.mark.parametrize("is_smooth", [True, False])
def test_a_picture_with_nothing_over_it_or_nothing_at_all_is_no_trouble(
    qtbot: QtBot, is_smooth: bool, view: HeatImage
) -> None:
    view.set_look(HeatLook(is_smooth=is_smooth))
    view.set_map(None)
    assert view.half_box() is None and not view.grab().isNull()
    empty = HeatImage()
    qtbot.addWidget(empty)
    empty.set_map(peak(1, 1))
    assert not empty.grab().isNull()


def test_the_legend_ticks_the_uniform_level(qtbot: QtBot) -> None:
    legend = HeatLegend()
    qtbot.addWidget(legend)
    legend.set_uniform(1 / 196)
    assert legend.words() == ("uniform .005", "5 × uniform or more")
    assert legend.shade(1.0).red() > legend.shade(0.2).red() > legend.shade(0.0).red()
    assert not legend.grab().isNull()


def test_the_next_word_costs_little_more_than_the_next_picture(view: HeatImage) -> None:
    """Within a frame: a map is drawn anew, with its outline. (About 3 times; round line ends made it 20.)"""
    from time import perf_counter

    image = picture(1600, 1200)

    def least_s(work: Callable[[int], object]) -> float:
        times = []
        for number in range(25):
            begin = perf_counter()
            work(number)
            view.repaint()
            times.append(perf_counter() - begin)
        return min(times)

    next_picture = least_s(lambda _: view.set_picture(image))
    next_word = least_s(lambda number: view.set_map(peak(number % 7, 3), MIDDLE))
    assert next_word < 8 * next_picture
