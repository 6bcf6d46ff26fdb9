"""Links out of attention: which cells of a matrix (target words × source words) count as links.

A matrix of the other direction is (its target = our source) × (its source = our target) words.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.alignment.links import Link

Matrix = NDArray[np.floating[Any]]
NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))
Links = frozenset[Link]


def argmax(weights: Matrix) -> Links:
    """Each target word with the source word that it looks at most."""
    if not weights.size:
        return frozenset()
    return frozenset((int(i), j) for j, i in enumerate(weights.argmax(axis=1)))


def threshold(weights: Matrix, least: float) -> Links:
    """All cells of at least `least`."""
    return frozenset((int(i), int(j)) for j, i in zip(*np.nonzero(weights >= least), strict=True))


def mutual(weights: Matrix) -> Links:
    """The cells that are the greatest both of their row and of their column."""
    if not weights.size:
        return frozenset()
    best = weights.argmax(axis=0)
    return frozenset((i, j) for i, j in argmax(weights) if best[i] == j)


def of_both(forward: Matrix, backward: Matrix) -> tuple[Links, Links]:
    """The argmax links of both directions, both as (source, target) of the first."""
    return argmax(forward), frozenset((i, j) for j, i in argmax(backward))


def grow_diag_final(one: Links, other: Links) -> Links:
    """Och and Ney 2003, Koehn et al. 2003: the common links, their neighbours in either, then what is left over.

    A neighbour joins where its source or its target word has no link yet; at last, links of one, then of the other, of
    words without any.
    """
    union = one | other
    found = set(one & other)
    sources, targets = {i for i, _ in found}, {j for _, j in found}
    has_grown = True
    while has_grown:
        has_grown = False
        for i, j in sorted(found):
            for di, dj in NEIGHBOURS:
                near = (i + di, j + dj)
                if near in union and near not in found and (near[0] not in sources or near[1] not in targets):
                    found.add(near)
                    sources.add(near[0])
                    targets.add(near[1])
                    has_grown = True
    for links in (one, other):
        for i, j in sorted(links - found):
            if i not in sources or j not in targets:
                found.add((i, j))
                sources.add(i)
                targets.add(j)
    return frozenset(found)


def diagonal(n_source: int, n_target: int) -> Links:
    """The baseline that knows only the lengths: each target word with the source word at the same share of the way."""
    if not n_source or not n_target:
        return frozenset()
    return frozenset((min(n_source - 1, int((j + 0.5) * n_source / n_target)), j) for j in range(n_target))
