"""From scores to a list in which near-duplicates do not crowd each other, nor one label all the others."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

BATCH = 10  # labels between two retrainings: within so many the caps hold
GROUP_CAP = 1  # of near-duplicates in a list
LABEL_SHARE = 0.5  # of a batch that may be expected to have one label that crowds the others
CROWD = 1.5  # even shares of the labels from which on a label crowds the others
LOOKED_AT = 5  # times the batch: how far down the list a label that would be too many is stood in for

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Places = NDArray[np.intp]


def ranked(scores: Floats, n: int) -> Places:
    """The rows of the `n` highest scores, the highest first; equal scores in the rows' order."""
    if n < len(scores):
        bound = np.partition(scores, len(scores) - n)[len(scores) - n]
        above = np.flatnonzero(scores > bound)
        level = np.flatnonzero(scores == bound)[: n - len(above)]
        rows = np.concatenate([above, level])
    else:
        rows = np.arange(len(scores))
    return rows[np.argsort(-scores[rows], kind="stable")]


def capped(order: Places, groups: Ints) -> Places:
    """The rows in `order` without those whose group (N; negative: none) has GROUP_CAP before them."""
    seen: Counter[int] = Counter()
    kept: list[int] = []
    for row in order.tolist():
        group = int(groups[row])
        if group >= 0 and seen[group] >= GROUP_CAP:
            continue
        seen[group] += 1
        kept.append(row)
    return np.array(kept, dtype=np.intp)


def balanced(order: Places, predicted: Ints, shares: Floats) -> Places:
    """The rows in `order`, those put off that would be more than LABEL_SHARE of a batch with one predicted label (N).

    Only of labels that crowd the others: of which `shares` (C), of the labels so far, is above CROWD even shares. And
    only where others stand near: an uninteresting document is not asked about for its label's sake.
    """
    crowding = np.flatnonzero(shares > CROWD / max(1, len(shares)))
    waiting = order.tolist()
    kept: list[int] = []
    while len(crowding) and waiting:
        near = waiting[: BATCH * LOOKED_AT]
        batch = _batch(near, predicted, set(crowding.tolist()))
        taken = set(batch)
        kept += batch
        waiting = [row for row in near if row not in taken] + waiting[len(near) :]
    return np.array(kept + waiting, dtype=np.intp)


def _batch(near: list[int], predicted: Ints, crowding: set[int]) -> list[int]:
    """The first rows that hold the cap; where there are not enough, the first of the others."""
    counted: Counter[int] = Counter()
    most = int(BATCH * LABEL_SHARE)
    batch: list[int] = []
    for row in near:
        label = int(predicted[row])
        if len(batch) < BATCH and (label not in crowding or counted[label] < most):
            counted[label] += 1
            batch.append(row)
    taken = set(batch)
    return batch + [row for row in near if row not in taken][: BATCH - len(batch)]
