"""Typical and different texts, for the time before there is anything to be unsure of.

Facility location: chosen texts shall have, for each text of the pool, one that is like it. Greedy choice reaches at
least 63 % of the best coverage (Nemhauser et al. 1978; on texts, Lin and Bilmes 2011). Typical examples first is what
pays at low budgets (Hacohen et al. 2022, "TypiClust").
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 3000  # texts that are compared with one another: 36 MB of similarities

Floats = NDArray[np.floating[Any]]
Places = NDArray[np.intp]


def representatives(vectors: Floats, labelled: Floats, n: int) -> Places:
    """The rows of `vectors` (N, D) that tell most of all the others, the best first; at most `n`.

    `labelled` (M, D) is what is known already. Rows have length 1; only the first MOST can be chosen, so that they
    should come in random order.
    """
    pool = vectors[:MOST].astype(np.float32)
    alike = np.maximum(pool @ pool.T, 0) ** 2  # squared: what is only a little alike hardly counts
    covered = np.zeros(len(pool), np.float32)
    for start in range(0, len(labelled), MOST):
        known = pool @ labelled[start : start + MOST].T.astype(np.float32)
        covered = np.maximum(covered, np.maximum(known.max(axis=1), 0) ** 2)
    gains = np.full(len(pool), np.inf)
    chosen: list[int] = []
    for _ in range(min(n, len(pool))):
        best = _best(alike, covered, gains)
        chosen.append(best)
        covered = np.maximum(covered, alike[best])
        gains[best] = -np.inf
    return np.array(chosen, dtype=np.intp)


def _best(alike: Floats, covered: Floats, gains: Floats) -> int:
    """The row that adds most; `gains` are what rows added earlier, which they can only fall short of (Minoux 1978)."""
    if np.isinf(gains).all():
        gains[:] = np.maximum(alike - covered, 0).sum(axis=1)
    while True:
        best = int(gains.argmax())
        now = float(np.maximum(alike[best] - covered, 0).sum())
        if now >= gains[best]:
            return best
        gains[best] = now
