"""The meter in words."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.selection.reading import NEVER, Comparison, Forecast, Reading, from_json, to_json
from core.settings import Settings
from gui.pages.label_meter import MeterPanel

pytestmark = pytest.mark.usefixtures("english_and_light")
AHEAD = Comparison(75, 200, 0.85, 0.81, 0.04, (0.01, 0.07))
FULL = Reading(
    n_labels=400,
    n_chosen=325,
    n_random=75,
    n_holdout=200,
    accuracy=0.86,
    accuracy_interval=(0.81, 0.9),
    comparison=AHEAD,
    forecast=Forecast(0.9, 812, (530, 2400)),
    gain=0.01,
    gain_interval=(-0.01, 0.03),
    kappas=(0.97, 0.98, 0.99),
    advice="go-on",
)


@pytest.fixture
def panel(qtbot: QtBot, settings: Settings) -> MeterPanel:
    panel = MeterPanel(settings)
    qtbot.addWidget(panel)
    panel.resize(248, 300)
    panel.show()
    panel._fold.setChecked(True)
    return panel


def words(panel: MeterPanel, **changes: Any) -> str:
    panel.set_reading(dataclasses.replace(FULL, **changes))
    lines = (panel._verdict, panel._difference, panel._accuracy, panel._needed, panel._advice)
    return "\n".join(line.text() for line in lines if not line.isHidden())


def test_a_clear_difference_is_an_answer(panel: MeterPanel) -> None:
    said = words(panel)
    assert "Yes: chosen documents teach more" in said
    assert "+4.0 points [+1.0, +7.0] with 75 labels of either kind (hold-out n=200)" in said


def test_an_interval_around_zero_is_none(panel: MeterPanel) -> None:
    assert "may be chance" in words(panel, comparison=dataclasses.replace(AHEAD, interval=(-0.01, 0.07)))


def test_where_chance_teaches_more_the_meter_says_so(panel: MeterPanel) -> None:
    assert "Choose “random”" in words(panel, comparison=dataclasses.replace(AHEAD, interval=(-0.09, -0.01)))


def test_too_few_labels_are_counted(panel: MeterPanel) -> None:
    said = words(panel, comparison=None, n_chosen=40, n_random=12, n_holdout=25)
    assert "20 of 20 labels chosen, 12 of 20 random, 25 of 30 held out" in said


@pytest.mark.parametrize(
    ("forecast", "said"),
    [
        (Forecast(0.9, 812, (530, 2400)), "About 410 more labels to the target (130 to 2,000)"),
        (Forecast(0.9, 812, (530, NEVER)), "About 410 more labels to the target (at least 130, perhaps never)"),
        (Forecast(0.9, NEVER, (530, NEVER)), "At least 130 more labels to the target, perhaps never."),
        (Forecast(0.9, NEVER, (NEVER, NEVER)), "may never reach the target"),
        (Forecast(0.8, 300, (200, 400)), "The target is reached."),
        (None, "can't tell yet"),
    ],
)
def test_how_far_the_target_is(panel: MeterPanel, forecast: Forecast | None, said: str) -> None:
    assert said in words(panel, forecast=forecast)


@pytest.mark.parametrize(
    ("advice", "kappas", "said"),
    [
        ("stop", (1.0, 1.0, 1.0), "You may stop"),
        ("go-on", (0.97, 0.98, 0.99), "predictions still change (agreement κ .97"),
        ("go-on", (1.0, 1.0, 1.0), "still brought accuracy"),
    ],
)
def test_the_advice(panel: MeterPanel, advice: str, kappas: tuple[float, ...], said: str) -> None:
    assert said in words(panel, advice=advice, kappas=kappas)


def test_folded_it_is_one_line_and_stays_so(qtbot: QtBot, panel: MeterPanel, settings: Settings) -> None:
    with qtbot.waitSignal(panel.watched_changed) as told:
        panel._fold.click()
    assert told.args == [False]
    assert not panel._body.isVisible() and panel._verdict.isVisible()
    assert settings.get("meter_open") is False


def test_another_target_is_told_when_it_is_typed(qtbot: QtBot, panel: MeterPanel) -> None:
    panel.set_target(0.9)
    panel._target.setValue(95)
    with qtbot.waitSignal(panel.target_chosen) as told:
        panel._target.editingFinished.emit()
    assert told.args == [0.95]


def test_a_reading_survives_the_project_file() -> None:
    never = dataclasses.replace(FULL, forecast=Forecast(0.9, NEVER, (500, NEVER)))
    for read in (FULL, never, Reading(0, 0, 0, 0)):
        assert from_json(to_json(read)) == read


@pytest.mark.parametrize("harm", [{}, {"n_labels": "many"}, {**to_json(FULL), "forecast": {"labels": []}}])
def test_what_is_no_reading_is_none(harm: dict[str, Any]) -> None:
    assert from_json(harm) is None
