"""The review page: what a run predicts, what it looked at, and what the person says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from core.jobs.explaining import ExplainOptions
from core.project.values import PredictionFilter
from core.records import Document, Span
from core.settings import Settings
from gui.models.concordance_model import Line
from gui.pages.keyed_page import KeyedPage
from gui.pages.page_keys import PageKeys
from gui.pages.review_corpus import ReviewCorpus
from gui.pages.review_desk import ReviewDesk
from gui.pages.review_document import ReviewDocument
from gui.pages.review_explaining import ReviewExplaining
from gui.pages.review_head import DOCUMENTS, RUNS, SLICES, TABS, TRUST, WORDS, ReviewHead
from gui.pages.review_list import ReviewList
from gui.pages.review_runs import ReviewRuns
from gui.pages.review_side import ReviewSide
from gui.pages.review_slices import ReviewSlices
from gui.pages.review_trust import ReviewTrust
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.panel_splitter import PanelSplitter

PAGE = "review"


class ReviewPage(KeyedPage):
    """Puts the predictions, the document, the answer and the keywords together around the desk."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._wanted: Line | None = None
        self._is_stale = False
        self.desk = ReviewDesk(session, self)
        self.explaining = ReviewExplaining(session, PAGE, self)
        self._build_ui()
        self._commands = self._make_commands()
        self.keys = PageKeys(self, PAGE, self._commands, session)
        self._connect()
        self.retranslate()
        self._on_project_changed()

    @property
    def run_id(self) -> str | None:
        """The run under review."""
        return self.head.run_id

    def title(self) -> str:
        return self.tr("Review")

    def on_shown(self) -> None:
        """Take in what happened on other pages; the keyboard belongs to the page."""
        if self._is_stale:
            self._is_stale = False
            self.head.reload()
            self.list.show_run(self.run_id)
        self.desk.look_again()
        self.setFocus()

    def _build_ui(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list, self.middle, self.side = (
            ReviewList(self._session),
            ReviewDocument(self._session, self.explaining),
            ReviewSide(self._session),
        )
        self.head, self.empty = ReviewHead(self._session, lambda: self._shown), EmptyState()
        self.trust, self.corpus = ReviewTrust(self._session), ReviewCorpus(self._session, self._settings)
        self.middle.set_text_size(self._settings.get("text_size"))
        for part, least in ((self.list, 280), (self.middle, 320), (self.side, 220)):
            part.setMinimumWidth(least)
        documents = PanelSplitter(Qt.Orientation.Horizontal, "review-above", self._settings)
        documents.set_panels((self.list, self.middle, self.side), (372, 580, 272), stretched=1)
        self.slices, self.runs = ReviewSlices(self._session), ReviewRuns(self._session)
        parts = (documents, self.trust, self.corpus, self.slices, self.runs)
        self._tabs: dict[str, QWidget] = dict(zip(TABS, parts, strict=True))
        self._shown, self._panels, self._stack = QStackedWidget(), QWidget(), QStackedWidget()
        for tab in TABS:
            self._shown.addWidget(self._tabs[tab])
        below = QVBoxLayout(self._panels)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.head)
        below.addWidget(self._shown, 1)
        self._stack.addWidget(self._panels)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _make_commands(self) -> dict[str, Callable[[], None]]:
        return {
            "confirm": self._on_enter,
            "previous": lambda: self.list.go(-1),
            "next": lambda: self.list.go(1),
            "accept": self.side.verdict.accept.click,
            "reject": self.side.verdict.reject.click,
            "comment": self.side.verdict.comment.setFocus,
            "mark": self.middle.mark.toggle,
            "view": self.middle.show_next_method,
            "beside": self.middle.add_panel,
            "what_if": self.middle.play.toggle,
            "search": self.list.focus_search,
            "documents": lambda: self.head.show_tab(DOCUMENTS),
            "trust": lambda: self.head.show_tab(TRUST),
            "keywords": lambda: self.head.show_tab(WORDS),
            "slices": lambda: self.head.show_tab(SLICES),
            "runs": lambda: self.head.show_tab(RUNS),
            "label": self._open_on_label_page,
        }

    def _connect(self) -> None:
        session, desk = self._session, self.desk
        session.project_changed.connect(self._on_project_changed)
        session.labels_changed.connect(self._on_labels_changed)
        session.annotations_changed.connect(self._on_annotations_changed)
        session.runs_changed.connect(lambda: self.head.reload())
        session.active_run_changed.connect(self._on_active_run_changed)
        session.document_requested.connect(self._on_document_requested)
        session.review_requested.connect(self._on_review_requested)
        session.trust_requested.connect(self._on_trust_requested)
        session.settings_changed.connect(self._on_setting_changed)
        self.head.run_changed.connect(self._show_run)
        self.head.runs_read.connect(self._on_runs_read)
        self.head.tab_changed.connect(self._on_tab_changed)
        desk.document_opened.connect(self._on_document_opened)
        desk.document_changed.connect(self._on_document_changed)
        desk.predicted.connect(lambda _: self._show_side())
        desk.reading_changed.connect(self._explain)
        self.middle.target_chosen.connect(lambda _label, _against: self._explain())
        self.middle.method_shown.connect(lambda _: self._show_badge())
        self.explaining.badge_changed.connect(lambda _: self._show_badge())
        desk.answered.connect(self._on_answered)
        self.list.document_chosen.connect(self._open)
        self.list.model.reloaded.connect(self._on_list_reloaded)
        self.middle.view.document_painted.connect(desk.set_painted)
        self.middle.view.rationale_added.connect(desk.add_rationale)
        self.middle.view.rationale_removed.connect(desk.remove_rationale)
        self.middle.view.text_size_changed.connect(lambda size: self._settings.set("text_size", size))
        self.keys.label_chosen.connect(self._on_digit)
        self.keys.changed.connect(self._show_keys)
        self.side.confirm_requested.connect(desk.confirm)
        self.side.label_chosen.connect(desk.choose)
        desk.draft_changed.connect(self.side.set_checked)
        self.side.verdict.given.connect(self._on_answered)
        self.corpus.line_chosen.connect(self._on_line_chosen)
        self.empty.clicked.connect(self._on_empty_clicked)

    # Slots

    def _on_project_changed(self) -> None:
        self._wanted = None
        self.desk.close()
        self._on_labels_changed()
        self.list.set_filter(PredictionFilter())
        self.head.forget()
        self.head.reload()

    def _on_labels_changed(self) -> None:
        info = self._session.info
        labels = info.labels if info else ()
        self.keys.set_labels(labels)
        self.list.set_labels(labels)
        self.side.set_labels(labels, is_multi_label=bool(info and info.is_multi_label))

    def _on_active_run_changed(self, run_id: str | None) -> None:
        self.head.reload(run_id)

    def _on_annotations_changed(self, document_id: int | None) -> None:
        """What was decided here is shown already; after decisions elsewhere, all is asked for again."""
        if not self.isVisible():
            self._is_stale = True
            self.desk.set_stale()
            return
        self.desk.refresh()
        if document_id is None:
            self.list.show_run(self.run_id)

    def _on_document_requested(self, document_id: int, page: str) -> None:
        if page == PAGE:
            self._open(document_id)

    def _on_review_requested(self, run_id: str, where: PredictionFilter) -> None:
        """A cell of a confusion matrix: its documents, the first one open."""
        self.desk.close()
        self.list.set_filter(where)
        self.head.show_tab(DOCUMENTS)
        self.head.show_run(run_id)

    def _on_trust_requested(self, run_id: str) -> None:
        self.head.show_run(run_id)
        self.head.show_tab(TRUST)

    def _on_tab_changed(self, tab: str) -> None:
        """The keys of the documents rest while something else is looked at."""
        self._shown.setCurrentWidget(self._tabs[tab])
        for name, action in self.keys.actions.items():
            action.setEnabled(tab == DOCUMENTS or name in (*TABS, "confirm"))

    def _on_setting_changed(self, key: str) -> None:
        if key == "text_size":
            self.middle.set_text_size(self._settings.get("text_size"))

    def _on_list_reloaded(self) -> None:
        """Something is always open where there is anything."""
        self.list.select(self.desk.document_id)
        is_gone = self.list.take_is_asked_anew() and self.list.model.row_of(self.desk.document_id or -1) is None
        if (self.desk.document is None or is_gone) and self.list.model.rowCount():
            self.list.go(1)

    def _on_document_opened(self, document: Document | None) -> None:
        if document is None:
            self.explaining.close()
        self.middle.set_document(document)
        self._show_side()
        self.list.select(document.id if document else None)
        self._show_wanted()

    def _on_document_changed(self, document: Document) -> None:
        self.middle.update_document(document)
        self._show_side()
        self.list.update_document(document)

    def _on_answered(self, document_id: int) -> None:
        """Go on to the next prediction, if the answered one is still what is looked at."""
        if self._settings.get("auto_advance") and document_id == self.desk.document_id:
            self.list.go(1)

    def _on_digit(self, index: int) -> None:
        label = self.side.label_palette.label_at(index)
        if label is not None and self.head.tab == DOCUMENTS:
            self.desk.choose(label.id)

    def _on_line_chosen(self, line: Line) -> None:
        self._wanted = line
        if self.desk.document_id == line.document_id:
            self._show_wanted()
        else:
            self._open(line.document_id)

    def _on_enter(self) -> None:
        """Enter belongs to the field or sentence that has the keyboard; else it confirms."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit):
            self.setFocus()
        elif focus is self.corpus.sentences:
            self.corpus.open_current()
        elif self.head.tab == DOCUMENTS:
            self.desk.confirm()

    def _on_empty_clicked(self) -> None:
        self._session.page_requested.emit("home" if self._session.info is None else "train")

    # Helpers

    def _open(self, document_id: int) -> None:
        self.head.show_tab(DOCUMENTS)
        if self.run_id is not None and document_id != self.desk.document_id:
            self.desk.open(self.run_id, document_id)

    def _explain(self) -> None:
        """Ask the run about the document, for the label that is chosen."""
        desk = self.desk
        if desk.document is not None and desk.run_id is not None:
            label, against = self.middle.target.target
            self.explaining.open(desk.run_id, desk.document.text, ExplainOptions(label=label, against=against))
            self.middle.show_nothing()

    def _show_badge(self) -> None:
        explaining = self.explaining
        self.side.verdict.set_method(self.middle.method)
        self.side.trust.set_badge(explaining.badge, self.middle.method, is_coming=explaining.is_busy)

    def _show_keys(self) -> None:
        self.side.confirm.set_key(self.keys.shown("confirm"))
        self.side.label_palette.set_keys(self.keys.keymap.answer_keys())
        self.list.search.setToolTip(self.keys.shown("search"))
        shown = {name: self.keys.shown(name) for name in self.keys.actions}
        self.side.verdict.set_keys(shown["accept"], shown["reject"])
        for part in (self.head, self.middle):
            part.set_keys(shown)

    def _show_wanted(self) -> None:
        """Bring the word into view whose sentence was clicked."""
        line, self._wanted = self._wanted, None
        if line is not None and line.document_id == self.desk.document_id:
            self.middle.view.show_span(Span(line.start, line.end))

    def _open_on_label_page(self) -> None:
        if self.desk.document_id is not None:
            self._session.document_requested.emit(self.desk.document_id, "label")

    def _show_side(self) -> None:
        self.side.set_document(self.desk.document, self.desk.probabilities)
        self.side.verdict.show_document(self.desk.run_id, self.desk.document_id)
        self.side.set_checked(self.desk.draft)

    def _on_runs_read(self) -> None:
        """A run that has just ended has predictions now."""
        if self.list.model.rowCount() == 0:
            self.list.show_run(self.run_id)
        self.runs.show_runs(self.head.run, self.head.reviewable)
        self._tell_state()

    def _show_run(self, run_id: str | None) -> None:
        run = self.head.run
        self.middle.target.set_labels(run.labels if run else ())
        document_id = self.desk.document_id
        if run_id is not None and document_id is not None:
            self.desk.open(run_id, document_id)
        for part in (self.list, self.trust, self.corpus):
            part.show_run(run_id)
        self.slices.show_run(run)
        self.runs.show_runs(run, self.head.reviewable)
        self._tell_state()

    def _tell_state(self) -> None:
        """Show the predictions, or say in one sentence why there are none."""
        why = self.head.why_nothing()
        if why is not None:
            self.empty.show_state(*why)
        self._stack.setCurrentWidget(self._panels if why is None else self.empty)
