"""Drawing a word's map over a picture: as a mask of brightness or as one hue, smoothed or in cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from core import heat
from core.heat import Floats
from gui import theme
from gui.widgets.picture_view import around

MASK, HUE = "mask", "hue"
MASK_MOST, HUE_MOST = 0.8, 0.8
"""How opaque the mask is where nothing was looked at, and the hue where most was."""
UNREAD_SHADE = 0.55


@dataclass(frozen=True)
class HeatLook:
    """How maps are drawn. `kind`: MASK (bright where it looked, as in Xu et al. 2015, figure 5) or HUE."""

    kind: str = MASK
    is_smooth: bool = True
    has_outline: bool = True


def overlay(cells: Floats, look: HeatLook) -> QImage:
    """The map as a picture of its own, to be laid over the part that was read."""
    levels = heat.levels(cells, is_smooth=look.is_smooth)
    tokens = theme.current()
    if look.kind == HUE:
        return _tinted(levels * HUE_MOST, tokens.picture_heat)
    return _tinted((1 - levels) * MASK_MOST, tokens.picture_mask)


def shade(level: float, look: HeatLook) -> QColor:
    """What a level 0..1 makes of a bright picture: for the legend."""
    tokens = theme.current()
    color, part = (tokens.picture_heat, level * HUE_MOST)
    if look.kind == MASK:
        color, part = tokens.picture_mask, (1 - level) * MASK_MOST
    white = tokens.picture_line
    pairs = ((white.red(), color.red()), (white.green(), color.green()), (white.blue(), color.blue()))
    return QColor(*(round(bright + (dark - bright) * part) for bright, dark in pairs))


def outline(cells: Floats, look: HeatLook) -> list[QLineF]:
    """Around where half of the mass lies; in fractions of the grid."""
    lines = heat.half_outline(cells, is_smooth=look.is_smooth)
    return [QLineF(*line) for line in lines.tolist()]


def paint_map(painter: QPainter, area: QRectF, drawn: QImage, look: HeatLook) -> None:
    """An overlay over the area that its grid covers; raw cells keep their borders."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, look.is_smooth)
    painter.drawImage(area, drawn)


def paint_outline(painter: QPainter, area: QRectF, lines: list[QLineF], width_px: float = 1.6) -> None:
    placed = [
        QLineF(
            area.left() + line.x1() * area.width(),
            area.top() + line.y1() * area.height(),
            area.left() + line.x2() * area.width(),
            area.top() + line.y2() * area.height(),
        )
        for line in lines
    ]
    tokens = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for color, width in ((tokens.picture_mask, width_px + 2), (tokens.picture_line, width_px)):
        painter.setPen(QPen(color, width, c=Qt.PenCapStyle.FlatCap))
        painter.drawLines(placed)


def paint_unread(painter: QPainter, whole: QRectF, read: QRectF) -> None:
    """What the model never saw, in grey hatching: dark would say that it did not look there."""
    tokens = theme.current()
    veil = QColor(tokens.background)
    veil.setAlphaF(UNREAD_SHADE)
    for part in around(whole, read):
        painter.fillRect(part, veil)
        painter.fillRect(part, QBrush(tokens.muted, Qt.BrushStyle.BDiagPattern))


def _tinted(alpha: Floats, color: QColor) -> QImage:
    """One colour in the opacities (0..1) of an array (rows, columns)."""
    rows, columns = alpha.shape
    pixels = np.empty((rows, columns, 4), np.uint8)
    for place, part in enumerate((color.blue(), color.green(), color.red())):
        pixels[..., place] = np.rint(alpha * part)
    pixels[..., 3] = np.rint(alpha * 255)
    image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()  # its own memory
