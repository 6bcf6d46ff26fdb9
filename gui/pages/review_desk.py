"""The document under review: opened, decided about. A decision is on disk before anything moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.records import Document, Label, Span
from gui.pages.held_document import HeldDocument
from gui.session import Session

if TYPE_CHECKING:
    from core.project.project import Project

CHOSEN_FROM = 0.5


class ReviewDesk(HeldDocument):
    """Holds one document and what one run says of it; answers about another document or run are dropped."""

    document_opened = Signal(object)  # Document, another one than before, or None
    document_changed = Signal(object)  # Document, the same one, decided about
    predicted = Signal(object)  # the probability of each label by name; empty: the run has not seen the document
    reading_changed = Signal()  # another document, or another run's view of the same one
    draft_changed = Signal(object)  # the draft
    answered = Signal(int)  # document id: a label was given

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.run_id: str | None = None
        self.probabilities: Mapping[str, float] = {}
        self.draft: frozenset[int] = frozenset()

    def close(self) -> None:
        self._version += 1
        self.document, self.probabilities, self._is_busy = None, {}, False
        self.document_opened.emit(None)

    def open(self, run_id: str, document_id: int) -> None:
        """Read a document and its prediction; the highlights follow when the worker has them."""
        self._version += 1
        version, self._is_stale = self._version, False

        def then(found: tuple[Document, Mapping[str, float] | None]) -> None:
            if version == self._version:
                self._show(run_id, *found)

        self._session.call(
            lambda project: (project.documents.get(document_id), project.predictions.of(run_id, document_id)), then
        )

    def refresh(self) -> None:
        """The document was changed elsewhere: show its labels and rationales as they are now."""
        document_id = self.document_id
        if document_id is not None:
            self._session.call(lambda project: project.documents.get(document_id), self._update, lambda _: self.close())

    def predicted_labels(self, labels: Sequence[Label]) -> list[int]:
        """The ids of what the model says, of the labels that are still there."""
        info = self._session.info
        if info is not None and info.is_multi_label:
            chosen = {name for name, value in self.probabilities.items() if value >= CHOSEN_FROM}
        else:
            chosen = set(sorted(self.probabilities, key=lambda name: -self.probabilities[name])[:1])
        return [label.id for label in labels if label.name in chosen]

    def choose(self, label_id: int) -> None:
        """Give the label; in a multi-label project add it to the draft, or take it from it."""
        info = self._session.info
        if not self.is_ready or info is None:
            return
        if info.is_multi_label:
            self.draft = self.draft ^ {label_id}
            self.draft_changed.emit(self.draft)
        else:
            self.annotate([label_id])

    def confirm(self) -> None:
        """Give what the model says, or the draft."""
        info = self._session.info
        if info is None or not self.is_ready:
            return
        if info.is_multi_label:
            self.annotate(sorted(self.draft))
        elif labels := self.predicted_labels(info.labels):
            self.annotate(labels)

    def annotate(self, labels: Sequence[int]) -> None:
        """Give the labels; the model's opinion was in sight, and that is recorded."""

        def decide(project: Project, document_id: int) -> None:
            project.annotations.annotate(document_id, labels, suggestion_seen=True)

        self._act(decide, self.answered.emit)

    def add_rationale(self, span: Span) -> None:
        self._act(lambda project, document_id: project.annotations.add_rationale(document_id, span))

    def remove_rationale(self, span: Span) -> None:
        self._act(lambda project, document_id: project.annotations.remove_rationale(document_id, span))

    def _act(self, act: Callable[[Project, int], None], then: Callable[[int], None] | None = None) -> None:
        document_id = self.document_id
        if not self.is_ready or document_id is None:
            return
        self._is_busy = True

        def work(project: Project) -> Document:
            act(project, document_id)
            return project.documents.get(document_id)

        def done(document: Document) -> None:
            self._is_busy = False
            self._update(document)
            self._session.annotations_changed.emit(document.id)
            if then is not None:
                then(document.id)

        def failed(error: Exception) -> None:
            self._is_busy = False
            self._session.error_raised.emit(error)

        self._session.call(work, done, failed)

    def _show(self, run_id: str, document: Document, probabilities: Mapping[str, float] | None) -> None:
        is_same = self.document_id == document.id and self.run_id == run_id
        self.document, self.run_id, self.probabilities = document, run_id, probabilities or {}
        self._take_draft()
        if not is_same:
            self._painted_id = None
            self.document_opened.emit(document)
        self.predicted.emit(self.probabilities)
        self.reading_changed.emit()

    def _update(self, document: Document) -> None:
        if document.id == self.document_id:
            self.document = document
            self._take_draft()
            self.document_changed.emit(document)

    def _take_draft(self) -> None:
        given = self.document.annotation if self.document else None
        info = self._session.info
        if given is not None and not given.is_skipped:
            self.draft = frozenset(given.labels)
        else:
            self.draft = frozenset(self.predicted_labels(info.labels) if info and info.is_multi_label else ())
