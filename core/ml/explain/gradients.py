"""Methods that differentiate: what the target gains when the input, or its attention, grows a little.

The input of a model with an n-gram part is both: the embeddings of the pieces, and the weights x of the n-grams. In x
the score is linear, so that gradient × input and integrated gradients from x = 0 are x·W there, exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.ml.explain.attribution import Attribution
from core.ml.explain.embedded import Embedded, differentiable, watched
from core.ml.explain.subject import Subject
from core.ml.models.attention import attention_over_words
from core.ml.predictor import Pieces
from core.progress import Report, ignore

NODES = (20, 50, 100, 300)  # of the quadrature; more where fewer do not do
GOOD_ENOUGH = 0.005  # a completeness error that needs no more nodes
FAILED_FROM = 0.05  # one that says: do not believe this
LEAST_CHANGE = 0.01  # logits; what a completeness error is at least measured against
BATCH_TOKENS = 16_384

Floats = NDArray[np.floating[Any]]


class _Neural:
    """The neural part of a subject's model, its target, and where the pieces of the text belong."""

    def __init__(self, subject: Subject) -> None:
        model = subject.predictor.model
        assert model.neural is not None
        self.model: nn.Module = model.neural
        self.pieces: Pieces = subject.predictor.pieces(subject.text)
        self.embedded = Embedded(self.model, self.pieces.sequence, model.device)
        scaled = subject.weights * subject.predictor.card.neural_scale
        self._weights = torch.tensor(scaled, dtype=self.embedded.vectors.dtype, device=model.device)

    def targets(self, scores: Tensor) -> Tensor:
        """The neural part of the target (N) from its scores (N, C)."""
        return scores @ self._weights

    def gradients(self, vectors: Tensor) -> tuple[Floats, Tensor]:
        """The targets (N), and their gradients by the vectors (N, T, E)."""
        leaves = vectors.detach().requires_grad_()
        with torch.enable_grad(), differentiable(self.model):
            targets = self.targets(self.embedded(leaves).scores)
            (gradients,) = torch.autograd.grad(targets.sum(), leaves)
        return targets.detach().double().cpu().numpy(), gradients

    def by_word(self, values: Tensor) -> Floats:
        """Values (T) of the pieces, summed by word (W)."""
        return self.pieces.by_word(values.detach().double().cpu().numpy())


def gradient_input(subject: Subject, report: Report = ignore) -> Attribution:
    """The score of a word is Σ over its pieces of e · ∂F/∂e (Shrikumar et al. 2016, "Not just a black box"), signed."""
    report(0, 1)
    linear = linear_part(subject)
    if subject.predictor.model.neural is None:
        return Attribution(linear)
    neural = _Neural(subject)
    vectors = neural.embedded.vectors
    _, gradients = neural.gradients(vectors[None])
    return Attribution(linear + neural.by_word((vectors * gradients[0]).sum(dim=-1)))


def attention_gradient(subject: Subject, report: Report = ignore) -> Attribution:
    """The score of a word is Σ over its pieces of α · ∂F/∂α, the states that attention weighs held still.

    The "scaled attention" of Serrano and Smith 2019 and of Chrysostomou and Aletras 2021 (TaSc): a large weight on a
    state that does not bear on F counts for nothing. In `hahnn` α is the weight of a word within its sentence, and what
    it moves in the sentence's own weight counts too. Of a model with an n-gram part, it explains the neural part alone.
    """
    report(0, 1)
    neural = _Neural(subject)
    layer = attention_over_words(neural.model)
    assert layer is not None
    leaves = neural.embedded.vectors[None].detach().requires_grad_()
    with torch.enable_grad(), differentiable(neural.model), watched(layer) as calls:
        targets = neural.targets(neural.embedded(leaves).scores)
        weights = [output[1] for _, output in calls]
        gradients = torch.autograd.grad(targets.sum(), weights, allow_unused=True)
    products = [
        torch.zeros_like(weight) if gradient is None else weight * gradient
        for weight, gradient in zip(weights, gradients, strict=True)
    ]
    by_piece = cast(Callable[..., Tensor] | None, getattr(neural.model, "by_piece", None))
    laid = products[0] if by_piece is None else by_piece(products, neural.embedded.batch(1))
    return Attribution(neural.by_word(laid[0]))


def integrated_gradients(subject: Subject, report: Report = ignore) -> Attribution:
    """The score of a word is Σ over its pieces of (e − b) · ∫₀¹ ∂F/∂e (b + a(e − b)) da.

    Sundararajan et al. 2017, equation 1. The integral by Gauss-Legendre quadrature, with more nodes until they
    add up to within GOOD_ENOUGH: F(x) − F(b) = Σ (completeness). The baseline b is a choice, and changes the result.
    """
    linear = linear_part(subject)
    if subject.predictor.model.neural is None:
        return Attribution(linear, base=subject.value - float(linear.sum()), facts=_facts(subject, 0, 0.0))
    neural = _Neural(subject)
    vectors, baseline = neural.embedded.vectors, neural.embedded.baseline(subject.options.baseline)
    (whole, empty), _ = neural.gradients(torch.stack([vectors, baseline]))
    change = float(whole - empty)
    scores, error, nodes = linear, np.inf, 0
    for number, nodes in enumerate(NODES):
        report(number, len(NODES))
        gradients = _mean_gradient(neural, baseline, nodes, report)
        scores = neural.by_word(((vectors - baseline) * gradients).sum(dim=-1))
        error = abs(float(scores.sum()) - change) / max(abs(change), LEAST_CHANGE)
        if error <= GOOD_ENOUGH:
            break
    base = subject.value - change - float(linear.sum())
    return Attribution(scores + linear, base=base, facts=_facts(subject, nodes, error))


def linear_part(subject: Subject) -> Floats:
    """What the n-gram part adds to the target for each word (W); 0 where there is none."""
    return np.asarray(subject.predictor.ngram_evidence(subject.text, subject.spans) @ subject.weights)


def _mean_gradient(neural: _Neural, baseline: Tensor, nodes: int, report: Report) -> Tensor:
    """The integral of the gradient along the straight line from the baseline to the text (T, E)."""
    vectors = neural.embedded.vectors
    places, weights = np.polynomial.legendre.leggauss(nodes)
    path = torch.tensor((places + 1) / 2, dtype=vectors.dtype, device=vectors.device)
    share = torch.tensor(weights / 2, dtype=vectors.dtype, device=vectors.device)
    total = torch.zeros_like(vectors)
    size = max(1, BATCH_TOKENS // len(vectors))
    for start in range(0, nodes, size):
        report(0, 0)
        at = path[start : start + size, None, None]
        _, gradients = neural.gradients(baseline + at * (vectors - baseline))
        total += (share[start : start + size, None, None] * gradients).sum(dim=0)
    return total


def _facts(subject: Subject, nodes: int, error: float) -> dict[str, float | int | str | bool]:
    return {
        "baseline": subject.options.baseline,
        "nodes": nodes,
        "completeness_error": error,
        "is_complete": error < FAILED_FROM,
    }
