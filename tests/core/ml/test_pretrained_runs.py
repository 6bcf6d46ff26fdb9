"""Runs that begin with what a pretraining learned."""

from __future__ import annotations

import dataclasses

import pytest

from core.ml import card, pretraining
from core.ml.models.auto import Auto, AutoConfig
from core.ml.pretraining import Foundation, Wanted
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
