"""The quality page: answers that deserve a second look, each with the reason, judged by one key; and the agreement."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.project.values import Undone
from core.records import Document
from core.settings import Settings
from gui.pages.keyed_page import KeyedPage
from gui.pages.page_keys import PageKeys
from gui.pages.quality_agreement import QualityAgreement
from gui.pages.quality_desk import QualityDesk
from gui.pages.quality_empty import NothingDoubtful
from gui.pages.quality_list import QualityList
from gui.pages.quality_middle import QualityMiddle
from gui.pages.quality_side import QualitySide
from gui.pages.quality_work import QualityWork
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.panel_splitter import PanelSplitter

PAGE = "quality"


class QualityPage(KeyedPage):
    """Puts the lists, the document and what was said of it together around the desk."""

    action_requested = Signal(str)  # an action of the window

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.desk = QualityDesk(session, self)
        self.work = QualityWork(session, self)
        self._build_ui()
        self._commands = self._make_commands()
        self.keys = PageKeys(self, PAGE, self._commands, session)
        self._connect()
        self.retranslate()
        self._on_project_changed()

    def title(self) -> str:
        return self.tr("Quality")

    def on_shown(self) -> None:
        """Look again if anything was answered meanwhile; the keyboard belongs to the page."""
        self.desk.look_again()
        self._work()
        self.setFocus()

    def _build_ui(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list, self.middle, self.side = QualityList(self._session), QualityMiddle(), QualitySide()
        self.agreement, self.empty, self._nothing = QualityAgreement(), NothingDoubtful(), EmptyState()
        self.middle.view.set_text_size(self._settings.get("text_size"))
        self._right = PanelSplitter(Qt.Orientation.Horizontal, "quality-right", self._settings)
        self._right.set_panels((self.middle, self.side), (640, 272), stretched=0)
        self._center = QStackedWidget()
        for part in (self._right, self.empty, self.agreement):
            self._center.addWidget(part)
        for panel, least in ((self.list, 260), (self.middle, 320), (self.side, 220)):
            panel.setMinimumWidth(least)
        self._panels = PanelSplitter(Qt.Orientation.Horizontal, PAGE, self._settings)
        self._panels.set_panels((self.list, self._center), (320, 904), stretched=1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panels)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _make_commands(self) -> dict[str, Callable[[], None]]:
        return {
            "confirm": lambda: self.desk.confirm(self.middle.note),
            "previous": lambda: self.list.go(-1),
            "next": lambda: self.list.go(1),
            "previous_list": lambda: self.list.choose_next(-1),
            "next_list": lambda: self.list.choose_next(1),
            "note": self.middle.note_field.setFocus,
            "label": self._open_on_label_page,
            "agreement": self.list.agreement.click,
            "look": self._look_again,
        }

    def _connect(self) -> None:
        session, desk, work, middle = self._session, self.desk, self.work, self.middle
        session.project_changed.connect(self._on_project_changed)
        session.labels_changed.connect(self._on_labels_changed)
        session.annotations_changed.connect(self._on_annotations_changed)
        session.undone.connect(self._on_undone)
        session.document_requested.connect(self._on_document_requested)
        session.settings_changed.connect(self._on_setting_changed)
        desk.document_opened.connect(self._on_document_opened)
        desk.document_changed.connect(lambda document: self._show(document, is_new=False))
        desk.judged.connect(self._on_judged)
        desk.draft_changed.connect(middle.set_checked)
        work.found_changed.connect(self._on_found)
        work.agreement_changed.connect(self._show_agreement)
        work.busy_changed.connect(self._on_busy_changed)
        self.list.document_chosen.connect(desk.open)
        self.list.list_chosen.connect(self.setFocus)
        self.list.look_wanted.connect(self._look_again)
        self.list.agreement_wanted.connect(self._on_agreement_wanted)
        self.list.model.reloaded.connect(self._on_list_reloaded)
        self.keys.label_chosen.connect(self._on_digit)
        self.keys.changed.connect(self._show_keys)
        middle.view.document_painted.connect(desk.set_painted)
        middle.view.text_size_changed.connect(lambda size: self._settings.set("text_size", size))
        middle.label_palette.label_chosen.connect(self._on_label_chosen)
        middle.command_chosen.connect(lambda name: self._commands[name]())
        middle.guideline_wanted.connect(self.side.show_guideline)
        middle.note_field.left.connect(self.setFocus)
        self.side.document_chosen.connect(desk.open)
        self.agreement.action_requested.connect(self.action_requested)
        self.empty.clicked.connect(self._on_empty_clicked)
        self._nothing.clicked.connect(lambda: session.page_requested.emit("home"))

    # Slots

    def _on_project_changed(self) -> None:
        self.desk.close()
        self.work.forget()
        self._on_labels_changed()
        if self.isVisible():
            self._work()
        self._tell_state()

    def _on_labels_changed(self) -> None:
        info = self._session.info
        labels = info.labels if info else ()
        self.middle.set_project(info)
        self.middle.set_checked(self.desk.draft)
        self.side.set_project(labels, info.guidelines if info else {})
        self.agreement.set_labels(labels)
        self.list.rows.set_labels(labels)
        self.keys.set_labels(labels)

    def _on_annotations_changed(self, document_id: int | None) -> None:
        """What is judged here leaves the lists at once; answers given elsewhere make them stale."""
        if document_id is not None and self.isVisible() and document_id == self.desk.document_id:
            return
        self.work.set_stale()
        if self.isVisible():
            self.desk.refresh()
            self._work()
        else:
            self.desk.set_stale()

    def _on_undone(self, undone: Undone | None) -> None:
        """It may be in doubt again."""
        self.work.set_stale()
        if self.isVisible():
            if undone is not None and undone.document_id is not None:
                self.desk.open(undone.document_id)
            self._work()

    def _on_document_requested(self, document_id: int, page: str) -> None:
        if page == PAGE:
            self.list.agreement.setChecked(False)
            self.desk.open(document_id)

    def _on_setting_changed(self, key: str) -> None:
        if key == "text_size":
            self.middle.view.set_text_size(self._settings.get("text_size"))

    def _on_found(self) -> None:
        is_first = not self.list.has_found
        self._show_found()
        if is_first:
            self.list.choose_fullest()
        self.list.show_list()

    def _on_busy_changed(self) -> None:
        self._show_found()
        self._show_agreement()
        self._tell_state()

    def _on_list_reloaded(self) -> None:
        """Something is always open where there is anything."""
        self.list.select(self.desk.document_id)
        if self.list.model.row_of(self.desk.document_id) is None:
            if self.list.model.rowCount():
                self.list.open_row(0)
            else:
                self.desk.close()
        self._show_why()
        self._tell_state()

    def _on_document_opened(self, document: Document | None) -> None:
        if document is not None:
            self._show(document, is_new=True)
            self.list.select(document.id)
        self._show_why()
        self._tell_state()

    def _on_judged(self, document_id: int) -> None:
        """It leaves the list, and the one behind it comes."""
        row = self.list.model.row_of(document_id)
        self.list.model.remove(document_id)
        self.work.settle(document_id)
        self._show_found()
        if row is not None and document_id == self.desk.document_id:
            last = self.list.model.rowCount() - 1
            if last >= 0:
                self.list.open_row(min(row, last))
            else:
                self.desk.close()
        self.setFocus()

    def _on_digit(self, index: int) -> None:
        label = self.middle.label_palette.label_at(index)
        if label is not None:
            self._on_label_chosen(label.id)

    def _on_label_chosen(self, label_id: int) -> None:
        info = self._session.info
        if info is not None:
            self.desk.choose(label_id, self.middle.note, is_multi_label=info.is_multi_label)

    def _on_agreement_wanted(self, is_wanted: bool) -> None:
        if is_wanted:
            self.work.measure()
            self._show_agreement()
        self._tell_state()
        self.setFocus()

    def _on_empty_clicked(self) -> None:
        if self.empty.is_to_look:
            self.work.suspect()
        else:
            self._session.page_requested.emit("label")

    # Helpers

    def _has_labels(self) -> bool:
        counts = self._session.counts
        return counts is not None and counts.labelled + counts.disputed > 0

    def _look_again(self) -> None:
        if self.list.doubt == "suspect":
            self.work.suspect()
        self.work.look(anew=True)

    def _work(self) -> None:
        self.work.look()
        if self.list.agreement.isChecked():
            self.work.measure()

    def _show(self, document: Document, *, is_new: bool) -> None:
        self.middle.set_document(document, is_new=is_new)
        self.middle.set_checked(self.desk.draft)
        self.side.set_document(document, self.desk.copies)

    def _show_found(self) -> None:
        """How many there are in each list."""
        work = self.work
        self.list.set_found(work.found, is_looking=work.is_looking, has_suspects=work.knows_suspects)

    def _show_why(self) -> None:
        document_id = self.desk.document_id
        self.middle.set_why(self.list.model.why(document_id) if document_id is not None else "")

    def _show_agreement(self) -> None:
        self.agreement.set_agreement(self.work.agreement, is_busy=self.work.is_measuring)

    def _show_keys(self) -> None:
        self.middle.set_keys({name: self.keys.shown(name) for name in self.middle.buttons})
        self.middle.label_palette.set_keys(self.keys.keymap.answer_keys())
        self.middle.note_field.setToolTip(self.keys.shown("note"))

    def _open_on_label_page(self) -> None:
        if self.desk.document_id is not None:
            self._session.document_requested.emit(self.desk.document_id, "label")

    def _tell_state(self) -> None:
        """Show the document or the agreement, or say in one sentence why there is none."""
        has_project = self._session.info is not None
        self._stack.setCurrentWidget(self._panels if has_project else self._nothing)
        if not has_project:
            self._nothing.show_state(self.tr("No project is open."), self.tr("Open a project"))
        elif self.list.agreement.isChecked():
            self._center.setCurrentWidget(self.agreement)
        elif self.desk.document is not None:
            self._center.setCurrentWidget(self._right)
        else:
            self._center.setCurrentWidget(self.empty)
            self.empty.tell(self.list.doubt, self.work, has_labels=self._has_labels())
