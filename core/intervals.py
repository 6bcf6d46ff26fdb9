"""Intervals of shares."""

from __future__ import annotations

import math

Z_95 = 1.959964


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % interval of a share of `n` (Wilson 1927, without continuity correction); None for n = 0."""
    if n == 0:
        return None
    p, z2 = hits / n, Z_95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def sign_test(one: int, other: int) -> float:
    """The chance that two equal coins differ so much or more: McNemar's exact test, two-sided (McNemar 1947)."""
    n, least = one + other, min(one, other)
    tail = sum(math.comb(n, k) for k in range(least + 1)) / 2**n
    return float(min(1.0, 2 * tail))
