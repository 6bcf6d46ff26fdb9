"""A menu whose entries say in a sentence what they do: arrows walk it, Enter or a click chooses, Escape closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme

WIDTH_PX = 420
LINES_PX = (18, 16)
PADDING_PX = 7
TICK_PX = 32
CHOICE_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Choice:
    """One entry; `gap`: a line before it sets it apart from those above."""

    key: str
    title: str
    sentence: str
    gap: bool = False


class ChoiceMenu(QFrame):
    """An overlay of its window: data in, a key out; gone with Escape, a choice, or when the focus leaves it."""

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("popup", True)
        self._model = QStandardItemModel(self)
        self._list = _List(self._model)
        self._list.entered_choice.connect(self._choose)
        self._list.left.connect(self.hide)
        self._list.dismissed.connect(self._dismiss)
        self._list.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._list)
        self.setFixedWidth(WIDTH_PX)
        self.hide()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.title)
            item.setData(choice, CHOICE_ROLE)
            item.setAccessibleText(f"{choice.title}. {choice.sentence}")
            self._model.appendRow(item)
        height = sum(self._list.sizeHintForRow(row) for row in range(len(choices)))
        self._list.setFixedHeight(height + 2)

    def popup(self, below: QWidget, current: str) -> None:
        """Below a widget, within its window, with the entry `current` ticked."""
        host = below.window()
        self.setParent(host)
        self._list.ticked = current
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(CHOICE_ROLE).key == current:
                self._list.setCurrentIndex(self._model.index(row, 0))
        self.adjustSize()
        corner = below.mapTo(host, QPoint(0, below.height()))
        x, y = min(corner.x(), host.width() - self.width()), min(corner.y(), host.height() - self.height())
        self.move(max(x, 0), max(y, 0))
        self.show()
        self.raise_()
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._list.setAccessibleName(name)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _choose(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE_ROLE)
        if isinstance(choice, Choice):
            self.hide()
            self.chosen.emit(choice.key)


class _List(QListView):
    entered_choice = Signal(QModelIndex)
    left = Signal()
    dismissed = Signal()

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self.ticked = ""
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("clear", True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entered.connect(self.setCurrentIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_choice.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: _List) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        gap = theme.SPACE if _choice(index).gap else 0
        return QSize(WIDTH_PX, sum(LINES_PX) + 2 * PADDING_PX + gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, choice = theme.current(), _choice(index)
        opt: Any = option  # the stubs do not know its fields
        rect: QRect = opt.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if choice.gap:
            painter.setPen(look.border)
            painter.drawLine(rect.left() + 8, rect.top() + 4, rect.right() - 8, rect.top() + 4)
            rect = rect.adjusted(0, theme.SPACE, 0, 0)
        if opt.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.accent_soft)
            painter.drawRoundedRect(rect, 4, 4)
        if choice.key == self._view.ticked:
            theme.icon("check", "accent").paint(painter, QRect(rect.left() + 8, rect.top() + PADDING_PX, 16, 18))
        room = rect.adjusted(TICK_PX, PADDING_PX, -10, -PADDING_PX)
        painter.setFont(theme.font())
        painter.setPen(look.text)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, choice.title)
        painter.setFont(theme.font(theme.SIZE_SMALL))
        painter.setPen(look.muted)
        line = painter.fontMetrics().elidedText(choice.sentence, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, line)
        painter.restore()


def _choice(index: Index) -> Choice:
    found = index.data(CHOICE_ROLE)
    return found if isinstance(found, Choice) else Choice("", "", "")
