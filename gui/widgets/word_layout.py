"""Where the characters of a QTextDocument lie: its lines in view, and the character under a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine


@dataclass(frozen=True, slots=True)
class Line:
    """One line of shown text. Positions are UTF-16 units of the document, coordinates are the document's."""

    start: int
    end: int
    left: float
    baseline: float
    block_start: int
    line: QTextLine

    def x(self, unit: int) -> float:
        """The left edge of the character at `unit`, which may be the line's end."""
        place = cast(tuple[float, int], self.line.cursorToX(unit - self.block_start))  # the stub says float
        return self.left + place[0]


def lines_between(document: QTextDocument, top: float, bottom: float) -> Iterator[Line]:
    """The lines that touch the stripe top..bottom of the document, in order."""
    unit = document.documentLayout().hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(unit, 0)).previous()
    if not block.isValid():
        block = document.firstBlock()
    while block.isValid() and block.layout().position().y() <= bottom:
        yield from _lines_of(block, top, bottom)
        block = block.next()


def unit_at(document: QTextDocument, point: QPointF) -> int | None:
    """The position of the character drawn under `point`; None beside the text."""
    for line in lines_between(document, point.y(), point.y()):
        rect = line.line.rect()
        if rect.contains(point - QPointF(line.left, line.baseline - line.line.y() - line.line.ascent())):
            x = point.x() - line.left
            place = line.line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
            unit = line.block_start + place
            return unit if unit < line.end and x < line.line.naturalTextRect().right() else None
    return None


def _lines_of(block: QTextBlock, top: float, bottom: float) -> Iterator[Line]:
    layout, start = block.layout(), block.position()
    origin = layout.position()
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        y = origin.y() + line.y()
        if y > bottom:
            return
        if y + 2 * line.height() >= top:  # marks are drawn below the text
            first = start + line.textStart()
            yield Line(first, first + line.textLength(), origin.x(), y + line.ascent(), start, line)
