"""The pyqtgraph side of the alignment matrix: grey cells, words on both axes. Import it when pyqtgraph is loaded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPen

from core.alignment.links import Link
from gui import theme
from gui.widgets.alignment_data import Alignment

LONGEST_WORD_PX = 132
SMALLEST_CELL_PX = 10  # below this, words would run into each other: every second is left out
GREYS = np.repeat(np.arange(256, dtype=np.ubyte)[:, None], 3, axis=1)
INSET = 0.12  # of a cell, around a link
DOT_PX = 7.0  # half of a link's dot at most


class WordAxis(pg.AxisItem):  # type: ignore[misc]
    """Words beside (or, upright, above) the cells; the one under the pointer stands out."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.words: tuple[str, ...] = ()
        self.marked = -1
        self.faint: frozenset[int] = frozenset()

    def set_words(self, words: tuple[str, ...], faint: frozenset[int] = frozenset()) -> None:
        self.words, self.faint = words, faint
        metrics = QFontMetricsF(theme.font(theme.SIZE_SMALL))
        longest = max((metrics.horizontalAdvance(word) for word in words), default=20.0)
        room = min(longest, LONGEST_WORD_PX) + theme.SPACE
        if self.orientation == "left":
            self.setWidth(room)
        else:
            self.setHeight(room)
        self.update()

    def mark(self, number: int) -> None:
        if number != self.marked:
            self.marked = number
            self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        view = self.linkedView()
        if view is None:
            return
        is_left = self.orientation == "left"
        low, high = view.viewRange()[1 if is_left else 0]
        size = self.size().height() if is_left else self.size().width()
        cell = size / max(high - low, 1e-9)
        step = max(1, int(np.ceil(SMALLEST_CELL_PX / max(cell, 1e-9))))
        for number, word in enumerate(self.words):
            if low <= number + 0.5 <= high and (number % step == 0 or number == self.marked):
                self._paint_word(painter, number, word, (number + 0.5 - low) * cell)

    def _paint_word(self, painter: QPainter, number: int, word: str, place: float) -> None:
        look, is_marked = theme.current(), number == self.marked
        font = theme.font(theme.SIZE_SMALL, strong=is_marked)
        painter.setFont(font)
        painter.setPen(look.accent if is_marked else look.disabled if number in self.faint else look.text)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, LONGEST_WORD_PX)
        painter.save()
        if self.orientation == "left":
            width = self.size().width() - theme.SPACE / 2
            sides = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, place - 20, width, 40), sides, shown)
        else:
            painter.translate(place, self.size().height() - theme.SPACE / 2)
            painter.rotate(-90)
            painter.drawText(QPointF(0, (metrics.ascent() - metrics.descent()) / 2), shown)
        painter.restore()


class Marks(pg.GraphicsObject):  # type: ignore[misc]
    """What lies over the cells: gold links (sure: a full frame, possible: a dotted one), those of the model (a dot).

    And the cell in question.
    """

    def __init__(self) -> None:
        super().__init__()
        self._alignment = Alignment()
        self._cell: Link | None = None

    def set_alignment(self, alignment: Alignment) -> None:
        self.prepareGeometryChange()
        self._alignment = alignment
        self.update()

    def set_cell(self, cell: Link | None) -> None:
        self._cell = cell
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, len(self._alignment.source), len(self._alignment.target))

    def paint(self, painter: QPainter, *_: Any) -> None:
        look, bounds = theme.current(), self.boundingRect()
        if self._cell is not None:
            i, j = self._cell
            tint = pg.mkColor(look.accent)
            tint.setAlpha(46)
            painter.fillRect(QRectF(0, j, bounds.width(), 1), tint)
            painter.fillRect(QRectF(i, 0, 1, bounds.height()), tint)
            painter.setPen(_cosmetic(look.focus, 2))
            painter.drawRect(QRectF(i, j, 1, 1))
        for links, style in (
            (self._alignment.gold.sure, Qt.PenStyle.SolidLine),
            (self._alignment.gold.possible, Qt.PenStyle.DotLine),
        ):
            painter.setPen(_cosmetic(theme.current().label_color(1), 2, style))
            for i, j in links:
                painter.drawRect(QRectF(i + INSET, j + INSET, 1 - 2 * INSET, 1 - 2 * INSET))
        self._paint_dots(painter)

    def _paint_dots(self, painter: QPainter) -> None:
        """Round on the screen whatever the shape of the cells, and seen on black and on white."""
        look, cell = theme.current(), painter.transform().mapRect(QRectF(0, 0, 1, 1))
        radius = min(DOT_PX, cell.width() / 4, cell.height() / 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_cosmetic(look.surface, 2))
        painter.setBrush(look.accent)
        for i, j in self._alignment.links:
            painter.drawEllipse(QPointF(i + 0.5, j + 0.5), radius / cell.width(), radius / cell.height())


class AlignmentPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Source words above, target words at the left; black is 0 and white 1, whatever the matrix holds."""

    cell_hovered = Signal(object)  # a Link, or None
    cell_clicked = Signal(object, bool)  # a Link, and whether a possible link is meant
    key_pressed = Signal(object)  # a QKeyEvent, which is accepted where it is of use
    menu_requested = Signal(object)  # a global position

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ci.layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self.ci.layout.setSpacing(2)
        self.alignment = Alignment()
        self._box = pg.ViewBox(enableMenu=False, invertY=True, lockAspect=False, defaultPadding=0.0)
        self._above, self._beside = WordAxis("top"), WordAxis("left")
        for axis, row, column in ((self._above, 0, 1), (self._beside, 1, 0)):
            axis.linkToView(self._box)
            self.addItem(axis, row=row, col=column)
        self.addItem(self._box, row=1, col=1)
        self._cells, self._marks = pg.ImageItem(axisOrder="row-major"), Marks()
        self._cells.setLookupTable(GREYS)
        self._box.addItem(self._cells)
        self._box.addItem(self._marks)
        self._box.sigRangeChanged.connect(lambda *_: (self._above.update(), self._beside.update()))
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self.restyle()

    def show_alignment(self, alignment: Alignment, *, keeps_view: bool = False) -> None:
        self.alignment = alignment
        shape = (len(alignment.target), len(alignment.source))
        cells = np.array(alignment.weights, np.float32) if alignment.has_weights else np.zeros(shape, np.float32)
        if cells.size:
            self._cells.setImage(cells, autoLevels=False, levels=(0.0, 1.0))
            self._cells.setRect(QRectF(0, 0, shape[1], shape[0]))
        self._cells.setVisible(bool(cells.size))
        self._marks.set_alignment(alignment)
        self._above.set_words(alignment.source, frozenset(alignment.uncovered()))
        self._beside.set_words(alignment.target)
        if not keeps_view:
            self.fit()

    def fit(self) -> None:
        """All of it."""
        n, m = max(1, len(self.alignment.source)), max(1, len(self.alignment.target))
        self._box.setLimits(xMin=0, xMax=n, yMin=0, yMax=m, minXRange=1, minYRange=1)
        self._box.setRange(xRange=(0, n), yRange=(0, m), padding=0)

    def mark(self, cell: Link | None) -> None:
        self._marks.set_cell(cell)
        self._above.mark(-1 if cell is None else cell[0])
        self._beside.mark(-1 if cell is None else cell[1])

    def restyle(self) -> None:
        self.setBackground(theme.current().surface)
        for axis in (self._above, self._beside):
            axis.update()
        self._marks.update()

    # Qt overrides

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self.cell_hovered.emit(None)

    # slots

    def _on_mouse_moved(self, position: QPointF) -> None:
        self.cell_hovered.emit(self._cell_at(position))

    def _on_mouse_clicked(self, event: Any) -> None:
        cell = self._cell_at(event.scenePos())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            is_possible = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.cell_clicked.emit(cell, is_possible)

    def _cell_at(self, position: QPointF) -> Link | None:
        if not self._box.sceneBoundingRect().contains(position):
            return None
        point = self._box.mapSceneToView(position)
        i, j = int(point.x()), int(point.y())
        is_there = 0 <= i < len(self.alignment.source) and 0 <= j < len(self.alignment.target)
        return (i, j) if is_there else None


def _cosmetic(color: Any, width: int, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(color, width, style)
    pen.setCosmetic(True)
    return pen
