"""A widget as it is on the screen, in a file: PNG at twice its size, SVG and PDF as drawings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPaintDevice, QPainter
from PySide6.QtWidgets import QGraphicsView, QWidget

from core import written
from gui import theme

SCALE = 2
DPI = 96


def write(path: Path, widget: QWidget) -> None:
    """As the file's name says; OSError when it cannot be written."""
    kinds = {".svg": _write_svg, ".pdf": _write_pdf}
    kinds.get(path.suffix.lower(), _write_png)(path, widget)
    written.note(path)


def _write_png(path: Path, widget: QWidget) -> None:
    image = QImage(widget.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    _draw(path, widget, image)
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")


def _write_svg(path: Path, widget: QWidget) -> None:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(widget.size())
    generator.setViewBox(QRectF(widget.rect()))
    _draw(path, widget, generator)


def _write_pdf(path: Path, widget: QWidget) -> None:
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPdfWriter

    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    inches = QSizeF(widget.width() / DPI, widget.height() / DPI)
    writer.setPageSize(QPageSize(inches, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF())
    _draw(path, widget, writer)


def _draw(path: Path, widget: QWidget, device: QPaintDevice) -> None:
    with QPainter() as painter:
        if not painter.begin(device):
            raise OSError(f"cannot write {path}")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(widget.rect())
        painter.fillRect(area, theme.current().surface)
        if isinstance(widget, QGraphicsView):  # its own render() is another one
            widget.scene().render(painter, area, area)
        else:
            widget.render(painter, QPoint())
