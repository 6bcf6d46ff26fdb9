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
FAINT_ALPHA, BAND_ALPHA = 110, 48


def colors_of(n: int) -> list[QColor]:
    """A colour for each of the runs that are drawn together."""
    look = theme.current()
    return [look.accent, look.label_color(1)][:n]


def faint(color: QColor, alpha: int = FAINT_ALPHA) -> QColor:
    result = QColor(color)
    result.setAlpha(alpha)
    return result


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
        self._fit(runs)

    @property
    def colors(self) -> list[QColor]:
        """Of the runs that are drawn, in their order."""
        return colors_of(len(self._lines))

    @property
    def legend_colors(self) -> tuple[QColor, QColor, QColor]:
        """Of a measured line, a line of steps, and a band: neutral where two runs have colours of their own."""
        color = theme.current().accent if len(self._lines) == 1 else theme.current().muted
        return color, faint(color), faint(color, BAND_ALPHA)

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

    def _fit(self, runs: Sequence[RunCurve]) -> None:
        """Show all of it: cheaper and calmer than the plots' own search for a range."""
        xs = [x for run in runs for x in run.extent]
        losses = [y for run in runs for _, y in run.training_loss] + [p.valid_loss for run in runs for p in run.epochs]
        shares = [share for run in runs for point in run.epochs for share in point.interval] or [0.0, 1.0]
        _set_range(self._loss.vb, xs, losses)
        _set_range(self._f1.vb, xs, shares)

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
        self._lines = [self._add_lines(color) for color in colors_of(n)]

    def _add_lines(self, color: QColor) -> _Lines:
        dots = {"symbol": "o", "symbolSize": 5, "symbolBrush": color, "symbolPen": None, "antialias": True}
        training = self._loss.plot(pen=pg.mkPen(faint(color), width=1), antialias=True)
        training.setDownsampling(auto=True, method="peak")
        training.setClipToView(True)
        unseen = pg.mkPen(QColor(0, 0, 0, 0))
        low, high = self._f1.plot(pen=unseen), self._f1.plot(pen=unseen)
        fill = pg.FillBetweenItem(low, high, brush=faint(color, BAND_ALPHA))
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


def _set_range(box: Any, xs: Sequence[float], ys: Sequence[float]) -> None:
    if not xs or not ys:
        return
    box.setXRange(min(xs), max(max(xs), min(xs) + 1), padding=0.02)
    box.setYRange(min(ys), max(max(ys), min(ys) + 0.05), padding=0.06)
