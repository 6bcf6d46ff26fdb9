"""The training job with `auto` and `logistic`, and what is as true of every model: kills, cancels, odd projects."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import Cancelled
from core.jobs import messages, specs
from core.jobs.control import HungUp
from core.locks import is_held
from core.ml import rationales
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.train import train
from tests.core.ml.conftest import BAD, GOOD, TINY, documents, sha256_of
from tests.core.ml.test_train_job import labelled, lines_of, state

ROOT = Path(__file__).resolve().parents[3]
MODELS = ["auto", "logistic"]
MODEL_FILES = {
    "auto": ("model.json", "model.safetensors", "ngrams.safetensors", "tokenizer.model"),
    "logistic": ("model.json", "ngrams.safetensors"),
}
SETTINGS = {"auto": {"vocabulary": 200}, "logistic": {}}


@pytest.fixture
def make(make_run):
    """A new run of a model, as `make_run`."""

    def made(model, lines=None, **fields):
        own = fields.pop("settings", SETTINGS.get(model, TINY))
        names = {"labels", "is_multi_label", "name"}
        spec = make_run(lines, **{name: value for name, value in fields.items() if name in names})
        others = {name: value for name, value in fields.items() if name not in names}
        return dataclasses.replace(spec, model=model, settings=own, **others)

    return made


@pytest.fixture
def finished(trained_auto, trained_logistic):
    return {"auto": trained_auto, "logistic": trained_logistic}


@pytest.mark.parametrize("model", MODELS)
def test_a_run_leaves_everything_that_the_window_needs(finished, model):
    folder, snapshot = finished[model], documents(160)
    measured = json.loads((folder / "metrics.json").read_text())
    assert measured["n"] == sum(line["part"] == "holdout" for line in snapshot)
    assert measured["accuracy"] > 0.8
    predictions = lines_of(folder / "predictions.jsonl")
    assert [line["id"] for line in predictions] == [line["id"] for line in snapshot]
    assert all(sum(line["probabilities"]) == pytest.approx(1, abs=1e-5) for line in predictions)
    words = [row["word"] for row in json.loads((folder / "keywords.json").read_text())["labels"]["bad"]]
    assert set(words[:6]) & set(BAD)
    assert not set(words[:3]) & set(GOOD)
    assert state(folder) == "finished" and not is_held(folder / "run.lock")
    left = {path.name for path in folder.iterdir()}
    assert left >= set(MODEL_FILES[model]) and not {"history.jsonl", "notices.jsonl", "checkpoint"} & left


def test_a_seed_of_any_size_gives_a_run_that_can_be_asked(finished):
    assert json.loads((finished["logistic"] / "model.json").read_text())["ngrams"]["seed"] == 5000


def test_it_tells_its_phases_in_order(make, job, said):
    result = train(make("auto"), job)
    assert isinstance(said[0], messages.Started)
    phases = [message.phase for message in said if isinstance(message, messages.Progress)]
    learning = ["prepare", "tokenizer", "words", "ngrams", "topics", "contrast", "meanings"]
    assert list(dict.fromkeys(phases)) == [*learning, "train", "evaluate", "predict", "keywords"]
    assert result["epochs"] == 0 and result["tokens_per_s"] == 0


@pytest.mark.parametrize("model", MODELS)
def test_a_run_without_epochs_tells_how_long_its_training_took(finished, model, trained):
    assert json.loads((finished[model] / "metrics.json").read_text())["seconds"] > 0
    assert "seconds" not in json.loads((trained / "metrics.json").read_text())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("is_multi_label", [False, True])
def test_fifteen_labels_can_be_told_apart(make, job, model, is_multi_label):
    labels = tuple(f"label-{i}" for i in range(15))
    words = "天地玄黄宇宙洪荒日月盈昃辰宿列"
    lines = []
    for i in range(150):
        number, other = i % 15, (i * 7 + 1) % 15
        both = is_multi_label and i % 2
        text = f"我们{words[number]}的房间" + (f"和{words[other]}的早餐" if both else "")
        part = "holdout" if i >= 105 else "train"
        given = sorted({labels[number], labels[other]} if both else {labels[number]})
        lines.append({"id": i, "text": text, "labels": given, "part": part})
    result = train(make(model, lines, labels=labels, is_multi_label=is_multi_label), job)
    assert len(result["metrics"]["per_class"]) == 15
    assert result["metrics"]["macro_f1"] > (0.3 if is_multi_label else 0.8)


@pytest.mark.parametrize("model", MODELS)
def test_a_label_with_one_document_or_none_does_no_harm(make, job, model):
    lines = [line for line in documents(60) if line["part"] != "holdout"]
    lines += labelled(("只有一个", ["rare"]), ("再来一个", ["rare"]), part="holdout") + labelled(("唯一的", ["rare"]))
    result = train(make(model, lines, labels=("good", "bad", "rare", "never")), job)
    assert result["metrics"]["per_class"]["rare"]["n"] == 2
    assert result["metrics"]["per_class"]["never"]["n"] == 0


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("texts", [("房间很好", "房间太差"), ("好", ""), ("😀", " ")])
@pytest.mark.parametrize("is_multi_label", [False, True])
def test_two_documents_and_an_empty_holdout_are_enough(make, job, model, texts, is_multi_label):
    pairs = zip(texts, ([["good"], []] if is_multi_label else [["good"], ["bad"]]), strict=True)
    spec = make(model, labelled(*pairs), is_multi_label=is_multi_label)
    assert {"n": 0, "reason": "no documents"}.items() <= train(spec, job)["metrics"].items()
    first, second = [line["probabilities"][0] for line in lines_of(Path(spec.run_dir, "predictions.jsonl"))]
    assert first >= second


@pytest.mark.parametrize("model", MODELS)
def test_balanced_labels_are_not_overlooked(make, job, model):
    """Nineteen bad reviews for each good one: when labels count alike, more of the good ones are found."""
    lines = [line | {"part": "train"} for line in documents(160, seed=4)]
    good = [line for line in lines if line["id"] % 2 == 1]
    bad = [line for line in lines if line["id"] % 2 == 0]
    for line in good + bad:
        line["labels"] = ["good" if line["id"] % 2 else "bad"]
    holdout = [line | {"part": "holdout"} for line in good[30:]]
    lines = [*good[:4], *bad[:76], *holdout]

    def recall(name, is_balanced):
        settings = SETTINGS[model] | {"class_weights": is_balanced}
        result = train(make(model, lines, name=name, settings=settings), job)
        return result["metrics"]["per_class"]["good"]["recall"]

    assert recall("balanced", True) > recall("as-they-are", False)


RUN_IT = """
import json, sys
from core.jobs import specs
from core.ml.job import Job
from core.ml.train import train
for spec in json.loads(sys.argv[1]):
    train(specs.from_json(spec), Job("j1", lambda message: None))
"""


def test_the_same_seed_gives_the_same_files_in_another_process(make, job):
    """Whatever order Python's hashes take there, and however many threads it is offered."""
    own = [make(model, name=f"{model}-own", seed=3) for model in MODELS]
    theirs = [make(model, name=f"{model}-theirs", seed=3) for model in MODELS]
    for spec in own:
        train(spec, job)
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    asked = json.dumps([specs.to_json(spec) for spec in theirs])
    subprocess.run([sys.executable, "-c", RUN_IT, asked], env=environment, check=True, timeout=120)
    for model, one, another in zip(MODELS, own, theirs, strict=True):
        names = (*MODEL_FILES[model], "predictions.jsonl", "keywords.json")
        assert sha256_of(one.run_dir, names) == sha256_of(another.run_dir, names)


def marked(lines):
    """The lines, the words that decide marked."""
    found = []
    for line in lines:
        text = line["text"]
        spans = [[text.index(word), text.index(word) + len(word)] for word in (*GOOD, *BAD) if word in text]
        found.append(line | {"rationales": spans})
    return found


class KilledIn(Job):
    """A job that is hung up on at its n-th look after it has told of a phase."""

    def __init__(self, phase, looks=1):
        super().__init__("j1", self._heard)
        self.last_phase, self.looks, self.is_near = phase, looks, False

    def _heard(self, message):
        self.is_near = self.is_near or (isinstance(message, messages.Progress) and message.phase == self.last_phase)

    def check(self):
        self.looks -= self.is_near
        if self.looks == 0:
            raise HungUp


def without_times(folder):
    measured = json.loads(Path(folder, "metrics.json").read_text())
    return {key: value for key, value in measured.items() if key != "seconds"}


def same_end(spec, other, names):
    assert sha256_of(spec.run_dir, names) == sha256_of(other.run_dir, names)
    assert without_times(spec.run_dir) == without_times(other.run_dir)


@pytest.mark.parametrize("phase", ["words", "contrast", "predict"])
def test_auto_killed_in_any_phase_ends_as_if_undisturbed(make, trained_auto, phase):
    spec = make("auto", documents(160), name="broken", seed=5000)
    with pytest.raises(HungUp):
        train(spec, KilledIn(phase))
    assert state(Path(spec.run_dir)) == "running"
    train(dataclasses.replace(spec, is_resumed=True), Job("j1", print))
    same_end(dataclasses.replace(spec, run_dir=str(trained_auto)), spec, MODEL_FILES["auto"])


NEURAL_FILES = ("model.safetensors", "model.json", "predictions.jsonl", "keywords.json", "tokenizer.model")
SHORT = {"embedding_size": 8, "hidden_size": 8, "vocabulary": 200, "epochs": 2, "batch_size": 16, "consistency": 0.0}


def test_hahnn_killed_and_resumed_ends_as_if_undisturbed(make, job):
    settings = SHORT | {"channels": 4, "epochs": 1}
    whole, broken = (make("hahnn", documents(48), name=name, settings=settings) for name in ("whole", "broken"))
    train(whole, job)
    with pytest.raises(HungUp):
        train(broken, KilledIn("train", looks=5))
    assert Path(broken.run_dir, "checkpoint", "last.safetensors").is_file()
    train(dataclasses.replace(broken, is_resumed=True), job)
    same_end(whole, broken, NEURAL_FILES)


def test_with_marked_words_and_frozen_vectors_a_killed_run_ends_as_if_undisturbed(make, job, tmp_path, monkeypatch):
    monkeypatch.setattr(rationales, "TRIAL_STEPS", 3)
    vectors = tmp_path / "vectors.txt"
    vectors.write_text("".join(f"{char} {i} 1 2 3\n" for i, char in enumerate("房间很好早餐差")), encoding="utf-8")
    settings = SHORT | {"vectors": str(vectors), "freeze_vectors": True, "rationale_weight": -1.0, "epochs": 1}
    whole, broken = (
        make("attention-lstm", marked(documents(80)), name=name, settings=settings) for name in ("whole", "broken")
    )
    train(whole, job)
    with pytest.raises(HungUp):
        train(broken, KilledIn("train", looks=13))
    assert Path(broken.run_dir, "checkpoint", "last.safetensors").is_file()
    train(dataclasses.replace(broken, is_resumed=True), job)
    same_end(whole, broken, NEURAL_FILES)
    assert len(lines_of(Path(broken.run_dir, "notices.jsonl"))) == 1


def test_agreement_with_marks_in_the_holdout_is_measured_where_there_is_attention(make, job):
    """And how strongly marks taught, where they did."""
    lines = marked(documents(120))
    settings = SHORT | {"rationale_weight": 3.0, "epochs": 3, "learning_rate": 0.02}
    taught = train(make("attention-lstm", lines, name="taught", settings=settings), job)["metrics"]
    alone = train(make("attention-lstm", lines, name="alone", settings=settings | {"rationale_weight": 0.0}), job)
    assert taught["rationale_weight"] == 3.0
    assert 1 >= taught["auprc"] > alone["metrics"]["auprc"] > 0
    assert "rationale_weight" not in train(make("logistic", lines, name="logistic"), job)["metrics"]


def test_without_marks_or_attention_no_agreement_is_told(make, job, trained, finished):
    for folder in (trained, finished["auto"], finished["logistic"]):
        assert "auprc" not in json.loads((folder / "metrics.json").read_text())
    assert "auprc" not in train(make("logistic", marked(documents(120))), job)["metrics"]
    assert 0 < train(make("auto", marked(documents(120)), name="auto"), job)["metrics"]["auprc"] <= 1


@pytest.mark.parametrize("phase", ["words", "contrast", "predict"])
def test_auto_can_be_cancelled_in_each_of_its_phases(make, phase):
    def cancel_there(message):
        if isinstance(message, messages.Progress) and message.phase == phase:
            job.control.cancel()

    job, spec = Job("j1", cancel_there), make("auto")
    with pytest.raises(Cancelled):
        train(spec, job)
    assert state(Path(spec.run_dir)) == "cancelled"
    assert not Path(spec.run_dir, "predictions.jsonl").exists()


def test_predictions_are_those_of_each_text_alone(finished):
    for model in MODELS:
        predictor = Predictor.load(finished[model], torch.device("cpu"))
        saved = np.array([line["probabilities"] for line in lines_of(finished[model] / "predictions.jsonl")])
        for line, row in list(zip(documents(160), saved, strict=True))[::20]:
            assert predictor.predict([line["text"]])[0] == pytest.approx(row, abs=2e-6)
