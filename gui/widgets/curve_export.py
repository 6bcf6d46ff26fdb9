"""Writes curves to files: pictures, drawings, numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui import theme

if TYPE_CHECKING:
    from gui.widgets.curve_data import RunCurve
    from gui.widgets.curve_plots import CurvePlots

SCALE = 2
HEAD = ("run", "series", "epoch", "value", "low", "high")


def write_png(path: Path, plots: CurvePlots) -> None:
    image = QImage(plots.size() * SCALE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, plots, QRectF(image.rect()))
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")


def write_svg(path: Path, plots: CurvePlots) -> None:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(plots.size())
    generator.setViewBox(QRectF(plots.rect()))
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(f"cannot write {path}")
    _paint(painter, plots, QRectF(plots.rect()))
    painter.end()


def write_csv(path: Path, runs: Sequence[RunCurve]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for run in runs:
            writer.writerows(_rows(run))


def _paint(painter: QPainter, plots: CurvePlots, target: QRectF) -> None:
    painter.fillRect(target, theme.current().surface)
    plots.scene().render(painter, target, QRectF(plots.rect()))


def _rows(run: RunCurve) -> Iterator[tuple[object, ...]]:
    for epoch, loss in run.training_loss:
        yield run.title, "training loss", epoch, loss, "", ""
    for point in run.epochs:
        yield run.title, "validation loss", point.epoch, point.valid_loss, "", ""
        yield run.title, "BLEU" if point.is_bleu else "macro-F1", point.epoch, point.macro_f1, *point.interval
        if point.auprc is not None:
            yield run.title, "AUPRC of marked words", point.epoch, point.auprc, "", ""
