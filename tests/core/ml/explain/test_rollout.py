from __future__ import annotations

import numpy as np
import pytest
import torch

from core.ml.explain.embedded import watched
from core.ml.explain.rollout import rollout
from core.ml.explain.subject import Subject
from core.ml.models import transformer
from core.ml.text.batches import collate
from tests.core.ml.explain.conftest import CPU, TEXT, make_predictor


def test_the_attention_of_the_layers_is_multiplied_through(words):
    predictor = make_predictor(words, "transformer", n_layers=2)
    model, sequence = predictor.model.neural, predictor.pieces(TEXT).sequence
    maps = []
    with torch.inference_mode():
        for layer in model.layers:
            with watched(layer.attention) as calls:
                weights = model(collate([sequence], CPU)).weights[0].numpy()
            ((values, _), _) = calls[0]
            query, key, _ = layer.attention._heads(values)
            scores = (query @ key.transpose(-1, -2) / layer.attention.head_size**0.5).softmax(-1)
            maps.append(scores[0].mean(dim=0).numpy())
    eye = np.eye(len(sequence))
    flow = (maps[1] + eye) / 2 @ ((maps[0] + eye) / 2)
    assert rollout(Subject.of(predictor, TEXT)).scores == pytest.approx(weights @ flow, abs=1e-6)


def test_attention_looks_where_the_layer_looks(words):
    predictor = make_predictor(words, "transformer")
    layer = predictor.model.neural.layers[0].attention
    values, mask = torch.randn(2, 5, 12), torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    content = layer._heads(values)[2]
    shown = layer.weights(values, mask)
    assert (shown[1, :, 3:] == 0).all() and torch.allclose(shown.sum(-1), torch.ones(2, 5))
    alone = transformer.SelfAttention(12, 1)
    seen = alone.weights(values, mask)[:, None] @ alone._heads(values)[2]
    assert torch.allclose(alone.outward(seen.transpose(1, 2).flatten(2)), alone(values, mask), atol=1e-6)
    assert content.shape[1] == layer.n_heads


def test_a_long_text_is_rolled_out_window_by_window(words):
    predictor = make_predictor(words, "transformer", n_layers=2)
    found = rollout(Subject.of(predictor, "the staff was lovely, " * 200)).scores
    assert len(found) > 3 * transformer.WINDOW
    assert found.min() >= 0 and found.sum() == pytest.approx(1, abs=1e-4)
    assert (found > 0).all()
