"""How cells of tables are drawn: with air at both sides, in line with their headers."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
AIR_PX = 5


class AiryCells(QStyledItemDelegate):
    """Draws the background over the whole cell, and the rest a little narrower."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = whole.widget.style() if whole.widget is not None else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, whole, painter, whole.widget)
        self.paint_under(painter, option, index)
        inner = self._narrower(option)
        inner.state &= ~QStyle.StateFlag.State_Selected  # the selection is drawn already, over the whole cell
        super().paint(painter, inner, index)

    def paint_under(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """For what stands behind the text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * AIR_PX, 0)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        return super().editorEvent(event, model, self._narrower(option), index)

    def _narrower(self, option: QStyleOptionViewItem) -> QStyleOptionViewItem:
        result = QStyleOptionViewItem(option)
        result.rect = option.rect.adjusted(AIR_PX, 0, -AIR_PX, 0)
        return result
