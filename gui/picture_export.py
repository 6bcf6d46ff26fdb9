"""What a word looked at, as a picture to take away: one word large, or all words of a caption in a strip."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from core.heat import Floats
from core.highlight import ATTENTION_FULL
from core.records import Box
from gui import figures, theme
from gui.widgets import heat_drawing
from gui.widgets.heat_drawing import HeatLook
from gui.widgets.image_reading import ReadCaption
from gui.widgets.picture_view import area_of

PANEL_PX, GAP_PX, LINE_PX, LEGEND_PX = 240, 16, 24, 28
MOST_IN_A_ROW = 6


@dataclass(frozen=True)
class TakenAway:
    """A picture, a caption of it, and the maps of one method as they are looked at; `legend` says what the scale is."""

    name: str
    image: QImage
    caption: ReadCaption
    method: str
    view: Box
    look: HeatLook
    legend: str

    @property
    def maps(self) -> Floats | None:
        return self.caption.maps.get(self.method)


def word_image(taken: TakenAway, word: int) -> QImage:
    """The whole picture in its own size under the word's map. On any thread."""
    result = taken.image.convertToFormat(QImage.Format.Format_RGB32)
    if taken.maps is not None:
        with QPainter(result) as painter:
            _paint(painter, QRectF(result.rect()), taken, word)
    return result


def strip_image(taken: TakenAway) -> QImage:
    """The caption, its words with their maps side by side, and the scale below. On any thread."""
    tokens, words = theme.current(), taken.caption.words
    columns = min(MOST_IN_A_ROW, max(1, len(words)))
    rows = -(-max(1, len(words)) // columns)
    width = GAP_PX + columns * (PANEL_PX + GAP_PX)
    panel = PANEL_PX + 2 * LINE_PX
    result = QImage(width, GAP_PX + 2 * LINE_PX + rows * (panel + GAP_PX) + LEGEND_PX, QImage.Format.Format_RGB32)
    result.fill(tokens.surface)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.text)
        painter.setFont(theme.font(theme.SIZE_TITLE, strong=True))
        head = QRectF(GAP_PX, GAP_PX, width - 2 * GAP_PX, LINE_PX + 4)
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(taken.caption.text, Qt.TextElideMode.ElideRight, head.width())
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, text)
        for number in range(len(words)):
            left = GAP_PX + number % columns * (PANEL_PX + GAP_PX)
            top = 2 * GAP_PX + LINE_PX + number // columns * (panel + GAP_PX)
            _paint_panel(painter, QRectF(left, top, PANEL_PX, panel), taken, number)
        painter.setFont(theme.font(theme.SIZE_SMALL))
        painter.setPen(tokens.muted)
        foot = QRectF(GAP_PX, result.height() - LEGEND_PX, width - 2 * GAP_PX, LEGEND_PX)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, taken.legend.format(n=f"{ATTENTION_FULL:g}"))
    return result


def as_data(image: QImage) -> str:
    """A picture as it stands in an HTML file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 88)  # type: ignore[call-overload]
    return f"data:image/jpeg;base64,{base64.b64encode(data.data()).decode('ascii')}"


def _paint_panel(painter: QPainter, room: QRectF, taken: TakenAway, number: int) -> None:
    """The picture small with the word's map; below it the word, and its gate."""
    tokens, word = theme.current(), taken.caption.words[number]
    size = taken.image.size().scaled(PANEL_PX, PANEL_PX, Qt.AspectRatioMode.KeepAspectRatio)
    area = QRectF(
        room.left() + (PANEL_PX - size.width()) / 2, room.top() + PANEL_PX - size.height(), size.width(), size.height()
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    mode = Qt.TransformationMode.SmoothTransformation
    painter.drawImage(area, taken.image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode))
    if taken.maps is not None:
        _paint(painter, area, taken, number)
    painter.setPen(tokens.text)
    painter.setFont(theme.font(theme.SIZE_LARGE))
    line = QRectF(room.left(), room.top() + PANEL_PX, PANEL_PX, LINE_PX)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, word.text)
    if word.gate is not None:
        painter.setPen(tokens.muted)
        painter.setFont(theme.font(theme.SIZE_SMALL))
        line.translate(0, LINE_PX - 4)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, f"β {figures.share(word.gate, 2)}")


def _paint(painter: QPainter, whole: QRectF, taken: TakenAway, number: int) -> None:
    maps, look = taken.maps, taken.look
    if maps is None or number >= len(maps):
        return
    area = area_of(whole, taken.view)
    painter.save()
    painter.setClipRect(whole)
    heat_drawing.paint_map(painter, area, heat_drawing.overlay(maps[number], look), look)
    heat_drawing.paint_unread(painter, whole, area)
    if look.has_outline:
        width = max(1.6, whole.width() / 400)
        heat_drawing.paint_outline(painter, area, heat_drawing.outline(maps[number], look), width)
    painter.restore()
