"""On a card: what learns there, what it says, and why, is what the processor says of the same model."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from core.jobs.control import HungUp
from core.jobs.explaining import ExplainOptions
from core.jobs.messages import Notice
from core.jobs.specs import TrainSpec
from core.ml.explain import methods
from core.ml.explain.subject import Subject
from core.ml.job import Job
from core.ml.models import registry
from core.ml.predictor import Predictor
from core.ml.train import train
from core.ml.translation.registry import TRANSLATORS
from core.ml.translation.translator import Translator
from tests.core.ml.conftest import TINY, documents, few_labels_are_many
from tests.core.ml.explain.conftest import TEXT, make_predictor
from tests.core.ml.test_auto_job import KilledIn
from tests.core.ml.translation.conftest import train_toy
from tests.core.ml.translation.toy import sentences

CPU, CUDA = torch.device("cpu"), torch.device("cuda")
TEXTS = [line["text"] for line in documents(12, seed=9)]

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA card here")


@pytest.mark.parametrize("model", sorted(registry.MODELS))
def test_a_run_of_the_card_is_as_good_and_reads_the_same_on_the_processor(make_run, job, model):
    settings = {"auto": {"vocabulary": 200}, "logistic": {}}.get(model, TINY)
    spec = dataclasses.replace(make_run(), model=model, settings=settings, device="cuda")
    result = train(spec, job)
    assert result["device"].startswith("cuda") and result["metrics"]["accuracy"] > 0.65
    there, here = (Predictor.load(Path(spec.run_dir), device).predict(TEXTS) for device in (CUDA, CPU))
    assert there == pytest.approx(here, abs=1e-3)


def test_auto_of_many_labels_learns_there(make_run, job, monkeypatch):
    few_labels_are_many(monkeypatch)
    spec = dataclasses.replace(make_run(), model="auto", settings={"vocabulary": 200}, device="cuda")
    assert train(spec, job)["metrics"]["accuracy"] > 0.8


@pytest.mark.parametrize("settings", [{}, {"encoder": "gru"}, {"encoder": "cnn"}, {"encoder": "tcn"}], ids=str)
@pytest.mark.parametrize("model", ["attention-lstm", "lstm", "hahnn", "transformer", "auto"])
def test_all_explanations_are_those_of_the_processor(tokenizer, model, settings):
    if settings and model != "attention-lstm":
        pytest.skip("this model has one encoder")
    here = explained(make_predictor(tokenizer, model=model, **settings), CPU)
    there = explained(make_predictor(tokenizer, model=model, **settings), CUDA)
    for name, scores in here.items():
        assert there[name] == pytest.approx(scores, abs=1e-3), name


def explained(predictor: Predictor, device: torch.device) -> dict[str, np.ndarray]:
    predictor.model.neural.to(device)
    subject = Subject.of(Predictor(dataclasses.replace(predictor.model, device=device)), TEXT, ExplainOptions())
    return {name: methods.attribute(subject, name).scores for name in methods.offered(predictor.model)}


@pytest.mark.parametrize("model", sorted(TRANSLATORS))
def test_a_translator_learns_there_and_says_the_same_here(tmp_path, model):
    folder, result = train_toy(tmp_path / "run", model, device="cuda")
    assert result["metrics"]["bleu"] > 4
    sources = [source for source, _ in sentences(20, seed=5)]
    there, here = (Translator.load(folder, device).translate(sources) for device in (CUDA, CPU))
    for (a, *_), (b, *_) in zip(there, here, strict=True):
        assert a.text == b.text
        if a.emitted is not None:
            np.testing.assert_allclose(a.emitted, b.emitted, atol=1e-3)


def test_a_card_without_room_halves_the_batch_and_says_so(make_run, job, said):
    lines = [{**line, "text": line["text"] * 40} for line in documents(120)]
    small, large = (peak_of(make_run(lines, f"run-{n}", hidden_size=128, batch_size=n), job) for n in (4, 64))
    torch.cuda.set_per_process_memory_fraction((small + large) / 2 / torch.cuda.get_device_properties(0).total_memory)
    try:
        peak_of(make_run(lines, "run-short", hidden_size=128, batch_size=64), job)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    assert any("Not enough memory" in message.template for message in said if isinstance(message, Notice))


def peak_of(spec: TrainSpec, job: Job) -> int:
    """The bytes that a training took of the card."""
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    train(dataclasses.replace(spec, device="cuda"), job)
    return torch.cuda.max_memory_reserved()


def test_a_killed_run_goes_on_there(make_run, job, monkeypatch):
    few_labels_are_many(monkeypatch)
    spec = dataclasses.replace(make_run(), model="auto", settings={"vocabulary": 200}, device="cuda")
    with pytest.raises(HungUp):
        train(spec, KilledIn("train", looks=20))
    result = train(dataclasses.replace(spec, is_resumed=True), job)
    assert result["metrics"]["accuracy"] > 0.8
