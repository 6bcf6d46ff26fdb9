"""Would other attention have done as well? The tests of Jain and Wallace 2019, "Attention is not explanation".

What the last attention weighs (the words' states, in `hahnn` the sentences') is held still, and other weights are put
in the place of its own; no word is read anew, so that hundreds are tried in a moment.

    permutation   the median, over PERMUTATIONS random orders of the weights, of how far the probabilities move (section
                  4.2.1): near 0, the answer does not hang on which word got which weight
    adversarial   how different weights can be (Jensen-Shannon divergence, 0 to ln 2) that move the probabilities by at
                  most MOVED (section 4.2.2, equations 2 to 5): near ln 2, the weights shown are one way among many
    evenness      entropy of the weights over that of equal ones: near 1, none is singled out
    conicity      the mean cosine of the states to their mean (Mohankumar et al. 2020, equation 5): near 1, all states
                  say nearly the same, and it hardly matters which are weighed

Probabilities move by their total variation distance ½ Σ |p − p'|; of labels that are given independently, by the
farthest one's. The authors' constants, but fewer steps of plain Adam: no more is found by more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.ml.explain.embedded import watched
from core.ml.explain.subject import Subject
from core.ml.models.attention import UniformAttention, last_attention
from core.ml.optimizer import AdamW
from core.ml.text.batches import collate
from core.progress import Report, ignore

PERMUTATIONS = 100
RIVALS = 5  # adversarial weights that are sought at once
STEPS = 200
LEARNING_RATE = 0.02
PENALTY = 500.0
AIMED, MOVED = 0.01, 0.05  # how far rivals may move the probabilities: while sought, and to count
FEWEST = 4  # weights of which an order says anything

Floats = NDArray[np.floating[Any]]
Checks = dict[str, float | str]


class HeldAttention:
    """The last attention of a subject's model over T states that are held still."""

    def __init__(self, subject: Subject) -> None:
        model, card = subject.predictor.model, subject.predictor.card
        assert model.neural is not None
        layer = last_attention(model.neural)
        assert layer is not None
        self.is_uniform = isinstance(layer, UniformAttention)
        pieces = subject.predictor.pieces(subject.text)
        with torch.no_grad(), watched(layer) as calls:
            output = model.neural(collate([pieces.sequence], model.device))
        (((states, mask), (_, weights)),) = calls
        self.states: Tensor = states[0, mask[0]]  # (T, H)
        self.weights: Tensor = weights[0, mask[0]]  # (T)
        self._decide = cast(Callable[[Tensor], Tensor], model.neural.decide)
        self._scale = card.neural_scale
        self._rest = torch.tensor(subject.scores, dtype=states.dtype) - output.scores[0].cpu() * self._scale
        self._rest = self._rest.to(states.device)
        self._is_multi_label = card.is_multi_label

    def probabilities(self, weights: Tensor) -> Tensor:
        """The labels' probabilities (K, C) under other weights (K, T)."""
        scores = self._scale * self._decide(weights @ self.states) + self._rest
        return torch.sigmoid(scores) if self._is_multi_label else torch.softmax(scores, dim=-1)

    def moved(self, weights: Tensor) -> Tensor:
        """How far (K) the probabilities move from those under its own weights."""
        change = (self.probabilities(weights) - self.probabilities(self.weights[None])).abs()
        return change.amax(dim=-1) if self._is_multi_label else change.sum(dim=-1) / 2


def attention_tests(subject: Subject, report: Report = ignore) -> Checks:
    """The figures of the module's docstring; where they mean nothing, the "reason" instead: none, uniform, short."""
    model = subject.predictor.model.neural
    if model is None or last_attention(model) is None:
        return {"reason": "none"}
    held = HeldAttention(subject)
    if held.is_uniform:
        return {"reason": "uniform"}
    if len(held.weights) < FEWEST:
        return {"reason": "short"}
    rng = np.random.default_rng(subject.seed("attention"))
    return {
        "evenness": evenness(held.weights),
        "conicity": conicity(held.states),
        "permutation": permutation(held, rng),
        "adversarial": adversarial(held, rng, report),
    }


@torch.no_grad()
def permutation(held: HeldAttention, rng: np.random.Generator) -> float:
    orders = rng.random((PERMUTATIONS, len(held.weights))).argsort(axis=1)
    return float(held.moved(held.weights[torch.from_numpy(orders)]).median())


def adversarial(held: HeldAttention, rng: np.random.Generator, report: Report = ignore) -> float:
    """The largest divergence of those found that count; 0 when none does."""
    n, device = len(held.weights), held.weights.device
    start = np.log(rng.uniform(1e-4, 1.0, (RIVALS, n))) + 3 * rng.standard_normal((RIVALS, n))
    logits = torch.tensor(start, dtype=held.weights.dtype, device=device).requires_grad_()
    optimizer = AdamW([logits], weight_decay=0.0)
    first, second = torch.triu_indices(RIVALS, RIVALS, 1).tolist()
    best = 0.0
    for step in range(STEPS):
        report(step, STEPS)
        rivals = torch.softmax(logits, dim=-1)
        apart, moved = divergence(rivals, held.weights), held.moved(rivals)
        counting = apart[moved <= MOVED].detach()
        best = max(best, float(counting.max())) if len(counting) else best
        others = divergence(rivals[first], rivals[second]).mean()
        loss = PENALTY * torch.relu(moved - AIMED).sum() - apart.sum() - others
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step(LEARNING_RATE)
    return best


def divergence(one: Tensor, other: Tensor) -> Tensor:
    """The Jensen-Shannon divergence of distributions (…, T), in nats: 0 to ln 2."""
    middle = (one + other) / 2
    return (_relative_entropy(one, middle) + _relative_entropy(other, middle)) / 2


def evenness(weights: Tensor) -> float:
    """The entropy of weights (T) over that of T equal ones."""
    return float(-torch.special.xlogy(weights, weights).sum() / np.log(len(weights)))


def conicity(states: Tensor) -> float:
    """The mean cosine of states (T, H) to their mean."""
    return float(torch.nn.functional.cosine_similarity(states, states.mean(dim=0, keepdim=True), dim=-1).mean())


def _relative_entropy(one: Tensor, other: Tensor) -> Tensor:
    terms: Tensor = torch.special.xlogy(one, one) - torch.special.xlogy(one, other)
    return terms.sum(dim=-1)
