"""One sentence as a model reads it: what the program is about, at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme

PADDING_PX = 4
HEIGHT_PX = 40


class HeroLine(QWidget):
    """Words on an amber ground as strong as their weight, 0 to 1. A picture; it has no part in the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: Sequence[tuple[str, float]]) -> None:
        self._words = list(words)
        self.setAccessibleName("".join(word for word, _ in words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(event.rect())
            painter.setFont(theme.font(theme.SIZE_TITLE))
            look, metrics = theme.current(), painter.fontMetrics()
            left = 0.0
            for word, weight in self._words:
                width = metrics.horizontalAdvance(word)
                area = QRectF(left, 4, width + (PADDING_PX * 2 if weight else 0), HEIGHT_PX - 8)
                if weight:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(look.attention(weight))
                    painter.drawRoundedRect(area, 4, 4)
                painter.setPen(look.text)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)
                left = area.right()


def parse(marked: str) -> list[tuple[str, float]]:
    """Take apart "The [9|staff] was", which translators see whole: [("The ", 0), ("staff", .9), (" was", 0)]."""
    words = []
    for part in marked.split("["):
        weight, bar, rest = part.partition("|")
        if not bar:
            words.append((part, 0.0))
            continue
        word, _, tail = rest.partition("]")
        words += [(word, int(weight) / 10), (tail, 0.0)]
    return [word for word in words if word[0]]
