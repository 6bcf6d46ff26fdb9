"""A difference with its interval, beside zero: seen at a glance whether it is one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme

HEIGHT_PX = 22
LEAST_REACH = 0.05
"""The axis reaches so far to both sides of zero at least."""


class IntervalBar(QWidget):
    """Data in: a value and the ends of its interval. Nothing is drawn without them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[float, float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        theme.changed.connect(self.update)

    def set_interval(self, value: float | None, low: float = 0.0, high: float = 0.0) -> None:
        self._shown = None if value is None else (low, value, high)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._shown is None:
            return
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            low, value, high = self._shown
            reach = max(LEAST_REACH, abs(low), abs(high)) * 1.1
            half, middle = (self.width() - 12) / 2, self.height() / 2

            def x(share: float) -> float:
                return self.width() / 2 + share / reach * half

            painter.setPen(QPen(look.border, 1))
            painter.drawLine(QPointF(x(-reach), middle), QPointF(x(reach), middle))
            painter.setPen(QPen(look.muted, 1))
            painter.drawLine(QPointF(x(0), 3), QPointF(x(0), self.height() - 3))
            is_clear = low > 0 or high < 0
            color = look.accent if is_clear else look.muted
            painter.setPen(QPen(color, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(x(low), middle), QPointF(x(high), middle))
            painter.setPen(QPen(look.surface, 1.5))
            painter.setBrush(color)
            painter.drawEllipse(QRectF(x(value) - 5, middle - 5, 10, 10))
