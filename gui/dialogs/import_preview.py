"""The first rows of a file, with the chosen columns set off from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gui import theme
from gui.i18n import Retranslated

if TYPE_CHECKING:
    from gui.dialogs.import_files import ImportFile

SHOWN_CHARACTERS = 300
ROW_PX = 28
TEXT_PX, COLUMN_PX, LABEL_PX = 440, 128, 104
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Cells as one line each; text and label columns know their role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: ImportFile | None = None

    def set_file(self, file: ImportFile | None) -> None:
        self.beginResetModel()
        self._file = file if file and file.table else None
        self.endResetModel()

    def refresh(self) -> None:
        """The choice of columns has changed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        if self.columnCount():
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def column_name(self, column: int) -> str:
        return self._file.table.columns[column] if self._file and self._file.table else ""

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return len(self._file.table.preview) if self._file and self._file.table and not parent.isValid() else 0

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return len(self._file.table.columns) if self._file and self._file.table and not parent.isValid() else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self._file or not self._file.table or not index.isValid():
            return None
        name = self._file.table.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._file.table.preview[index.row()][index.column()][:SHOWN_CHARACTERS].split())
        if role == Qt.ItemDataRole.BackgroundRole and name == self._file.text:
            return theme.current().surface
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(name)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical or not self._file or not self._file.table:
            return None
        name = self._file.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{name}\n{self._role_of(name)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _role_of(self, name: str) -> str:
        if not self._file:
            return ""
        if name == self._file.text:
            return self.tr("Text")
        if name == self._file.label:
            return self.tr("Label")
        return self.tr("Left out") if name in self._file.dropped else self.tr("Metadata")

    def _color(self, name: str) -> object:
        if not self._file or name == self._file.text:
            return theme.current().text
        if name == self._file.label:
            return theme.current().accent
        return theme.current().disabled if name in self._file.dropped else theme.current().muted


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
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        theme.changed.connect(self._model.refresh)
        self.retranslate()

    def set_file(self, file: ImportFile | None) -> None:
        self._model.set_file(file)
        self._size_columns(file)

    def refresh(self, file: ImportFile) -> None:
        self._model.refresh()
        self._size_columns(file)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Preview of the file"))
        self._model.refresh()

    def _size_columns(self, file: ImportFile | None) -> None:
        for column in range(self._model.columnCount()):
            name = self._model.column_name(column)
            is_text = file is not None and name == file.text
            is_label = file is not None and name == file.label
            self.setColumnWidth(column, TEXT_PX if is_text else LABEL_PX if is_label else COLUMN_PX)
