"""A widget as it is on the screen, in a file: PNG at twice its size, SVG and PDF as drawings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

SCALE = 2
DPI = 96


def write(path: Path, widget: QWidget) -> None:
    """As the file's name says; OSError when it cannot be written."""
    kinds = {".svg": _write_svg, ".pdf": _write_pdf}
    kinds.get(path.suffix.lower(), _write_png)(path, widget)


def _write_png(path: Path, widget: QWidget) -> None:
    image = QImage(widget.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    widget.render(image)
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")


def _write_svg(path: Path, widget: QWidget) -> None:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(widget.size())
    generator.setViewBox(QRectF(widget.rect()))
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(f"cannot write {path}")
    widget.render(painter, QPoint())
    painter.end()


def _write_pdf(path: Path, widget: QWidget) -> None:
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPdfWriter

    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    inches = QSizeF(widget.width() / DPI, widget.height() / DPI)
    writer.setPageSize(QPageSize(inches, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF())
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"cannot write {path}")
    widget.render(painter, QPoint())
    painter.end()
