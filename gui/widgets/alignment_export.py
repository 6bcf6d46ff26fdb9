"""Writes an alignment to files: a picture, a drawing, numbers."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui import theme
from gui.widgets.alignment_data import Alignment

SCALE = 2


def write(path: Path, view: QWidget, alignment: Alignment) -> None:
    """By the ending: .csv, .svg, else a picture of twice the size. OSError when it cannot be written."""
    if path.suffix == ".csv":
        _write_csv(path, alignment)
    elif path.suffix == ".svg":
        _write_svg(path, view)
    else:
        _write_png(path, view)


def _write_csv(path: Path, alignment: Alignment) -> None:
    """The source words above, the target words at the left, their weights between."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("", *alignment.source))
        for word, row in zip(alignment.target, alignment.weights, strict=True):
            writer.writerow((word, *(f"{weight:.5f}" for weight in row)))


def _write_png(path: Path, view: QWidget) -> None:
    image = QImage(view.size() * SCALE, QImage.Format.Format_RGB32)
    image.fill(theme.current().surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SCALE, SCALE)
    _paint(painter, view)
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")


def _write_svg(path: Path, view: QWidget) -> None:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(view.size())
    generator.setViewBox(view.rect())
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(f"cannot write {path}")
    _paint(painter, view)
    painter.end()


def _paint(painter: QPainter, view: QWidget) -> None:
    """A graphics view's own render() is another one."""
    if isinstance(view, QGraphicsView):
        view.scene().render(painter, QRectF(view.rect()), QRectF(view.rect()))
    else:
        view.render(painter, QPoint(0, 0))
