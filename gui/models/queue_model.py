"""The queue: a window of rows over the project's documents, grown where it is looked at, never the whole table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.errors import Cancelled
from core.progress import Report
from core.project.values import DocumentFilter, DocumentRow, DocumentWindow, Order, Place

if TYPE_CHECKING:
    from core.project.project import Project
    from core.records import Document

T = TypeVar("T")
WINDOW = 200
"""Rows asked for at a time."""
BEFORE = 40
"""Rows above the document around which a window opens."""
BUDGET_S = 0.08
"""So long is looked for rows before those that were found are shown."""

Index = QModelIndex | QPersistentModelIndex


class Asker(Protocol):
    """The reader, as far as a model needs it."""

    def ask(
        self,
        key: str,
        work: Callable[[Project, Report], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] = ...,
    ) -> None: ...


@dataclass(frozen=True)
class _Found:
    """Rows, and how the list goes on: above, if it begins earlier, and below."""

    has_before: bool
    window: DocumentWindow


class QueueModel(QAbstractListModel):
    """Documents of one filter in one order; UserRole gives a DocumentRow.

    Rows that stop matching go, except the current document's. What is hard to find comes bit by bit.
    """

    reloaded = Signal()  # another window is there
    searching_changed = Signal(bool)
    failed = Signal(object)  # what was asked for can't be looked for

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, reader: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._rows: list[DocumentRow] = []
        self._filter = DocumentFilter()
        self._order: Order = "imported"
        self._current: int | None = None
        self._version = 0
        self._resume: Place | None = None
        self._has_before = self._is_waiting = self._is_searching = False
        self._n_wanted = 0

    @property
    def current(self) -> int | None:
        return self._current

    @property
    def filter(self) -> DocumentFilter:
        return self._filter

    @property
    def order(self) -> Order:
        return self._order

    def set_query(self, where: DocumentFilter, order: Order) -> None:
        """Show other documents, or in another order: all from around the current one, what was found from the top."""
        self._filter, self._order = where, order
        self.reload(self._current if where == DocumentFilter() else None)

    def reload(self, around: int | None = None) -> None:
        """Ask for a new window that holds the document `around`, or the first one."""
        self._version += 1
        self._n_wanted = WINDOW
        where, order = self._filter, self._order

        def work(project: Project, _: Report) -> _Found:
            documents = project.documents
            anchor = None if around is None else documents.above(around, BEFORE, order=order, filter=where)
            window = documents.window(where, after=anchor, limit=WINDOW, order=order, budget_s=BUDGET_S)
            return _Found(anchor is not None, window)

        self._ask(work, self._replace)

    def clear(self) -> None:
        """Forget every row, as when the project is closed."""
        self._version += 1
        self._current, self._is_waiting = None, False
        self._replace(_Found(False, DocumentWindow()))

    def set_current(self, document_id: int | None) -> None:
        """The document that is open: it stays in the list whatever becomes of it; the one before may go."""
        before, self._current = self._current, document_id
        if before == document_id:
            return
        row = self.row_of(before)
        if row is not None and not _matches(self._rows[row], self._filter):
            self._remove(row)
        if document_id is not None and self.row_of(document_id) is None:
            self.reload(document_id)

    def update_document(self, document: Document) -> None:
        """Show what a document is now, if it is in the window."""
        row = self.row_of(document.id)
        if row is None:
            return
        given = document.annotation if self._order != "second" else None
        self._rows[row] = replace(
            self._rows[row],
            labels=given.labels if given else (),
            is_skipped=bool(given and given.is_skipped),
            is_imported=bool(given and given.is_imported),
            is_flagged=document.is_flagged,
            is_disputed=document.is_disputed,
        )
        if document.id != self._current and not _matches(self._rows[row], self._filter):
            self._remove(row)
        else:
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, document_id: int | None) -> int | None:
        return next((row for row, data in enumerate(self._rows) if data.id == document_id), None)

    def fetch_before(self) -> None:
        """Grow upwards."""
        if not self._has_before or self._is_waiting or not self._rows:
            return
        first, where, order = self._rows[0].id, self._filter, self._order

        def work(project: Project, _: Report) -> _Found:
            documents = project.documents
            anchor = documents.above(first, BEFORE, order=order, filter=where)
            return _Found(anchor is not None, documents.window(where, after=anchor, limit=BEFORE, order=order))

        self._ask(work, self._prepend)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.snippet
        return row if role == Qt.ItemDataRole.UserRole else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._resume is not None and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._n_wanted = WINDOW
            self._go_on()

    def _go_on(self) -> None:
        """Ask for what comes behind the rows that are there."""
        where, order, after = self._filter, self._order, self._resume

        def work(project: Project, _: Report) -> DocumentWindow:
            return project.documents.window(where, after=after, limit=WINDOW, order=order, budget_s=BUDGET_S)

        self._ask(work, self._append)

    def _ask(self, work: Callable[[Project, Report], T], then: Callable[[T], None]) -> None:
        """Ask the reader; an answer that comes after another reload is dropped."""
        version = self._version
        self._is_waiting = True

        def answer(result: T) -> None:
            if version == self._version:
                self._is_waiting = False
                then(result)

        def failed(error: Exception) -> None:
            if version == self._version and not isinstance(error, Cancelled):
                self._is_waiting = False
                self._replace(_Found(False, DocumentWindow()))
                self.failed.emit(error)

        self._reader.ask("queue", work, answer, failed)

    def _replace(self, found: _Found) -> None:
        self.beginResetModel()
        self._rows = list(found.window.rows)
        self._has_before, self._resume = found.has_before, found.window.resume
        self.endResetModel()
        self.reloaded.emit()
        self._search_on(len(self._rows))

    def _append(self, window: DocumentWindow) -> None:
        self._resume = window.resume
        self._insert(len(self._rows), window.rows)
        self._search_on(len(window.rows))

    def _prepend(self, found: _Found) -> None:
        self._has_before = found.has_before
        self._insert(0, found.window.rows)

    def _search_on(self, n_found: int) -> None:
        """Where looking took long, less than a window may have come: go on until there is one, or nothing more."""
        self._n_wanted -= n_found
        is_searching = self._resume is not None and self._n_wanted > 0
        if is_searching != self._is_searching:
            self._is_searching = is_searching
            self.searching_changed.emit(is_searching)
        if is_searching:
            self._go_on()

    def _insert(self, at: int, rows: Sequence[DocumentRow]) -> None:
        known = {row.id for row in self._rows}
        new = [row for row in rows if row.id not in known]
        if new:
            self.beginInsertRows(QModelIndex(), at, at + len(new) - 1)
            self._rows[at:at] = new
            self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()


def _matches(row: DocumentRow, where: DocumentFilter) -> bool:
    is_labelled = bool(row.labels)
    by_state = {
        "any": True,
        "unlabelled": not (is_labelled or row.is_skipped or row.is_disputed),
        "labelled": is_labelled,
        "skipped": row.is_skipped,
        "disputed": row.is_disputed,
    }
    has_label = not where.label_ids or bool(set(where.label_ids) & set(row.labels))
    return by_state[where.state] and has_label and where.is_flagged in (None, row.is_flagged)
