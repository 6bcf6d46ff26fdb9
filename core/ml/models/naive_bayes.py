"""Naive Bayes on TF-IDF: what each n-gram says of a label by itself (multinomial; TF-IDF as in Rennie et al. 2003)."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.ml.text.sparse import Csr

SMOOTHING = 0.1  # added to the sum of an n-gram's values

Floats = NDArray[np.float64]


def log_odds(columns: Csr, targets: NDArray[np.floating[Any]]) -> Floats:
    """Weights (A, C) of n-grams, given their values as `columns` (A, N) and flags of N documents' labels (N, C).

    ln(p / q): p is an n-gram's share in the values of all documents with the label, q its share in the others'. An
    n-gram that no document holds says nothing.
    """
    flags = torch.from_numpy(np.concatenate([targets, 1 - targets], axis=1).astype(np.float64))
    sums = columns.times(flags).numpy() + SMOOTHING  # (A, 2C)
    logs = np.log(sums / sums.sum(axis=0))
    inside, outside = np.split(logs, 2, axis=1)
    is_there = np.diff(columns.starts) > 0
    return np.asarray((inside - outside) * is_there[:, None])
