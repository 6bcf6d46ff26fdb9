"""The document on the desk: opening one, deciding about it, going on. A decision is on disk before anything moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Cancelled
from core.project.values import LIST_ORDERS, POOL_ORDERS, DocumentFilter, Order, Reason
from core.records import Document, Span
from core.settings import Settings
from gui.pages.held_document import HeldDocument
from gui.session import Session
from gui.tasks import nothing

if TYPE_CHECKING:
    from core.project.project import Project

Found = tuple[Document, Reason | None]
Act = Callable[["Project", int], None]
Find = Callable[["Project"], int | None]


class Desk(HeldDocument):
    """Holds one document and passes the person's decisions about it to the project."""

    document_opened = Signal(object, bool)  # Document that was gone to; whether it is another one than before
    document_changed = Signal(object)  # Document, the same one, decided about or changed elsewhere
    document_answered = Signal(object, bool)  # Document as it is on disk now; whether it was a second, blind answer
    draft_changed = Signal(object)  # frozenset of label ids: what the palette shows
    ran_out = Signal()  # there is no (other) document to label

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reason: Reason | None = None
        self.where = DocumentFilter()
        self.order: Order = "imported"
        self._session = session
        self._settings = settings
        self._drafts: dict[int, frozenset[int]] = {}
        self._seen: set[int] = set()
        self._painted_at = 0.0
        self._untold: list[Callable[[], None]] = []
        self._idle = QTimer(self, singleShot=True, interval=0)  # not QTimer.singleShot, which comes before the painting
        self._idle.timeout.connect(self._on_idle)

    @property
    def is_blind(self) -> bool:
        """Whether the document is asked about a second time, and its answer not shown."""
        return _is_blind(self.reason)

    @property
    def draft(self) -> frozenset[int]:
        """The labels chosen for the document; in a multi-label project perhaps not confirmed yet."""
        if self.document is None:
            return frozenset()
        saved = self.document.annotation.labels if self.document.annotation else ()
        return self._drafts.get(self.document.id, frozenset(saved))

    def set_painted(self) -> None:
        """The document is on the screen from now on; how long an answer takes is counted from the first time."""
        if self._painted_id != self.document_id:
            self._painted_at = time.monotonic()
        super().set_painted()

    def set_hidden(self) -> None:
        """Something else stands in the document's place: no decision counts."""
        self._painted_id = None

    def set_seen(self, document_id: int) -> None:
        """The person saw what the model says of this document."""
        self._seen.add(document_id)

    # Going

    def start(self) -> None:
        """Open the first document without a label, of a project that was just opened."""
        self._drafts.clear()
        self._seen.clear()
        self._is_busy = False
        self.document = None
        self._painted_id = None
        order = self.order
        self._go(lambda project: _next_unlabelled(project, None, DocumentFilter(), order), or_stay=False)

    def open(self, document_id: int) -> None:
        self._go(lambda _: document_id)

    def open_next(self) -> None:
        current, order, where = self.document_id, self.order, self.where
        self._go(lambda project: project.documents.next_id(current, order=order, filter=where))

    def open_previous(self) -> None:
        current, order, where = self.document_id, self.order, self.where
        self._go(lambda project: project.documents.previous_id(current, order=order, filter=where))

    def open_first(self) -> None:
        """The first document of the list that is still to be asked about."""
        order, where = self.order, self.where
        self._go(lambda project: _next_unlabelled(project, None, where, order), or_stay=False)

    def open_next_unlabelled(self) -> None:
        current, order, where = self.document_id, self.order, self.where
        self._go(lambda project: _next_unlabelled(project, current, where, order), or_stay=False)

    def refresh(self) -> None:
        """Something changed elsewhere: show the document as it is now, or another one if it is gone."""
        if self.document is None:
            self.start()
            return
        document_id, version = self.document.id, self._version

        def then(found: Found) -> None:
            if version == self._version and self.document_id == document_id and not self._is_busy:
                self._update(found)

        def failed(error: Exception) -> None:
            if version == self._version and not isinstance(error, Cancelled):
                self.start()

        self._session.call(lambda project: _fetch(project, document_id), then, failed)

    # Deciding

    def choose(self, label_id: int, *, is_multi_label: bool) -> None:
        """Give the label, or in a multi-label project put it on the draft or take it off."""
        if not self.is_ready or self.document is None:
            return
        if not is_multi_label:
            self._annotate(frozenset((label_id,)))
            return
        self._drafts[self.document.id] = self.draft ^ {label_id}
        self.draft_changed.emit(self.draft)

    def confirm(self) -> None:
        """Multi-label: save the draft and go on. Without a draft: go on."""
        if not self.is_ready or self.document is None:
            return
        if self.draft and self.document.id in self._drafts:
            self._annotate(self.draft)
        else:
            self.open_next_unlabelled()

    def skip(self) -> None:
        if self.is_blind:  # the first answer stays
            self.open_next_unlabelled()
            return
        self._decide(lambda project, document_id: project.annotations.skip(document_id), is_answer=True, advance=True)

    def clear(self) -> None:
        if self.document is not None and self.document.id in self._drafts and self.is_ready:
            del self._drafts[self.document.id]
            self.draft_changed.emit(self.draft)
        if self.document is not None and self.document.annotation is not None:  # none is there in a blind pass
            self._decide(lambda project, document_id: project.annotations.clear(document_id))

    def toggle_flag(self) -> None:
        if self.document is not None:
            is_flagged = not self.document.is_flagged
            self._decide(lambda project, document_id: project.annotations.flag(document_id, is_flagged))

    def add_rationale(self, span: Span) -> None:
        self._decide(lambda project, document_id: project.annotations.add_rationale(document_id, span))

    def remove_rationale(self, span: Span) -> None:
        self._decide(lambda project, document_id: project.annotations.remove_rationale(document_id, span))

    def _annotate(self, labels: frozenset[int]) -> None:
        document = self.document
        if document is None:
            return
        before = document.annotation
        seen = document.id in self._seen or (before is not None and before.suggestion_seen)
        seconds = round(time.monotonic() - self._painted_at, 2)
        is_blind = self.is_blind

        def act(project: Project, document_id: int) -> None:
            if is_blind:
                project.annotations.answer_again(document_id, sorted(labels), seconds=seconds)
                return
            project.annotations.annotate(document_id, sorted(labels), suggestion_seen=seen, seconds=seconds)

        advance = self._settings.get("auto_advance") or document.id in self._drafts
        self._decide(act, is_answer=True, advance=advance)

    def _decide(self, act: Act, *, is_answer: bool = False, advance: bool = False) -> None:
        """Do `act` on disk; then show the next document, or what this one is now.

        Everybody else hears of it when that is on the screen: what they read then would slow it down.
        """
        document = self.document
        if document is None or not self.is_ready:
            return
        self._is_busy = True
        version, where, order, is_blind = self._version, self.where, self.order, self.is_blind

        def work(project: Project) -> Found:
            act(project, document.id)
            following = _following(project, document.id, where, order) if advance else None
            return _fetch(project, document.id if following is None else following)

        def done(found: Found) -> None:
            has_following = found[0].id != document.id
            self._is_busy = False
            if is_answer:
                self._drafts.pop(document.id, None)
            if version == self._version:
                self._open(found) if has_following else self._update(found)
            self._untold.append(partial(self._tell, document.id, is_answer=is_answer, is_blind=is_blind))
            self._idle.start()
            if advance and not has_following and version == self._version:
                if (where, order) == (self.where, self.order):
                    self.ran_out.emit()
                else:  # there is another list by now
                    self.open_next_unlabelled()

        self._session.call(work, done, self._on_failed)

    def _on_idle(self) -> None:
        untold, self._untold = self._untold, []
        for tell in untold:
            tell()

    def _tell(self, document_id: int, *, is_answer: bool, is_blind: bool) -> None:
        """It was decided about a document."""
        self._session.annotations_changed.emit(document_id)
        if is_answer:
            self._session.call(
                lambda project: project.documents.get(document_id),
                lambda document: self.document_answered.emit(document, is_blind),
                nothing,  # it is gone already
            )

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        if not isinstance(error, Cancelled):
            self._session.error_raised.emit(error)

    def _go(self, find: Find, *, or_stay: bool = True) -> None:
        """Open the document that `find` names; where there is none, stay or say so."""
        self._version += 1
        version = self._version

        def work(project: Project) -> Found | None:
            document_id = find(project)
            return None if document_id is None else _fetch(project, document_id)

        def then(found: Found | None) -> None:
            if version != self._version:
                return
            if found is not None:
                self._open(found)
            elif not or_stay:
                self.ran_out.emit()

        self._session.call(work, then)

    def _open(self, found: Found) -> None:
        is_new = found[0].id != self.document_id
        if is_new:
            self._painted_id = None
        self.document, self.reason = found
        self.document_opened.emit(self.document, is_new)

    def _update(self, found: Found) -> None:
        self.document, self.reason = found
        self.document_changed.emit(self.document)


def _fetch(project: Project, document_id: int) -> Found:
    """A document, and why the list has it; in a blind pass without what was said of it."""
    document, reason = project.documents.get(document_id), project.queue.reason(document_id)
    if _is_blind(reason):
        document = replace(document, annotation=None, annotations=(), rationales=())
    return document, reason


def _is_blind(reason: Reason | None) -> bool:
    return reason is not None and reason.kind == "second" and reason.is_open


def _following(project: Project, current: int, where: DocumentFilter, order: Order) -> int | None:
    """What comes after an answer: the next without a label, or in a list of answered ones simply the next.

    A strategy's list begins with what it wants most, and is followed from there.
    """
    if order in LIST_ORDERS:
        return _next_unlabelled(project, None, where, order)
    if where.state in ("any", "unlabelled"):
        return _next_unlabelled(project, current, where, order)
    return project.documents.next_id(current, order=order, filter=where)


def _next_unlabelled(project: Project, current: int | None, where: DocumentFilter, order: Order) -> int | None:
    """The next one behind `current`, else the first one of all; where a list has none, any other at random."""
    orders: tuple[Order, ...] = (order, "random") if order in POOL_ORDERS else (order,)
    for each in orders:
        for start in (current, None):
            found = project.documents.next_id(start, order=each, unlabelled_only=True, filter=where)
            if found is not None:
                return found
    return None
