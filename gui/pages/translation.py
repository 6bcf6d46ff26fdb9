"""The translation page: pairs and typed sentences, what a run makes of them, and where it looked at each word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.pairs import to_line
from core.project.values import Counts, Run
from core.settings import Settings
from gui import figures, theme
from gui.models.queue_model import QueueModel
from gui.models.runs_model import model_title
from gui.pages.keyed_page import KeyedPage
from gui.pages.page_keys import PageKeys
from gui.pages.translation_desk import TranslationDesk
from gui.pages.translation_linking import TranslationLinking
from gui.pages.translation_list import TranslationList
from gui.pages.translation_side import REFERENCE, TranslationSide
from gui.session import Session
from gui.widgets.alignment_data import Alignment
from gui.widgets.alignment_matrix import AlignmentMatrix
from gui.widgets.empty_state import EmptyState
from gui.widgets.panel_splitter import PanelSplitter
from gui.widgets.run_choice import RunChoice
from gui.widgets.word_chips import WordChips

if TYPE_CHECKING:
    from core.project.project import Project

MOST_MEASURED = 500
Linked = dict[str, Any]
Read = tuple[Sequence[Run], list[Linked]]


class TranslationPage(KeyedPage):
    """The matrix is the hero: the sentence above it, the pairs at its left, the translations at its right."""

    action_requested = Signal(str)  # an action of the window

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._linked: list[int] = []
        self._n = 0
        self._reversed: set[str] = set()
        self._beside: object = None
        self._build_ui()
        self._connect()
        self.retranslate()
        self._on_project_changed()

    def title(self) -> str:
        return self.tr("Pairs")

    def on_shown(self) -> None:
        self._reload()

    def retranslate(self) -> None:
        self.keys.retranslate()
        self.sentence.setPlaceholderText(self.tr("Type a sentence to translate"))
        self.sentence.setAccessibleName(self.tr("Sentence to translate"))
        self.arcs.setText(self.tr("Arcs"))
        self.run.setAccessibleName(self.tr("Run"))
        self._show_empty()
        self._show()
        self._reload()  # the titles of runs

    def _build_ui(self) -> None:
        self.desk, self.linking = TranslationDesk(self._session, self), TranslationLinking(self._session, self)
        self.model = QueueModel(self._session.reader, self)
        self.left, self.side = TranslationList(self.model), TranslationSide()
        for part, least in ((self.left, 200), (self.side, 240)):
            part.setMinimumWidth(least)
        self._panels = PanelSplitter(Qt.Orientation.Horizontal, "translation", self._settings)
        self._panels.set_panels((self.left, self._build_middle(), self.side), (250, 690, 300), stretched=1)
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panels)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        middle.setBackgroundRole(QPalette.ColorRole.Base)
        middle.setAutoFillBackground(True)
        self.sentence, self.run, self.arcs = QLineEdit(), RunChoice(), QPushButton()
        self.sentence.setFont(theme.font(theme.SIZE_LARGE))
        self.arcs.setCheckable(True)
        self.arcs.setProperty("chip", True)
        self.arcs.setFixedHeight(theme.CHIP_PX)
        self._translation = QLabel(wordWrap=True)
        self._translation.setTextFormat(Qt.TextFormat.PlainText)
        self._translation.setFont(theme.font(theme.SIZE_TITLE))
        self._translation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = WordChips()
        self.matrix, self.second = AlignmentMatrix(), AlignmentMatrix()
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.matrix)
        both.addWidget(self.second)
        head = QHBoxLayout()
        head.addWidget(self.run, 1)
        head.addWidget(self.arcs)
        column = QVBoxLayout(middle)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        for widget in (self.sentence, self.words, self._translation):
            column.addWidget(widget)
        column.addWidget(both, 1)
        return middle

    def _connect(self) -> None:
        session = self._session
        session.project_changed.connect(self._on_project_changed)
        session.runs_changed.connect(self._reload)
        session.active_run_changed.connect(lambda _: self._reload())
        session.counts_changed.connect(self._on_counts_changed)
        session.undone.connect(lambda _: self._on_links_changed())
        self.desk.changed.connect(self._show)
        self.desk.failed.connect(session.error_raised)
        self.linking.changed.connect(self._show_links)
        self.side.agreement.method_changed.connect(self.linking.set_method)
        self.side.agreement.backward_requested.connect(self.linking.train_backward)
        self.left.document_chosen.connect(self._on_document_chosen)
        self.sentence.textEdited.connect(self.desk.type)
        self.words.dropped.connect(self.desk.drop)
        self.run.currentIndexChanged.connect(lambda _: self._on_run_chosen())
        self.arcs.toggled.connect(self._on_arcs_toggled)
        self.side.shown_changed.connect(lambda _: self._show_matrices())
        self.side.beside_changed.connect(self._on_beside_changed)
        self.side.reading_changed.connect(self._on_reading_changed)
        self.side.unknown_changed.connect(self.desk.set_unknown_replaced)
        self.side.next_linked_requested.connect(self._on_next_linked)
        for matrix in (self.matrix, self.second):
            matrix.failed.connect(session.error_raised)
        self.matrix.link_toggled.connect(self.desk.toggle)
        self.empty.clicked.connect(self._on_empty_clicked)
        does: dict[str, Callable[[], object]] = {
            "type": self._on_type_wanted,
            "search": self.left.search.setFocus,
            "arcs": self.arcs.toggle,
            "linked": self._on_next_linked,
            **{f"save_{name}": partial(self.matrix.ask_and_export, f".{name}") for name in ("png", "svg", "csv")},
        }
        self.keys = PageKeys(self, "translation", does, session)

    # Slots

    def _on_project_changed(self) -> None:
        self.desk.clear()
        self._linked, self._n = [], 0
        self.sentence.clear()
        if self._has_pairs:
            self.left.reload()
            self._reload()
        else:
            self.model.clear()
        self._show_empty()

    def _on_counts_changed(self, counts: Counts) -> None:
        """An import, or its undo, brings other pairs."""
        if self._has_pairs and counts.total != self._n:
            self._n = counts.total
            self.model.reload(self.model.current)
            self._reload()
        self._show_empty()

    def _on_document_chosen(self, document_id: int) -> None:
        self.model.set_current(document_id)
        self.left.show_current()
        self.desk.show_pair(document_id)

    def _on_read(self, found: Read) -> None:
        runs, linked = found
        self._linked = [line["id"] for line in linked]
        finished = [run for run in runs if run.state == "finished" and run.kind == "train"]
        active = next((run.id for run in finished if run.is_active), None)
        self.run.set_runs([(run.id, _run_text(run)) for run in finished], active)
        self._reversed = {run.id for run in finished if run.settings.get("is_reversed")}
        self.side.set_runs(finished, self.run.run_id)
        self._ask_run()
        chosen = next((run for run in finished if run.id == self.run.run_id), None)
        self.linking.set_runs(chosen, runs, linked[:MOST_MEASURED])
        self._show_empty()
        self._show()

    def _ask_run(self) -> None:
        run_id = self.run.run_id
        self.desk.set_run(run_id, is_reversed=run_id in self._reversed)

    def _on_run_chosen(self) -> None:
        self._ask_run()
        self._reload()

    def _on_type_wanted(self) -> None:
        self.sentence.setFocus()
        self.sentence.selectAll()

    def _on_arcs_toggled(self, is_wanted: bool) -> None:
        for matrix in (self.matrix, self.second):
            matrix.show_arcs(is_wanted)

    def _on_beside_changed(self, what: object) -> None:
        self._beside = what
        self.desk.set_other_run(what if isinstance(what, str) else None)

    def _on_reading_changed(self, is_shifted: bool | None) -> None:
        self.desk.is_shifted = is_shifted
        self._show()

    def _on_links_changed(self) -> None:
        self.desk.reload_links()
        self._reload()

    def _on_next_linked(self) -> None:
        current = self.desk.open_pair.id if self.desk.open_pair is not None else 0
        later = [id for id in self._linked if id > current] or self._linked
        if later:
            self._on_document_chosen(later[0])

    def _on_empty_clicked(self) -> None:
        if self._has_pairs:
            self.action_requested.emit("file.import")
        else:
            self._session.page_requested.emit("home")

    # What is shown

    @property
    def _has_pairs(self) -> bool:
        return self._session.info is not None and self._session.info.has_pairs

    def _reload(self) -> None:
        def work(project: Project) -> Read:
            return project.runs.all(), [{"id": id, **to_line(text, links)} for id, text, links in project.links.all()]

        if self._has_pairs:
            self._session.call(work, self._on_read)

    def _show_empty(self) -> None:
        """The page, or why there is nothing on it."""
        n = self._session.counts.total if self._session.counts is not None else 0
        if not self._has_pairs:
            self.empty.show_state(self.tr("No project of sentence pairs is open."), self.tr("Open a project"))
        elif not n:
            self.empty.show_state(
                self.tr("There are no pairs yet: import some, or drop a file."), self.tr("Import files…")
            )
        is_empty = not self._has_pairs or not n
        self._stack.setCurrentWidget(self.empty if is_empty else self._panels)

    def _show(self) -> None:
        desk = self.desk
        is_typing = desk.open_pair is None and self.sentence.hasFocus()
        if not is_typing and self.sentence.text() != desk.text:
            self.sentence.setText(desk.text)
        reference = desk.open_pair.pair.target if desk.open_pair is not None else ""
        found = [(str(one["translation"]), float(one["score"])) for one in desk.translations]
        self.side.set_translations(reference, found)
        self._translation.setText(found[0][0] if found else self._why_none())
        self.words.show_words(self.desk.words, self.desk.dropped)
        self._show_matrices()

    def _why_none(self) -> str:
        if self.desk.run_id is None:
            return self.tr("No model yet: train one on the train page.")
        return "…" if self.desk.is_waiting else ""

    def _show_links(self) -> None:
        linking, agreement = self.linking, self.side.agreement
        backward = "" if linking.backward is None else _run_text(linking.backward)
        agreement.show_runs(backward, is_trained=linking.is_backward_trained, is_possible=linking.is_possible)
        self._show_matrices()

    def _show_matrices(self) -> None:
        shown = self._shown()
        self.matrix.set_alignment(shown)
        beside = self._beside_alignment()
        self.second.setVisible(beside is not None)
        if beside is not None:
            self.second.set_alignment(beside)
        uncovered = [shown.source[i] for i in shown.uncovered()]
        self.side.tell(uncovered, len(self._linked), self._note(shown))
        self.side.agreement.show_agreement(self.linking.agreement, self._reading())

    def _reading(self) -> str:
        """How links are read: as a person chose, or as the run has it."""
        own = str((self.linking.agreement or {}).get("reading", self.desk.reading))
        return own if self.desk.is_shifted is None else self.desk.reading

    def _shown(self) -> Alignment:
        number = self.side.shown
        found = self.desk.reference() if number == REFERENCE else self.desk.hypothesis(number)
        if found is None or not found.has_weights:
            return found or Alignment()
        return replace(found, links=self.linking.links(self.desk.text, self._target(number), self.desk.reading))

    def _target(self, number: int) -> str:
        """The text of what is shown."""
        if number == REFERENCE:
            return self.desk.open_pair.pair.target if self.desk.open_pair is not None else ""
        return str(self.desk.translations[number]["translation"])

    def _beside_alignment(self) -> Alignment | None:
        without = self.desk.without()
        if without is not None:
            left_out = ", ".join(self.desk.words[n] for n in sorted(self.desk.dropped) if n < len(self.desk.words))
            text = self.tr("Without {words}: {translation}").format(words=left_out, translation=without[0])
            return _titled(without[1], text)
        if isinstance(self._beside, int):
            return self.desk.hypothesis(self._beside)
        other = self.desk.other()
        return None if other is None else _titled(other, self.desk.other_text())

    def _note(self, shown: Alignment) -> str:
        if shown.target and not shown.has_weights and not self.desk.is_waiting and self.desk.run_id is not None:
            return self.tr("This model has no attention: it does not say where it looked.")
        if not shown.has_weights:
            return ""
        if self.desk.reading == "shifted":
            text = self.tr("Shown: attention once each word is known (shifted by one step).")
        else:
            text = self.tr("Shown: attention at the moment each word was said.")
        dots = self.tr("Dots: links by the model; frames: by people.")
        return f"{text} {dots}" if shown.links else text


def _titled(alignment: Alignment, title: str) -> Alignment:
    return replace(alignment, title=title)


def _run_text(run: Run) -> str:
    bleu = (run.metrics or {}).get("bleu")
    score = f" · BLEU {float(bleu):.1f}" if bleu is not None else ""
    return f"{model_title(run)} · {figures.short_moment(run.created)}{score}"
