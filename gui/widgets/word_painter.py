"""Paints what is known about the words of a shown text: tints and bars, unread parts, rationales. Only what is seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from core.records import Sentence, Span, Token
from core.text_offsets import Utf16Map
from gui.theme import Theme
from gui.widgets.highlights import Highlights
from gui.widgets.word_layout import Line

BARS_LEFT_PX, BARS_PX, BAR_PX = 2, 20, 8  # the bars of sentences, in the margin
_LEVELS = 32
_BAR_EM, _LINE_EM = 0.22, 0.11


class WordPainter:
    """Holds the marks of one document; `boxes` of lines once seen are kept until the layout changes."""

    def __init__(self) -> None:
        self.highlights = Highlights()
        self.unread: tuple[Span, ...] = ()
        self.rationales: tuple[Span, ...] = ()
        self.map = Utf16Map("")
        self._boxes: dict[int, list[tuple[QRectF, int]]] = {}

    @property
    def tokens(self) -> Sequence[Token]:
        return self.highlights.tokens

    def set_highlights(self, highlights: Highlights) -> None:
        self.highlights = highlights
        self.forget_boxes()

    def forget_boxes(self) -> None:
        self._boxes.clear()

    def index_at(self, point: int) -> int | None:
        """Which token the character at `point` belongs to."""
        index = bisect_right(self.tokens, point, key=lambda token: token.start) - 1
        return index if index >= 0 and point < self.tokens[index].end else None

    def token_at(self, point: int) -> Token | None:
        index = self.index_at(point)
        return None if index is None else self.tokens[index]

    def sentence_at(self, lines: Sequence[Line], x: float, y: float) -> Sentence | None:
        """The sentence whose bar in the margin is under a point of the document."""
        for line in lines:
            for bar, sentence in self._bars_of(line):
                if bar.top() <= y <= bar.bottom() and 0 <= x <= BARS_PX:
                    return sentence
        return None

    def rationale_at(self, point: int) -> Span | None:
        return next((span for span in self.rationales if span.start <= point < span.end), None)

    def paint_under(self, painter: QPainter, lines: Sequence[Line], em: float, look: Theme) -> None:
        """Below the text: a tint behind each word, and a bar under it whose height says the same."""
        paint = look.signed if self.highlights.is_signed else look.attention
        tints = [paint(level / _LEVELS) for level in range(-_LEVELS, _LEVELS + 1)]
        full = em * _BAR_EM
        for line in lines:
            for box, index in self.boxes_of(line, em):
                level = self.highlights.level(index)
                painter.fillRect(box, tints[_LEVELS + round(level * _LEVELS)])
                height = full * abs(level)
                if height >= 0.5:
                    painter.fillRect(QRectF(box.x(), box.bottom() + 1, box.width() - 1, height), tints[-(level > 0)])
            for bar, sentence in self._bars_of(line):
                bar.setWidth(max(1.0, BARS_PX * self.highlights.sentence_level(sentence)))
                painter.fillRect(bar, look.attention(1.0))

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

    def _bars_of(self, line: Line) -> Iterator[tuple[QRectF, Sentence]]:
        """Places in the margin, one under the other, for the sentences that begin on a line."""
        start, end = self.map.to_code_point(line.start), self.map.to_code_point(line.end)
        first = bisect_left(self.highlights.sentences, start, key=lambda sentence: sentence.start)
        last = bisect_left(self.highlights.sentences, end, key=lambda sentence: sentence.start)
        height = line.line.height() / max(last - first, 1)
        for place, sentence in enumerate(self.highlights.sentences[first:last]):
            top = line.baseline - line.line.ascent() + place * height
            yield QRectF(BARS_LEFT_PX, top + 1, BARS_PX, max(1.0, min(height - 2, BAR_PX))), sentence

    def _stretches(self, line: Line, spans: Sequence[Span]) -> Iterator[tuple[float, float]]:
        for span in spans:
            start, end = self.map.to_utf16(span.start), self.map.to_utf16(span.end)
            if start < line.end and end > line.start:
                yield line.x(max(start, line.start)), line.x(min(end, line.end))


def _box(line: Line, left: float, right: float, em: float) -> QRectF:
    """The box around the letters between two x, the same height in every script."""
    top, bottom = round(line.baseline - 0.98 * em), round(line.baseline + 0.26 * em)
    return QRectF(left, top, max(right - left, 1.0), bottom - top)
