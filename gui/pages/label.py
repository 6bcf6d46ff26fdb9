"""The label page: one document at a time, its labels one key away; everything else is quiet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.project.values import Counts, DocumentFilter, ListInfo, Order, Undone
from core.records import Document
from core.settings import Settings
from gui.dialogs.label_set_dialog import LabelSetDialog
from gui.pages.keyed_page import KeyedPage
from gui.pages.label_bulk import BulkActs
from gui.pages.label_desk import Desk
from gui.pages.label_meter import MeterPanel
from gui.pages.label_middle import LabelMiddle
from gui.pages.label_opinion import Opinion, Opinions
from gui.pages.label_queue import LabelQueue
from gui.pages.label_side import LabelSide
from gui.pages.label_strategy import reason_text
from gui.pages.page_keys import PageKeys
from gui.pages.pinning import pin_menu
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.panel_splitter import PanelSplitter

RECENT = 20
ASKING_AGAIN: tuple[Order, ...] = ("suspects", "second")
"""Lists of documents that have answers already."""
PANEL = "label"
SIDES_PX = (248, 248)
MENU = ("similar", "bulk", "duplicates", "filter", "save_filter")


class LabelPage(KeyedPage):
    """Puts the queue, the document with its buttons, and the side together around the desk."""

    action_requested = Signal(str)  # an action of the window

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._is_done = self._opens_list = False
        self.desk = Desk(session, settings, self)
        self.opinions = Opinions(session, self)
        self.bulk = BulkActs(session, self)
        self._build_ui()
        self._commands = self._make_commands()
        self.keys = PageKeys(self, PANEL, self._commands, session)
        self._connect()
        self.retranslate()
        self._on_project_changed()

    def title(self) -> str:
        return self.tr("Label")

    def on_shown(self) -> None:
        """The keyboard belongs to the page."""
        self.setFocus()

    def _build_ui(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.queue = LabelQueue(self._session, self._settings)
        self.meter = MeterPanel(self._settings)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.queue, 1)
        left.addWidget(self.meter)
        self.middle = LabelMiddle()
        self.middle.view.set_text_size(self._settings.get("text_size"))
        self.side = LabelSide()
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.middle)
        self._stack.addWidget(self.empty)
        self._left.setMinimumWidth(200)
        self.side.setMinimumWidth(200)
        panels = PanelSplitter(Qt.Orientation.Horizontal, PANEL, self._settings)
        panels.set_panels((self._left, self._stack, self.side), (SIDES_PX[0], 760, SIDES_PX[1]), stretched=1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panels)

    def _make_commands(self) -> dict[str, Callable[[], None]]:
        desk = self.desk
        return {
            "skip": desk.skip,
            "flag": desk.toggle_flag,
            "clear": desk.clear,
            "confirm": desk.confirm,
            "previous": desk.open_previous,
            "next": desk.open_next,
            "next_unlabelled": desk.open_next_unlabelled,
            "undo": self._session.undo,
            "redo": self._session.redo,
            "search": self.queue.focus_search,
            "guideline": self.side.show_next_guideline,
            "pin": self._pin,
            "next_by": self.queue.strategy.open_menu,
            "filter": self.queue.filters.open_dialog,
            "save_filter": self.queue.filters.saved.save,
            "bulk": lambda: self.bulk.open(self.queue.selected or self.queue.filter),
            "duplicates": self.bulk.open_duplicates,
            "similar": self._find_similar,
            "edit_labels": self._edit_labels,
        }

    def _connect(self) -> None:
        session, desk, middle = self._session, self.desk, self.middle
        session.project_changed.connect(self._on_project_changed)
        session.labels_changed.connect(self._on_labels_changed)
        session.counts_changed.connect(self._on_counts_changed)
        session.annotations_changed.connect(self._on_annotations_changed)
        session.undone.connect(self._on_undone)
        session.document_requested.connect(self._on_document_requested)
        session.settings_changed.connect(self._on_setting_changed)
        session.chooser.list_changed.connect(self._on_list_changed)
        session.chooser.progressed.connect(self.queue.strategy.set_progress)
        session.meter.reading_changed.connect(self.meter.set_reading)
        session.meter.target_changed.connect(self.meter.set_target)
        session.meter.measuring_changed.connect(self.meter.set_measuring)
        self.meter.target_chosen.connect(session.meter.set_target)
        self.meter.watched_changed.connect(session.meter.set_watched)
        session.meter.set_watched(self.meter.is_open)
        desk.document_opened.connect(self._on_document_opened)
        desk.document_changed.connect(lambda document: self._show(document, is_new=False))
        desk.document_answered.connect(self._on_answered)
        desk.draft_changed.connect(middle.label_palette.set_checked)
        desk.ran_out.connect(self._on_ran_out)
        self.opinions.opinion_changed.connect(self._on_opinion)
        self.keys.label_chosen.connect(self._on_digit)
        self.keys.changed.connect(self._show_keys)
        middle.view.document_painted.connect(desk.set_painted)
        middle.view.rationale_added.connect(desk.add_rationale)
        middle.view.rationale_removed.connect(desk.remove_rationale)
        middle.view.text_size_changed.connect(lambda size: self._settings.set("text_size", size))
        middle.label_palette.label_chosen.connect(self._on_label_chosen)
        middle.command_chosen.connect(lambda name: self._commands[name]())
        middle.guideline_wanted.connect(self.side.show_guideline)
        middle.strip.document_chosen.connect(desk.open)
        self.queue.document_chosen.connect(desk.open)
        self.queue.query_changed.connect(self._on_query_changed)
        self.queue.left.connect(self.setFocus)
        self.bulk.filter_wanted.connect(self.queue.filters.set_filter)
        self.queue.menu_wanted.connect(self._on_menu_wanted)
        self.side.document_chosen.connect(desk.open)
        self.side.edit_requested.connect(self._edit_labels)
        self.empty.clicked.connect(self._on_empty_clicked)

    # Slots

    def _on_project_changed(self) -> None:
        has_project = self._session.info is not None
        self.opinions.forget()
        self.middle.strip.set_opinion(None)
        self._on_labels_changed()
        self._on_counts_changed(self._session.counts or Counts())
        self.queue.start()
        self.desk.start()
        if has_project:
            self._read_recent()
        self._set_done(False)

    def _on_labels_changed(self) -> None:
        info = self._session.info
        self.middle.set_project(info)
        self.middle.label_palette.set_checked(self.desk.draft)
        labels = info.labels if info else ()
        self.keys.set_labels(labels)
        self.side.set_labels(labels)
        self.side.set_guidelines(info.guidelines if info else {})
        self.queue.set_labels(labels)

    def _on_counts_changed(self, counts: Counts) -> None:
        self.side.set_counts(counts)
        self.queue.set_counts(counts)
        self._tell_state()

    def _on_annotations_changed(self, document_id: int | None) -> None:
        self._read_recent()
        if document_id is None:
            self.queue.reload()
            self.desk.refresh()
            return
        if document_id == self.desk.document_id:
            self.desk.refresh()
        self._session.call(lambda project: project.documents.get(document_id), self.queue.update_document, _ignore)

    def _on_document_opened(self, document: Document, is_new: bool) -> None:
        self._set_done(False)
        self._show(document, is_new=is_new)
        if is_new and self._settings.get("show_suggestion") == "before" and not self.desk.is_blind:
            self._ask_opinion(document, is_answered=False)

    def _on_answered(self, document: Document, is_blind: bool) -> None:
        if is_blind:
            self.middle.strip.set_second_answer(document)
            return
        if self._settings.get("show_suggestion") == "after":
            self._ask_opinion(document, is_answered=True)

    def _on_opinion(self, opinion: Opinion) -> None:
        self.middle.strip.set_opinion(opinion)
        self.desk.set_seen(opinion.document_id)

    def _on_digit(self, index: int) -> None:
        label = self.middle.label_palette.label_at(index)
        if label is not None:
            self._on_label_chosen(label.id)

    def _on_label_chosen(self, label_id: int) -> None:
        info = self._session.info
        self.desk.choose(label_id, is_multi_label=bool(info and info.is_multi_label))

    def _on_undone(self, undone: Undone | None) -> None:
        """An undo shows the document that it was about."""
        if undone is not None and undone.document_id is not None and self.isVisible():
            self.desk.open(undone.document_id)

    def _on_document_requested(self, document_id: int, page: str) -> None:
        if page == PANEL:
            self.desk.open(document_id)

    def _on_menu_wanted(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions([self.keys.actions[name] for name in MENU])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _on_query_changed(self) -> None:
        self._opens_list = self.desk.order != self.queue.order and self.queue.order in ASKING_AGAIN
        self.desk.where, self.desk.order = self.queue.filter, self.queue.order
        self._session.listed = self.queue.filter
        if self._is_done:  # the list before had nothing more to ask
            self.desk.open_first()

    def _on_list_changed(self, info: ListInfo | None) -> None:
        """The list asks again about answered documents: begin with it. Else what is open stays until it is answered."""
        self.queue.set_list(info)
        if self._opens_list and info is not None and not info.is_waiting:
            self._opens_list = False
            self.desk.open_first()
        elif info is None or info.is_waiting:
            self.desk.refresh()

    def _on_ran_out(self) -> None:
        self.desk.set_hidden()
        self._set_done(True)

    def _on_setting_changed(self, key: str) -> None:
        if key == "text_size":
            self.middle.view.set_text_size(self._settings.get("text_size"))

    def _on_empty_clicked(self) -> None:
        counts = self._session.counts
        if self._session.info is None:
            self._session.page_requested.emit("home")
        elif counts is None or counts.total == 0:
            self.action_requested.emit("file.import")
        elif counts.unlabelled > 0:
            self.queue.go_on()
            self.desk.open_next_unlabelled()
        else:
            self._session.page_requested.emit("train")

    # Helpers

    def _show(self, document: Document, *, is_new: bool) -> None:
        self.middle.set_document(document, reason_text(self.desk.reason), is_new=is_new)
        self.middle.label_palette.set_checked(self.desk.draft)
        self.queue.set_current(document.id)

    def _show_keys(self) -> None:
        """On the buttons, and where the field says how to get there."""
        self.middle.set_keys({name: self.keys.shown(name) for name in self.middle.buttons})
        self.middle.label_palette.set_keys(self.keys.keymap.answer_keys())
        self.queue.search.setToolTip(self.keys.shown("search"))

    def _set_done(self, is_done: bool) -> None:
        self._is_done = is_done
        self._tell_state()

    def _tell_state(self) -> None:
        """Show the document, or say in one sentence why there is none."""
        counts = self._session.counts
        has_documents = self._session.info is not None and counts is not None and counts.total > 0
        self._left.setVisible(has_documents)
        self.side.setVisible(has_documents)
        if self._session.info is None:
            self.empty.show_state(self.tr("No project is open."), self.tr("Open a project"))
        elif counts is None or counts.total == 0:
            self.empty.show_state(self.tr("This project has no documents yet."), self.tr("Import files…"))
        elif not self._is_done:
            self._stack.setCurrentWidget(self.middle)
            return
        elif self.queue.order in ASKING_AGAIN:
            self.empty.show_state(self.tr("This list has nothing more to ask."), self.tr("Go on with the others"))
        elif counts.unlabelled > 0:
            sentence = self.tr("No unlabelled document is left in this list.")
            self.empty.show_state(sentence, self.tr("Go on with the others"))
        else:
            sentence = self.tr("All %n document(s) are answered.", "", counts.total)
            self.empty.show_state(sentence, self.tr("Train a model"))
        self._stack.setCurrentWidget(self.empty)

    def _ask_opinion(self, document: Document, *, is_answered: bool) -> None:
        self.middle.strip.set_opinion(None)
        self.opinions.ask(document, is_answered=is_answered)

    def _read_recent(self) -> None:
        self._session.call(lambda project: project.annotations.recent(RECENT), self.side.set_recent)

    def _pin(self) -> None:
        if self.desk.document_id is not None and self._session.info is not None:
            menu = pin_menu(self._session, self.desk.document_id, self)
            menu.popup(self.middle.mapToGlobal(self.middle.rect().center()))

    def _find_similar(self) -> None:
        """To the one that is current in the list: the open one, or the one under the menu."""
        document_id = self.queue.current_id or self.desk.document_id
        if document_id is not None:
            self.queue.filters.set_filter(DocumentFilter(similar_to=document_id))

    def _edit_labels(self) -> None:
        if self._session.info is not None:
            dialog = LabelSetDialog(self._session, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


def _ignore(error: Exception) -> None:
    """The document is gone; the list hears of that by itself."""
