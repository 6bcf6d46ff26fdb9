"""Thumbnails side by side, each with the box of what a word looked at; a click opens the picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.word_places import Place
from gui import figures, theme
from gui.widgets.picture_list import Pictures
from gui.widgets.picture_view import area_of, around

SIDE_PX, TEXT_PX, GAP_PX = 128, 18, 8
DIM = 0.45
Index = QModelIndex | QPersistentModelIndex


class PlaceGrid(QListView):
    """Only those that are seen are asked for and drawn."""

    place_chosen = Signal(object)  # Place

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(GAP_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_PlaceDelegate(self, pictures))
        self.activated.connect(self._on_chosen)
        self.clicked.connect(self._on_chosen)
        pictures.arrived.connect(lambda _: self.viewport().update())
        theme.changed.connect(self.viewport().update)

    def _on_chosen(self, index: QModelIndex) -> None:
        place = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(place, Place):
            self.place_chosen.emit(place)


class _PlaceDelegate(QStyledItemDelegate):
    def __init__(self, view: PlaceGrid, pictures: Pictures) -> None:
        super().__init__(view)
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(SIDE_PX, SIDE_PX + TEXT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(place, Place):
            return
        look = theme.current()
        opt: Any = option  # the stubs do not know its fields
        room: QRect = opt.rect
        painter.save()
        picture = self._pictures.get(place.document_id)
        if picture is None or picture.isNull():
            painter.fillRect(QRect(room.left(), room.top(), SIDE_PX, SIDE_PX), look.hover)
        else:
            size = picture.size().scaled(SIDE_PX, SIDE_PX, Qt.AspectRatioMode.KeepAspectRatio)
            corner = QPointF(room.left() + (SIDE_PX - size.width()) / 2, room.top() + (SIDE_PX - size.height()) / 2)
            whole = QRectF(corner, size.toSizeF())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(whole, picture, QRectF(picture.rect()))
            self._paint_box(painter, whole, place)
        painter.setFont(theme.font(theme.SIZE_SMALL))
        painter.setPen(look.muted)
        under = QRect(room.left(), room.top() + SIDE_PX, SIDE_PX, TEXT_PX)
        text = f"{place.document_id} · {figures.share(place.probability, 2)}"
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, text)
        if opt.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.focus, 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_box(self, painter: QPainter, whole: QRectF, place: Place) -> None:
        """What is outside of the box is dimmed."""
        look, area = theme.current(), area_of(whole, place.box)
        shade = QColor(look.picture_mask)
        shade.setAlphaF(DIM)
        painter.setClipRect(whole)
        for part in around(whole, area):
            painter.fillRect(part, shade)
        painter.setPen(QPen(look.picture_line, 1.5))
        painter.drawRect(area)
        painter.setClipping(False)
