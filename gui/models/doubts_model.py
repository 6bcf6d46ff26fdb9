"""Documents whose answers deserve a second look: a window of rows that grows where it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.errors import Cancelled
from core.progress import Report
from core.project.quality.doubts import Doubtful, DoubtRow
from gui import i18n

if TYPE_CHECKING:
    from core.project.project import Project

Index = QModelIndex | QPersistentModelIndex
WINDOW = 200


class Asker(Protocol):
    """The reader, as far as a model needs it."""

    def ask(self, key: str, work: Any, then: Any, failed: Any = ...) -> None: ...


class DoubtsModel(QAbstractListModel):
    """UserRole gives a DocumentRow, AccessibleDescriptionRole the reason in the user's language."""

    reloaded = Signal()  # the first window of another list is there
    failed = Signal(object)

    def __init__(self, reader: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._rows: list[DoubtRow] = []
        self._doubtful = Doubtful("disagreement")
        self._asked = 0  # so many of the list have been asked for
        self._version = 0
        self._is_waiting = False

    def show_list(self, doubtful: Doubtful) -> None:
        """Another list, or the same one as it is now."""
        self._doubtful, self._asked = doubtful, 0
        self._version += 1
        self._ask(self._replace)

    def row_of(self, document_id: int | None) -> int | None:
        return next((row for row, data in enumerate(self._rows) if data.row.id == document_id), None)

    def document_id(self, row: int) -> int | None:
        return self._rows[row].row.id if 0 <= row < len(self._rows) else None

    def why(self, document_id: int) -> str:
        """The reason, if the document is in the window."""
        row = self.row_of(document_id)
        return "" if row is None else i18n.note(self._rows[row].why)

    def remove(self, document_id: int) -> None:
        """It is settled."""
        row = self.row_of(document_id)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()

    def retranslate(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        found = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.row.snippet
            case Qt.ItemDataRole.UserRole:
                return found.row
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return i18n.note(found.why)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._asked < len(self._doubtful.ids) and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._append)

    def _ask(self, then: Callable[[list[DoubtRow]], None]) -> None:
        version, doubtful, start = self._version, self._doubtful, self._asked
        self._asked += WINDOW
        self._is_waiting = True

        def answer(rows: list[DoubtRow]) -> None:
            if version == self._version:
                self._is_waiting = False
                then(rows)

        def work(project: Project, _: Report) -> list[DoubtRow]:
            return project.quality.rows(doubtful, start, WINDOW)

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        if doubtful.ids:
            self._reader.ask("doubts", work, answer, failed)
        else:
            answer([])

    def _replace(self, rows: Sequence[DoubtRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        self.reloaded.emit()

    def _append(self, rows: Sequence[DoubtRow]) -> None:
        if rows:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
