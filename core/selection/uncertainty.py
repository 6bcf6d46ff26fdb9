"""How much a document has to tell: scores (N), the higher the sooner it should be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


def closeness(probabilities: Floats, *, is_multi_label: bool) -> Floats:
    """1 − the margin by which a label leads in probabilities (N, C); "breaking ties" (Scheffer et al. 2001).

    With several labels a document the one that is nearest to even odds counts.
    """
    if is_multi_label:
        return np.asarray(1 - np.abs(2 * probabilities - 1).min(axis=1))
    if probabilities.shape[1] < 2:
        return np.zeros(len(probabilities))
    first_two = np.partition(probabilities, -2, axis=1)[:, -2:]
    return np.asarray(1 - (first_two[:, 1] - first_two[:, 0]))


def disagreement(views: Sequence[Floats], *, is_multi_label: bool) -> Floats:
    """How far the models' probabilities (N, C) each lie from their mean: Jensen–Shannon divergence, 0 to 1.

    Of a committee of two its query is 1 where each is sure of another label (McCallum and Nigam 1998, in bits).
    """
    stacked = np.stack(views)  # (P, N, C)
    if is_multi_label:
        each = _entropy(stacked) + _entropy(1 - stacked)
        mean = stacked.mean(axis=0)
        return np.asarray((_entropy(mean) + _entropy(1 - mean) - each.mean(axis=0)).max(axis=1))
    mean_entropy = _entropy(stacked).sum(axis=2).mean(axis=0)
    return np.asarray(_entropy(stacked.mean(axis=0)).sum(axis=1) - mean_entropy)


def _entropy(probabilities: Floats) -> Floats:
    """Each probability's share of the entropy, in bits."""
    return np.asarray(-probabilities * np.log2(np.maximum(probabilities, 1e-12)))
