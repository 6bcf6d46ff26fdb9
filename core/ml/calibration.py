"""Temperature scaling: one number that makes confidence honest (Guo et al. 2017, section 4.2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MIN_DOCUMENTS = 50  # fewer tell too little
LOW, HIGH = 0.25, 8.0
STEPS = 60
GOLDEN = (5**0.5 - 1) / 2

Floats = NDArray[np.floating[Any]]


def temperature(scores: Floats, actual: NDArray[np.bool_], *, is_multi_label: bool) -> float:
    """The temperature with the least loss on held-back scores (N, C): golden-section search over its logarithm."""
    if len(scores) < MIN_DOCUMENTS:
        return 1.0

    def loss(log_temperature: float) -> float:
        return _loss(scores.astype(float) / np.exp(log_temperature), actual, is_multi_label)

    low, high = np.log(LOW), np.log(HIGH)
    for _ in range(STEPS):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return float(np.exp((low + high) / 2))


def _loss(scores: Floats, actual: NDArray[np.bool_], is_multi_label: bool) -> float:
    if is_multi_label:
        return float(np.mean(np.logaddexp(0, scores) - scores * actual))
    return float(np.mean(np.logaddexp.reduce(scores, axis=1) - (scores * actual).sum(axis=1)))
