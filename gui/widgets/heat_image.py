"""The picture with where one word looked: the map on the one scale, half of its mass outlined, regions of people."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from core import heat
from core.heat import Floats
from core.records import Box
from gui import theme
from gui.i18n import Retranslated
from gui.widgets import heat_drawing
from gui.widgets.heat_drawing import HeatLook
from gui.widgets.image_reading import WHOLE
from gui.widgets.picture_view import PictureView
from gui.widgets.region_editor import RegionEditor


class HeatImage(Retranslated, PictureView):
    """Shows one map at a time; the next one is there within a frame, for nothing but the map is drawn anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.regions = RegionEditor(self)
        self._cells: Floats | None = None
        self._view = WHOLE
        self._sample: tuple[int, int] | None = None
        self._look = HeatLook()
        self._overlay = QImage()
        self._lines: list[QLineF] = []
        theme.changed.connect(self._redraw)
        self.retranslate()

    @property
    def cells(self) -> Floats | None:
        return self._cells

    def set_map(self, cells: Floats | None, view: Box = WHOLE, sample: tuple[int, int] | None = None) -> None:
        """A map (rows, columns) that sums to 1, over the part `view` of the picture; `sample`: a cell it drew."""
        self._cells, self._view, self._sample = cells, view, sample
        self._redraw()

    def set_look(self, look: HeatLook) -> None:
        self._look = look
        self._redraw()

    def half_box(self) -> Box | None:
        """Around half of the map's mass."""
        return None if self._cells is None else heat.half_box(self._cells, self._view)

    def in_grid(self, x: float, y: float) -> tuple[float, float]:
        """A place of the picture as fractions of what the maps cover."""
        return (x - self._view.left) / self._view.width, (y - self._view.top) / self._view.height

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Picture"))
        self.setToolTip("")

    def paint_over(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(self.picture_rect())
        if self._cells is not None:
            area = self.rect_of(self._view)
            heat_drawing.paint_map(painter, area, self._overlay, self._look)
            heat_drawing.paint_unread(painter, self.picture_rect(), area)
            if self._look.has_outline:
                heat_drawing.paint_outline(painter, area, self._lines)
            self._paint_sample(painter)
        self.regions.paint(painter)
        painter.restore()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """A selected region has the arrows before the page's own keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.regions.wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.regions.press_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not (is_left and not self.image.isNull() and self.regions.press(event.position())):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.regions.move(event.position()):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.regions.release():
            super().mouseReleaseEvent(event)

    # helpers

    def _redraw(self) -> None:
        if self._cells is not None:
            self._overlay = heat_drawing.overlay(self._cells, self._look)
            self._lines = heat_drawing.outline(self._cells, self._look) if self._look.has_outline else []
        self.update()

    def _paint_sample(self, painter: QPainter) -> None:
        """The cell that hard attention drew."""
        if self._sample is None or self._cells is None:
            return
        rows, columns = self._cells.shape
        area = self.rect_of(self._view)
        row, column = self._sample
        center = QPointF(
            area.left() + (column + 0.5) / columns * area.width(), area.top() + (row + 0.5) / rows * area.height()
        )
        tokens = theme.current()
        for color, width in ((tokens.picture_mask, 4.0), (tokens.picture_line, 2.0)):
            painter.setPen(QPen(color, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, 7, 7)
