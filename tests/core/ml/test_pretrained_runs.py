"""Runs that begin with what a pretraining learned."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from core.ml import card, checkpoint, pretraining
from core.ml.models.auto import Auto, AutoConfig
from core.ml.pretraining import Foundation, Wanted
from core.ml.text import vectors
from core.ml.train import train
from tests.core.ml.conftest import TINY, documents


@pytest.fixture
def pretrained(tmp_path, job):
    """A pretraining's folder; its encoder has learned nothing."""
    texts = [line["text"] for line in documents(120)]
    wanted = Wanted("sentencepiece", TINY["vocabulary"], TINY["embedding_size"], seed=5)
    words = pretraining.learn_words(texts, wanted, job)
    weights = Auto(AutoConfig(len(words.tokenizer), 1)).state_dict()
    encoder = {name: weight for name, weight in weights.items() if not name.startswith("output.")}
    pretraining.save(tmp_path, Foundation(words, pretraining.learn_ngrams(texts, 5, job), encoder))
    return tmp_path


@pytest.mark.parametrize("model", ["attention-lstm", "lstm", "transformer"])
def test_a_neural_model_takes_the_pieces_but_stays_itself(model, pretrained, make_run, job):
    spec = make_run(name=model, epochs=1)
    train(dataclasses.replace(spec, model=model, pretrained=str(pretrained), seed=1), job)
    found = card.load(pretrained / model)
    assert found.model == model
    assert "attention_size" not in found.neural
    assert (pretrained / model / "tokenizer.model").read_bytes() == (pretrained / "tokenizer.model").read_bytes()


def auto_of(spec, **changes):
    return dataclasses.replace(spec, model="auto", settings={"vocabulary": TINY["vocabulary"]}, **changes)


def test_what_auto_learned_for_itself_serves_the_next_run(make_run, job, monkeypatch):
    first, second = auto_of(make_run(name="first")), auto_of(make_run(name="second"))
    train(first, job)
    monkeypatch.setattr(pretraining, "learn_encoder", lambda *_: pytest.fail("learned again"))
    train(dataclasses.replace(second, pretrained=first.run_dir), job)
    models = [(Path(spec.run_dir) / "model.safetensors").read_bytes() for spec in (first, second)]
    assert models[0] == models[1]


def test_auto_begins_with_the_vectors_given_and_keeps_them_as_they_are(make_run, job, tmp_path):
    path = tmp_path / "vectors.txt"
    path.write_text("".join(f"{char} {i} 1 2 3 4\n" for i, char in enumerate("房间很好早餐")), encoding="utf-8")
    spec = auto_of(make_run(name="run"))
    settings = {**spec.settings, "vectors": str(path), "freeze_vectors": True}
    train(dataclasses.replace(spec, settings=settings), job)
    model = checkpoint.load_model(Path(spec.run_dir), torch.device("cpu"))
    start = vectors.embeddings(path, model.tokenizer.vocabulary(), 0).rows
    assert np.array_equal(model.neural.embedding.weight[2:].numpy(), start[2:])
    assert not (Path(spec.run_dir) / "foundation.json").exists()
