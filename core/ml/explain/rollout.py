"""Attention rollout for the transformer (Abnar and Zuidema 2020, "Quantifying attention flow in transformers").

Ã_l = ½ (mean of the heads of A_l) + ½ I in each layer, R = Ã_L · … · Ã_1; the share of a word is Σ_t w_t R_t, w the
weights with which the last attention sums the words up (in the paper: the row of [CLS]). It is the same for every
label. A long text is read in windows: each word's row comes from the window in which the model reads it.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import cast

import torch
from torch import Tensor

from core.ml.explain.attribution import Attribution
from core.ml.explain.embedded import watched
from core.ml.explain.subject import Subject
from core.ml.models.transformer import STRIDE, WINDOW, SelfAttention, Transformer, best_window
from core.ml.text.batches import collate
from core.progress import Report, ignore


@torch.inference_mode()
def rollout(subject: Subject, report: Report = ignore) -> Attribution:
    """Shares (W) that sum to 1."""
    report(0, 1)
    model, pieces = subject.predictor.model, subject.predictor.pieces(subject.text)
    assert isinstance(model.neural, Transformer)
    layers = [cast(SelfAttention, layer.attention) for layer in model.neural.layers]
    with ExitStack() as watching:
        calls = [watching.enter_context(watched(layer)) for layer in layers]
        output = model.neural(collate([pieces.sequence], model.device))
    flow: Tensor | None = None  # (N, W, W) of the N windows
    for layer, (((values, mask), _),) in zip(layers, calls, strict=True):
        mixed = layer.weights(values, mask) / 2 + torch.eye(values.shape[1], device=values.device) / 2
        flow = mixed if flow is None else mixed @ flow
    assert flow is not None
    shares = _of_places(output.weights[0], flow)
    return Attribution(pieces.by_word(shares.double().cpu().numpy()))


def _of_places(weights: Tensor, flow: Tensor) -> Tensor:
    """The share (T) of each piece from what the last attention weighs (T) and the windows' flow (N, W, W)."""
    n = len(weights)
    place = torch.arange(n, device=weights.device)
    if n <= WINDOW:
        return weights @ flow[0, :n, :n]
    number = best_window(place, torch.full_like(place, len(flow) - 1))
    shares = weights.new_zeros(len(flow) * STRIDE + WINDOW)
    for window in range(len(flow)):
        here = place[number == window]
        row = weights[here] @ flow[window, here - window * STRIDE]  # (W)
        shares[window * STRIDE : window * STRIDE + WINDOW] += row
    return shares[:n]
