from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt

from core.jobs import model_settings
from core.jobs.specs import TEXT, TRANSLATION
from core.project.values import Run, RunState
from gui.models.runs_model import COLUMNS, SORT_ROLE, RunsModel, error_text, model_title, why_no_figures

pytestmark = pytest.mark.usefixtures("english_and_light")
METRICS = {
    "n": 50,
    "accuracy": 0.9,
    "accuracy_interval": [0.79, 0.96],
    "macro_f1": 0.8,
    "macro_f1_interval": [0.7, 0.9],
}


def a_run(name: str = "a", state: RunState = "finished", metrics: Any = METRICS, **more: Any) -> Run:
    given: dict[str, Any] = {
        "is_active": False,
        "epochs": ({"seconds": 40.0}, {"seconds": 25.0}),
        "error": None,
        **more,
    }
    return Run(
        id=name,
        path=Path(name),
        model="attention-lstm",
        settings={"epochs": 3},
        created="2026-01-02T03:04:05+00:00",
        state=state,
        seed=0,
        device="cpu",
        metrics=metrics,
        snapshot_counts={"train": 200, "holdout": 50, "pool": 7},
        labels=("good", "bad"),
        **given,
    )


def cell(model: RunsModel, column: str, role: int = Qt.ItemDataRole.DisplayRole, row: int = 0) -> Any:
    return model.index(row, COLUMNS.index(column)).data(role)


def test_a_name_that_two_tasks_share_is_the_model_of_the_runs_task() -> None:
    runs = [dataclasses.replace(a_run(), model="transformer", task=task) for task in (TEXT, TRANSLATION)]
    titles = [model_settings.OF_TASK[run.task]["transformer"].title for run in runs]
    assert [model_title(run) for run in runs] == titles
    assert titles[0] != titles[1]


@pytest.fixture
def model() -> RunsModel:
    return RunsModel()


def test_figures_come_with_their_interval_and_n(model: RunsModel) -> None:
    model.set_runs([a_run()])
    assert cell(model, "accuracy") == ".900 (.79–.96)"
    assert cell(model, "macro_f1") == ".800 (.70–.90)"
    assert cell(model, "holdout") == "50"
    assert cell(model, "labels") == "200"
    assert cell(model, "seconds") == "1 min 05 s"


def test_what_was_not_measured_says_why(model: RunsModel) -> None:
    model.set_runs([a_run(metrics={"n": 0, "reason": "no hold-out documents"}), a_run("b", "cancelled", None)])
    assert cell(model, "accuracy") == "–"
    assert cell(model, "accuracy", Qt.ItemDataRole.ToolTipRole) == "no hold-out documents"
    assert "not finished" in cell(model, "accuracy", Qt.ItemDataRole.ToolTipRole, 1)
    assert why_no_figures(a_run()) == ""


def test_a_third_tick_takes_the_place_of_the_oldest(model: RunsModel) -> None:
    model.set_runs([a_run("a"), a_run("b"), a_run("c")])
    for row in range(3):
        model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert [run.id for run in model.ticked] == ["b", "c"]
    assert cell(model, "active", Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_ticks_survive_a_new_run_and_go_with_their_run(model: RunsModel) -> None:
    model.set_runs([a_run("a")])
    model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    model.set_runs([a_run("b"), a_run("a")])
    assert [run.id for run in model.ticked] == ["a"]
    model.set_runs([a_run("b")])
    assert model.ticked == []


def test_it_sorts_numbers_as_numbers(model: RunsModel) -> None:
    model.set_runs([a_run("a", metrics={**METRICS, "macro_f1": 0.5}), a_run("b", "failed", None), a_run("c")])
    proxy = QSortFilterProxyModel()
    proxy.setSortRole(SORT_ROLE)
    proxy.setSourceModel(model)
    proxy.sort(COLUMNS.index("macro_f1"), Qt.SortOrder.DescendingOrder)
    order = [proxy.index(row, 0).data(Qt.ItemDataRole.UserRole).id for row in range(3)]
    assert order == ["c", "a", "b"]


def test_the_state_of_a_failed_run_tells_its_error(model: RunsModel) -> None:
    error = {"code": "no-cuda", "template": "No {what} here.", "values": {"what": "CUDA"}}
    model.set_runs([a_run(state="failed", error=error)])
    assert cell(model, "state") == "failed"
    assert cell(model, "state", Qt.ItemDataRole.ToolTipRole) == "No CUDA here."
    assert error_text({"template": "No {other}.", "values": {}}) == "No {other}."


def test_every_column_has_a_header(model: RunsModel) -> None:
    assert all(model.headerData(section, Qt.Orientation.Horizontal) for section in range(len(COLUMNS)))
