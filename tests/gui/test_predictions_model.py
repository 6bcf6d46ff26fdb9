from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from core.project.values import Prediction, PredictionFilter
from gui.models.predictions_model import WINDOW, PredictionsModel

ROOT = QModelIndex()


class SlowSession:
    """Answers when it is told to, over `n` predictions that are all alike."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.waiting: list[Callable[[], None]] = []
        self.limits: list[int] = []

    def call(self, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        self.waiting.append(lambda: then(work(SimpleNamespace(predictions=self))))

    def rows(self, _run: str, where: PredictionFilter, *, after: Prediction | None, limit: int) -> list[Prediction]:
        self.limits.append(limit)
        first = after.document_id + 1 if after else 1
        last = min(self.n, first + limit - 1)
        return [Prediction(i, f"{where.kind} {i}", "good", 0.8, 0.6, ("bad",), False) for i in range(first, last + 1)]

    def count(self, _run: str, _where: PredictionFilter) -> int:
        return self.n

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()


def a_model(n: int) -> tuple[PredictionsModel, SlowSession]:
    session = SlowSession(n)
    return PredictionsModel(session), session


def test_it_grows_a_window_at_a_time(qtbot: QtBot) -> None:
    model, session = a_model(WINDOW + 7)
    with qtbot.waitSignal(model.counted) as counted:
        model.set_query("run", PredictionFilter())
        session.answer()
    assert counted.args == [WINDOW + 7]
    assert model.rowCount() == WINDOW and model.canFetchMore(ROOT)
    model.fetchMore(ROOT)
    assert not model.canFetchMore(ROOT)  # until the answer is there
    session.answer()
    assert model.rowCount() == WINDOW + 7
    assert not model.canFetchMore(ROOT)
    assert set(session.limits) == {WINDOW}


def test_an_answer_to_an_older_question_is_dropped() -> None:
    model, session = a_model(3)
    model.set_query("run", PredictionFilter("wrong"))
    model.set_query("run", PredictionFilter("unsure"))
    session.answer()
    assert model.rowCount() == 3
    assert model.prediction(0).snippet == "unsure 1"


def test_without_a_run_it_is_empty() -> None:
    model, session = a_model(3)
    model.set_query("run", PredictionFilter())
    session.answer()
    model.set_query(None, PredictionFilter())
    assert model.rowCount() == 0 and not session.waiting


def test_what_a_person_says_shows_at_once_and_the_row_stays() -> None:
    model, session = a_model(3)
    model.set_query("run", PredictionFilter("wrong"))
    session.answer()
    model.set_actual(2, ("good",))
    assert model.index(1, 3).data() == "good"
    model.set_actual(2, None)
    assert model.index(1, 3).data() == "–"
    model.set_actual(99, ("good",))  # not in the window: nothing happens


def test_a_row_says_what_it_predicts_and_how_surely() -> None:
    model, session = a_model(1)
    model.set_query("run", PredictionFilter())
    session.answer()
    assert [model.index(0, column).data() for column in range(4)] == ["all 1", "good", ".80", "bad"]
