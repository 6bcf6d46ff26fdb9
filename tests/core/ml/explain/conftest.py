"""Models with random weights, big enough to have opinions: explaining does not need good ones."""

from __future__ import annotations

import pytest
import torch

from core.ml.card import ModelCard
from core.ml.checkpoint import RunModel
from core.ml.models import registry
from core.ml.predictor import Predictor
from core.ml.text import tokenizer as tokenizers
from tests.core.ml.conftest import documents

CPU = torch.device("cpu")
LABELS = ("good", "bad", "rooms")
TEXT = "the staff was lovely, but breakfast 早餐太差！ 我们 had a filthy room. We will not come back, 房间很好。"


@pytest.fixture(scope="session")
def words():
    """A tokenizer whose pieces are whole words."""
    return tokenizers.train([*(line["text"] for line in documents(200)), TEXT * 2], 300, seed=0, kind="words")


def make_predictor(tokenizer, model="attention-lstm", *, labels=LABELS, is_multi_label=False, size=1.0, **settings):
    """A model with random weights `size` times the usual."""
    small = {"embedding_size": 16, "hidden_size": 12, "channels": 6} | settings
    config = registry.config_for(model, small, vocabulary=len(tokenizer), n_labels=len(labels))
    torch.manual_seed(3)
    neural = registry.build(model, config).eval().requires_grad_(False)
    with torch.no_grad():
        neural.embedding.weight.normal_(std=0.5)
        neural.embedding.weight[0] = 0
        neural.output.weight.mul_(size)
    card = ModelCard(model, labels, is_multi_label, neural=config, neural_scale=1.5)
    return Predictor(RunModel(card, neural, tokenizer))
