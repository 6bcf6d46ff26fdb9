"""The history as a list, the newest act first, a window at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.progress import Report
from core.project.values import Event

if TYPE_CHECKING:
    from core.project.project import Project

T = TypeVar("T")
KEY = "history"
"""What is asked of the reader under this key is about the history."""
WINDOW = 200
HIDDEN = ("create",)
Index = QModelIndex | QPersistentModelIndex


class Asker(Protocol):
    """The reader, as far as a model needs it."""

    def ask(self, key: str, work: Any, then: Any) -> None: ...


@dataclass(frozen=True)
class EventRow:
    """One act with what it takes to tell it; `is_last`: the last one that is done now."""

    event: Event
    snippet: str = ""
    labels: tuple[str, ...] = ()
    is_last: bool = False


class HistoryModel(QAbstractListModel):
    """UserRole gives an EventRow."""

    reloaded = Signal()

    def __init__(self, reader: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._rows: list[EventRow] = []
        self._oldest: int | None = None
        self._has_more = self._is_waiting = False
        self._version = 0

    def reload(self) -> None:
        """From the newest act."""
        self._version += 1
        self._ask(None, self._replace)

    def row_of(self, event_id: int) -> int | None:
        return next((row for row, data in enumerate(self._rows) if data.event.id == event_id), None)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.event.kind
        return row if role == Qt.ItemDataRole.UserRole else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._oldest, self._append)

    def _ask(self, before_id: int | None, then: Any) -> None:
        version = self._version
        self._is_waiting = True

        def work(project: Project, _: Report) -> list[EventRow]:
            events = project.history.events(WINDOW, before_id)
            ids = {event.document_id for event in events if event.document_id is not None}
            snippets = {row.id: row.snippet for row in project.documents.listed(sorted(ids))}
            names, last = project.labels.names(), project.history.next()
            return [_row(event, snippets, names, last) for event in events]

        def answer(rows: list[EventRow]) -> None:
            if version == self._version:
                self._is_waiting = False
                self._has_more = len(rows) == WINDOW
                self._oldest = rows[-1].event.id if rows else self._oldest
                then([row for row in rows if row.event.kind not in HIDDEN])

        self._reader.ask(KEY, work, answer)

    def _replace(self, rows: Sequence[EventRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        self.reloaded.emit()

    def _append(self, rows: Sequence[EventRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()


def _row(event: Event, snippets: Mapping[int, str], names: Mapping[int, str], last: Event | None) -> EventRow:
    labels = tuple(names.get(id, f"#{id}") for id in event.details.get("labels", ()))
    is_last = last is not None and event.id == last.id
    return EventRow(event, snippets.get(event.document_id or 0, ""), labels, is_last)
