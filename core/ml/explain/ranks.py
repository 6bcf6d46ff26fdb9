"""How far two lists of numbers agree in their order (numpy only; tested against scipy)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
MAX_PAIRS = 1000  # numbers whose pairs are all looked at; of more, an even part


def kendall(one: Floats, other: Floats) -> float | None:
    """Kendall's τ-b (N), (N): −1 to 1, ties counted out; None where one of them is all the same.

    τ-b = (concordant − discordant) / √((pairs − ties in one) · (pairs − ties in other)) (Kendall 1945).
    """
    if len(one) > MAX_PAIRS:
        places = np.linspace(0, len(one) - 1, MAX_PAIRS).astype(int)
        one, other = one[places], other[places]
    above = np.triu_indices(len(one), 1)
    first, second = (np.sign(values[:, None] - values[None, :])[above] for values in (one, other))
    untied = np.sqrt(float((first != 0).sum()) * float((second != 0).sum()))
    return float((first * second).sum() / untied) if untied else None


def spearman(one: Floats, other: Floats) -> float | None:
    """The correlation of the ranks (N), (N), ties at their mean rank; None where one of them is all the same."""
    return _correlation(ranks(one), ranks(other))


def ranks(values: Floats) -> Floats:
    """1 for the smallest (N); equal numbers share the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[place])


def top_overlap(one: Floats, other: Floats, k: int) -> float | None:
    """How many of the k highest are the same, as a share; None for fewer than 2k numbers, where chance would do it."""
    if k < 1 or len(one) < 2 * k:
        return None
    first, second = (set(np.argsort(-values, kind="stable")[:k].tolist()) for values in (one, other))
    return len(first & second) / k


def _correlation(one: Floats, other: Floats) -> float | None:
    if len(one) < 2:
        return None
    first, second = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / spread if spread else None
