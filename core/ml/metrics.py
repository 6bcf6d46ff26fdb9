"""How good predictions are, with the uncertainty that the number of documents leaves (numpy only).

Precision, recall and F1 as in scikit-learn; what has no document and no prediction counts for nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

Z_95 = 1.959963984540054
BOOTSTRAP_DRAWS = 1000
BOOTSTRAP_CHUNK = 50
ECE_BINS = 15


def decide(probabilities: Floats, *, is_multi_label: bool) -> Flags:
    """Probabilities (N, C) to decisions (N, C): the likeliest label, or with several labels all from .5 on."""
    if is_multi_label:
        return np.asarray(probabilities >= 0.5)
    decisions = np.zeros(probabilities.shape, dtype=bool)
    decisions[np.arange(len(probabilities)), probabilities.argmax(axis=1)] = True
    return decisions


def evaluate(
    probabilities: Floats, actual: Flags, labels: Sequence[str], *, is_multi_label: bool, seed: int = 0
) -> dict[str, Any]:
    """The metrics object of the architecture, of probabilities (N, C) against actual (N, C)."""
    if not len(actual):
        return {"n": 0, "reason": "no documents"}
    predicted = decide(probabilities, is_multi_label=is_multi_label)
    right = int((predicted == actual).all(axis=1).sum())
    patterns = np.unique(actual, axis=0, return_counts=True)[1]
    metrics: dict[str, Any] = {
        "n": len(actual),
        "accuracy": right / len(actual),
        "accuracy_interval": list(wilson_interval(right, len(actual))),
        "macro_f1": macro_f1(predicted, actual),
        "macro_f1_interval": list(macro_f1_interval(predicted, actual, seed)),
        "per_class": per_class(predicted, actual, labels),
        "ece": expected_calibration_error(probabilities, actual, is_multi_label=is_multi_label),
        "majority_accuracy": int(patterns.max()) / len(actual),
    }
    if not is_multi_label:
        metrics["confusion"] = {"labels": list(labels), "rows": confusion(predicted, actual)}
    return metrics


def wilson_interval(right: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927)."""
    share = right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def mean_interval(values: Floats, seed: int, draws: int = BOOTSTRAP_DRAWS) -> tuple[float, float]:
    """The 95 % percentile interval of the mean of values (N), drawn anew with replacement (Efron 1979), seeded."""
    rng = np.random.default_rng(seed)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(draws)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def macro_f1(predicted: Flags, actual: Flags) -> float:
    """The mean F1 of the labels that occur in either."""
    return float(_macro_f1(_counts(predicted, actual)))


def macro_f1_interval(predicted: Flags, actual: Flags, seed: int, draws: int = BOOTSTRAP_DRAWS) -> tuple[float, float]:
    """The 95 % percentile interval over documents drawn anew with replacement (Efron 1979), seeded."""
    rng = np.random.default_rng(seed)
    n, n_labels = actual.shape
    table = np.concatenate([predicted & actual, predicted, actual], axis=1).astype(np.float32)  # (N, 3C)
    scores: list[Floats] = []
    for start in range(0, draws, BOOTSTRAP_CHUNK):
        times = rng.multinomial(n, np.full(n, 1 / n), size=min(BOOTSTRAP_CHUNK, draws - start))  # (draws, N)
        scores.append(_macro_f1((times.astype(np.float32) @ table).reshape(-1, 3, n_labels)))
    low, high = np.percentile(np.concatenate(scores), [2.5, 97.5])
    return float(low), float(high)


def paired_difference(
    right: Flags, other: Flags, seed: int, draws: int = BOOTSTRAP_DRAWS
) -> tuple[float, tuple[float, float]]:
    """How much more often one is right than another (N), (N), with the 95 % interval over the same documents."""
    rng = np.random.default_rng(seed)
    gains = right.astype(np.float64) - other
    values, counts = np.unique(gains, return_counts=True)
    means = rng.multinomial(len(gains), counts / len(gains), size=draws) @ values / len(gains)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(gains.mean()), (float(low), float(high))


def per_class(predicted: Flags, actual: Flags, labels: Sequence[str]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and the number of documents of each label."""
    both, said, there = _counts(predicted, actual)
    return {
        label: {
            "precision": _ratio(both[i], said[i]),
            "recall": _ratio(both[i], there[i]),
            "f1": _ratio(2 * both[i], said[i] + there[i]),
            "n": int(there[i]),
        }
        for i, label in enumerate(labels)
    }


def confusion(predicted: Flags, actual: Flags) -> list[list[int]]:
    """Documents by actual (row) and predicted label (column)."""
    rows: list[list[int]] = (actual.T.astype(np.int64) @ predicted.astype(np.int64)).tolist()
    return rows


def expected_calibration_error(probabilities: Floats, actual: Flags, *, is_multi_label: bool) -> float:
    """How far confidence is from accuracy, over 15 bins of equal width (Guo et al. 2017, eq. 3)."""
    if is_multi_label:
        confidence, is_right = probabilities.ravel(), actual.ravel()
    else:
        best = probabilities.argmax(axis=1)
        rows = np.arange(len(best))
        confidence, is_right = probabilities[rows, best], actual[rows, best]
    bins = np.minimum((confidence * ECE_BINS).astype(int), ECE_BINS - 1)
    gaps = np.bincount(bins, weights=is_right - confidence, minlength=ECE_BINS)
    return float(np.abs(gaps).sum() / len(confidence))


def _counts(predicted: Flags, actual: Flags) -> Floats:
    """Per label (3, C): in both, predicted, actual."""
    return np.stack([(predicted & actual).sum(axis=0), predicted.sum(axis=0), actual.sum(axis=0)]).astype(float)


def _macro_f1(counts: Floats) -> Floats:
    """Counts (…, 3, C) to the mean F1 of the labels that occur."""
    both, total = counts[..., 0, :], counts[..., 1, :] + counts[..., 2, :]
    occurs = total > 0
    f1 = np.divide(2 * both, total, out=np.zeros_like(both), where=occurs)
    return np.asarray(f1.sum(axis=-1) / np.maximum(occurs.sum(axis=-1), 1))


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0
