"""Words with figures, in a table whose columns depend on what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.survey.words import Place

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word; `level` is that of the bar behind the first figure."""

    word: str
    cells: tuple[str, ...]
    level: float
    places: tuple[Place, ...]


class WordsModel(QAbstractTableModel):
    """A row a word; UserRole is the level of the bar."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._head: Sequence[tuple[str, str]] = ()
        self._rows: Sequence[WordRow] = ()

    def set_rows(self, head: Sequence[tuple[str, str]], rows: Sequence[WordRow]) -> None:
        """`head`: the title and the tip of each column."""
        self.beginResetModel()
        self._head, self._rows = head, rows
        self.endResetModel()

    def row(self, row: int) -> WordRow:
        return self._rows[row]

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return row.cells[column - 1] if column else row.word
            case Role.UserRole if column == 1:
                return row.level
            case Role.TextAlignmentRole if column:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._head):
            return None
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        title, tip = self._head[section]
        return {Role.DisplayRole: title, Role.ToolTipRole: tip}.get(Role(role))
