"""How many labels a target would take: errors fall as a power of the number of labels, down to what cannot be learned.

    error(n) = a + b · n^−c          (Hestness et al. 2017; the inverse power law of Figueroa et al. 2012)

Fitted to the errors of models of the first n labels, for every redraw of the hold-out anew: the interval tells how much
the documents that measure leave open, not whether labelling goes on as before.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.selection.reading import NEVER, Forecast

DRAWS = 400
EXPONENTS = np.linspace(0.1, 1.5, 29)
MIN_POINTS = 4

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def forecast(sizes: NDArray[np.integer[Any]], right: Flags, target: float, seed: int = 0) -> Forecast | None:
    """From whether the model of the first sizes[k] labels is right on each of H documents (K, H); None: too few."""
    if len(sizes) < MIN_POINTS:
        return None
    rng = np.random.default_rng(seed)
    n_documents = right.shape[1]
    times = rng.multinomial(n_documents, np.full(n_documents, 1 / n_documents), size=DRAWS)
    errors = 1 - times @ right.T / n_documents  # (DRAWS, K)
    needed = _needed(sizes.astype(np.float64), errors, 1 - target)
    low, middle, high = np.quantile(needed, [0.025, 0.5, 0.975], method="nearest")
    return Forecast(target, float(middle), (float(low), float(high)))


def _needed(sizes: Floats, errors: Floats, aim: float) -> Floats:
    """For each row of errors (D, K) the n at which its curve comes down to `aim`."""
    floor, slope, exponent = fit(sizes, errors)
    gap = np.maximum(aim - floor, 0)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        needed = (slope / gap) ** (1 / exponent)
    return np.where(gap > 0, np.where(slope > 0, needed, 1.0), NEVER)


def fit(sizes: Floats, errors: Floats) -> tuple[Floats, Floats, Floats]:
    """The a, b ≥ 0 and c of each row of errors (D, K) with the least squares; models of more labels count for more."""
    weights = np.sqrt(sizes / sizes.max())
    best = [np.zeros(len(errors)) for _ in range(3)]
    least = np.full(len(errors), np.inf)
    for exponent in EXPONENTS:
        falling = sizes**-exponent
        floor, slope = _line(falling, errors, weights)
        loss = (weights * (floor[:, None] + slope[:, None] * falling - errors) ** 2).sum(axis=1)
        is_better = loss < least
        least[is_better] = loss[is_better]
        for kept, found in zip(best, (floor, slope, np.full(len(errors), exponent)), strict=True):
            kept[is_better] = found[is_better]
    return best[0], best[1], best[2]


def _line(x: Floats, rows: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Intercept and slope, neither below zero, of the weighted least squares of each row (D, K) on x (K)."""
    total = weights.sum()
    mean_x, mean_y = (weights * x).sum() / total, (rows * weights).sum(axis=1) / total
    spread = (weights * (x - mean_x) ** 2).sum()
    slope = np.maximum(((rows - mean_y[:, None]) * (weights * (x - mean_x))).sum(axis=1) / spread, 0)
    floor = mean_y - slope * mean_x
    through_zero = (rows * weights * x).sum(axis=1) / (weights * x * x).sum()
    return np.maximum(floor, 0), np.where(floor < 0, through_zero, slope)
