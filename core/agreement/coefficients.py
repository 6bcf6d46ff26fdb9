"""Cohen's kappa, Fleiss' kappa and Krippendorff's alpha, of many samples of documents at once.

Documents that were answered alike are one pattern. `weights` (samples × patterns) are how many documents of each
pattern a sample has; each function gives a value a sample, NaN where it is undefined.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.agreement.figures import Answer

Floats = NDArray[np.float64]


def cohen(weights: Floats, first: NDArray[np.int64], second: NDArray[np.int64], n_values: int) -> Floats:
    """Cohen (1960), (p_o − p_e) / (1 − p_e). `first`, `second`: each pattern's value by either annotator."""
    of = np.eye(n_values)
    n = weights.sum(axis=1)
    observed = weights @ (first == second) / n
    by_first, by_second = weights @ of[first] / n[:, None], weights @ of[second] / n[:, None]
    expected = (by_first * by_second).sum(axis=1)
    return _ratio(observed - expected, 1 - expected)


def fleiss(weights: Floats, counts: Floats) -> Floats:
    """Fleiss (1971), equations 1 to 7. `counts` (patterns × values): how many of the annotators said what.

    Every pattern has the same number of answers.
    """
    raters = counts[0].sum()
    n = weights.sum(axis=1)
    of_documents = ((counts**2).sum(axis=1) - raters) / (raters * (raters - 1))
    observed = weights @ of_documents / n
    shares = weights @ counts / (n * raters)[:, None]
    expected = (shares**2).sum(axis=1)
    return _ratio(observed - expected, 1 - expected)


def alpha(weights: Floats, counts: Floats, distance: Floats) -> Floats:
    """Krippendorff (2011), 1 − D_o / D_e. `counts` as for `fleiss`, each pattern of two answers or more, any number.

    `distance` (values × values): how far apart two values are, 0 to 1.
    """
    answers = counts.sum(axis=1)
    within = ((counts @ distance) * counts).sum(axis=1) / (answers - 1)
    n = weights @ answers
    observed = weights @ within / n
    totals = weights @ counts
    expected = ((totals @ distance) * totals).sum(axis=1) / (n * (n - 1))
    return _ratio(expected - observed, expected)


def raw(weights: Floats, counts: Floats) -> Floats:
    """The share of pairs of answers to the same document that are the same, each answer counted alike."""
    answers = counts.sum(axis=1)
    same = (counts * (counts - 1)).sum(axis=1) / (answers - 1)
    share: Floats = weights @ same / (weights @ answers)
    return share


def nominal(values: Sequence[Answer]) -> Floats:
    """Two answers are the same or they are not."""
    return 1 - np.eye(len(values))


def masi(values: Sequence[Answer]) -> Floats:
    """Passonneau (2006): 1 − J × M of two sets of labels.

    J is Jaccard's share in common; M is 1 for equal sets, 2/3 when one holds the other, 1/3 when they cross, else 0.
    """
    result: Floats = np.zeros((len(values), len(values)))
    sets = [frozenset(value) for value in values]
    for row, one in enumerate(sets):
        for column, other in enumerate(sets[:row]):
            result[row, column] = result[column, row] = 1 - _masi(one, other)
    return result


def _masi(one: frozenset[int], other: frozenset[int]) -> float:
    common = one & other
    if not common:
        return 0.0
    monotonic = 2 / 3 if common in (one, other) else 1 / 3
    return monotonic * len(common) / len(one | other)


def _ratio(above: Floats, below: Floats) -> Floats:
    is_defined = np.abs(below) > 1e-12
    return np.where(is_defined, above / np.where(is_defined, below, 1.0), np.nan)
