"""The queue: a window of rows over the project's documents, grown where it is looked at, never the whole table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.project.values import DocumentFilter, DocumentRow, Order

if TYPE_CHECKING:
    from core.project.project import Project
    from core.records import Document

T = TypeVar("T")
WINDOW = 200
"""Rows asked for at a time."""
BEFORE = 40
"""Rows above the document around which a window opens."""

Index = QModelIndex | QPersistentModelIndex


class Caller(Protocol):
    """The session, as far as a model needs it."""

    def call(self, work: Callable[[Project], T], then: Callable[[T], None]) -> None: ...


class QueueModel(QAbstractListModel):
    """Documents of one filter in one order; UserRole gives a DocumentRow.

    Rows that stop matching go, except the current document's.
    """

    reloaded = Signal()  # another window is there

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, session: Caller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[DocumentRow] = []
        self._filter = DocumentFilter()
        self._order: Order = "imported"
        self._current: int | None = None
        self._version = 0
        self._has_more = self._has_before = self._is_waiting = False

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
        where, order = self._filter, self._order

        def work(project: Project) -> tuple[int | None, list[DocumentRow]]:
            anchor = _before(project, around, where, order) if around is not None else None
            return anchor, project.documents.rows(where, after_id=anchor, limit=WINDOW, order=order)

        self._ask(work, self._replace)

    def clear(self) -> None:
        """Forget every row, as when the project is closed."""
        self._version += 1
        self._current, self._is_waiting = None, False
        self._replace((None, []))

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

        def work(project: Project) -> tuple[int | None, list[DocumentRow]]:
            anchor = _before(project, first, where, order)
            return anchor, project.documents.rows(where, after_id=anchor, limit=BEFORE, order=order)

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
        return not parent.isValid() and self._has_more and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent) or not self._rows:
            return
        last, where, order = self._rows[-1].id, self._filter, self._order
        self._ask(lambda project: project.documents.rows(where, after_id=last, limit=WINDOW, order=order), self._append)

    def _ask(self, work: Callable[[Project], T], then: Callable[[T], None]) -> None:
        """Ask the project; an answer that comes after another reload is dropped."""
        version = self._version
        self._is_waiting = True

        def answer(result: T) -> None:
            if version == self._version:
                self._is_waiting = False
                then(result)

        self._session.call(work, answer)

    def _replace(self, window: tuple[int | None, Sequence[DocumentRow]]) -> None:
        anchor, rows = window
        self.beginResetModel()
        self._rows = list(rows)
        self._has_before, self._has_more = anchor is not None, len(rows) == WINDOW
        self.endResetModel()
        self.reloaded.emit()

    def _append(self, rows: Sequence[DocumentRow]) -> None:
        self._has_more = len(rows) == WINDOW
        self._insert(len(self._rows), rows)

    def _prepend(self, window: tuple[int | None, Sequence[DocumentRow]]) -> None:
        anchor, rows = window
        self._has_before = anchor is not None
        self._insert(0, rows)

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


def _before(project: Project, document_id: int, where: DocumentFilter, order: Order) -> int | None:
    """The document BEFORE places above, or None when the list begins earlier than that."""
    anchor: int | None = document_id
    for _ in range(BEFORE):
        anchor = project.documents.previous_id(anchor, order=order, filter=where)
        if anchor is None:
            return None
    return anchor


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
