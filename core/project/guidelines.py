"""What the labels mean: definitions, which have versions, and examples pinned from documents.

A definition in other words makes the labels that were given before uncertain: they are outdated until somebody answers
again. The words that a label once had stay on record, also those that an undo took back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, insert, select

from core.errors import N_, InputError
from core.project import schema
from core.project.changes import Action, now
from core.project.journal import Journal
from core.project.visibility import visible_sql
from core.records import Example, Guideline, Wording

labels, definitions, examples = schema.labels, schema.definitions, schema.examples
OUTDATED = (  # of documents: an answer from before its label was defined as it is now
    "documents.revision < (SELECT max(revision) FROM labels) AND EXISTS (SELECT 1 FROM document_labels JOIN labels"
    " ON labels.id = label_id WHERE document_id = documents.id AND labels.revision > documents.revision)"
)
BY_LABEL = (
    "SELECT label_id, count(*) FROM labels JOIN document_labels ON labels.id = label_id"
    " JOIN documents ON documents.id = document_id"
    " WHERE labels.revision > documents.revision AND {visible} GROUP BY label_id"
)
VERSIONS = (  # the number of the wording that holds, and when it was written
    "SELECT label_id, (SELECT count(*) FROM definitions AS earlier WHERE earlier.label_id = definitions.label_id"
    " AND earlier.id <= max(definitions.id)), max(at) FROM definitions JOIN labels ON labels.id = label_id"
    " WHERE text = guideline GROUP BY label_id"
)
WORDINGS = (
    "SELECT definitions.id, text, name, at FROM definitions JOIN annotators ON annotators.id = annotator_id"
    " WHERE label_id = ? ORDER BY definitions.id DESC"
)
NEXT_EXAMPLE = select(func.coalesce(func.max(examples.c.id), 0) + 1)
TEXT = "SELECT text FROM texts WHERE document_id = ? AND {visible}"
MAX_EXAMPLE_CHARS = 2000


class Guidelines:
    """The guidelines of a project's labels; every change can be undone."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def all(self) -> dict[int, Guideline]:
        """Of every label in the set, by its id."""
        pinned = self._examples()
        versions = {id: (int(n), str(at)) for id, n, at in self._store.sql(VERSIONS)}
        present = select(labels.c.id, labels.c.guideline).where(labels.c.is_removed == 0)
        return {
            id: Guideline(id, text, *(versions.get(id, (0, "")) if text else (0, "")), tuple(pinned.get(id, ())))
            for id, text in self._store.execute(present)
        }

    def n_outdated(self) -> Mapping[int, int]:
        """How many documents have each label from a time when it was defined otherwise. Long work in large projects."""
        query = BY_LABEL.format(visible=visible_sql(self._store, "document_id"))
        return {id: n for id, n in self._store.sql(query)}

    def define(self, label_id: int, text: str, *, is_wording: bool = False) -> None:
        """Say what a label means from now on; `is_wording`: only said better, labels given before still hold."""
        with self._journal.action("define-label") as action:
            self.define_within(action, label_id, text, is_wording=is_wording)

    def define_within(self, action: Action, label_id: int, text: str, *, is_wording: bool = False) -> bool:
        """As `define`, within an act of another kind; whether it is another text."""
        before = self._require(label_id)
        text = text.strip()
        if text == before.guideline:
            return False
        row = {"label_id": label_id, "text": text, "annotator_id": self._journal.annotator_id(), "at": now()}
        revision = self._store.execute(insert(definitions).returning(definitions.c.id), row).scalar_one()
        action.put(labels, (label_id,), {"guideline": text, **({} if is_wording else {"revision": revision})})
        action.details["label"] = before.name
        return True

    def wordings(self, label_id: int) -> list[Wording]:
        """All definitions that the label has had, the newest first."""
        current = self._require(label_id).guideline
        found: list[Wording] = []
        for _, text, name, at in self._store.sql(WORDINGS, (label_id,)):
            is_current = text == current and not any(one.is_current for one in found)
            found.append(Wording(text, name, at, is_current))
        return found

    def pin(self, label_id: int, document_id: int, *, is_positive: bool, note: str = "") -> None:
        """Make a document an example of a label, or of what it is not."""
        with self._journal.action("pin-example") as action:
            query = TEXT.format(visible=visible_sql(self._store, "document_id"))
            text = self._store.sql(query, (document_id,)).scalar()
            if text is None:
                raise InputError("no-document", N_("core", "There is no such document any more."))
            self.pin_within(action, label_id, [Example(0, text, is_positive, note, document_id)])

    def pin_within(self, action: Action, label_id: int, pinned: Iterable[Example]) -> int:
        """Within an act of another kind; a text that is pinned there already is replaced. How many are new."""
        name = self._require(label_id).name
        known = {example.text: example.id for example in self._examples().get(label_id, ())}
        n_new = 0
        for example in pinned:
            text = example.text[:MAX_EXAMPLE_CHARS]
            id = known.get(text) or int(self._store.execute(NEXT_EXAMPLE).scalar_one())
            n_new += text not in known
            known[text] = id
            image = {"label_id": label_id, "document_id": example.document_id, "text": text}
            action.put(examples, (id,), image | {"is_positive": int(example.is_positive), "note": example.note})
            action.details |= {"label": name, "is_positive": example.is_positive}
        return n_new

    def unpin(self, example_id: int) -> None:
        with self._journal.action("unpin-example") as action:
            action.put(examples, (example_id,), None)

    def _examples(self) -> dict[int, list[Example]]:
        """By label, the good ones first."""
        found: dict[int, list[Example]] = {}
        order = (examples.c.is_positive.desc(), examples.c.id)
        for row in self._store.execute(select(examples).order_by(*order)):
            example = Example(row.id, row.text, bool(row.is_positive), row.note, row.document_id)
            found.setdefault(row.label_id, []).append(example)
        return found

    def _require(self, label_id: int) -> Any:
        query = select(labels.c.name, labels.c.guideline).where(labels.c.id == label_id, labels.c.is_removed == 0)
        row = self._store.execute(query).one_or_none()
        if row is None:
            raise InputError("no-label", N_("core", "There is no such label any more."))
        return row
