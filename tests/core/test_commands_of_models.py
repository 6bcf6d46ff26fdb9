"""The commands that ask a worker, with a worker that answers at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from core import cli, command_tools, commands
from core.jobs import messages, specs
from core.jobs.explaining import ExplainOptions
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row
from tests import fake_runs


class Worker:
    """Does what a WorkerProcess does, in no time."""

    asked: ClassVar[list[specs.Spec]] = []
    failing: ClassVar[type[specs.Spec] | None] = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, spec: specs.Spec, hear: Callable[[messages.Message], None]) -> messages.Message:
        self.asked.append(spec)
        if isinstance(spec, specs.PretrainSpec):
            hear(messages.Notice("j1", "memory", "Batches of {n} only.", {"n": 16}))
        if type(spec) is self.failing:
            return messages.Failed("j1", "x", "No {what}.", {"what": "memory"})
        match spec:
            case specs.TrainSpec():
                with Project.open(Path(spec.run_dir).parents[1]) as project:
                    fake_runs.fill(project.runs.get(Path(spec.run_dir).name))
                return messages.Finished("j1", {"run": Path(spec.run_dir).name, "seconds": 1.5})
            case specs.CompareSpec():
                compared = fake_runs.comparison({"n": 8, "accuracy": 0.9, "macro_f1": 0.9})
                Path(spec.run_dir, "comparison.json").write_text(json.dumps(compared))
                return messages.Finished("j1", compared)
            case specs.ExplainSpec():
                line = {"text": "a", "label": "good", "probabilities": {"good": 1.0}, "method": "evidence"}
                Path(spec.output).write_text(json.dumps({**line, "tokens": [], "sentences": []}) + "\n")
        return messages.Finished("j1", {"run": "r", "model": "pretrain"})


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Worker]]:
    for room in (commands, command_tools):
        monkeypatch.setattr(room, "WorkerProcess", Worker)
    yield Worker
    Worker.asked, Worker.failing = [], None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.fovea"
    with Project.create(path, labels=["good", "bad"]) as project:
        rows = [Row(f"text {i}", (("good", "bad")[i % 2],)) for i in range(40)]
        project.imports.add(rows, ImportOptions())
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert cli.main([*map(str, arguments), "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_a_training_is_compared_in_the_same_command(
    worker: type[Worker], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, "train", path)
    assert [spec.kind for spec in worker.asked] == ["train", "compare"]
    assert said["seconds"] == 1.5
    assert said["comparison"].keys() == {"uniform", "logistic"}
    (run,) = answer(capsys, "runs", path)["runs"]
    assert (run["kind"], run["comparison"]) == ("train", said["comparison"])


def test_no_compare_leaves_it_out(worker: type[Worker], path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "comparison" not in answer(capsys, "train", path, "--no-compare")
    assert [spec.kind for spec in worker.asked] == ["train"]


def test_a_comparison_that_fails_costs_nothing_but_itself(
    worker: type[Worker], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worker.failing = specs.CompareSpec
    assert cli.main(["train", str(path), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["comparison"] is None
    assert said.err == "fovea: The run is kept; it could not be compared with others: No memory.\n"


def test_pretrain_asks_for_so_many_minutes_and_passes_on_what_it_hears(
    worker: type[Worker], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["pretrain", str(path), "--minutes", "1.5", "--seed", "4", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["model"] == "pretrain"
    assert said.err == "fovea: Batches of 16 only.\n"
    (spec,) = worker.asked
    assert isinstance(spec, specs.PretrainSpec) and (spec.minutes, spec.seed) == (1.5, 4)
    assert [run["kind"] for run in answer(capsys, "runs", path)["runs"]] == ["pretrain"]


@pytest.mark.parametrize("minutes", ["-1", "nan", "inf"])
def test_minutes_that_are_none_are_refused(minutes: str, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["pretrain", str(path), f"--minutes={minutes}"]) == 2
    assert "no number of minutes" in capsys.readouterr().err


@pytest.mark.usefixtures("worker")
def test_explain_says_which_method_was_used(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "train", path, "--no-compare")
    said = answer(capsys, "explain", path, "--text", "a", "--output", tmp_path / "out.jsonl")
    assert said["method"] == "evidence"


def test_options_of_an_explanation_reach_the_worker(
    worker: type[Worker], path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(capsys, "train", path, "--no-compare")
    how = ("--method", "lime, evidence", "--label", "bad", "--against", "good", "--samples", 90, "--seed", 3)
    answer(capsys, "explain", path, "--text", "a", "--output", tmp_path / "out.jsonl", *how)
    spec = worker.asked[-1]
    assert isinstance(spec, specs.ExplainSpec) and spec.methods == ("lime", "evidence")
    assert spec.options == ExplainOptions(label="bad", against="good", samples=90, seed=3)


@pytest.mark.parametrize("wrong", [("--method", "magic"), ("--removal", "burn"), ("--samples", "1")])
def test_options_that_make_no_sense_are_refused(
    wrong: tuple[str, str], path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", str(path), "--text", "a", "--output", str(tmp_path / "x.jsonl"), *wrong]) == 2
    assert wrong[1] in capsys.readouterr().err


def test_faithfulness_is_measured_on_the_project_s_hold_out(
    worker: type[Worker], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(capsys, "train", path, "--no-compare")
    answer(capsys, "faithfulness", path, "--documents", 5, "--method", "attention")
    spec = worker.asked[-1]
    assert isinstance(spec, specs.TrustSpec) and spec.is_kept
    assert (spec.n_documents, spec.methods) == (5, ("attention",))
    assert len(Path(spec.data).read_text().splitlines()) == 40


def test_faithfulness_of_other_documents_takes_their_marked_words(
    worker: type[Worker],
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = tmp_path / "d.jsonl"
    data.write_text(json.dumps({"text": "very good", "label": "good", "rationales": [[5, 9]]}) + "\n")
    seen: list[str] = []
    ask = worker.run

    def run(self: Worker, spec: specs.Spec, hear: Callable[[messages.Message], None]) -> messages.Message:
        seen.append(Path(spec.data).read_text() if isinstance(spec, specs.TrustSpec) else "")
        return ask(self, spec, hear)

    answer(capsys, "train", path, "--no-compare")
    monkeypatch.setattr(worker, "run", run)
    answer(capsys, "faithfulness", path, "--data", data)
    assert json.loads(seen[-1]) == {"text": "very good", "rationales": [[5, 9]]}
    spec = worker.asked[-1]
    assert isinstance(spec, specs.TrustSpec) and not spec.is_kept
