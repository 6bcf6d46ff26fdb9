import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from core.errors import AppError, InputError
from core.locks import Lock
from core.project.project import Project
from core.project.values import Run, Undone


@pytest.fixture(autouse=True)
def labelled_documents(fill) -> None:
    fill(40, "good", "bad")


def start(project: Project, **how: Any) -> Run:
    return project.runs.create("attention-lstm", {"epochs": 3}, **{"seed": 5, "device": "cpu", **how})[0]


def end(run: Run, macro_f1: float | None, state: str = "finished") -> None:
    (run.path / "state.json").write_text(json.dumps({"state": state}))
    metrics = {"n": 0} if macro_f1 is None else {"n": 8, "macro_f1": macro_f1}
    (run.path / "metrics.json").write_text(json.dumps(metrics))


def test_a_new_run_has_its_folder_snapshot_and_spec(project: Project) -> None:
    run, spec = project.runs.create("attention-lstm", {"epochs": 3}, seed=5, device="cpu")
    assert (run.state, run.model, run.settings, run.seed) == ("new", "attention-lstm", {"epochs": 3}, 5)
    assert run.labels == spec.labels == ("good", "bad")
    assert run.snapshot_counts == {"train": 32, "holdout": 8}
    assert len((run.path / "snapshot.jsonl").read_text().splitlines()) == 40
    assert json.loads((run.path / "spec.json").read_text())["run_dir"] == str(run.path) == spec.run_dir


def test_runs_of_the_same_second_have_names_of_their_own(project: Project) -> None:
    ids = [start(project).id for _ in range(3)]
    assert len(set(ids)) == 3
    assert [run.id for run in project.runs.all()] == ids[::-1]


def test_labels_without_documents_are_not_learnt(project: Project) -> None:
    project.labels.add("unused")
    assert start(project).labels == ("good", "bad")


def test_too_little_to_learn_from_is_refused_and_leaves_no_folder(project: Project) -> None:
    project.labels.merge(1, 2)
    with pytest.raises(InputError, match="at least two labels"):
        start(project)
    assert list(project.runs_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("finished", "finished"),
        ("failed", "failed"),
        ("cancelled", "cancelled"),
        ("running", "interrupted"),
        ("paused", "interrupted"),
    ],
)
def test_the_state_is_what_the_worker_said_unless_it_is_gone(project: Project, said: str, shown: str) -> None:
    run = start(project)
    (run.path / "state.json").write_text(json.dumps({"state": said, "error": {"code": "x"}}))
    run = project.runs.get(run.id)
    assert (run.state, run.error) == (shown, {"code": "x"})


def test_a_run_whose_worker_lives_is_running(project: Project) -> None:
    run = start(project)
    end(run, None, "running")
    with Lock(run.path / "run.lock"):
        assert project.runs.get(run.id).state == "running"
    assert project.runs.get(run.id).state == "interrupted"


def test_half_written_files_of_the_worker_do_no_harm(project: Project) -> None:
    run = start(project)
    (run.path / "history.jsonl").write_text('{"epoch": 1}\n{"epo')
    (run.path / "metrics.json").write_text("{")
    run = project.runs.get(run.id)
    assert (run.epochs, run.metrics) == (({"epoch": 1},), None)


def test_a_run_without_its_folder_has_failed(project: Project) -> None:
    run = start(project)
    shutil.rmtree(run.path)
    assert project.runs.get(run.id).state == "failed"


@pytest.mark.parametrize("id", ["../../elsewhere", "/elsewhere", ".."])
def test_a_run_that_reaches_out_of_the_project_is_refused(project: Project, id: str) -> None:
    start(project)
    project.store.sql("UPDATE runs SET id = ?", (id,))
    with pytest.raises(AppError, match="damaged"):
        project.runs.all()


def test_a_run_that_is_not_there_is_an_input_error(project: Project) -> None:
    with pytest.raises(InputError, match="no run “x”"):
        project.runs.get("x")


def test_a_finished_run_becomes_active_when_it_is_no_worse(project: Project) -> None:
    activated = []
    for macro_f1 in (0.8, 0.7, None, 0.8, 0.9):
        run = start(project)
        end(run, macro_f1)
        activated.append(project.runs.finish(run.id))
    assert activated == [True, False, False, True, True]
    assert project.runs.active() == project.runs.get(run.id)
    assert [run.is_active for run in project.runs.all()] == [True, False, False, False, False]


def test_undo_passes_by_what_finish_did(project: Project) -> None:
    project.annotations.annotate(1, [2])
    run = start(project)
    end(run, 0.8)
    project.runs.finish(run.id)
    assert project.history.undo() == Undone("annotate", 1)
    assert project.runs.active() is not None


def test_activating_can_be_undone(project: Project) -> None:
    first, second = start(project), start(project)
    project.runs.activate(first.id)
    project.runs.activate(second.id)
    project.history.undo()
    active = project.runs.active()
    assert active is not None and active.id == first.id
    project.history.undo()
    assert project.runs.active() is None


def test_a_run_is_resumed_where_the_project_lies_now(project: Project, tmp_path: Path) -> None:
    run = start(project)
    project.close()
    moved = tmp_path / "elsewhere" / "b.fovea"
    shutil.copytree(project.path, moved)
    with Project.open(moved) as copy:
        spec = copy.runs.resume_spec(run.id)
        assert (spec.is_resumed, spec.run_dir) == (True, str(moved / "runs" / run.id))
        assert (spec.model, spec.settings, spec.seed, spec.labels) == (run.model, {"epochs": 3}, 5, run.labels)


def test_a_run_without_its_snapshot_cannot_be_resumed(project: Project) -> None:
    run = start(project)
    (run.path / "snapshot.jsonl").unlink()
    with pytest.raises(InputError, match="not all there"):
        project.runs.resume_spec(run.id)
