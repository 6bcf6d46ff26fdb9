"""The document that is judged: opened, decided about. A judgement is on disk before anything moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import Cancelled
from core.project.values import DocumentRow
from core.records import Document
from gui.pages.held_document import HeldDocument
from gui.session import Session

if TYPE_CHECKING:
    from core.project.project import Project

Found = tuple[Document, list[DocumentRow]]


class QualityDesk(HeldDocument):
    """Holds one document and its copies."""

    document_opened = Signal(object)  # Document, another one than before, or None
    document_changed = Signal(object)  # Document, the same one, as it is now
    judged = Signal(int)  # document id
    draft_changed = Signal(object)  # frozenset of label ids

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.copies: Sequence[DocumentRow] = ()
        self.draft: frozenset[int] = frozenset()
        self._session = session

    def close(self) -> None:
        self._version += 1
        self.document, self.copies, self.draft, self._is_busy = None, (), frozenset(), False
        self.document_opened.emit(None)

    def open(self, document_id: int) -> None:
        self._version += 1
        version, self._is_stale = self._version, False

        def then(found: Found) -> None:
            if version == self._version:
                self._show(found)

        self._session.call(lambda project: _fetch(project, document_id), then, self._on_gone)

    def refresh(self) -> None:
        """Something changed elsewhere."""
        if self.document_id is not None and not self._is_busy:
            self.open(self.document_id)

    def choose(self, label_id: int, note: str, *, is_multi_label: bool) -> None:
        """Judge that this label is right; of several labels, put it on the draft or take it off."""
        if not self.is_ready:
            return
        if is_multi_label:
            self.draft ^= {label_id}
            self.draft_changed.emit(self.draft)
        else:
            self._judge([label_id], note)

    def confirm(self, note: str) -> None:
        """Judge that what stands is right; of several labels, what the draft has."""
        if not self.is_ready or self.document is None:
            return
        if self.draft != _standing(self.document):
            self._judge(sorted(self.draft), note)
        else:
            self._decide(lambda project, id: project.adjudication.confirm(id, note=note))

    def _judge(self, labels: Sequence[int], note: str) -> None:
        self._decide(lambda project, id: project.adjudication.judge(id, labels, note=note))

    def _decide(self, act: Callable[[Project, int], None]) -> None:
        document_id = self.document_id
        if document_id is None:
            return
        self._is_busy = True

        def work(project: Project) -> Found:
            act(project, document_id)
            return _fetch(project, document_id)

        def done(found: Found) -> None:
            self._is_busy = False
            if document_id == self.document_id:
                self._show(found)
            self._session.annotations_changed.emit(document_id)
            self.judged.emit(document_id)

        def failed(error: Exception) -> None:
            self._is_busy = False
            if not isinstance(error, Cancelled):
                self._session.error_raised.emit(error)

        self._session.call(work, done, failed)

    def _show(self, found: Found) -> None:
        is_same = self.document_id == found[0].id
        self.document, self.copies = found
        self.draft = _standing(self.document)
        if is_same:
            self.document_changed.emit(self.document)
        else:
            self._painted_id = None
            self.document_opened.emit(self.document)

    def _on_gone(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.close()


def _standing(document: Document) -> frozenset[int]:
    return frozenset(document.annotation.labels if document.annotation else ())


def _fetch(project: Project, document_id: int) -> Found:
    return project.documents.get(document_id), project.quality.copies(document_id)
