"""Whether chosen documents teach more than random ones, on the same hold-out, with an interval that covers both."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.selection.reading import Comparison

DRAWS = 1000

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def compare(chosen: Flags, random: Flags, n: int, seed: int = 0) -> Comparison:
    """From whether each of D pairs of models is right on each of H documents: (D, H) of chosen and of random labels.

    The models of a pair learned from as many labels, drawn anew with replacement for each pair. The interval (95 %) is
    that of other labels and other documents: both are drawn anew (Owen 2007, the pigeonhole bootstrap).
    """
    gains = chosen.astype(np.float64) - random
    low, high = np.percentile(_pigeonhole(gains, seed), [2.5, 97.5])
    return Comparison(
        n=n,
        n_holdout=gains.shape[1],
        chosen=float(chosen.mean()),
        random=float(random.mean()),
        difference=float(gains.mean()),
        interval=(float(low), float(high)),
    )


def _pigeonhole(gains: Floats, seed: int) -> Floats:
    """Means of gains (D, H) with rows and columns drawn anew, DRAWS times."""
    rng = np.random.default_rng(seed)
    n_rows, n_columns = gains.shape
    rows = rng.multinomial(n_rows, np.full(n_rows, 1 / n_rows), size=DRAWS)
    columns = rng.multinomial(n_columns, np.full(n_columns, 1 / n_columns), size=DRAWS)
    return np.asarray(((rows @ gains) * columns).sum(axis=1) / gains.size)
