"""A list of documents: the beginning of each, and below it what it was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.project.values import DocumentRow
from core.records import Label
from gui import theme

ROW_PX = 46
SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ROW_ROLE = Qt.ItemDataRole.UserRole
"""Models give a DocumentRow for this role."""
WHY_ROLE = Qt.ItemDataRole.AccessibleDescriptionRole
"""Some give a sentence for this one: why the document is in the list, shown in the place of its labels."""

Index = QModelIndex | QPersistentModelIndex


class DocumentList(QListView):
    """Rows of one height; Up, Down and the mouse choose, every other key is the page's."""

    document_chosen = Signal(int)  # document id
    menu_wanted = Signal(object)  # where on the screen (QPoint)

    def __init__(self, parent: QWidget | None = None, *, selects_many: bool = False) -> None:
        super().__init__(parent)
        if selects_many:
            self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self._delegate = _RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.viewport().update)

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._delegate.labels = {label.id: label for label in labels}
        self.viewport().update()

    def selected_ids(self) -> tuple[int, ...]:
        """The documents of the rows that are selected, from the top."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return tuple(index.data(ROW_ROLE).id for index in rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )
        if event.key() not in moves:
            event.ignore()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self._on_clicked(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()
        super().changeEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        """With Ctrl or Shift a click only selects."""
        row = index.data(ROW_ROLE)
        is_selecting = QApplication.keyboardModifiers() & SELECTING
        if isinstance(row, DocumentRow) and not is_selecting:
            self.document_chosen.emit(row.id)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, view: DocumentList) -> None:
        super().__init__(view)
        self._view = view
        self._font, self._small_font = theme.font(), theme.font(theme.SIZE_SMALL)
        self.labels: Mapping[int, Label] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(120, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, DocumentRow):
            return
        look = theme.current()
        opt: Any = option  # the stubs do not know its fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = opt.rect
        is_current = index == self._view.currentIndex()
        if is_current:
            painter.fillRect(rect, look.accent_soft)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.accent)
        elif opt.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.accent_soft)
        elif opt.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.hover)
        room = rect.adjusted(12, 6, -10, -6)
        painter.setFont(self._font)
        painter.setPen(look.text)
        beginning = row.snippet[: room.width() // 3]  # more would cost time and never fit
        snippet = painter.fontMetrics().elidedText(beginning, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, snippet)
        why = index.data(WHY_ROLE)
        if why:
            self._paint_why(painter, room, str(why))
        else:
            self._paint_state(painter, room, row)
        if opt.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.focus, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_why(self, painter: QPainter, room: QRect, why: str) -> None:
        painter.setFont(self._small_font)
        painter.setPen(theme.current().muted)
        text = painter.fontMetrics().elidedText(why, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_state(self, painter: QPainter, room: QRect, row: DocumentRow) -> None:
        """The second line: number, labels with their colours, skipped, flagged."""
        look = theme.current()
        painter.setFont(self._small_font)
        metrics = painter.fontMetrics()
        middle = room.bottom() - metrics.height() // 2
        number = str(row.id)
        x = room.right() - metrics.horizontalAdvance(number)
        painter.setPen(look.muted)
        painter.drawText(QRect(x, room.top(), 99, room.height()), Qt.AlignmentFlag.AlignBottom, number)
        end, x = x - 8, room.left()
        for color, name in self._parts(row):
            width = min(metrics.horizontalAdvance(name) + 2, max(0, end - x - 14))
            if width <= 8:
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color or Qt.BrushStyle.NoBrush)
            if color is not None:
                painter.drawEllipse(QPointF(x + 4, middle), 4, 4)
                x += 13
            painter.setPen(look.muted)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(x, room.top(), width, room.height()), Qt.AlignmentFlag.AlignBottom, text)
            x += width + 10

    def _parts(self, row: DocumentRow) -> list[tuple[Any, str]]:
        look = theme.current()
        parts: list[tuple[Any, str]] = [(look.warning, self.tr("flagged"))] if row.is_flagged else []
        known = [self.labels[label_id] for label_id in row.labels if label_id in self.labels]
        parts += [(look.label_color(label.color), label.name) for label in known]
        if row.is_skipped:
            parts.append((None, self.tr("skipped")))
        return parts
