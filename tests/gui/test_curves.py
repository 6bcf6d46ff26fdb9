from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui import theme
from gui.widgets.curve_data import EpochPoint, RunCurve
from gui.widgets.curves import Curves

pytestmark = pytest.mark.usefixtures("english_and_light")


def a_curve(title: str = "today", epochs: int = 3) -> RunCurve:
    points = [EpochPoint(n, 1 / n, 1.2 / n, 1 - 0.5 / n, (0.9 - 0.5 / n, 1.0), 40) for n in range(1, epochs + 1)]
    return RunCurve(title, [(step / 10, 1.0 - step / 100) for step in range(epochs * 10 + 1)], points)


@pytest.fixture
def curves(qtbot: QtBot) -> Curves:
    widget = Curves()
    qtbot.addWidget(widget)
    widget.set_empty_text("nothing yet")
    widget.resize(500, 400)
    widget.show()
    qtbot.waitUntil(lambda: widget.is_ready)
    return widget


def test_it_says_so_while_there_is_nothing_to_draw(curves: Curves) -> None:
    curves.set_runs([RunCurve("empty")])
    assert curves._stack.currentIndex() == 0
    assert curves._empty.text() == "nothing yet"


def test_the_last_numbers_are_in_words(curves: Curves) -> None:
    curves.set_runs([a_curve()])
    assert (
        curves._readout.text
        == "epoch 3 · training loss 0.700 · validation loss 0.400 · macro-F1 .833 (.733–1.000), n=40"
    )
    assert curves.accessibleDescription() == curves._readout.text


def test_the_pointer_asks_for_the_numbers_of_its_epoch(curves: Curves) -> None:
    curves.set_runs([a_curve()])
    curves._on_hovered(1.1)
    assert curves._readout.text.startswith("epoch 1.1 · training loss 0.890 · validation loss 1.200")


def test_two_runs_have_a_line_each(curves: Curves) -> None:
    curves.set_runs([a_curve("first"), a_curve("second", epochs=2)])
    first, second = curves._readout.text.splitlines()
    assert first.startswith("first: epoch 3 ") and second.startswith("second: epoch 2 ")


def test_many_messages_cost_few_drawings(qtbot: QtBot, curves: Curves, monkeypatch: pytest.MonkeyPatch) -> None:
    curve, drawn = a_curve(), []
    curves.set_runs([curve])
    assert curves._plots is not None
    monkeypatch.setattr(curves._plots, "draw", lambda runs: drawn.append(len(runs[0].steps)))
    for step in range(200):
        curve.steps.append((3 + step / 100, 0.5))
        curves.refresh()
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn == [231]


def test_training_before_this_window_is_drawn_by_epochs() -> None:
    curve = RunCurve("resumed", [(2.5, 0.4), (3.0, 0.3)], a_curve().epochs)
    assert curve.training_loss == [(1.0, 1.0), (2.0, 0.5), (2.5, 0.4), (3.0, 0.3)]


def test_the_drawing_follows_the_theme(curves: Curves, qapp: object) -> None:
    curves.set_runs([a_curve()])
    theme.apply(qapp, "dark")  # type: ignore[arg-type]
    image = curves.grab().toImage()
    lightness = sorted(image.pixelColor(x, 150).lightness() for x in range(100, 400, 10))
    assert lightness[15] < 80


def test_small_scores_stand_as_they_are_after_a_change_of_theme(curves: Curves, qapp: object) -> None:
    small = EpochPoint(1, 1.0, 1.2, 0.004, (0.003, 0.005), 40)
    curves.set_runs([RunCurve("small", [], [small])])
    theme.apply(qapp, "dark")  # type: ignore[arg-type]
    assert curves._plots is not None and curves._plots._f1_axis.autoSIPrefixScale == 1


def test_numbers_are_exported_as_csv(curves: Curves, tmp_path: Path) -> None:
    curves.set_runs([a_curve()])
    curves.export(tmp_path / "curves.csv")
    with (tmp_path / "curves.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows if row["series"] == "validation loss"] == ["1.2", "0.6", "0.39999999999999997"]
    assert {row["low"] for row in rows if row["series"] == "training loss"} == {""}


def test_pictures_are_exported(curves: Curves, tmp_path: Path) -> None:
    curves.set_runs([a_curve()])
    curves.export(tmp_path / "curves.png")
    curves.export(tmp_path / "curves.svg")
    image = QImage(str(tmp_path / "curves.png"))
    assert image.width() > 900
    assert len({image.pixel(x, y) for x in range(0, 900, 7) for y in range(0, 600, 7)}) > 10
    assert "<path" in (tmp_path / "curves.svg").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_an_error(qtbot: QtBot, curves: Curves, tmp_path: Path) -> None:
    curves.set_runs([a_curve()])
    with qtbot.waitSignal(curves.failed):
        curves.export(tmp_path / "nowhere" / "curves.csv")
