"""The list of recent projects: name, folder, and a bar of how far each is, in its labels' colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.errors import N_
from gui import i18n, theme
from gui.i18n import Retranslated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

ROW_PX = 72
BAR_PX = 6
BAR_WIDTH_PX = 200
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ProjectEntry:
    """One recent project. `shares`: (label color's index, documents); `note` instead of progress, if it has one."""

    path: Path
    labelled: int = 0
    total: int = 0
    shares: tuple[tuple[int, int], ...] = ()
    note: str = ""
    is_known: bool = False

    @property
    def name(self) -> str:
        return self.path.stem


class ProjectModel(QAbstractListModel):
    """The entries, changed one at a time as they become known."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[ProjectEntry] = []

    def set_entries(self, entries: Sequence[ProjectEntry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def update(self, entry: ProjectEntry) -> None:
        for row, old in enumerate(self.entries):
            if old.path == entry.path:
                self.entries[row] = entry
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.name}, {progress_text(entry)}"
        return str(entry.path) if role == Qt.ItemDataRole.ToolTipRole else None


class ProjectList(Retranslated, QListView):
    """Enter or a click opens, Delete takes a project off the list (not off the disk)."""

    opened = Signal(object)
    removed = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.projects = ProjectModel()
        self.setModel(self.projects)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("clear", True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._on_index_chosen)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Recent projects"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), ROW_PX * len(self.projects.entries) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_index_chosen(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self._entry(index).path)
        else:
            super().keyPressEvent(event)

    def menu_for(self, entry: ProjectEntry) -> QMenu:
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.addAction(self.tr("Open"), lambda: self.opened.emit(entry.path))
        menu.addAction(self.tr("Show the folder"), lambda: self.folder_requested.emit(entry.path))
        menu.addAction(self.tr("Take off this list"), lambda: self.removed.emit(entry.path))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _on_index_chosen(self, index: QModelIndex) -> None:
        self.opened.emit(self._entry(index).path)

    def _on_menu_requested(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_for(self._entry(index)).popup(self.viewport().mapToGlobal(place))

    def _entry(self, index: QModelIndex) -> ProjectEntry:
        return self.projects.entries[index.row()]


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: ProjectEntry = index.data(Qt.ItemDataRole.UserRole)
        look, area = theme.current(), QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = area.adjusted(1, 1, -1, -theme.SPACE)
        is_hot = bool(state & QStyle.StateFlag.State_MouseOver)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        _draw_card(painter, card, look.hover if is_hot else look.surface, look.focus if has_focus else look.border)
        inner = card.adjusted(theme.SPACE * 2, 0, -theme.SPACE * 2, 0)
        right = QRect(inner.right() - BAR_WIDTH_PX, inner.top(), BAR_WIDTH_PX, inner.height())
        left = inner.adjusted(0, 0, -BAR_WIDTH_PX - theme.SPACE * 3, 0)
        half = inner.height() // 2
        _draw_line(painter, left.adjusted(0, 8, 0, -half), entry.name, look.text, theme.SIZE_LARGE)
        folder = str(entry.path.parent)
        _draw_line(
            painter, left.adjusted(0, half, 0, -8), folder, look.muted, theme.SIZE_SMALL, Qt.TextElideMode.ElideMiddle
        )
        color = look.warning if entry.note else look.muted
        _draw_line(painter, right.adjusted(0, 8, 0, -half), progress_text(entry), color, theme.SIZE_SMALL)
        if entry.is_known and not entry.note:
            _draw_bar(painter, QRectF(right.left(), card.center().y() + 10, BAR_WIDTH_PX, BAR_PX), entry)
        painter.restore()


def progress_text(entry: ProjectEntry) -> str:
    if entry.note:
        return entry.note
    if not entry.is_known:
        return ""
    text = i18n.translate("ProjectList", LABELLED)
    return text.format(labelled=i18n.number(entry.labelled), total=i18n.number(entry.total))


LABELLED = N_("ProjectList", "{labelled} of {total} labelled")


def _draw_card(painter: QPainter, area: QRect, fill: QColor, line: QColor) -> None:
    painter.setBrush(fill)
    painter.setPen(line)
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _draw_line(
    painter: QPainter,
    area: QRect,
    text: str,
    color: QColor,
    size: int,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.setFont(theme.font(size, strong=size == theme.SIZE_LARGE))
    painter.setPen(color)
    shown = painter.fontMetrics().elidedText(text, elide, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_bar(painter: QPainter, area: QRectF, entry: ProjectEntry) -> None:
    """Each label's documents in its colour, then what is still to be labelled."""
    look = theme.current()
    outline = QPainterPath()
    outline.addRoundedRect(area, BAR_PX / 2, BAR_PX / 2)
    painter.setClipPath(outline)
    painter.fillRect(area, look.border)
    left = area.left()
    for color, count in entry.shares:
        width = area.width() * count / max(1, entry.total)
        painter.fillRect(QRectF(left, area.top(), width, area.height()), look.label_color(color))
        left += width
