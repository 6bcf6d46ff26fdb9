"""What stands beside a run: the same model with uniform attention, and logistic regression."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import AppError, Cancelled
from core.jobs import messages, specs
from core.jobs.specs import CompareSpec
from core.ml import compare, fitting, metrics
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.train import train
from core.project import run_files
from tests.core.ml.conftest import TINY, documents
from tests.core.ml.test_train_job import labelled, lines_of

CPU = torch.device("cpu")
FIELDS = {"metrics", "accuracy_difference", "interval"}


@pytest.fixture
def auto(trained_auto, tmp_path):
    return shutil.copytree(trained_auto, tmp_path / "auto")


@pytest.fixture
def make(make_run, job):
    """A finished run of a model with its spec beside it: the folder."""

    def made(model, settings, lines=None, **fields):
        spec = dataclasses.replace(make_run(lines, **fields), model=model, settings=settings)
        folder = Path(spec.run_dir)
        (folder / "spec.json").write_text(json.dumps(specs.to_json(spec)))
        train(spec, job)
        return folder

    return made


def compared(folder, job):
    return compare.compare(CompareSpec(str(folder), device="cpu"), job)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_both_others_are_measured_on_the_same_holdout(auto, job):
    result = compared(auto, job)
    saved = json.loads((auto / "comparison.json").read_text())
    assert saved == json.loads(json.dumps(result))
    assert set(saved) == {"uniform", "logistic"}
    own = json.loads((auto / "metrics.json").read_text())
    for other in saved.values():
        assert set(other) == FIELDS
        assert other["metrics"].keys() == own.keys() - {"seconds"}
        assert other["metrics"]["n"] == own["n"]
        difference = own["accuracy"] - other["metrics"]["accuracy"]
        assert other["accuracy_difference"] == pytest.approx(difference)
        low, high = other["interval"]
        assert -1 <= low <= difference <= high <= 1
    assert run_files.comparison(auto) == saved


def test_the_interval_is_that_of_documents_judged_by_both(auto, trained_logistic, job):
    """The twin is the run `logistic` itself, as the same seed and documents make it."""
    result = compared(auto, job)["logistic"]
    holdout = [line for line in documents(160) if line["part"] == "holdout"]
    texts, actual = [line["text"] for line in holdout], [line["labels"] == ["bad"] for line in holdout]
    right = [Predictor.load(folder, CPU).predict(texts).argmax(axis=1) == actual for folder in (auto, trained_logistic)]
    difference, interval = metrics.paired_difference(right[0], right[1], 5000)
    assert result["accuracy_difference"] == pytest.approx(difference)
    assert result["interval"] == pytest.approx(list(interval))


def test_the_twin_weighs_all_words_alike_and_the_run_does_not(auto, job, monkeypatch):
    seen = {}

    def watched(predictor, texts, *_):
        if predictor.model.neural is not None:
            found = predictor.model.neural.config.is_uniform
            seen[found] = [reading.weights for reading in predictor.read(texts[:5])]
            seen[found, "pieces"] = [predictor.model.tokenizer.encode(text) for text in texts[:5]]
        return predict(predictor, texts)

    predict = Predictor.predict
    monkeypatch.setattr(Predictor, "predict", watched)
    compared(auto, job)
    for weights, encoded in zip(seen[True], seen[True, "pieces"], strict=True):
        assert weights == pytest.approx(np.bincount(encoded.words) / len(encoded.words))
    assert any(np.ptp(weights) > 0.05 for weights in seen[False])


@pytest.mark.parametrize("model", ["attention-lstm", "transformer"])
def test_every_model_with_attention_has_a_uniform_twin(make, job, model, monkeypatch):
    settings = {"epochs": 1, "hidden_size": 8, "embedding_size": 8, "vocabulary": 200, "consistency": 0.0}
    folder = make(model, settings, documents(48))
    built, save = [], fitting.card.save
    monkeypatch.setattr(fitting.card, "save", lambda path, about: (built.append(about), save(path, about)))
    result = compared(folder, job)
    assert [(about.model, (about.neural or {}).get("is_uniform")) for about in built] == [
        (model, True),
        ("logistic", None),
    ]
    assert result["uniform"]["metrics"]["n"] > 0


def test_what_has_no_attention_has_no_twin(make, trained_logistic, tmp_path, job):
    logistic = shutil.copytree(trained_logistic, tmp_path / "logistic")
    assert compared(logistic, job) == {"uniform": None, "logistic": None}
    settings = {"epochs": 1, "hidden_size": 8, "embedding_size": 8, "vocabulary": 200}
    result = compared(make("lstm", settings, documents(48)), job)
    assert result["uniform"] is None
    assert result["logistic"]["metrics"]["n"] > 0


def test_the_runs_own_files_stay_as_they_are(auto, said):
    """Also when the comparison is paused and goes on: the run is finished, whatever becomes of this job."""
    before = contents(auto)

    def pause_once(message):
        said.append(message)
        if isinstance(message, messages.Progress) and message.phase == "contrast" and not paused():
            job.control.pause()
        if isinstance(message, messages.Paused):
            assert contents(auto) == before
            job.control.resume()

    def paused():
        return any(isinstance(message, messages.Paused) for message in said)

    job = Job("j1", pause_once)
    compared(auto, job)
    assert paused()
    assert contents(auto).keys() - before.keys() == {"comparison.json"}
    assert before.items() <= contents(auto).items()
    assert all(path.is_file() for path in auto.iterdir())


@pytest.mark.parametrize("phase", ["evaluate", "contrast"])
def test_a_cancelled_comparison_leaves_nothing_behind(auto, phase):
    before = contents(auto)

    def cancel_there(message):
        if isinstance(message, messages.Progress) and message.phase == phase:
            job.control.cancel()

    job = Job("j1", cancel_there)
    with pytest.raises(Cancelled):
        compared(auto, job)
    assert contents(auto) == before
    assert all(path.is_file() for path in auto.iterdir())


def test_what_a_killed_comparison_left_is_cleared_away(auto, job):
    (auto / ".beside-abc").mkdir()
    (auto / ".beside-abc" / "model.json").write_text("{}")
    compared(auto, job)
    assert all(path.is_file() for path in auto.iterdir())


def test_without_a_holdout_there_is_no_difference(make, job):
    lines = [line | {"part": "train", "labels": ["good" if line["id"] % 2 else "bad"]} for line in documents(40)]
    result = compared(make("auto", {"vocabulary": 200}, lines), job)
    for other in result.values():
        assert other == {"metrics": {"n": 0, "reason": "no documents"}, "accuracy_difference": None, "interval": None}


def test_several_labels_are_compared_too(make, job):
    lines = [line for line in documents(80) if line["part"] != "pool"]
    for line in lines:
        line["labels"] += ["rooms"] if "房间" in line["text"] else []
    folder = make("auto", {"vocabulary": 200}, lines, labels=("good", "bad", "rooms"), is_multi_label=True)
    result = compared(folder, job)
    assert "confusion" not in result["logistic"]["metrics"]
    assert 0 < result["uniform"]["metrics"]["accuracy"] <= 1


def test_a_run_with_vectors_tells_of_them_only_once(make, job, said, tmp_path):
    vectors = tmp_path / "some.txt"
    vectors.write_text("".join(f"{char} {i} 1 2 3\n" for i, char in enumerate("房间很好早餐差")), encoding="utf-8")
    folder = make("attention-lstm", TINY | {"vectors": str(vectors), "epochs": 1}, documents(40))
    said.clear()
    compared(folder, job)
    assert not [message for message in said if isinstance(message, messages.Notice)]
    assert len(lines_of(folder / "notices.jsonl")) == 1


@pytest.mark.parametrize("content", [None, "[]", "{}", '{"kind": "train"}', '{"kind": "ping"}', "{", "[" * 100_000])
def test_a_run_whose_spec_is_gone_or_none_is_not_compared(auto, job, content):
    (auto / "spec.json").unlink()
    if content is not None:
        (auto / "spec.json").write_text(content)
    with pytest.raises(AppError):
        compared(auto, job)


def test_a_run_without_a_model_is_not_compared(make_run, job):
    spec = make_run(labelled(("好", ["good"]), ("差", ["bad"])))
    Path(spec.run_dir, "spec.json").write_text(json.dumps(specs.to_json(spec)))
    with pytest.raises(AppError, match="no trained model"):
        compared(spec.run_dir, job)
