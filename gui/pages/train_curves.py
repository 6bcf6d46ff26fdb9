"""What the runs said so far, kept for the curves: heard live, or read from a run's history."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from core.jobs import messages
from core.project.values import Run
from gui import figures
from gui.widgets.curve_data import EpochPoint, RunCurve


class CurveBook:
    """A curve for each run."""

    def __init__(self) -> None:
        self._curves: dict[str, RunCurve] = {}

    def curve(self, run_id: str) -> RunCurve:
        return self._curves.setdefault(run_id, RunCurve(run_id))

    def clear(self) -> None:
        self._curves.clear()

    def hear(self, run_id: str, message: messages.Message) -> bool:
        """Take in what a worker says; whether that changes a curve."""
        match message:
            case messages.Step():
                self.curve(run_id).steps.append((message.epoch, message.loss))
            case messages.Epoch():
                point = _point(dataclasses.asdict(message))
                if point is None:
                    return False
                self._put(self.curve(run_id), point)
            case _:
                return False
        return True

    def read(self, run: Run) -> None:
        """Take in a run's history; epochs heard live stay."""
        curve = self.curve(run.id)
        curve.title = figures.short_moment(run.created)
        for epoch in run.epochs:
            point = _point(epoch)
            if point is not None:
                self._put(curve, point)

    def _put(self, curve: RunCurve, point: EpochPoint) -> None:
        """In the order of the epochs, the latest word of each."""
        others = [other for other in curve.epochs if other.epoch != point.epoch]
        curve.epochs = sorted([*others, point], key=lambda other: other.epoch)


def _point(epoch: Mapping[str, Any]) -> EpochPoint | None:
    """An epoch of history.jsonl, which has what messages.Epoch has."""
    try:
        bleu, auprc, samples = epoch.get("bleu"), epoch.get("auprc"), epoch.get("samples") or ()
        score, (low, high) = epoch["macro_f1"], epoch["macro_f1_interval"]
        if bleu is not None:
            score, (low, high) = bleu / 100, (bound / 100 for bound in epoch["bleu_interval"])
        return EpochPoint(
            int(epoch["epoch"]),
            float(epoch["train_loss"]),
            float(epoch["valid_loss"]),
            float(score),
            (float(low), float(high)),
            int(epoch.get("n_valid", 0)),
            None if auprc is None else float(auprc),
            bleu is not None,
            _sample(samples),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _sample(samples: Sequence[Sequence[str]]) -> tuple[str, str, str] | None:
    """The first of an epoch's translations."""
    if not samples:
        return None
    source, wanted, became = map(str, samples[0])
    return source, wanted, became
