"""An alignment as arcs: the source above, the target below, a line for each pair of words, wider for more weight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.widgets.alignment_data import Alignment

GAP_PX, MARGIN_PX, HEIGHT_PX = 14, 16, 260
LEAST = 0.05  # a line of less weight would only be noise
WIDEST_PX = 9.0


class AlignmentArcs(QWidget):
    """Words in two rows; links stand out, under the pointer a word's own lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alignment = Alignment()
        self._chosen: tuple[bool, int] | None = None  # of the source?, which word
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def show_alignment(self, alignment: Alignment) -> None:
        self._alignment, self._chosen = alignment, None
        self.setMinimumWidth(self._width())
        self.updateGeometry()
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(self._width(), HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), theme.current().surface)
            self.draw(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        chosen = None
        for is_source, rects in ((True, self._rects(True)), (False, self._rects(False))):
            for number, rect in enumerate(rects):
                if rect.adjusted(-4, -8, 4, 8).contains(event.position()):
                    chosen = (is_source, number)
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    # drawing

    def draw(self, painter: QPainter) -> None:
        """Onto any painter of this widget's size."""
        above, below = self._rects(True), self._rects(False)
        look = theme.current()
        for j, row in enumerate(self._alignment.weights):
            for i, weight in enumerate(row):
                if weight >= LEAST:
                    self._draw_line(painter, above[i], below[j], weight, is_chosen=self._is_chosen(i, j))
        painter.setFont(theme.font(theme.SIZE_LARGE))
        painter.setPen(look.text)
        for words, rects in ((self._alignment.source, above), (self._alignment.target, below)):
            for word, rect in zip(words, rects, strict=True):
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)

    def _draw_line(self, painter: QPainter, top: QRectF, bottom: QRectF, weight: float, *, is_chosen: bool) -> None:
        start, end = QPointF(top.center().x(), top.bottom() + 3), QPointF(bottom.center().x(), bottom.top() - 3)
        middle = (start.y() + end.y()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(start.x(), middle), QPointF(end.x(), middle), end)
        color = QColor(theme.current().accent)
        color.setAlphaF((0.25 + 0.75 * weight) * (1.0 if is_chosen else 0.2))
        painter.setPen(QPen(color, max(1.0, WIDEST_PX * weight), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)

    def _is_chosen(self, i: int, j: int) -> bool:
        if self._chosen is None:
            return not self._alignment.links or (i, j) in self._alignment.links
        return self._chosen in ((True, i), (False, j))

    def _rects(self, is_source: bool) -> list[QRectF]:
        """Where the words stand; the shorter row is centred over the longer one."""
        words = self._alignment.source if is_source else self._alignment.target
        metrics = QFontMetricsF(theme.font(theme.SIZE_LARGE))
        widths = [metrics.horizontalAdvance(word) for word in words]
        left = (max(self.width(), self._width()) - sum(widths) - GAP_PX * max(0, len(words) - 1)) / 2
        top = MARGIN_PX if is_source else max(self.height(), HEIGHT_PX // 2) - MARGIN_PX - metrics.height()
        found = []
        for width in widths:
            found.append(QRectF(left, top, width, metrics.height()))
            left += width + GAP_PX
        return found

    def _width(self) -> int:
        metrics = QFontMetricsF(theme.font(theme.SIZE_LARGE))
        rows = (self._alignment.source, self._alignment.target)
        widest = max(sum(metrics.horizontalAdvance(word) + GAP_PX for word in words) for words in rows)
        return int(widest) + 2 * MARGIN_PX
