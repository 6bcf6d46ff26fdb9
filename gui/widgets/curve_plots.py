"""The pyqtgraph side of the curves: two plots over one axis of epochs. Import it only when pyqtgraph is loaded."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem

from gui import theme
from gui.i18n import Retranslated

if TYPE_CHECKING:
    from gui.widgets.curve_data import EpochPoint, RunCurve

AXIS_PX = 58
FAINT_ALPHA, BAND_ALPHA = 150, 48
MOST_STEPS = 300
"""Points of a line of steps; more are averaged. A redrawing must fit between two frames while somebody types."""


def colors_of(n: int) -> list[QColor]:
    """A colour for each of the runs that are drawn together."""
    look = theme.current()
    return [look.accent, look.label_color(1)][:n]


def faint(color: QColor, alpha: int = FAINT_ALPHA) -> QColor:
    result = QColor(color)
    result.setAlpha(alpha)
    return result


class _RunItems:
    """What draws one run; items are only given new data where something is new."""

    def __init__(self, loss: Any, f1: Any, color: QColor) -> None:
        strong = pg.mkPen(color, width=2)
        self._training = pg.PlotCurveItem(pen=pg.mkPen(faint(color), width=1), antialias=True)
        self._valid = pg.PlotCurveItem(pen=strong, antialias=True)
        self._macro_f1 = pg.PlotCurveItem(pen=strong, antialias=True)
        self._valid_dots, self._f1_dots = (pg.ScatterPlotItem(size=5, pen=None, brush=color) for _ in range(2))
        self._band = QGraphicsPolygonItem()
        self._band.setPen(QColor(0, 0, 0, 0))
        self._band.setBrush(faint(color, BAND_ALPHA))
        self._n_steps = -1
        self._points: tuple[EpochPoint, ...] = ()
        for box, items in (
            (loss, (self._training, self._valid, self._valid_dots)),
            (f1, (self._band, self._macro_f1, self._f1_dots)),
        ):
            for item in items:
                box.addItem(item, ignoreBounds=True)

    def draw(self, run: RunCurve) -> None:
        steps = run.training_loss
        if len(steps) != self._n_steps:
            self._n_steps = len(steps)
            averaged = list(_averaged(steps))
            self._training.setData([x for x, _ in averaged], [y for _, y in averaged])
        if tuple(run.epochs) != self._points:
            self._points = tuple(run.epochs)
            self._draw_epochs(run.epochs)

    def _draw_epochs(self, points: Sequence[EpochPoint]) -> None:
        epochs = [point.epoch for point in points]
        losses, shares = [point.valid_loss for point in points], [point.macro_f1 for point in points]
        for line, dots, ys in (
            (self._valid, self._valid_dots, losses),
            (self._macro_f1, self._f1_dots, shares),
        ):
            line.setData(epochs, ys)
            dots.setData(epochs, ys)
        low = [QPointF(point.epoch, point.interval[0]) for point in points]
        high = [QPointF(point.epoch, point.interval[1]) for point in reversed(points)]
        self._band.setPolygon(QPolygonF(low + high))


class CurvePlots(Retranslated, pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Loss above, macro-F1 below."""

    hovered = Signal(object)  # the epoch under the pointer, or None
    menu_requested = Signal(QPoint)  # a global position

    def __init__(self) -> None:
        super().__init__()
        self._items: list[_RunItems] = []
        self._is_bleu = False
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ci.layout.setContentsMargins(0, 4, 8, 0)
        self.ci.layout.setSpacing(12)
        self._loss_axis, self._loss = self._add_box(0)
        self._f1_axis, self._f1 = self._add_box(1)
        self._epoch_axis = pg.AxisItem("bottom")
        self._epoch_axis.linkToView(self._f1)
        self.addItem(self._epoch_axis, row=2, col=1)
        self._axes = (self._loss_axis, self._f1_axis, self._epoch_axis)
        self._marks = [pg.InfiniteLine(angle=90, movable=False) for _ in range(2)]
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.restyle()
        self.retranslate()

    @property
    def colors(self) -> list[QColor]:
        """Of the runs that are drawn, in their order."""
        return colors_of(len(self._items))

    @property
    def legend_colors(self) -> tuple[QColor, QColor, QColor]:
        """Of a measured line, a line of steps, and a band: neutral where two runs have colours of their own."""
        color = theme.current().accent if len(self._items) == 1 else theme.current().muted
        return color, faint(color), faint(color, BAND_ALPHA)

    def draw(self, runs: Sequence[RunCurve]) -> None:
        if len(runs) != len(self._items):
            self._rebuild(len(runs))
        for items, run in zip(self._items, runs, strict=True):
            items.draw(run)
        self._fit(runs)
        is_bleu = any(point.is_bleu for run in runs for point in run.epochs)
        if is_bleu != self._is_bleu:
            self._is_bleu = is_bleu
            self.retranslate()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        look = theme.current()
        self.setBackground(look.surface)
        for axis in self._axes:
            axis.setPen(pg.mkPen(look.border))
            axis.setTextPen(pg.mkPen(look.muted))
            axis.setTickFont(theme.font(theme.SIZE_SMALL))
            axis.enableAutoSIPrefix(False)
        for mark in self._marks:
            mark.setPen(pg.mkPen(look.muted, style=Qt.PenStyle.DashLine))
        self._rebuild(len(self._items))
        self.retranslate()

    def retranslate(self) -> None:
        style: dict[str, Any] = {"color": theme.current().muted.name(), "font-size": f"{theme.SIZE_SMALL}px"}
        style["siPrefixEnableRanges"] = ()  # else a small score stands there a thousand times as large
        loss = self.tr("Loss (nats a piece)") if self._is_bleu else self.tr("Loss (nats a document)")
        self._loss_axis.setLabel(loss, **style)
        self._f1_axis.setLabel(self.tr("BLEU (0–1)") if self._is_bleu else self.tr("Macro-F1 (0–1)"), **style)
        self._epoch_axis.setLabel(self.tr("Epoch"), **style)

    # Qt overrides

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._show_mark(None)

    # slots and helpers

    def _add_box(self, row: int) -> tuple[Any, Any]:
        """A plot's axis and its room. No PlotItem: that would bring menus and take three times as long."""
        box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        axis = pg.AxisItem("left")
        axis.setWidth(AXIS_PX)
        axis.linkToView(box)
        self.addItem(axis, row=row, col=0)
        self.addItem(box, row=row, col=1)
        return axis, box

    def _rebuild(self, n: int) -> None:
        for box, mark in zip((self._loss, self._f1), self._marks, strict=True):
            box.clear()
            box.addItem(mark, ignoreBounds=True)
            mark.hide()
        self._items = [_RunItems(self._loss, self._f1, color) for color in colors_of(n)]

    def _fit(self, runs: Sequence[RunCurve]) -> None:
        """Show all of it, in ranges that seldom change: an axis that changes is what costs most."""
        xs = [x for run in runs for x in run.extent]
        losses = [y for run in runs for _, y in run.training_loss] + [p.valid_loss for run in runs for p in run.epochs]
        shares = [share for run in runs for point in run.epochs for share in point.interval] or [0.0, 1.0]
        if not xs:
            return
        first, last = math.floor(min(xs)), max(math.ceil(max(xs)), math.floor(min(xs)) + 1)
        for box, (low, high) in ((self._loss, _rounded(losses, 0.1)), (self._f1, _rounded(shares, 0.05))):
            box.setRange(xRange=(first, last), yRange=(low, high), padding=0.02)

    def _on_mouse_moved(self, position: QPointF) -> None:
        for box in (self._loss, self._f1):
            if box.sceneBoundingRect().contains(position):
                self._show_mark(float(box.mapSceneToView(position).x()))
                return
        self._show_mark(None)

    def _show_mark(self, epoch: float | None) -> None:
        for mark in self._marks:
            mark.setVisible(epoch is not None)
            if epoch is not None:
                mark.setPos(epoch)
        self.hovered.emit(epoch)


def _averaged(steps: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """At most MOST_STEPS points, each the mean of as many steps."""
    size = -(-len(steps) // MOST_STEPS) or 1
    for start in range(0, len(steps), size):
        part = steps[start : start + size]
        yield sum(x for x, _ in part) / len(part), sum(y for _, y in part) / len(part)


def _rounded(values: Sequence[float], unit: float) -> tuple[float, float]:
    """The range of the values, widened to whole units."""
    low = math.floor(min(values) / unit) * unit
    return low, max(math.ceil(max(values) / unit) * unit, low + unit)
