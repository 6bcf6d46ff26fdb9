"""The strategies that look at texts or ask a model: from the pool to a list, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.selection import batches, coverage, uncertainty

SPARE = 3  # times as many as wanted are ranked, since near-duplicates fall out

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Pool:
    """N unlabelled documents in random order, and what is known of them.

    `vectors` (N, D) and `labelled` (M, D), those of the documents that have labels, are of length 1; near-duplicates
    share `groups` (N; negative: none). `shares` (C) are those of the labels given so far. `views` are probabilities
    (N, C) by models that look at different things.
    """

    vectors: Floats
    labelled: Floats
    groups: Ints
    shares: Floats
    probabilities: Floats | None = None
    views: Sequence[Floats] = ()
    is_multi_label: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows of the pool in the order of the list, and what each scored (0 to 1, the higher the more it tells)."""

    rows: Places
    scores: Floats


def typical(pool: Pool, n: int) -> Ranking:
    """Texts that many others are like, each unlike those before it."""
    rows = batches.capped(coverage.representatives(pool.vectors, pool.labelled, n), pool.groups)
    return Ranking(rows, np.linspace(1, 0, len(rows), endpoint=False))


def margin(pool: Pool, n: int) -> Ranking:
    """Texts whose two likeliest labels are nearly even, of both or all labels alike."""
    assert pool.probabilities is not None
    scores = uncertainty.closeness(pool.probabilities, is_multi_label=pool.is_multi_label)
    rows = batches.capped(batches.ranked(scores, n * SPARE), pool.groups)
    rows = batches.balanced(rows, pool.probabilities.argmax(axis=1), pool.shares)[:n]
    return Ranking(rows, scores[rows])


def rare(pool: Pool, n: int, label: int) -> Ranking:
    """Texts that are likeliest to have one label."""
    assert pool.probabilities is not None
    scores = pool.probabilities[:, label]
    rows = batches.capped(batches.ranked(scores, n * SPARE), pool.groups)[:n]
    return Ranking(rows, scores[rows])


def disagreement(pool: Pool, n: int) -> Ranking:
    """Texts of which models that look at different things say different things."""
    scores = uncertainty.disagreement(pool.views, is_multi_label=pool.is_multi_label)
    rows = batches.capped(batches.ranked(scores, n * SPARE), pool.groups)[:n]
    return Ranking(rows, scores[rows])
