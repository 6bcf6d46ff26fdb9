"""Rows of a picture model: a thumbnail, its name and captions; keys ↑ and ↓ choose, as in every list of documents."""

from __future__ import annotations

import re
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, SignalInstance
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.project.values import DocumentRow
from gui import theme
from gui.widgets.document_list import DocumentList

THUMB_PX, ROW_PX, EDGE_PX = 64, 76, 6
NAME = re.compile(r"(.+?\.\w{3,4})(?: |$)")
Index = QModelIndex | QPersistentModelIndex


class Pictures(Protocol):
    """Where small pictures come from (gui.thumbnails)."""

    @property
    def arrived(self) -> SignalInstance: ...

    def get(self, document_id: int) -> QPixmap | None: ...


class PictureList(DocumentList):
    """A document list whose rows have pictures; those that are seen are asked for."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures_delegate = _PictureDelegate(self, pictures)
        self.setItemDelegate(self._pictures_delegate)
        pictures.arrived.connect(lambda _: self.viewport().update())


class _PictureDelegate(QStyledItemDelegate):
    def __init__(self, view: PictureList, pictures: Pictures) -> None:
        super().__init__(view)
        self._view = view
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(THUMB_PX + 60, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, DocumentRow):
            return
        look = theme.current()
        opt: Any = option  # the stubs do not know its fields
        rect: QRect = opt.rect
        painter.save()
        if index == self._view.currentIndex():
            painter.fillRect(rect, look.accent_soft)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.accent)
        elif opt.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.hover)
        self._paint_picture(painter, QRect(rect.left() + 10, rect.top() + EDGE_PX, THUMB_PX, THUMB_PX), row.id)
        self._paint_text(painter, rect.adjusted(THUMB_PX + 20, EDGE_PX, -8, -EDGE_PX), row)
        if opt.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(look.focus, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRect, document_id: int) -> None:
        look = theme.current()
        picture = self._pictures.get(document_id)
        if picture is None or picture.isNull():
            painter.fillRect(room, look.hover)
            if picture is not None:
                theme.icon("image-square", "muted").paint(painter, room.adjusted(20, 20, -20, -20))
            return
        size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = room.topLeft() + QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(corner, size), picture)

    def _paint_text(self, painter: QPainter, room: QRect, row: DocumentRow) -> None:
        """As much of the captions as has room; the picture's name and number small below."""
        look = theme.current()
        name, captions = parts(row.snippet)
        painter.setFont(theme.font(theme.SIZE_SMALL))
        painter.setPen(look.muted)
        metrics = painter.fontMetrics()
        number = str(row.id)
        width = room.width() - metrics.horizontalAdvance(number) - 8
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, number)
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, elided)
        painter.setFont(theme.font())
        painter.setPen(look.text)
        lines = room.adjusted(0, 0, 0, -metrics.height() - 4)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(lines, int(flags), captions[: room.width() // 2])


def parts(snippet: str) -> tuple[str, str]:
    """A picture's name, and what of its captions is in the beginning of its document."""
    found = NAME.match(snippet)
    return (found[1], snippet[found.end() :]) if found else ("", snippet)
