"""Regions over a picture, by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from core.records import Box, Region, Span
from gui.widgets.heat_image import HeatImage
from tests.gui.image_answers import picture

pytestmark = pytest.mark.usefixtures("english_and_light")
DOG = Region(Box(0.25, 0.25, 0.25, 0.25), caption=0, span=Span(2, 5))
BALL = Region(Box(0.6, 0.6, 0.1, 0.1), name="ball")


@pytest.fixture
def view(qtbot: QtBot) -> HeatImage:
    """Keeps what is drawn, as the project would."""
    widget = HeatImage()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.set_picture(picture())
    editor = widget.regions

    def show(*regions: Region) -> None:
        editor.set_regions(regions, ["a dog runs"])

    def change(number: int, box: Box) -> None:
        regions = list(editor.regions)
        regions[number] = replace(regions[number], box=box)
        show(*regions)

    show(DOG, BALL)
    editor.drawn.connect(lambda box: show(*editor.regions, Region(box, "new")))
    editor.changed.connect(change)
    editor.removed.connect(lambda number: show(*editor.regions[:number], *editor.regions[number + 1 :]))
    with qtbot.waitExposed(widget):
        widget.show()
    widget.setFocus()
    return widget


def at(view: HeatImage, x: float, y: float) -> QPoint:
    whole = view.picture_rect()
    return QPointF(whole.left() + x * whole.width(), whole.top() + y * whole.height()).toPoint()


def drag(view: HeatImage, qtbot: QtBot, start: tuple[float, float], end: tuple[float, float]) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at(view, *start))
    qtbot.mouseMove(view, at(view, *end))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at(view, *end))


def sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.width, box.height


def test_a_region_is_called_by_its_word_of_the_caption_or_its_name(view: HeatImage) -> None:
    assert [view.regions.name(one) for one in view.regions.regions] == ["dog", "ball"]
    assert view.regions.name(Region(DOG.box, name="x", caption=7, span=Span(0, 1))) == "x"


def test_a_drag_draws_a_region_while_drawing(view: HeatImage, qtbot: QtBot) -> None:
    drag(view, qtbot, (0.8, 0.1), (0.9, 0.3))
    assert len(view.regions.regions) == 2
    view.regions.is_drawing = True
    drag(view, qtbot, (0.9, 0.3), (0.8, 0.1))
    assert sides(view.regions.regions[2].box) == pytest.approx((0.8, 0.1, 0.1, 0.2), abs=0.01)
    drag(view, qtbot, (0.95, 0.95), (1.4, 1.4))
    last = view.regions.regions[3].box
    assert last.left + last.width <= 1 and last.top + last.height <= 1


def test_a_click_while_drawing_draws_nothing(view: HeatImage, qtbot: QtBot) -> None:
    view.regions.is_drawing = True
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(view, 0.9, 0.1))
    assert len(view.regions.regions) == 2


def test_a_region_is_moved_and_resized_by_the_mouse(view: HeatImage, qtbot: QtBot) -> None:
    view.regions.select(0)
    drag(view, qtbot, (0.4, 0.4), (0.5, 0.4))
    assert sides(view.regions.regions[0].box) == pytest.approx((0.35, 0.25, 0.25, 0.25), abs=0.01)
    drag(view, qtbot, (0.6, 0.5), (0.7, 0.8))
    assert sides(view.regions.regions[0].box) == pytest.approx((0.35, 0.25, 0.35, 0.55), abs=0.01)
    assert view.regions.regions[0].span == Span(2, 5)


def test_keys_step_move_resize_and_delete(view: HeatImage, qtbot: QtBot) -> None:
    view.regions.step(1)
    view.regions.step(1)
    assert view.regions.selected == 1
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.regions.regions[1] == BALL  # not yet
    with qtbot.waitSignal(view.regions.changed) as told:
        pass
    assert told.args is not None and told.args[0] == 1
    assert sides(view.regions.regions[1].box) == pytest.approx((0.59, 0.6, 0.1, 0.11))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(view.regions.regions) == 1 and view.regions.selected is None


def test_a_key_never_pushes_a_region_out_of_the_picture(view: HeatImage, qtbot: QtBot) -> None:
    view.regions.select(1)
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    view.regions.select(None)  # at once where nobody waits
    assert view.regions.regions[1].box.left == pytest.approx(0.9)


def test_escape_gives_the_arrows_back_to_the_words(view: HeatImage, qtbot: QtBot) -> None:
    view.regions.select(0)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.regions.selected is None
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.regions.regions[0] == DOG


def test_hidden_regions_are_not_in_the_way(view: HeatImage, qtbot: QtBot) -> None:
    view.regions.select(0)
    view.regions.is_shown = False
    with qtbot.waitSignal(view.clicked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(view, 0.4, 0.4))
    assert not view.grab().isNull()
