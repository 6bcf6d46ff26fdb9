"""Paints what is known about the words of a shown text: tints and bars, unread parts, rationales. Only what is seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from core.records import Span, Token
from core.text_offsets import Utf16Map
from gui.theme import Theme
from gui.widgets.word_layout import Line

FULL_SCALE = 5.0
"""The multiple of the average weight that gets the full tint.

A weight is shown as a multiple of its document's average weight, 1 / (number of words): the one scale on which a
document of 20 words and one of 400 can be compared. Tint and bar grow linearly with it, the same in every panel.
"""
_LEVELS = 32
_BAR_EM, _LINE_EM = 0.22, 0.11


def level_of(weight: float, uniform: float) -> float:
    """How strongly a word is tinted, 0..1."""
    return min(max(weight / (uniform * FULL_SCALE), 0.0), 1.0) if uniform > 0 else 0.0


class WordPainter:
    """Holds the marks of one document; `boxes` of lines once seen are kept until the layout changes."""

    def __init__(self) -> None:
        self.tokens: Sequence[Token] = ()
        self.uniform = 1.0
        self.unread: tuple[Span, ...] = ()
        self.rationales: tuple[Span, ...] = ()
        self.map = Utf16Map("")
        self._boxes: dict[int, list[tuple[QRectF, int]]] = {}

    def forget_boxes(self) -> None:
        self._boxes.clear()

    def token_at(self, point: int) -> Token | None:
        index = bisect_right(self.tokens, point, key=lambda token: token.start) - 1
        return self.tokens[index] if index >= 0 and point < self.tokens[index].end else None

    def rationale_at(self, point: int) -> Span | None:
        return next((span for span in self.rationales if span.start <= point < span.end), None)

    def paint_under(self, painter: QPainter, lines: Sequence[Line], em: float, look: Theme) -> None:
        """Below the text: a tint behind each word, and a bar under it whose height says the same."""
        if not self.tokens:
            return
        tints = [look.attention(level / _LEVELS) for level in range(_LEVELS + 1)]
        bar, full = look.attention(1.0), em * _BAR_EM
        for line in lines:
            for box, index in self.boxes_of(line, em):
                level = level_of(self.tokens[index].weight, self.uniform)
                painter.fillRect(box, tints[round(level * _LEVELS)])
                height = full * level
                if height >= 0.5:
                    painter.fillRect(QRectF(box.x(), box.bottom() + 1, box.width() - 1, height), bar)

    def paint_over(self, painter: QPainter, lines: Sequence[Line], em: float, look: Theme) -> None:
        """Above the text: unread parts fade, rationales are underlined."""
        veil = QColor(look.surface)
        veil.setAlphaF(0.62)
        for line in lines:
            for left, right in self._stretches(line, self.unread):
                painter.fillRect(_box(line, left, right, em), veil)
            for left, right in self._stretches(line, self.rationales):
                box = _box(line, left, right, em)
                top = round(box.bottom() + em * _BAR_EM) + 1
                painter.fillRect(QRectF(box.x(), top, box.width(), max(2.0, round(em * _LINE_EM))), look.rationale)

    def boxes_of(self, line: Line, em: float) -> list[tuple[QRectF, int]]:
        boxes = self._boxes.get(line.start)
        if boxes is None:
            start, end = self.map.to_code_point(line.start), self.map.to_code_point(line.end)
            boxes = self._boxes[line.start] = list(self._new_boxes(line, start, end, em))
        return boxes

    def _new_boxes(self, line: Line, start: int, end: int, em: float) -> Iterator[tuple[QRectF, int]]:
        first = bisect_right(self.tokens, start, key=lambda token: token.end)
        for index in range(first, bisect_left(self.tokens, end, key=lambda token: token.start)):
            token = self.tokens[index]
            left = line.x(max(line.start, self.map.to_utf16(token.start)))
            right = line.x(min(line.end, self.map.to_utf16(token.end)))
            yield _box(line, left, right, em), index

    def _stretches(self, line: Line, spans: Sequence[Span]) -> Iterator[tuple[float, float]]:
        for span in spans:
            start, end = self.map.to_utf16(span.start), self.map.to_utf16(span.end)
            if start < line.end and end > line.start:
                yield line.x(max(start, line.start)), line.x(min(end, line.end))


def _box(line: Line, left: float, right: float, em: float) -> QRectF:
    """The box around the letters between two x, the same height in every script."""
    top, bottom = round(line.baseline - 0.98 * em), round(line.baseline + 0.26 * em)
    return QRectF(left, top, max(right - left, 1.0), bottom - top)
