"""What people decide about documents; each method is one act, on disk when it returns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from core.errors import N_, InputError
from core.project import holdout, schema
from core.project.changes import Action, Journal, now
from core.project.counts import label_key
from core.project.documents import snippet, snippet_of
from core.project.store import Store
from core.project.values import Decision
from core.records import Span

__all__ = ["Annotations", "Decision"]

documents, annotated, rationales = schema.documents, schema.annotations, schema.rationales
ONE = select(documents.c.state, documents.c.is_flagged).where(
    documents.c.id == bindparam("document"), schema.is_visible
)
LABEL_IDS = select(schema.labels.c.id).where(schema.labels.c.is_removed == 0)
STATE_COUNTS = {schema.LABELLED: "labelled", schema.SKIPPED: "skipped"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says about one document."""

    labels: tuple[int, ...] = ()
    is_skipped: bool = False
    suggestion_seen: bool = False
    seconds: float | None = None


class Annotations:
    """The decisions of the project's annotator."""

    def __init__(self, journal: Journal, *, is_multi_label: bool) -> None:
        self._journal = journal
        self._store: Store = journal.store
        self._is_multi_label = is_multi_label

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
            self._check(labels)
            holdout.settle(self._store, document_id)
            answer = Answer(tuple(sorted(set(labels))), suggestion_seen=suggestion_seen, seconds=seconds)
            self._answer(action, document_id, answer)

    def skip(self, document_id: int) -> None:
        with self._journal.action("skip", document_id) as action:
            self._answer(action, document_id, Answer(is_skipped=True))

    def clear(self, document_id: int) -> None:
        """Take the annotation away; flag and rationales stay."""
        with self._journal.action("clear", document_id) as action:
            self._answer(action, document_id, None)

    def flag(self, document_id: int, is_flagged: bool) -> None:
        with self._journal.action("flag", document_id) as action:
            was_flagged = bool(self._require(document_id).is_flagged)
            action.put(documents, (document_id,), {"is_flagged": int(is_flagged)})
            action.count("flagged", is_flagged - was_flagged)

    def add_rationale(self, document_id: int, span: Span) -> None:
        """Spans that overlap become one."""
        with self._journal.action("add-rationale", document_id) as action:
            self._require(document_id)
            self._check_span(document_id, span)
            others = self._rationales(document_id)
            if any(other.start <= span.start and span.end <= other.end for other in others):
                return
            for other in others:
                if other.start < span.end and span.start < other.end:
                    action.put(rationales, (document_id, other.start, other.end), None)
                    span = Span(min(span.start, other.start), max(span.end, other.end))
            action.put(rationales, (document_id, span.start, span.end), {})

    def remove_rationale(self, document_id: int, span: Span) -> None:
        with self._journal.action("remove-rationale", document_id) as action:
            action.put(rationales, (document_id, span.start, span.end), None)

    def recent(self, limit: int = 20) -> list[Decision]:
        """The last decisions made by people here, newest first."""
        columns = (annotated.c.document_id, snippet_of, annotated.c.labels, annotated.c.is_skipped)
        query = (
            select(*columns, annotated.c.at)
            .join(documents, documents.c.id == annotated.c.document_id)
            .where(schema.is_by_person, schema.is_visible)
            .order_by(annotated.c.at.desc())
            .limit(limit)
        )
        return [
            Decision(id, snippet(beginning), tuple(json.loads(labels)), bool(is_skipped), at)
            for id, beginning, labels, is_skipped, at in self._store.execute(query)
        ]

    def _answer(self, action: Action, document_id: int, answer: Answer | None) -> None:
        before_state = self._require(document_id).state
        before = action.put(annotated, (document_id,), None if answer is None else self._image(answer))
        old, new = _labels(before), set(answer.labels) if answer else set()
        for label_id in sorted(old ^ new):
            action.put(schema.annotation_labels, (document_id, label_id), {} if label_id in new else None)
            action.count(label_key(label_id), 1 if label_id in new else -1)
        state = schema.UNLABELLED if answer is None else schema.SKIPPED if answer.is_skipped else schema.LABELLED
        if state != before_state:
            action.put(documents, (document_id,), {"state": state})
            for changed, by in ((before_state, -1), (state, 1)):
                if changed in STATE_COUNTS:
                    action.count(STATE_COUNTS[changed], by)

    def _image(self, answer: Answer) -> Mapping[str, Any]:
        return {
            "annotator": self._journal.annotator,
            "labels": json.dumps(answer.labels),
            "is_skipped": int(answer.is_skipped),
            "is_imported": 0,
            "suggestion_seen": int(answer.suggestion_seen),
            "seconds": answer.seconds,
            "at": now(),
        }

    def _check(self, labels: Sequence[int]) -> None:
        known = set(self._store.execute(LABEL_IDS).scalars())
        if not known.issuperset(labels):
            raise InputError("no-label", N_("core", "There is no such label any more."))
        if not self._is_multi_label and len(labels) != 1:
            raise InputError("one-label", N_("core", "In this project a document has exactly one label."))

    def _require(self, document_id: int) -> Any:
        row = self._store.execute(ONE, {"document": document_id}).one_or_none()
        if row is None:
            raise InputError("no-document", N_("core", "There is no such document any more."))
        return row

    def _check_span(self, document_id: int, span: Span) -> None:
        query = select(documents.c.text).where(documents.c.id == document_id)
        if not 0 <= span.start < span.end <= len(self._store.execute(query).scalar_one()):
            raise InputError("bad-span", N_("core", "The marked words lie outside the text."))

    def _rationales(self, document_id: int) -> list[Span]:
        query = select(rationales.c.start, rationales.c.stop).where(rationales.c.document_id == document_id)
        return [Span(start, stop) for start, stop in self._store.execute(query)]


def _labels(image: Mapping[str, Any] | None) -> set[int]:
    return set(json.loads(image["labels"])) if image else set()
