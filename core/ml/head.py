"""The last layer of `auto`: logistic regression on what a frozen encoder makes of the labelled texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.ml.models import regression
from core.ml.models.auto import Auto
from core.ml.models.regression import LogisticConfig
from core.ml.text.batches import TokenSequence, by_tokens, collate
from core.progress import Report, ignore

STRENGTH = 10.0
BATCH_TOKENS = 16_384
Floats = NDArray[np.floating[Any]]


def fit(
    model: Auto,
    texts: Sequence[TokenSequence],
    targets: NDArray[np.bool_],
    config: LogisticConfig,
    report: Report = ignore,
) -> tuple[NDArray[np.intp], Floats]:
    """Put the best last layer into the model; rows (M), and their scores (M, C) by layers fitted without them."""
    vectors = documents(model, texts, report)
    weights, bias = regression.fit_dense(vectors, targets, config)
    with torch.no_grad():
        model.output.weight.copy_(torch.from_numpy(weights.T))
        model.output.bias.copy_(torch.from_numpy(bias))
    return regression.judged_dense(vectors, targets, config)


@torch.inference_mode()
def documents(model: Auto, texts: Sequence[TokenSequence], report: Report = ignore) -> NDArray[np.float32]:
    """What the last layer weighs (N, D)."""
    device = model.output.weight.device
    found = np.zeros((len(texts), model.config.document_size), dtype=np.float32)
    done = 0
    model.eval()
    for rows in by_tokens(np.array([len(text) for text in texts], dtype=int), BATCH_TOKENS):
        report(done, len(texts))
        found[rows] = model.documents(collate([texts[row] for row in rows], device)).cpu().numpy()
        done += len(rows)
    report(done, len(texts))
    return found
