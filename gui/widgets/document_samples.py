"""A few documents to look at, for a decision about many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from core.project.values import DocumentRow
from core.records import Label
from gui.widgets.document_list import ROW_ROLE, DocumentList


class DocumentSamples(DocumentList):
    """Holds its rows itself; the keyboard is the dialog's."""

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.set_labels(labels)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_rows(self, rows: Iterable[DocumentRow]) -> None:
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.snippet)
            item.setData(row, ROW_ROLE)
            self._rows.appendRow(item)
