"""The pyqtgraph side of the curves: two plots over one axis of epochs. Import it only when pyqtgraph is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent

from gui import theme
from gui.i18n import Retranslated

if TYPE_CHECKING:
    from gui.widgets.curves import RunCurve

AXIS_PX = 58
BAND_ALPHA = 48


@dataclass
class _Lines:
    """The items that draw one run."""

    training: Any
    validation: Any
    macro_f1: Any
    low: Any
    high: Any
    band: Any


class CurvePlots(Retranslated, pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Loss above, macro-F1 below."""

    hovered = Signal(object)  # the epoch under the pointer, or None
    menu_requested = Signal(QPoint)  # a global position

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Lines] = []
        self.setAntialiasing(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ci.layout.setContentsMargins(0, 4, 8, 0)
        self.ci.layout.setSpacing(4)
        self._loss, self._f1 = self._add_plot(0), self._add_plot(1)
        self._f1.setXLink(self._loss)
        self._f1.vb.setLimits(yMin=-0.02, yMax=1.02, minYRange=0.1)
        self._marks = [self._add_mark(plot) for plot in (self._loss, self._f1)]
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.restyle()
        self.retranslate()

    def draw(self, runs: Sequence[RunCurve]) -> None:
        if len(runs) != len(self._lines):
            self._rebuild(len(runs))
        for lines, run in zip(self._lines, runs, strict=True):
            steps, points = run.training_loss, run.epochs
            epochs = [point.epoch for point in points]
            lines.training.setData([x for x, _ in steps], [y for _, y in steps])
            lines.validation.setData(epochs, [point.valid_loss for point in points])
            lines.macro_f1.setData(epochs, [point.macro_f1 for point in points])
            lines.low.setData(epochs, [point.interval[0] for point in points])
            lines.high.setData(epochs, [point.interval[1] for point in points])

    def restyle(self) -> None:
        """Take the colours of the theme."""
        look = theme.current()
        self.setBackground(look.surface)
        for plot in (self._loss, self._f1):
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pg.mkPen(look.border))
                axis.setTextPen(pg.mkPen(look.muted))
                axis.setTickFont(theme.font(theme.SIZE_SMALL))
        for mark in self._marks:
            mark.setPen(pg.mkPen(look.muted, style=Qt.PenStyle.DashLine))
        self._rebuild(len(self._lines))
        self.retranslate()

    def retranslate(self) -> None:
        style = {"color": theme.current().muted.name(), "font-size": f"{theme.SIZE_SMALL}px"}
        self._loss.getAxis("left").setLabel(self.tr("Loss (nats a document)"), **style)
        self._f1.getAxis("left").setLabel(self.tr("Macro-F1 (0–1)"), **style)
        self._f1.getAxis("bottom").setLabel(self.tr("Epoch"), **style)

    # Qt overrides

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._show_mark(None)

    # slots and helpers

    def _add_plot(self, row: int) -> Any:
        plot = self.addPlot(row=row, col=0, enableMenu=False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.showGrid(x=False, y=True, alpha=0.12)
        plot.getAxis("left").setWidth(AXIS_PX)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.getAxis("bottom").enableAutoSIPrefix(False)
        if row == 0:
            plot.getAxis("bottom").setStyle(showValues=False)
        return plot

    def _add_mark(self, plot: Any) -> Any:
        mark = pg.InfiniteLine(angle=90, movable=False)
        mark.hide()
        plot.addItem(mark, ignoreBounds=True)
        return mark

    def _rebuild(self, n: int) -> None:
        for lines in self._lines:
            self._loss.removeItem(lines.training)
            self._loss.removeItem(lines.validation)
            for item in (lines.macro_f1, lines.low, lines.high, lines.band):
                self._f1.removeItem(item)
        look = theme.current()
        colors = (look.accent, look.label_color(1))
        self._lines = [self._add_lines(colors[index % len(colors)]) for index in range(n)]

    def _add_lines(self, color: QColor) -> _Lines:
        faint, band = QColor(color), QColor(color)
        faint.setAlpha(110)
        band.setAlpha(BAND_ALPHA)
        dots = {"symbol": "o", "symbolSize": 5, "symbolBrush": color, "symbolPen": None}
        training = self._loss.plot(pen=pg.mkPen(faint, width=1))
        training.setDownsampling(auto=True, method="peak")
        training.setClipToView(True)
        low, high = self._f1.plot(pen=None), self._f1.plot(pen=None)
        fill = pg.FillBetweenItem(low, high, brush=band)
        self._f1.addItem(fill)
        strong = pg.mkPen(color, width=2)
        return _Lines(training, self._loss.plot(pen=strong, **dots), self._f1.plot(pen=strong, **dots), low, high, fill)

    def _on_mouse_moved(self, position: QPointF) -> None:
        for plot in (self._loss, self._f1):
            if plot.vb.sceneBoundingRect().contains(position):
                self._show_mark(float(plot.vb.mapSceneToView(position).x()))
                return
        self._show_mark(None)

    def _show_mark(self, epoch: float | None) -> None:
        for mark in self._marks:
            mark.setVisible(epoch is not None)
            if epoch is not None:
                mark.setPos(epoch)
        self.hovered.emit(epoch)
