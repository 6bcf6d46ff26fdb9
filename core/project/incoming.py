"""What rows of a file say of documents, as annotations: the answers that they name, else their bare labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.errors import N_
from core.project import annotation_rows, annotators, answers, counts, schema
from core.project.store import Store
from core.records import Annotation, Answer, Row, Span

ANNOTATIONS = (
    "annotations (document_id, annotator_id, round, labels, is_skipped, is_imported, suggestion_seen, seconds, note,"
    " revision, at)"
)
SEVERAL = N_("core", "There is more than one label.")


@lru_cache(maxsize=1000)
def tidy(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, white space tidied, the empty ones left out."""
    return tuple(filter(None, dict.fromkeys(" ".join(name.split()) for name in labels)))


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a document, ready for the tables: none of it knows the document.

    `annotations` are rows without its id, `answer` the columns of the answer that they come to, `labels` its labels;
    `counted` are the kept counts that a document with these is counted in.
    """

    annotations: tuple[tuple[Any, ...], ...]
    answer: tuple[Any, ...]
    labels: tuple[int, ...]
    is_labelled: bool
    counted: tuple[str, ...]


class Incoming:
    """Knows the people and the labels of one import, within its transaction."""

    def __init__(self, store: Store, rules: answers.Rules, at: str) -> None:
        self._store = store
        self._rules = rules
        self._at = at
        self._revision = int(store.sql(annotation_rows.REVISION).scalar_one())
        self._people = {"": annotators.IMPORT_ID, annotators.IMPORT: annotators.IMPORT_ID}
        self._bare: dict[tuple[tuple[str, ...], bool], Said] = {}
        self.label_ids: dict[str, int] = {}

    def problem(self, row: Row) -> str:
        """Why the answers can't be taken; "" when they can."""
        given = [answer.labels for answer in row.answers] or [row.labels]
        is_bad = not self._rules.is_multi_label and any(len(tidy(labels)) > 1 for labels in given)
        return SEVERAL if is_bad else ""

    def said(self, row: Row) -> Said:
        """Rows with nothing but labels are quick: there are few different ones."""
        if row.answers:
            return self._said(self.annotations(row))
        key = row.labels, bool(row.captions)
        found = self._bare.get(key)
        if found is None:
            found = self._bare[key] = self._said(self.annotations(row))
        return found

    def annotations(self, row: Row) -> list[Annotation]:
        """What each person says, once; where one label is wanted, none is no answer. Captions are one."""
        found: dict[tuple[str, int], Annotation] = {}
        for answer in row.answers or ((Answer(row.labels),) if row.labels or row.captions else ()):
            labels = tuple(sorted(self.label_ids[name] for name in tidy(answer.labels)))
            if labels or row.captions or answer.is_skipped or (self._rules.is_multi_label and answer.annotator):
                one = self._annotation(answer, labels)
                found.setdefault((one.annotator, one.round), one)
        return list(found.values())

    def person(self, name: str) -> int:
        """The id of an annotator; "" is the file."""
        if name not in self._people:
            self._people[name] = annotators.id_of(self._store, name)
        return self._people[name]

    def marks(self, row: Row) -> list[tuple[int, Span]]:
        """Who marked what."""
        found: Mapping[str, Sequence[Span]] = row.marked or {"": row.rationales}
        return [(self.person(name), span) for name, spans in found.items() for span in spans]

    def _said(self, given: list[Annotation]) -> Said:
        answer = answers.resolve(given, self._rules)
        return Said(
            annotations=tuple((self.person(one.annotator), one.round, *image(one).values()) for one in given),
            answer=tuple(answer.image.values()),
            labels=answer.labels,
            is_labelled=any(not one.is_skipped for one in given),
            counted=tuple(self._counted(given, answer)),
        )

    def _counted(self, given: Sequence[Annotation], answer: answers.Answer) -> Iterator[str]:
        if answer.state in counts.STATES:
            yield counts.STATES[answer.state]
        for label in answer.labels:
            yield counts.label_key(label)
        for one in given:
            if one.round == schema.FIRST:
                yield counts.annotator_key(self.person(one.annotator))

    def _annotation(self, answer: Answer, labels: tuple[int, ...]) -> Annotation:
        is_person = answer.annotator not in ("", annotators.IMPORT)
        return Annotation(
            document_id=0,
            annotator=answer.annotator if is_person else annotators.IMPORT,
            labels=() if answer.is_skipped else labels,
            is_skipped=answer.is_skipped,
            is_imported=True,
            suggestion_seen=answer.suggestion_seen,
            at=answer.at or self._at,
            round=answer.round,
            seconds=answer.seconds,
            note=answer.note,
            revision=self._revision,
            is_person=is_person,
        )


def image(one: Annotation) -> dict[str, Any]:
    """The row of an annotation behind its key."""
    return {
        "labels": json.dumps(one.labels),
        "is_skipped": int(one.is_skipped),
        "is_imported": 1,
        "suggestion_seen": int(one.suggestion_seen),
        "seconds": one.seconds,
        "note": one.note,
        "revision": one.revision,
        "at": one.at,
    }
