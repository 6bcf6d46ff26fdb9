"""Do the methods say the same? Shown as information: agreement proves nothing, and neither does its absence.

Kendall's τ-b of two methods' rankings of a text's words, and how many of the FIRST words they share. Where one gives
shares and the other signed scores, the signed ones count by their size, as in Jain and Wallace 2019, section 4.1. Neely
et al. 2022 found no correlation between sound methods, and advise against taking it as a measure of either.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.jobs.explaining import METHODS
from core.ml.explain.ranks import kendall, top_overlap

FIRST = 5
FEWEST = 4  # words

Floats = NDArray[np.floating[Any]]
Pair = tuple[str, str]


def agreement(scores: Mapping[str, Floats]) -> dict[Pair, tuple[float | None, float | None]]:
    """τ-b and the overlap of the FIRST words for each pair of methods; None where it is undefined."""
    return {(one, other): _agree(one, other, scores) for one, other in combinations(scores, 2)}


def _agree(one: str, other: str, scores: Mapping[str, Floats]) -> tuple[float | None, float | None]:
    first, second = scores[one], scores[other]
    if len(first) < FEWEST:
        return None, None
    if METHODS[one].is_signed != METHODS[other].is_signed:
        first, second = np.abs(first), np.abs(second)
    return kendall(first, second), top_overlap(first, second, FIRST)
