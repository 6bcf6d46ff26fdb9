"""The numbers of curves, in a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core import written

if TYPE_CHECKING:
    from gui.widgets.curve_data import RunCurve

HEAD = ("run", "series", "epoch", "value", "low", "high")


def write_csv(path: Path, runs: Sequence[RunCurve]) -> None:
    written.note(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for run in runs:
            writer.writerows(_rows(run))


def _rows(run: RunCurve) -> Iterator[tuple[object, ...]]:
    for epoch, loss in run.training_loss:
        yield run.title, "training loss", epoch, loss, "", ""
    for point in run.epochs:
        yield run.title, "validation loss", point.epoch, point.valid_loss, "", ""
        yield run.title, "BLEU" if point.is_bleu else "macro-F1", point.epoch, point.macro_f1, *point.interval
        if point.auprc is not None:
            yield run.title, "AUPRC of marked words", point.epoch, point.auprc, "", ""
