"""When to stop: once more labels hardly change what the model says, and the hold-out sees no more gain.

Stabilising predictions (Bloodgood and Vijay-Shanker 2009): models of successive retrainings agree on texts that nobody
has labelled, κ ≥ .99 three times in a row. It tells that labelling in this way changes nothing more, not that the model
is good: that is for the hold-out to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.selection.reading import Advice

ROUNDS = 3
STABLE = 0.99

Flags = NDArray[np.bool_]


def kappa(first: Flags, second: Flags) -> float:
    """Cohen's κ of two models' decisions (N, C); 1 where there is but one answer and both give it."""
    n = len(first)
    if not n:
        return 0.0
    answers = np.unique(np.concatenate([first, second]), axis=0, return_inverse=True)[1].ravel()
    one, other = answers[:n], answers[n:]
    expected = float((np.bincount(one, minlength=2 * n) / n) @ (np.bincount(other, minlength=2 * n) / n))
    observed = float(np.mean(one == other))
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def advise(kappas: Sequence[float], gain_interval: tuple[float, float] | None) -> Advice:
    """From κ of the last retrainings, the newest last, and what the last labels brought in accuracy, if known."""
    if len(kappas) < ROUNDS or gain_interval is None:
        return "early"
    is_stable = min(kappas[-ROUNDS:]) >= STABLE
    return "stop" if is_stable and gain_interval[0] <= 0 else "go-on"
