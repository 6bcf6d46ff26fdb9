import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.errors import AppError
from core.project import untaken
from core.project.check import check
from core.project.project import Project
from core.project.values import ImportOptions, PredictionFilter
from core.records import Row


def predict(project: Project, probabilities: dict[int, Sequence[float]]) -> str:
    run, _ = project.runs.create("attention-lstm", {}, seed=0, device="cpu")
    lines = (json.dumps({"id": id, "probabilities": list(values)}) for id, values in probabilities.items())
    (run.path / "predictions.jsonl").write_text("\n".join(lines) + "\n")
    project.runs.finish(run.id)
    return run.id


@pytest.fixture
def run(project: Project) -> str:
    """1 right, 2 wrong (imported), 3 unlabelled and unsure, 4 wrong (hold-out), 5 wrong (by a person), 6 skipped."""
    rows = [Row("one", ("good",)), Row("two", ("bad",)), Row("three"), Row("five"), Row("six")]
    project.imports.add(rows[:3], ImportOptions(split="train"))
    project.imports.add([Row("four", ("bad",))], ImportOptions(split="test"))
    project.imports.add(rows[3:], ImportOptions(split="train"))
    project.annotations.annotate(5, [2])
    project.annotations.skip(6)
    id = predict(project, {1: (0.9, 0.1), 2: (0.8, 0.2), 3: (0.4, 0.6), 4: (0.55, 0.45), 5: (0.7, 0.3), 6: (1, 0)})
    levels = {2: "poor", 4: "good", 5: "poor", 6: "none"}
    lines = (json.dumps({"id": document_id, "level": level}) for document_id, level in levels.items())
    (project.runs.get(id).path / "trust.jsonl").write_text("\n".join([*lines, "[1]", '{"id": "x"}']) + "\n")
    return id


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (PredictionFilter(), [1, 2, 3, 4, 5, 6]),
        (PredictionFilter("wrong"), [2, 4, 5]),
        (PredictionFilter("surely_wrong"), [2]),
        (PredictionFilter("untrusted"), [2, 5]),
        (PredictionFilter("disagreement"), [5]),
        (PredictionFilter("unsure"), [4, 3]),
        (PredictionFilter("holdout"), [4]),
        (PredictionFilter("wrong", holdout_only=True), [4]),
        (PredictionFilter(predicted="bad"), [3]),
        (PredictionFilter(actual="bad"), [2, 4, 5]),
        (PredictionFilter(predicted="good", actual="good"), [1]),
        (PredictionFilter(predicted="nothing like it"), []),
        (PredictionFilter(search="FO"), [4]),
    ],
)
def test_rows_and_count_obey_the_filter_window_by_window(
    project: Project, run: str, where: PredictionFilter, ids: list[int]
) -> None:
    found = []
    while rows := project.predictions.rows(run, where, after=found[-1] if found else None, limit=1):
        found += rows
    assert [row.document_id for row in found] == ids
    assert project.predictions.count(run, where) == len(ids)


def test_a_row_says_what_was_predicted_how_surely_and_what_is_true(project: Project, run: str) -> None:
    rows = project.predictions.rows(run, PredictionFilter(), after=None, limit=10)
    assert (rows[1].predicted, rows[1].actual, rows[1].is_holdout) == ("good", ("bad",), False)
    assert (rows[1].confidence, rows[1].margin) == (0.8, pytest.approx(0.6))
    assert (rows[2].actual, rows[5].actual) == (None, None)
    assert rows[3].is_holdout


def test_the_probabilities_of_one_document_go_by_label(project: Project, run: str) -> None:
    assert project.predictions.of(run, 3) == pytest.approx({"good": 0.4, "bad": 0.6})
    assert project.predictions.of(run, 99) is None
    assert project.predictions.of("no such run", 3) is None


def test_a_renamed_label_is_still_the_same_label(project: Project, run: str) -> None:
    project.labels.rename(1, "positive")
    assert project.predictions.count(run, PredictionFilter("wrong")) == 3
    assert project.predictions.count(run, PredictionFilter(predicted="good", actual="good")) == 1
    assert project.predictions.rows(run, PredictionFilter(), after=None, limit=1)[0].predicted == "positive"


def test_a_multi_label_prediction_is_every_label_above_one_half(tmp_path: Path) -> None:
    with Project.create(tmp_path / "m.fovea", labels=["a", "b", "c"], is_multi_label=True) as project:
        project.imports.add([Row("x", ("a", "c")), Row("y", ("b",))], ImportOptions(split="train"))
        run = predict(project, {1: (0.9, 0.2, 0.6), 2: (0.1, 0.2, 0.3)})
        assert [row.predicted for row in project.predictions.rows(run, PredictionFilter(), after=None, limit=9)] == [
            "a, c",
            "",
        ]
        assert project.predictions.count(run, PredictionFilter("wrong")) == 1
        assert project.predictions.count(run, PredictionFilter(predicted="c")) == 1


def test_finishing_twice_changes_nothing(project: Project, run: str) -> None:
    project.runs.finish(run)
    assert project.predictions.count(run, PredictionFilter()) == 6


def test_predictions_of_documents_that_are_not_there_are_passed_by(project: Project, run: str) -> None:
    other = predict(project, {1: (0.9, 0.1), 99: (0.5, 0.5)})
    assert project.predictions.count(other, PredictionFilter()) == 1
    assert project.predictions.count(run, PredictionFilter()) == 6


def test_predictions_that_do_not_fit_the_labels_are_refused(project: Project, run: str) -> None:
    with pytest.raises(AppError, match="can't be read"):
        predict(project, {1: (0.9, 0.05, 0.05)})
    assert project.predictions.count(run, PredictionFilter()) == 6


def killed_while_taking_in(project: Project, id: str) -> None:
    """The state that a killed program leaves: the worker had ended well, of two predictions one is in."""
    project.predictions.take_in(id, project.runs.get(id).path / "predictions.jsonl")
    project.store.sql("DELETE FROM predictions WHERE document_id > 1")
    project.store.sql("INSERT OR REPLACE INTO properties VALUES ('predictions_coming', ?)", (json.dumps([id]),))


def test_a_run_that_was_taken_in_by_half_is_finished_by_the_next_start(project: Project, run: str) -> None:
    (project.runs.get(run).path / "state.json").write_text('{"state": "finished"}')
    assert untaken.finish(project) == []
    killed_while_taking_in(project, run)
    assert check(project.path).mended == (f"took in what run {run} predicts",)
    assert project.predictions.count(run, PredictionFilter()) == 6
    assert untaken.finish(project) == []


def test_a_run_whose_program_was_gone_before_it_predicted_anything_becomes_active(project: Project) -> None:
    project.imports.add([Row("one", ("good",)), Row("two", ("bad",))], ImportOptions())
    run, _ = project.runs.create("attention-lstm", {}, seed=0, device="cpu")
    (run.path / "predictions.jsonl").write_text('{"id": 1, "probabilities": [0.75, 0.25]}\n')
    assert untaken.finish(project) == []
    (run.path / "state.json").write_text('{"state": "finished"}')
    assert untaken.finish(project) == [run.id]
    active = project.runs.active()
    assert active and active.id == run.id


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"id": 1, "probabilities": [1' + "0" * 400 + ", 0]}", '{"id": 1' * 300_000]
)
def test_predictions_that_make_no_sense_are_refused(project: Project, run: str, line: str) -> None:
    (project.runs.get(run).path / "predictions.jsonl").write_text(line)
    with pytest.raises(AppError, match="can't be read"):
        project.runs.finish(run)


def test_what_cannot_be_read_leaves_nothing_half_done_and_check_says_so(project: Project, run: str) -> None:
    path = project.runs.get(run).path
    (path / "predictions.jsonl").write_text('{"id": 1, "probabilities": [0.75, 0.25]}\n[]\n')
    (path / "state.json").write_text('{"state": "finished"}')
    with pytest.raises(AppError, match="can't be read"):
        project.runs.finish(run)
    assert project.predictions.count(run, PredictionFilter()) == 0
    assert untaken.finish(project) == []
    assert check(project.path).problems == (f"what run {run} predicts can't be read",)


def test_a_run_that_was_left_by_half_is_finished_though_another_was_taken_in_since(project: Project, run: str) -> None:
    (project.runs.get(run).path / "state.json").write_text('{"state": "finished"}')
    killed_while_taking_in(project, run)
    predict(project, {1: (0.9, 0.1)})
    assert untaken.finish(project) == [run]
    assert project.predictions.count(run, PredictionFilter()) == 6
