"""The rows of annotations, and the answers that they come to, which are kept with the documents."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from core.errors import N_, InputError
from core.project import counts, schema
from core.project.answers import Answer, Rules, resolve
from core.project.changes import Action, Image, Key, Rows, now
from core.project.store import Store
from core.records import Annotation

Row = tuple[Any, ...]
annotated, documents = schema.annotations, schema.documents
KEY = ("document_id", "annotator_id", "round")
IMAGES = "SELECT * FROM annotations WHERE document_id IN (SELECT value FROM json_each(?))"
GIVEN = (
    "SELECT document_id, name, labels, is_skipped, is_imported, suggestion_seen, at, round, seconds, note, revision,"
    " is_person FROM annotations JOIN annotators ON annotators.id = annotator_id"
    " WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, round, annotator_id"
)
ANSWER = ("state", "labels", "is_imported", "n_answers", "answered_at", "revision")
KEPT = f"SELECT id, {', '.join(ANSWER)} FROM documents WHERE id IN (SELECT value FROM json_each(?))"
LABEL_IDS = "SELECT id FROM labels WHERE is_removed = 0"
REVISION = "SELECT coalesce(max(id), 0) FROM definitions"


def given(store: Store, document_ids: Sequence[int]) -> dict[int, list[Annotation]]:
    """All that was said of documents: first answers, then second ones, then judgements."""
    return {id: [_annotation(id, row) for row in rows] for id, rows in _rows(store, document_ids).items()}


def images(store: Store, document_ids: Sequence[int]) -> dict[Key, Image]:
    """All annotations of documents as rows: (document, annotator, round) → the other columns."""
    found: dict[Key, Image] = {}
    for row in store.sql(IMAGES, (json.dumps(document_ids),)).mappings():
        found[tuple(row[name] for name in KEY)] = {name: row[name] for name in row if name not in KEY}
    return found


def change(action: Action, rows: Sequence[Rows]) -> None:
    """Change annotations; `settle` comes after it."""
    action.change_all(annotated, rows)
    for keys, before, after in rows:
        for key in keys:
            if key[2] == schema.FIRST:
                action.count(counts.annotator_key(key[1]), (after is not None) - (before is not None))


def put(action: Action, key: tuple[int, int, int], after: Image) -> None:
    """Make one annotation look so, or go."""
    change(action, [([key], images(action.store, [key[0]]).get(key), after)])


def image(
    store: Store,
    labels: Collection[int],
    *,
    is_skipped: bool = False,
    suggestion_seen: bool = False,
    seconds: float | None = None,
) -> dict[str, Any]:
    """The row of an annotation that is made now."""
    return {
        "labels": json.dumps(sorted(set(labels))),
        "is_skipped": int(is_skipped),
        "is_imported": 0,
        "suggestion_seen": int(suggestion_seen),
        "seconds": seconds,
        "note": "",
        "revision": store.sql(REVISION).scalar_one(),
        "at": now(),
    }


def check_labels(store: Store, labels: Sequence[int], rules: Rules) -> None:
    """InputError when these can't be the labels of a document."""
    if not set(store.sql(LABEL_IDS).scalars()).issuperset(labels):
        raise InputError("no-label", N_("core", "There is no such label any more."))
    if not rules.is_multi_label and len(labels) != 1:
        raise InputError("one-label", N_("core", "In this project a document has exactly one label."))


def settle(action: Action, document_ids: Sequence[int], rules: Rules) -> None:
    """Keep the answers of documents, and what is counted of them, after their annotations changed."""
    answers = _Answers(action.store, document_ids, rules)
    alike: dict[tuple[Answer, Row], list[int]] = {}  # those whose answer changes in the same way
    for id, *kept in action.store.tuples(KEPT, (json.dumps(document_ids),)):
        alike.setdefault((answers.of(id), tuple(kept)), []).append(id)
    for (answer, row), ids in alike.items():
        before = dict(zip(ANSWER, row, strict=True))
        action.change_all(documents, [([(id,) for id in ids], before, answer.image)])
        old, new = set(json.loads(before["labels"] or "[]")), set(answer.labels)
        for label in sorted(old ^ new):
            found: tuple[Image, Image] = ({}, None) if label in old else (None, {})
            action.change_all(schema.document_labels, [([(label, id) for id in ids], *found)])
            action.count(counts.label_key(label), len(ids) if label in new else -len(ids))
        for state, by in ((before["state"], -len(ids)), (answer.state, len(ids))):
            if state in counts.STATES:
                action.count(counts.STATES[state], by)


def count_unsettled(store: Store, document_ids: Sequence[int], rules: Rules) -> int:
    """How many of the documents do not keep the answer that their annotations come to."""
    answers = _Answers(store, document_ids, rules)
    kept = store.tuples(KEPT, (json.dumps(document_ids),))
    return sum(tuple(row) != tuple(answers.of(id).image.values()) for id, *row in kept)


class _Answers:
    """The answers of some documents; what was said of many in the same words is resolved once."""

    def __init__(self, store: Store, document_ids: Sequence[int], rules: Rules) -> None:
        self._said = _rows(store, document_ids)
        self._rules = rules
        self._resolved: dict[tuple[Row, ...], Answer] = {}

    def of(self, id: int) -> Answer:
        said = tuple(self._said[id])
        answer = self._resolved.get(said)
        if answer is None:
            answer = self._resolved[said] = resolve([_annotation(id, row) for row in said], self._rules)
        return answer


def _rows(store: Store, document_ids: Sequence[int]) -> dict[int, list[Row]]:
    """What was said of each document: the columns of GIVEN but for the first."""
    found: dict[int, list[Row]] = {id: [] for id in document_ids}
    for id, *row in store.tuples(GIVEN, (json.dumps(document_ids),)):
        found[id].append(tuple(row))
    return found


def _annotation(id: int, row: Row) -> Annotation:
    name, labels, is_skipped, is_imported, suggestion_seen, at, round, seconds, note, revision, is_person = row
    return Annotation(
        document_id=id,
        annotator=name,
        labels=tuple(json.loads(labels)),
        is_skipped=bool(is_skipped),
        is_imported=bool(is_imported),
        suggestion_seen=bool(suggestion_seen),
        at=at,
        round=round,
        seconds=seconds,
        note=note,
        revision=revision,
        is_person=bool(is_person),
    )
