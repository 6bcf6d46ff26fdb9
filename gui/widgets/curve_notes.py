"""Words beside the curves: what the lines mean, and the numbers of each run in its colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme

LINE_PX, SIGN_PX, GAP_PX = 20, 18, 6
Sign = Literal["thin", "thick", "band", "dot"]


class Note(NamedTuple):
    """A sign and its words."""

    sign: Sign
    color: QColor
    text: str


class CurveNotes(QWidget):
    """Notes side by side, or one under the other."""

    def __init__(self, parent: QWidget | None = None, *, is_stacked: bool = False) -> None:
        super().__init__(parent)
        self._notes: Sequence[Note] = ()
        self._is_stacked = is_stacked
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return "\n".join(note.text for note in self._notes)

    def set_notes(self, notes: Sequence[Note]) -> None:
        if len(notes) != len(self._notes):
            self.updateGeometry()
        self._notes = notes
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, LINE_PX * (max(1, len(self._notes)) if self._is_stacked else 1))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.SIZE_SMALL))
            x, y = 0, 0
            for note in self._notes:
                _paint_sign(painter, note, QRectF(x, y, SIGN_PX, LINE_PX))
                left = x + SIGN_PX + GAP_PX
                painter.setPen(theme.current().muted)
                text = painter.fontMetrics().elidedText(note.text, Qt.TextElideMode.ElideRight, self.width() - left)
                painter.drawText(QRect(left, y, self.width() - left, LINE_PX), Qt.AlignmentFlag.AlignVCenter, text)
                if self._is_stacked:
                    y += LINE_PX
                else:
                    x = left + painter.fontMetrics().horizontalAdvance(text) + 3 * GAP_PX


def _paint_sign(painter: QPainter, note: Note, room: QRectF) -> None:
    middle = room.center()
    if note.sign in ("thin", "thick"):
        painter.setPen(QPen(note.color, 1 if note.sign == "thin" else 2))
        painter.drawLine(QLineF(room.left(), middle.y(), room.right(), middle.y()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(note.color)
    if note.sign == "band":
        painter.drawRect(QRectF(room.left(), middle.y() - 5, room.width(), 10))
    elif note.sign != "thin":
        radius = 4 if note.sign == "dot" else 2.5
        painter.drawEllipse(middle, radius, radius)
