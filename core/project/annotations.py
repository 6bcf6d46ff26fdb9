"""What people decide about documents; each method is one act, on disk when it returns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from core.errors import N_, InputError
from core.project import annotation_rows, answers, holdout, queue, schema
from core.project.changes import Action, Image
from core.project.documents import snippet, snippet_of
from core.project.journal import Journal
from core.project.store import Store
from core.project.values import Decision
from core.project.visibility import visible
from core.records import Span

__all__ = ["Annotations", "Decision"]

documents, annotated, rationales = schema.documents, schema.annotations, schema.rationales
ONE = select(documents.c.state, documents.c.is_flagged).where(documents.c.id == bindparam("document"))


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
            was_flagged = bool(self._require(document_id).is_flagged)
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
        columns = (annotated.c.document_id, snippet_of, annotated.c.labels, annotated.c.is_skipped)
        query = (
            select(*columns, annotated.c.at)
            .join(schema.texts, schema.texts.c.document_id == annotated.c.document_id)
            .where(schema.is_by_person, visible(self._store, "annotations.document_id"))
            .order_by(annotated.c.at.desc())
            .limit(limit)
        )
        return [
            Decision(id, snippet(beginning), tuple(json.loads(labels)), bool(is_skipped), at)
            for id, beginning, labels, is_skipped, at in self._store.execute(query)
        ]

    def _answer(self, action: Action, document_id: int, image: Image) -> None:
        annotation_rows.put(action, (document_id, self._journal.annotator_id(), schema.FIRST), image)
        annotation_rows.settle(action, [document_id], self._rules)

    def _keys(self, document_id: int) -> list[tuple[int, int, int]]:
        keys = list(annotated.primary_key)
        return [tuple(row) for row in self._store.execute(select(*keys).where(keys[0] == document_id))]

    def _require(self, document_id: int) -> Any:
        row = self._store.execute(ONE.where(visible(self._store)), {"document": document_id}).one_or_none()
        if row is None:
            raise InputError("no-document", N_("core", "There is no such document any more."))
        return row

    def _check_span(self, document_id: int, span: Span) -> None:
        query = select(documents.c.length).where(documents.c.id == document_id)
        if not 0 <= span.start < span.end <= self._store.execute(query).scalar_one():
            raise InputError("bad-span", N_("core", "The marked words lie outside the text."))

    def _rationales(self, document_id: int) -> list[tuple[int, Span]]:
        """Who marked what."""
        columns = (rationales.c.annotator_id, rationales.c.start, rationales.c.stop)
        query = select(*columns).where(rationales.c.document_id == document_id)
        return [(annotator_id, Span(start, stop)) for annotator_id, start, stop in self._store.execute(query)]
