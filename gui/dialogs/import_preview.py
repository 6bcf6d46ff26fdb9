"""The first rows of a file, with the chosen columns set off from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from gui import theme
from gui.i18n import Retranslated

if TYPE_CHECKING:
    from gui.dialogs.import_files import ImportFile

SHOWN_CHARACTERS = 300
ROW_PX = 28
NAME_CHARACTERS = 13
CELL_PADDING_PX = 5  # and three of the style's own: under the header's text
TEXT_PX, COLUMN_PX, LABEL_PX = 360, 112, 104
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Cells as one line each; text and label columns know their role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._cells: tuple[tuple[str, ...], ...] = ()
        self._roles: dict[str, str] = {}

    def set_file(self, file: ImportFile | None) -> None:
        self.beginResetModel()
        table = file.table if file else None
        self._names, self._cells = (table.columns, table.preview) if table else ((), ())
        self._roles = _roles(file)
        self.endResetModel()

    def set_roles(self, file: ImportFile) -> None:
        """The choice of columns has changed."""
        self._roles = _roles(file)
        self.refresh()

    def refresh(self) -> None:
        if self._names:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._names) - 1)
        if self._names and self._cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._cells) - 1, len(self._names) - 1))

    def role_of(self, column: int) -> str:
        """text, label, told (of the answer or the document), dropped, or "" for metadata."""
        return self._roles.get(self._names[column], "")

    def _short(self, column: int) -> str:
        name = self._names[column]
        room = NAME_CHARACTERS if self.role_of(column) != "text" else 3 * NAME_CHARACTERS
        return name if len(name) <= room else f"{name[: room - 1]}…"

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._cells[index.row()][index.column()][:SHOWN_CHARACTERS].split())
        if role == Qt.ItemDataRole.ForegroundRole:
            colors = theme.current()
            of_role = {"text": colors.text, "label": colors.accent, "dropped": colors.disabled}
            return of_role.get(self.role_of(index.column()), colors.muted)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            titles = {
                "text": self.tr("→ text"),
                "label": self.tr("→ label"),
                "told": self.tr("→ read too"),
                "dropped": self.tr("left out"),
            }
            title = titles.get(self.role_of(section), self.tr("→ metadata"))
            return f"{self._short(section)}\n{title}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def _roles(file: ImportFile | None) -> dict[str, str]:
    if file is None:
        return {}
    told = [column for column in file.roles().values() if column not in file.others()]
    return {
        **dict.fromkeys(file.dropped, "dropped"),
        **dict.fromkeys(told, "told"),
        file.label: "label",
        file.text: "text",
    }


class Preview(Retranslated, QTableView):
    """Twenty rows; the text's column is wide, the others are narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PreviewModel(self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerWidget(QWidget())
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {CELL_PADDING_PX}px; }}")
        theme.changed.connect(self._model.refresh)
        self.retranslate()

    def set_file(self, file: ImportFile | None) -> None:
        self._model.set_file(file)
        self._size_columns()

    def set_roles(self, file: ImportFile) -> None:
        self._model.set_roles(file)
        self._size_columns()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Preview of the file"))
        self._model.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        """The text gets the room that the others leave."""
        roles = [self._model.role_of(column) for column in range(self._model.columnCount())]
        widths = [LABEL_PX if role == "label" else COLUMN_PX for role in roles]
        if "text" in roles:
            place = roles.index("text")
            widths[place] = max(TEXT_PX, self.viewport().width() - sum(widths) + widths[place])
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        if "text" in roles:
            self.scrollTo(self._model.index(0, roles.index("text")))


def card(widget: QWidget) -> QFrame:
    """A frame with rounded corners around a list or a table."""
    frame = QFrame()
    frame.setProperty("card", True)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(*[theme.SPACE // 2] * 4)
    inside.addWidget(widget)
    return frame
