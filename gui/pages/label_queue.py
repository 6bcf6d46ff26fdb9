"""The left side of the label page: which documents, in which order, and the list itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.project.values import DocumentFilter, ListInfo, Order, Wish
from core.records import Document
from core.settings import Settings
from gui import theme
from gui.i18n import Retranslated
from gui.models.queue_model import QueueModel
from gui.pages.label_strategy import StrategyBar
from gui.session import Session
from gui.widgets.document_list import DocumentList
from gui.widgets.flow_layout import FlowLayout

CHIPS: dict[str, DocumentFilter] = {
    "any": DocumentFilter(),
    "unlabelled": DocumentFilter(state="unlabelled"),
    "labelled": DocumentFilter(state="labelled"),
    "skipped": DocumentFilter(state="skipped"),
    "flagged": DocumentFilter(is_flagged=True),
}
PASSING: tuple[Order, ...] = ("rare", "suspects", "second", "latest", "sure", "shortest", "longest")
"""Orders that are not the next project's as well."""
SEARCH_AFTER_MS = 200
CHIP_PX = 26


class LabelQueue(Retranslated, QWidget):
    """Filter chips, a search field, the order, and the window of rows."""

    document_chosen = Signal(int)
    query_changed = Signal()
    left = Signal()  # the search field gave the keyboard back

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.model = QueueModel(session, self)
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._opens_first = False
        self._wish = Wish(settings.get("queue_order"))
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def filter(self) -> DocumentFilter:
        return self.model.filter

    @property
    def order(self) -> Order:
        return self.model.order

    def start(self) -> None:
        """Another project is open, or none: list it from its beginning."""
        self.model.clear()
        self.go_on()

    def show_all(self) -> None:
        """No filter and no search."""
        self.search.clear()
        self._search_timer.stop()
        self._chips["any"].setChecked(True)
        self._ask()

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
        names = {
            "any": self.tr("All"),
            "unlabelled": self.tr("Unlabelled"),
            "labelled": self.tr("Labelled"),
            "skipped": self.tr("Skipped"),
            "flagged": self.tr("Flagged"),
        }
        for state, chip in self._chips.items():
            chip.setText(names[state])
        self.search.setPlaceholderText(self.tr("Search the texts"))
        self.search.setAccessibleName(self.tr("Search the texts"))
        self.list.setAccessibleName(self.tr("Queue of documents"))
        self._empty.setText(self.tr("No document matches."))

    def _build_ui(self) -> None:
        self.search = _SearchField()
        self.search.setClearButtonEnabled(True)
        chips = FlowLayout()
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        for state in CHIPS:
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setChecked(state == "any")
            chip.setProperty("chip", True)
            chip.setFixedHeight(CHIP_PX)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip)
            self._chips[state] = chip
            chips.addWidget(chip)
        self.strategy = StrategyBar()
        self.list = DocumentList()
        self.list.setModel(self.model)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("muted", True)
        self._empty.hide()
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE + 4, theme.SPACE + 4, theme.SPACE + 4, 4)
        head.setSpacing(theme.SPACE)
        head.addWidget(self.search)
        head.addLayout(chips)
        head.addWidget(self.strategy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self._search_timer.timeout.connect(self._ask)
        self.search.textEdited.connect(lambda _: self._search_timer.start())
        self.search.textChanged.connect(lambda text: None if text else self._search_timer.start())
        self.search.left.connect(self.left)
        self.search.down.connect(self.list.setFocus)
        self.search.returnPressed.connect(self._on_search_confirmed)
        self._group.buttonClicked.connect(lambda _: self._ask())
        self.strategy.order_chosen.connect(self._on_order_chosen)
        self.strategy.left.connect(self.left)
        self.list.document_chosen.connect(self.document_chosen)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.model.reloaded.connect(self._on_reloaded)
        self.model.rowsInserted.connect(self._on_rows_inserted)

    def _ask(self) -> None:
        state = next(state for state, chip in self._chips.items() if chip.isChecked())
        where = replace(CHIPS[state], search=self.search.text().strip())
        self._wish = replace(self._wish, filter=where)
        self._session.chooser.set_wish(self._wish)
        self.model.set_query(where, self._wish.order)
        self.strategy.set_order(self._wish.order, self._wish.label)
        self._recount()
        self.query_changed.emit()

    def _recount(self) -> None:
        where, order = self.filter, self.order
        self._session.call(lambda project: project.documents.count(where, order=order), self.strategy.set_count)

    def _select_current(self, document_id: int | None) -> None:
        row = self.model.row_of(document_id)
        index = self.model.index(row if row is not None else -1)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _on_order_chosen(self, order: Order, label: str) -> None:
        if order not in PASSING:
            self._settings.set("queue_order", order)
        self._wish = Wish(order, self._wish.filter, label)
        self._ask()
        self.left.emit()

    def _on_search_confirmed(self) -> None:
        """Enter opens the first document that was found."""
        self._search_timer.stop()
        self._opens_first = bool(self.search.text().strip())
        self._ask()
        self.left.emit()

    def _on_reloaded(self) -> None:
        is_empty = self.model.rowCount() == 0
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self._select_current(self.model.current)
        if self._opens_first and not is_empty:
            self.document_chosen.emit(self.model.index(0).data(Qt.ItemDataRole.UserRole).id)
        self._opens_first = False

    def _on_scrolled(self, value: int) -> None:
        if value <= self.list.verticalScrollBar().minimum():
            self.model.fetch_before()

    def _on_rows_inserted(self, _: object, first: int, last: int) -> None:
        """Rows that come in above must not move those in view."""
        if first == 0:
            bar = self.list.verticalScrollBar()
            added = last - first + 1
            self.list.doItemsLayout()
            bar.setValue(bar.value() + added * self.list.sizeHintForRow(0))


class _SearchField(QLineEdit):
    """Escape clears it and gives the keyboard back; Down goes on to the list."""

    left = Signal()
    down = Signal()

    def event(self, event: QEvent) -> bool:
        """Enter is the field's too, although Qt would leave it to a shortcut."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in enter:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
