"""Does the model need the words that a method puts first? ERASER's measures (DeYoung et al. 2020, section 4).

For the label c that the model says of the whole text x, the words r that a method ranks highest for c, and each share
of the words in SHARES (⌈share · W⌉ of W words, at least one):

    comprehensiveness  p_c(x) − p_c(x without r): high when the model cannot do without them
    sufficiency        p_c(x) − p_c(r alone): low (or negative) when the model needs no others

each averaged over the shares: AOPC as in ERASER's code (its paper divides by one more, and gives 5/6 of this). Words
are deleted, or put a sign in their place (options.removal). `flips` says whether the answer is another one without the
FIRST words ranked highest. Both measures say little alone: the same with words in random orders stands beside them.
And a high comprehensiveness is not right evidence: words whose loss makes a text odd reach it too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml import metrics
from core.ml.explain.subject import Subject
from core.progress import Report, ignore

SHARES = (0.01, 0.05, 0.10, 0.20, 0.50)
FIRST = 5
ORDERS = 5  # random ones, whose mean stands beside a method
LEAST_TO_LOSE = 0.01  # a probability; a text that alone says less than this is not normalised by

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """Of one order of the words of one text; `lost_in_all`: p_c(x) − p_c(nothing), what all words together do."""

    comprehensiveness: float
    sufficiency: float
    flips: float
    lost_in_all: float

    @property
    def normalised(self) -> tuple[float, float] | None:
        """Comprehensiveness and 1 − sufficiency as shares of what all words do; None where that is next to nothing.

        Carton et al. 2020: so documents of which the model is unsure do not count less.
        """
        if self.lost_in_all < LEAST_TO_LOSE:
            return None
        return self.comprehensiveness / self.lost_in_all, 1 - self.sufficiency / self.lost_in_all


def faithfulness(
    subject: Subject, scores: Mapping[str, Floats], report: Report = ignore
) -> tuple[dict[str, Faithfulness], Faithfulness]:
    """Of each method's scores (W), and the mean of ORDERS random orders; all variants are read together."""
    n = len(subject.spans)
    rng = np.random.default_rng(subject.seed("faithfulness"))
    orders = [np.argsort(-values, kind="stable") for values in scores.values()]
    orders += [rng.permutation(n) for _ in range(ORDERS)]
    plan = np.concatenate([np.ones((1, n), dtype=bool), *map(_plan, orders)])
    distinct, inverse = np.unique(plan, axis=0, return_inverse=True)
    found = subject.scores_without(distinct, report)[inverse.reshape(-1)]
    whole = float(subject.probabilities(subject.scores[None])[0])
    losses = whole - subject.probabilities(found)
    is_other = _differs(subject, found)
    each = 2 * len(SHARES) + 1
    measured = [
        _measure(losses[at : at + each], bool(is_other[at + each - 1]), float(losses[0]))
        for at in range(1, len(plan), each)
    ]
    return dict(zip(scores, measured, strict=False)), _mean(measured[len(scores) :])


def rationale_size(share: float, n: int) -> int:
    """How many of n words a share is: rounded up, at least one."""
    return max(1, math.ceil(round(share * n, 9)))


def _plan(order: NDArray[np.intp]) -> Flags:
    """What is removed (2B + 1, W): the first words at each share, all others at each share, the FIRST words."""
    n = len(order)
    place = np.empty(n, dtype=int)
    place[order] = np.arange(n)
    heads = np.array([place < rationale_size(share, n) for share in SHARES])
    return np.concatenate([heads, ~heads, [place < FIRST]])


def _measure(losses: Floats, flips: bool, lost_in_all: float) -> Faithfulness:
    n = len(SHARES)
    return Faithfulness(float(losses[:n].mean()), float(losses[n : 2 * n].mean()), float(flips), lost_in_all)


def _mean(found: list[Faithfulness]) -> Faithfulness:
    return Faithfulness(
        float(np.mean([one.comprehensiveness for one in found])),
        float(np.mean([one.sufficiency for one in found])),
        float(np.mean([one.flips for one in found])),
        found[0].lost_in_all,
    )


def _differs(subject: Subject, scores: Floats) -> Flags:
    """Whether each variant (N) gets another answer than the whole text."""
    predictor = subject.predictor
    rows = np.concatenate([subject.scores[None], scores])
    answers = metrics.decide(predictor.probabilities(rows), is_multi_label=predictor.card.is_multi_label)
    return np.asarray((answers[1:] != answers[0]).any(axis=1))
