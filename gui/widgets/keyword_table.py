"""A table of keywords: the word, a bar for its score, and the counts it rests on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.widgets.cells import AiryCells, Index

ROW_PX = 26


class _Bars(AiryCells):
    """Draws an amber bar behind a number whose UserRole is a level, 0..1."""

    def paint_under(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        level = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(level, float):
            return
        room = QRectF(option.rect).adjusted(4, 4, -4, -4)
        room.setLeft(room.right() - room.width() * min(max(level, 0.0), 1.0))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().attention(0.55))
        painter.drawRoundedRect(room, 2, 2)
        painter.restore()


class KeywordTable(QTableView):
    """Shows a keywords model; a row that becomes current asks for the sentences its word stands in."""

    word_chosen = Signal(int)  # row of the model

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Bars(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.horizontalHeader().setHighlightSections(False)

    def set_columns(self) -> None:
        """Give the word what the numbers leave; call it once the model is set."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.word_chosen.emit(current.row())
