"""The left side of the label page: which documents, in which order, and the list itself."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.progress import Report
from core.project.values import Counts, DocumentFilter, DocumentRow, ListInfo, Order, Wish
from core.records import Document, Label
from core.settings import Settings
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.models.queue_model import QueueModel
from gui.pages.label_filter import ALL, LabelFilter
from gui.pages.label_strategy import StrategyBar
from gui.session import Session
from gui.widgets.document_list import DocumentList

if TYPE_CHECKING:
    from core.project.project import Project

PASSING: tuple[Order, ...] = ("rare", "suspects", "second", "latest", "sure", "shortest", "longest")
"""Orders that are not the next project's as well."""
RECOUNT_AFTER_MS = 700
CHEAP_S = 0.3
"""A count that took longer is not made anew after each decision."""


class LabelQueue(Retranslated, QWidget):
    """The filter, the order, and the window of rows."""

    document_chosen = Signal(int)
    query_changed = Signal()
    left = Signal()  # the search field gave the keyboard back
    menu_wanted = Signal(object)  # where on the screen: a right click on the list

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.model = QueueModel(session.reader, self)
        self._opens_first = self._is_searching = False
        self._wish = Wish(settings.get("queue_order"))
        self._progress: tuple[int, int] = (0, 0)
        self._count_s = 0.0
        self._recount_timer = QTimer(self, singleShot=True, interval=RECOUNT_AFTER_MS)
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def filter(self) -> DocumentFilter:
        return self.model.filter

    @property
    def order(self) -> Order:
        return self.model.order

    @property
    def current_id(self) -> int | None:
        row = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row.id if isinstance(row, DocumentRow) else None

    @property
    def selected(self) -> tuple[int, ...]:
        """Documents that were chosen by hand, if more than one."""
        ids = self.list.selected_ids()
        return ids if len(ids) > 1 else ()

    def start(self) -> None:
        """Another project is open, or none: list it from its beginning."""
        self._progress = (0, 0)
        self.model.clear()
        self.go_on()
        self.filters.read_facets()

    def show_all(self) -> None:
        """No filter and no search."""
        self.filters.set_filter(ALL)

    def set_labels(self, labels: tuple[Label, ...]) -> None:
        self.list.set_labels(labels)
        self.strategy.set_labels(labels)
        self.filters.set_labels()

    def set_counts(self, counts: Counts) -> None:
        """After each decision: how many are left in the list."""
        self.filters.set_counts(counts)
        if self._count_s < CHEAP_S:
            self._recount_timer.start()

    def go_on(self) -> None:
        """All documents, in the order that the settings say."""
        self._wish = Wish(self._settings.get("queue_order"))
        self.show_all()

    def set_current(self, document_id: int | None) -> None:
        self.model.set_current(document_id)
        self._select_current(document_id)

    def reload(self) -> None:
        """Many documents changed, or new ones came in."""
        self.model.reload(self.model.current)
        self._recount()
        self.filters.read_facets()

    def set_list(self, info: ListInfo | None) -> None:
        """Another list is in force: show it, from around what is open."""
        self.strategy.set_list(info)
        if info is not None and info.order == self.order:
            self.model.reload()
            self._recount()

    def update_document(self, document: Document) -> None:
        self.model.update_document(document)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Queue of documents"))
        self._show_state()
        self._show_progress()

    def _build_ui(self) -> None:
        self.filters = LabelFilter(self._session)
        self.search = self.filters.search
        self.strategy = StrategyBar()
        self._selected, self._index = QLabel(), QLabel(wordWrap=True)
        for label in (self._selected, self._index):
            label.setProperty("muted", True)
            label.setProperty("small", True)
        self.list = DocumentList(selects_many=True)
        self.list.setModel(self.model)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._empty.setProperty("muted", True)
        self._empty.hide()
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE + 4, theme.SPACE + 4, theme.SPACE + 4, 4)
        head.setSpacing(theme.SPACE)
        head.addWidget(self.filters)
        for part in (self.strategy, self._selected, self._index):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self._ask)
        self.filters.confirmed.connect(self._on_search_confirmed)
        self.filters.left.connect(self.left)
        self.filters.down.connect(self.list.setFocus)
        self._recount_timer.timeout.connect(self._recount)
        self.strategy.order_chosen.connect(self._on_order_chosen)
        self.strategy.left.connect(self.left)
        self.list.document_chosen.connect(self.document_chosen)
        self.list.menu_wanted.connect(self.menu_wanted)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_state())
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.model.reloaded.connect(self._on_reloaded)
        self.model.rowsInserted.connect(self._on_rows_inserted)
        self.model.searching_changed.connect(self._on_searching_changed)
        self.model.failed.connect(self._on_search_failed)
        self._session.upkeep.progressed.connect(self._on_index_progressed)

    def _ask(self, where: DocumentFilter) -> None:
        self._session.counter.cancel("count")
        self._opens_first = False
        self._wish = replace(self._wish, filter=where)
        self._session.chooser.set_wish(self._wish)
        is_by_likeness = where.similar_to is not None
        self.model.set_query(where, "imported" if is_by_likeness else self._wish.order)
        self.strategy.set_order(self._wish.order, self._wish.label, is_by_likeness=is_by_likeness)
        self._set_count(None)
        self._recount()
        self.query_changed.emit()

    def _recount(self) -> None:
        where, order, start = self.filter, self.order, time.monotonic()

        def work(project: Project, report: Report) -> tuple[int, str]:
            n = project.documents.count(where, report, order=order)
            return n, "" if where.similar_to is None else project.documents.likeness(where.similar_to)

        def then(counted: tuple[int, str]) -> None:
            self._count_s = time.monotonic() - start
            self._set_count(counted[0])
            self.strategy.set_likeness(counted[1])

        self._session.counter.ask("count", work, then)

    def _set_count(self, n: int | None) -> None:
        """None: it is on its way."""
        self.strategy.set_count(n)
        self.filters.set_count(self.tr("Counting…") if n is None else self.tr("%Ln document(s)", "", n))

    def _show_state(self) -> None:
        n = len(self.selected)
        self._selected.setText(self.tr("%Ln selected", "", n))
        self._selected.setVisible(n > 0)
        looking = self.tr("Looking through the texts…")
        self._empty.setText(looking if self._is_searching else self.tr("No document matches."))

    def _show_progress(self) -> None:
        """While the index is made, words are looked for in the texts that it has not: say so."""
        done, total = self._progress
        is_behind = done < total
        self._index.setVisible(is_behind)
        if is_behind:
            share = i18n.number(100 * done // total)
            self._index.setText(self.tr("Search index: {n} %. Until then searching takes longer.").format(n=share))

    def _select_current(self, document_id: int | None) -> None:
        row = self.model.row_of(document_id)
        index = self.model.index(row if row is not None else -1)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _on_order_chosen(self, order: Order, label: str) -> None:
        if order not in PASSING:
            self._settings.set("queue_order", order)
        self._wish = Wish(order, self._wish.filter, label)
        self._ask(self.filter)
        self.left.emit()

    def _on_search_confirmed(self) -> None:
        """Enter opens the first document that was found."""
        self._opens_first = self.filter != ALL
        self.left.emit()

    def _on_search_failed(self, error: Exception) -> None:
        self.filters.set_complaint(i18n.message(error))

    def _on_searching_changed(self, is_searching: bool) -> None:
        self._is_searching = is_searching
        self._show_state()
        self._show_list()

    def _on_index_progressed(self, done: int, total: int) -> None:
        was_behind = self._progress[0] < self._progress[1]
        self._progress = (done, total)
        self._show_progress()
        if was_behind and done >= total:
            self.filters.read_facets()

    def _on_reloaded(self) -> None:
        self._show_list()
        self._select_current(self.model.current)
        self._open_first()

    def _open_first(self) -> None:
        """The first one that was found, once, if that is wanted."""
        if self._opens_first and self.model.rowCount() > 0:
            self._opens_first = False
            self.document_chosen.emit(self.model.index(0).data(Qt.ItemDataRole.UserRole).id)

    def _show_list(self) -> None:
        is_empty = self.model.rowCount() == 0
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def _on_scrolled(self, value: int) -> None:
        if value <= self.list.verticalScrollBar().minimum():
            self.model.fetch_before()

    def _on_rows_inserted(self, _: object, first: int, last: int) -> None:
        """Rows that come in above must not move those in view."""
        self._show_list()
        self._open_first()
        if first == 0 and last + 1 < self.model.rowCount():
            bar = self.list.verticalScrollBar()
            added = last - first + 1
            self.list.doItemsLayout()
            bar.setValue(bar.value() + added * self.list.sizeHintForRow(0))
