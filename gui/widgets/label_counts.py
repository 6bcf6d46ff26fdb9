"""How many documents each label has: a dot, the name, a thin bar, the number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import Label
from gui import figures, theme

ROW_PX, DOT_PX, BAR_PX, NUMBER_PX = 22, 8, 4, 56


class LabelCounts(QWidget):
    """Rows in the order of the label set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Sequence[tuple[Label, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_counts(self, counts: Sequence[tuple[Label, int]]) -> None:
        self._counts = counts
        self.setAccessibleName(", ".join(f"{label.name} {n}" for label, n in counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, ROW_PX * len(self._counts))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, ROW_PX * len(self._counts))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, most = theme.current(), max((n for _, n in self._counts), default=1) or 1
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.SIZE_SMALL))
            for index, (label, n) in enumerate(self._counts):
                row = QRect(0, index * ROW_PX, self.width(), ROW_PX)
                if not row.intersects(event.rect()):
                    continue
                middle = row.y() + ROW_PX / 2
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.label_color(label.color))
                painter.drawEllipse(QRectF(0, middle - DOT_PX / 2, DOT_PX, DOT_PX))
                left, half = DOT_PX + theme.SPACE, row.width() // 2
                painter.setPen(look.text)
                name = painter.fontMetrics().elidedText(label.name, Qt.TextElideMode.ElideRight, half - left)
                painter.drawText(QRect(left, row.y(), half - left, ROW_PX), Qt.AlignmentFlag.AlignVCenter, name)
                number = QRect(row.right() - NUMBER_PX, row.y(), NUMBER_PX, ROW_PX)
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(number, flags, figures.count(n))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.muted)
                room = row.right() - NUMBER_PX - half
                painter.drawRoundedRect(QRectF(half, middle - BAR_PX / 2, room * n / most, BAR_PX), 2, 2)
