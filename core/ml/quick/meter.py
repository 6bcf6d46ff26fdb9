"""How labelling gets on, measured on the hold-out by quick models of what is labelled so far.

Three questions: do chosen documents teach more than random ones; how many labels would the target take; does anything
change any more?
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml import metrics
from core.ml.models.regression import LogisticConfig
from core.ml.quick.model import QuickModel, Reader, Seen
from core.progress import Report, ignore
from core.selection import learning_curve, limits, meter, stopping
from core.selection.batches import BATCH
from core.selection.reading import Comparison, Reading

PAIRS = 12  # of models of redrawn labels
MOST_COMPARED = 300  # labels of either kind: the difference lies in the first ones
CURVE_POINTS = 8
SHORTEST_CURVE = 20  # labels
LAST_PART = 0.8  # the labels behind so large a share of all are "the last ones"

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Documents to train on (N) in the order in which they were labelled, and their labels (N, C).

    `chosen` are the rows that a strategy chose; `random` those that are a random sample of the project.
    """

    seen: Seen
    targets: Flags
    chosen: Places
    random: Places


class Meter:
    """Trains quick models on parts of the labels, and asks them about the hold-out (H) and unlabelled texts (U)."""

    def __init__(self, reader: Reader, labelled: Labelled, config: LogisticConfig, report: Report = ignore) -> None:
        self._reader = reader
        self._labelled = labelled
        self._config = config
        self._report = report
        self._n_done = 0

    def read(self, holdout: Seen, holdout_targets: Flags, unlabelled: Seen, target: float) -> Reading:
        n, n_holdout = len(self._labelled.targets), len(holdout_targets)
        sizes = _sizes(n)
        right = np.array([self._right(np.arange(size), holdout, holdout_targets) for size in sizes])
        is_measured = n_holdout >= limits.MIN_HOLDOUT and len(sizes) > 0
        gain, gain_interval = self._gain(right[-1], holdout, holdout_targets) if is_measured else (None, None)
        kappas = self._kappas(unlabelled)
        n_right = int(right[-1].sum()) if len(sizes) else 0
        return Reading(
            n_labels=n,
            n_chosen=len(self._labelled.chosen),
            n_random=len(self._labelled.random),
            n_holdout=n_holdout,
            accuracy=n_right / n_holdout if is_measured else None,
            accuracy_interval=metrics.wilson_interval(n_right, n_holdout) if is_measured else None,
            comparison=self._compare(holdout, holdout_targets),
            forecast=learning_curve.forecast(sizes, right, target) if is_measured else None,
            gain=gain,
            gain_interval=gain_interval,
            kappas=tuple(kappas),
            advice=stopping.advise(kappas, gain_interval),
        )

    def _compare(self, holdout: Seen, holdout_targets: Flags) -> Comparison | None:
        """The first labels of a strategy beside as many of random documents, each redrawn for every pair of models."""
        kinds = (self._labelled.chosen, self._labelled.random)
        n = min(MOST_COMPARED, *map(len, kinds))
        if n < limits.MIN_COMPARED or len(holdout_targets) < limits.MIN_HOLDOUT:
            return None
        rng = np.random.default_rng(self._config.seed)
        pairs = [
            [self._right(rng.choice(rows[:n], n), holdout, holdout_targets) for rows in kinds] for _ in range(PAIRS)
        ]
        chosen, random = (np.array(part) for part in zip(*pairs, strict=True))
        return meter.compare(chosen, random, n, self._config.seed)

    def _gain(self, right: Flags, holdout: Seen, targets: Flags) -> tuple[float, tuple[float, float]]:
        """What the last part of the labels brought."""
        before = self._right(np.arange(int(len(self._labelled.targets) * LAST_PART)), holdout, targets)
        return metrics.paired_difference(right, before, self._config.seed)

    def _kappas(self, unlabelled: Seen) -> list[float]:
        """How far models of successive retrainings agree, the newest last."""
        n = len(self._labelled.targets)
        sizes = [n - back * BATCH for back in range(stopping.ROUNDS, -1, -1)]
        if sizes[0] < SHORTEST_CURVE or not len(unlabelled):
            return []
        said = [self._decisions(np.arange(size), unlabelled) for size in sizes]
        return [stopping.kappa(one, other) for one, other in itertools.pairwise(said)]

    def _right(self, rows: Places, seen: Seen, targets: Flags) -> Flags:
        return np.asarray((self._decisions(rows, seen) == targets).all(axis=1))

    def _decisions(self, rows: Places, seen: Seen) -> Flags:
        return metrics.decide(self._probabilities(rows, seen), is_multi_label=self._config.is_multi_label)

    def _probabilities(self, rows: Places, seen: Seen) -> NDArray[np.floating[Any]]:
        self._report(self._n_done, 0)
        self._n_done += 1
        part = self._labelled.seen.part(rows)
        return QuickModel.fit(self._reader, part, self._labelled.targets[rows], self._config).probabilities(seen)


def _sizes(n: int) -> NDArray[np.intp]:
    """Of the first labels, up to all, in even ratios."""
    if n < SHORTEST_CURVE:
        return np.empty(0, dtype=np.intp)
    return np.unique(np.geomspace(SHORTEST_CURVE, n, CURVE_POINTS).round().astype(np.intp))
