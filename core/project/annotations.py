"""What people decide about documents; each method is one act, on disk when it returns."""

from __future__ import annotations

import json
from collections.abc import Sequence

from core.errors import N_, InputError
from core.project import annotation_rows, answers, holdout, queue, schema
from core.project.changes import Action, Image
from core.project.documents import BEGINNING, snippet
from core.project.journal import Journal
from core.project.store import Store
from core.project.values import Decision
from core.project.visibility import visible_sql
from core.records import Span

__all__ = ["Annotations", "Decision"]

documents, rationales = schema.documents, schema.rationales
ONE = "SELECT is_flagged FROM documents WHERE id = ? AND "
LENGTH = "SELECT length FROM documents WHERE id = ?"
KEYS = "SELECT document_id, annotator_id, round FROM annotations WHERE document_id = ?"
MARKED = "SELECT annotator_id, start, stop FROM rationales WHERE document_id = ?"
RECENT = (
    f"SELECT annotations.document_id, {BEGINNING}, labels, is_skipped, at FROM annotations"
    " JOIN texts ON texts.document_id = annotations.document_id"
    " WHERE is_imported = 0 AND {visible} ORDER BY at DESC LIMIT ?"
)


class Annotations:
    """The decisions of the project's annotator."""

    def __init__(self, journal: Journal, rules: answers.Rules) -> None:
        self._journal = journal
        self._store: Store = journal.store
        self._rules = rules

    def annotate(
        self,
        document_id: int,
        labels: Sequence[int],
        *,
        suggestion_seen: bool = False,
        seconds: float | None = None,
    ) -> None:
        """Label a document, in the place of what it had: one label, or any number in a multi-label project."""
        with self._journal.action("annotate", document_id) as action:
            self._require(document_id)
            annotation_rows.check_labels(self._store, labels, self._rules)
            holdout.settle(self._store, [document_id])
            queue.note(self._store, document_id)
            chosen = sorted(set(labels))
            action.details["labels"] = chosen
            image = annotation_rows.image(self._store, chosen, suggestion_seen=suggestion_seen, seconds=seconds)
            self._answer(action, document_id, image)

    def skip(self, document_id: int) -> None:
        with self._journal.action("skip", document_id) as action:
            self._require(document_id)
            queue.note(self._store, document_id)
            self._answer(action, document_id, annotation_rows.image(self._store, (), is_skipped=True))

    def answer_again(self, document_id: int, labels: Sequence[int], *, seconds: float | None = None) -> None:
        """Say in a second pass what one would say now: it is kept beside the answer, which stays as it is."""
        with self._journal.action("answer-again", document_id) as action:
            self._require(document_id)
            annotation_rows.check_labels(self._store, labels, self._rules)
            queue.note(self._store, document_id)
            key = (document_id, self._journal.annotator_id(), schema.SECOND)
            annotation_rows.put(action, key, annotation_rows.image(self._store, labels, seconds=seconds))

    def clear(self, document_id: int) -> None:
        """Take the annotation away, and where the last word stands those before it too; flag and rationales stay."""
        with self._journal.action("clear", document_id) as action:
            self._require(document_id)
            me = self._journal.annotator_id()
            for key in self._keys(document_id):
                if self._rules.policy == "last" or key[1:] == (me, schema.FIRST):
                    annotation_rows.put(action, key, None)
            annotation_rows.settle(action, [document_id], self._rules)

    def flag(self, document_id: int, is_flagged: bool) -> None:
        with self._journal.action("flag", document_id) as action:
            was_flagged = self._require(document_id)
            action.details["is_flagged"] = is_flagged
            action.put(documents, (document_id,), {"is_flagged": int(is_flagged)})
            action.count("flagged", is_flagged - was_flagged)

    def add_rationale(self, document_id: int, span: Span) -> None:
        """Spans that overlap become one."""
        with self._journal.action("add-rationale", document_id) as action:
            self._require(document_id)
            self._check_span(document_id, span)
            others = self._rationales(document_id)
            if any(other.start <= span.start and span.end <= other.end for _, other in others):
                return
            for annotator_id, other in others:
                if other.start < span.end and span.start < other.end:
                    action.put(rationales, (document_id, annotator_id, other.start, other.end), None)
                    span = Span(min(span.start, other.start), max(span.end, other.end))
            action.put(rationales, (document_id, self._journal.annotator_id(), span.start, span.end), {})

    def remove_rationale(self, document_id: int, span: Span) -> None:
        with self._journal.action("remove-rationale", document_id) as action:
            for annotator_id, other in self._rationales(document_id):
                if other == span:
                    action.put(rationales, (document_id, annotator_id, span.start, span.end), None)

    def recent(self, limit: int = 20) -> list[Decision]:
        """The last decisions made by people here, newest first."""
        query = RECENT.format(visible=visible_sql(self._store, "annotations.document_id"))
        return [
            Decision(id, snippet(beginning), tuple(json.loads(labels)), bool(is_skipped), at)
            for id, beginning, labels, is_skipped, at in self._store.tuples(query, (limit,))
        ]

    def _answer(self, action: Action, document_id: int, image: Image) -> None:
        annotation_rows.put(action, (document_id, self._journal.annotator_id(), schema.FIRST), image)
        annotation_rows.settle(action, [document_id], self._rules)

    def _keys(self, document_id: int) -> list[tuple[int, int, int]]:
        return self._store.tuples(KEYS, (document_id,))

    def _require(self, document_id: int) -> bool:
        """Whether it has a flag; InputError when it is not there."""
        is_flagged = self._store.sql(ONE + visible_sql(self._store), (document_id,)).scalar()
        if is_flagged is None:
            raise InputError("no-document", N_("core", "There is no such document any more."))
        return bool(is_flagged)

    def _check_span(self, document_id: int, span: Span) -> None:
        if not 0 <= span.start < span.end <= self._store.sql(LENGTH, (document_id,)).scalar_one():
            raise InputError("bad-span", N_("core", "The marked words lie outside the text."))

    def _rationales(self, document_id: int) -> list[tuple[int, Span]]:
        """Who marked what."""
        found = self._store.tuples(MARKED, (document_id,))
        return [(annotator_id, Span(start, stop)) for annotator_id, start, stop in found]
