"""The check of a word's map on the page of pictures, with a fake worker that answers when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.jobs import messages, picture_specs, specs
from core.settings import Settings
from core.word_curves import of_answer
from gui.pages.image import ImagePage
from gui.pages.image_check import ImageCheck
from gui.session import Session
from gui.widgets.fading_plot import FadingPlot
from tests.fakes import FakeWorkers
from tests.gui.test_image_page import Room, answer, make_project

pytestmark = pytest.mark.usefixtures("english_and_light")


def curves(*, n_beaten: int = 19, blurred: float = 0.05) -> dict[str, Any]:
    shares = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]
    own, other = [0.9, 0.3, 0.2, 0.1, 0.1, 0.1, blurred], [0.9, 0.85, 0.8, 0.6, 0.4, 0.2, blurred]
    band = {"low": [0.8 * p for p in other], "middle": other, "high": [min(0.9, 1.2 * p) for p in other]}
    one = {"probabilities": own, **band, "area": 0.16, "random_area": 0.56, "n_beaten": n_beaten}
    shown = {name: value[::-1] if isinstance(value, list) else value for name, value in one.items()}
    return {"shares": shares, "n_orders": 19, "deletion": one, "insertion": shown}


def checking(job: str, spec: specs.Spec) -> list[messages.Message]:
    if isinstance(spec, picture_specs.DeletionSpec):
        return [messages.Progress(job, "check", 40, 112), messages.Finished(job, curves())]
    return answer(job, spec)


def working(job: str, spec: specs.Spec) -> list[messages.Message]:
    if isinstance(spec, picture_specs.DeletionSpec):
        return [messages.Progress(job, "check", 40, 112)]
    return answer(job, spec)


@pytest.fixture
def room(
    qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers, show_page: Callable[[ImagePage], None]
) -> Room:
    workers.script = checking
    page = ImagePage(session, settings)
    show_page(page)
    return Room(page, qtbot, session)


def open_picture(room: Room, tmp_path: Path) -> ImageCheck:
    room.open(make_project(tmp_path / "p.fovea"))
    room.choose(1)
    room.press(Qt.Key.Key_Right)
    return room.page.side.check


def test_a_map_is_checked_by_a_key_and_said_plainly(room: Room, tmp_path: Path) -> None:
    check = open_picture(room, tmp_path)
    assert not check.plot.isVisible()
    room.press(Qt.Key.Key_K)
    room.qtbot.waitUntil(check.plot.isVisible)
    assert check.text.startswith("“dog” was said for what this map shows") and "all 19 random orders" in check.text


def test_what_came_out_belongs_to_its_word_and_its_picture(room: Room, tmp_path: Path) -> None:
    check = open_picture(room, tmp_path)
    room.press(Qt.Key.Key_K)
    room.qtbot.waitUntil(check.plot.isVisible)
    room.press(Qt.Key.Key_Right)
    assert not check.plot.isVisible()
    room.press(Qt.Key.Key_Left)
    assert check.plot.isVisible()
    room.choose(2)
    room.choose(1)
    assert not check.plot.isVisible()


def test_a_check_under_way_says_how_far_and_is_stopped(room: Room, workers: FakeWorkers, tmp_path: Path) -> None:
    workers.script = working
    check = open_picture(room, tmp_path)
    room.press(Qt.Key.Key_K)
    room.qtbot.waitUntil(lambda: "40 of 112" in check._progress.text())
    assert "dog" in check._progress.text() and check.button.text() == "Stop the check"
    room.qtbot.mouseClick(check.button, Qt.MouseButton.LeftButton)
    assert check.button.text() == "Check this map" and not check._progress.isVisible()


def test_another_picture_stops_the_check(room: Room, workers: FakeWorkers, tmp_path: Path) -> None:
    workers.script = working
    check = open_picture(room, tmp_path)
    room.press(Qt.Key.Key_K)
    room.qtbot.waitUntil(lambda: "40 of 112" in check._progress.text())
    room.choose(2)
    assert not check._progress.isVisible()


@pytest.mark.parametrize(
    ("given", "said"),
    [({"n_beaten": 3}, "does not show what “dog” was said for"), ({"blurred": 0.6}, "does not rest on the picture")],
)
def test_a_map_that_proves_nothing_is_called_so(qtbot: QtBot, given: dict[str, Any], said: str) -> None:
    check = ImageCheck()
    qtbot.addWidget(check)
    check.tell("dog", of_answer(curves(**given)))
    assert said in check.text


def test_the_plot_draws_the_map_beside_random_orders(qtbot: QtBot) -> None:
    plot = FadingPlot()
    qtbot.addWidget(plot)
    plot.resize(260, plot.height())
    empty = plot.grab().toImage()
    plot.set_curves(of_answer(curves()))
    assert plot.grab().toImage() != empty
