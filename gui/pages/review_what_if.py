"""What if? A copy of the document to play with: what the model says, and why, follows every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.jobs.explaining import FIRST, METHODS, ExplainOptions
from core.jobs.specs import ExplainSpec, FlipSpec
from core.project.review_values import Edit
from core.records import Document, Explanation
from gui import figures, theme
from gui.i18n import Retranslated, message
from gui.pages.review_explaining import ReviewExplaining
from gui.pages.review_views import explanation_of, highlights_of
from gui.session import Session
from gui.widgets.edited_text import EditedText, changed, plain
from gui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from core.project.project import Project

IDLE_MS = 700  # after which the work on the parent goes on
PREVIEW = "gradient-input"  # of a model whose own method takes longer than a keystroke
KEPT_ROWS = 3
MAX_CHANGE = 40  # characters of a change that are told


class ReviewWhatIf(Retranslated, QWidget):
    """Plays with a text under the run and the method that its parent is shown by."""

    closed = Signal()

    def __init__(self, session: Session, explaining: ReviewExplaining, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._explaining = explaining
        self._document: Document | None = None
        self._run_id, self._method = "", ""
        self._before: Mapping[str, float] = {}
        self._after: Mapping[str, float] = {}
        self._options = ExplainOptions()
        self._note = ""
        self._is_seeking = False
        self._version = 0
        self._edits: Sequence[Edit] = ()
        self._typed: dict[int, str] = {}  # by document, what was not kept
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(explaining.go_on)
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def is_changed(self) -> bool:
        return self._document is not None and self.text.text != plain(self._document.text)

    def open(self, run_id: str, document: Document, explanation: Explanation) -> None:
        """Begin with the document as it is, and as it is explained: the same method, for the same label."""
        is_same = self._document is not None and self._document.id == document.id
        self._run_id, self._method, self._before = run_id, explanation.method, explanation.probabilities
        self._options = replace(self._explaining.options, label=explanation.target)
        if not is_same:
            self._remember()
            self._document, self._note, self._edits = document, "", ()
            self.text.set_document(document.text)
            if document.id in self._typed:
                self.text.replace_with(self._typed.pop(document.id), is_told=False)
            self._read_edits()
        self._ask()

    def close_text(self) -> None:
        """There is nothing to play with any more."""
        self.pause()
        self._remember()
        self._document, self._after, self._edits = None, {}, ()

    def pause(self) -> None:
        """Out of sight: what was typed stays, and the work on the parent goes on."""
        self._version += 1
        self._stop_seeking()
        self._session.forget("what-if")
        self._idle.stop()
        self._explaining.go_on()

    def retranslate(self) -> None:
        self._title.setText(self.tr("What if?"))
        self._hint.setText(self.tr("Click a word: Delete takes it out, typing replaces it."))
        self.close_button.setToolTip(self.tr("Close this panel"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.flip.setText(self.tr("Stop looking") if self._is_seeking else self.tr("Smallest change"))
        self.flip.setToolTip(self.tr("Find the fewest words without which the model says something else"))
        self.back.setText(self.tr("As it was"))
        self.back.setToolTip(self.tr("Take all changes back (Ctrl+Z goes step by step)"))
        self.keep.setText(self.tr("Keep"))
        self.keep.setToolTip(self.tr("Keep this text beside the document"))
        self.remove.setText(self.tr("Remove"))
        self.text.setAccessibleName(self.tr("Text to play with"))
        self.kept.setAccessibleName(self.tr("Kept changes of this document"))
        self._tell()

    def _build_ui(self) -> None:
        self._title, self._hint, self.said, self.note = (QLabel() for _ in range(4))
        for label in (self._hint, self.said, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        for label in (self._hint, self.note):
            label.setProperty("muted", True)
        self.close_button = QToolButton()
        self.close_button.setIcon(theme.icon("x", "muted"))
        self.text, self.kept = EditedText(), QListWidget()
        self.kept.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.kept.setFrameShape(QFrame.Shape.NoFrame)
        self.kept.setUniformItemSizes(True)
        self.flip, self.back, self.keep, self.remove = (QPushButton() for _ in range(4))
        head, buttons, foot = QHBoxLayout(), FlowLayout(), QVBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        for button in (self.flip, self.back, self.keep, self.remove):
            button.setProperty("chip", True)
            button.setFixedHeight(26)
            buttons.addWidget(button)
        foot.setContentsMargins(2 * theme.SPACE, 0, theme.SPACE, theme.SPACE)
        foot.setSpacing(theme.SPACE // 2)
        for widget in (self._hint, self.said, self.note):
            foot.addWidget(widget)
        foot.addLayout(buttons)
        foot.addWidget(self.kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.text.edited.connect(self._on_text_edited)
        self.close_button.clicked.connect(self.closed)
        self.flip.clicked.connect(self._on_flip_clicked)
        self.back.clicked.connect(self._on_back_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.kept.itemSelectionChanged.connect(self._tell)
        self.kept.itemActivated.connect(lambda _: self._on_kept_chosen())
        self.kept.itemClicked.connect(lambda _: self._on_kept_chosen())

    # Slots

    def _on_text_edited(self, _: str) -> None:
        self._note = ""
        self._stop_seeking()
        self._ask()

    def _on_flip_clicked(self) -> None:
        if self._is_seeking:
            self._stop_seeking()
        elif self._document is not None:
            self._seek()
        self.retranslate()

    def _on_back_clicked(self) -> None:
        if self._document is not None:
            self.text.replace_with(plain(self._document.text))

    def _on_keep_clicked(self) -> None:
        if self._document is not None and self.is_changed:
            document_id, text = self._document.id, self.text.text
            self._change_edits(lambda project: project.edits.keep(document_id, text))

    def _on_remove_clicked(self) -> None:
        row = self.kept.currentRow()
        if self._document is not None and 0 <= row < len(self._edits):
            document_id, number = self._document.id, self._edits[row].number
            self._change_edits(lambda project: project.edits.remove(document_id, number))

    def _on_kept_chosen(self) -> None:
        row = self.kept.currentRow()
        if 0 <= row < len(self._edits):
            self.text.replace_with(plain(self._edits[row].text))

    # Helpers

    def _remember(self) -> None:
        """What was typed and not kept waits for its document to come back."""
        text = self.text.text
        if self._document is not None and self.is_changed and all(text != edit.text for edit in self._edits):
            self._typed[self._document.id] = text

    def _ask(self) -> None:
        """The first colours at once, those of the method on the screen right after."""
        self._version += 1
        version, text = self._version, self.text.text
        self._tell()
        self._explaining.hold()
        self._idle.stop()

        def take_in(result: Mapping[str, Any]) -> None:
            for found in result.get("documents", ()):
                explanation = explanation_of(text, found)
                if version == self._version:
                    self._after = explanation.probabilities
                    self.text.set_unread(explanation.unread)
                    self.text.show_highlights(highlights_of(explanation, "word"))
                    self._tell()

        def then(result: Mapping[str, Any]) -> None:
            if version == self._version:
                take_in({"documents": list(result.get("documents", ()))[-1:]})
                self._idle.start()

        def failed(error: Exception) -> None:
            if version == self._version:
                self._note = message(error)
                self._tell()

        folder = self._session.run_folder(self._run_id)
        spec = ExplainSpec(str(folder), (text,), methods=self._methods(), options=self._options)
        self._session.ask(spec, key="what-if", then=then, failed=failed, part=take_in)

    def _methods(self) -> tuple[str, ...]:
        """What can follow a keystroke, then what the parent is coloured by, unless that takes seconds."""
        info = METHODS.get(self._method)
        wanted = self._method if info is not None and info.speed != "slow" else "auto"
        if info is not None and info.speed == "instant":
            return (wanted,)
        offered = next((one.explanation.methods for one in self._explaining.found.values()), ())
        return (PREVIEW if PREVIEW in offered else FIRST, wanted)

    def _seek(self) -> None:
        """The smallest deletion from the document, whatever was typed."""
        document = self._document
        if document is None:
            return
        self._is_seeking, self._note = True, self.tr("Looking for the smallest change…")
        self._explaining.hold()

        def then(result: Mapping[str, Any]) -> None:
            self._is_seeking = False
            if self._document is document:
                self._take_flip(result)
            self.retranslate()

        def failed(error: Exception) -> None:
            self._is_seeking, self._note = False, message(error)
            self.retranslate()

        spec = FlipSpec(str(self._session.run_folder(self._run_id)), document.text)
        self._session.ask(spec, key="flip", then=then, failed=failed)

    def _take_flip(self, result: Mapping[str, Any]) -> None:
        removed = result.get("removed")
        if not removed:
            self._note = self.tr("Whatever is taken out, the model says the same.")
            return
        self.text.replace_with(plain(str(result["text"])), is_told=False)
        text = (
            self.tr("Without %Ln word(s) it says “{label}”; fewer would not do.", "", len(removed))
            if result.get("is_smallest")
            else self.tr("Without %Ln word(s) it says “{label}”; fewer were not found.", "", len(removed))
        )
        self._note = text.format(label=result["label"])
        self._ask()

    def _stop_seeking(self) -> None:
        if self._is_seeking:
            self._is_seeking, self._note = False, ""
            self._session.forget("flip")

    def _read_edits(self) -> None:
        self._change_edits(lambda _: None)

    def _change_edits(self, act: Callable[[Project], None]) -> None:
        """Do something to the kept texts, and show them as they are then."""
        document = self._document
        if document is None:
            return

        def work(project: Project) -> list[Edit]:
            act(project)
            return project.edits.of(document.id)

        def then(edits: list[Edit]) -> None:
            if self._document is document:
                self._edits = edits
                self._show_edits(document)

        self._session.call(work, then)

    def _show_edits(self, document: Document) -> None:
        self.kept.clear()
        self.kept.addItems([_change(plain(document.text), plain(edit.text)) for edit in self._edits])
        for row, edit in enumerate(self._edits):
            self.kept.item(row).setToolTip(f"{edit.text}\n{edit.annotator} · {figures.moment(edit.at)}")
        row_px = self.kept.sizeHintForRow(0) if self._edits else 0
        self.kept.setFixedHeight(row_px * min(len(self._edits), KEPT_ROWS) + 4)
        self._tell()

    def _tell(self) -> None:
        self.said.setText(self._sentence())
        self.note.setText(self._note)
        self.note.setVisible(bool(self._note))
        self.kept.setVisible(bool(self._edits))
        self.remove.setVisible(bool(self._edits))
        self.remove.setEnabled(bool(self.kept.selectedItems()))
        self.back.setEnabled(self.is_changed)
        self.keep.setEnabled(self.is_changed)

    def _sentence(self) -> str:
        """What the model says now, and what it said of the document: the labels that moved most."""
        if not self._after:
            return ""
        moved = sorted(self._after, key=lambda label: -abs(self._after[label] - self._before.get(label, 0.0)))
        now = max(self._after, key=lambda label: self._after[label])
        shown = list(dict.fromkeys([now, *moved]))[:2]
        lines = [
            self.tr("{label}: {before} → {after}").format(
                label=label,
                before=figures.share(self._before.get(label, 0.0), 2),
                after=figures.share(self._after[label], 2),
            )
            for label in shown
        ]
        was = max(self._before, key=lambda label: self._before[label], default=now)
        if was != now:
            lines.insert(0, self.tr("The answer changes to “{label}”.").format(label=now))
        return "\n".join(lines)


def _change(before: str, after: str) -> str:
    """What is different, as in "很不错 → 很差"."""
    start, end = changed(before, after)
    return f"{_short(before[start:end])} → {_short(after[start : len(after) - (len(before) - end)])}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:MAX_CHANGE]}…" if len(text) > MAX_CHANGE else text or "∅"
