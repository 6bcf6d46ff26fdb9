"""Texts that were made of a document's to see what a model makes of them, kept beside their parent."""

from __future__ import annotations

from core.errors import N_, InputError
from core.project import schema
from core.project.changes import now
from core.project.journal import Journal
from core.project.review_values import Edit
from core.project.visibility import visible_sql

OF = (
    "SELECT number, text, name, at FROM edits JOIN annotators ON annotators.id = annotator_id"
    " WHERE document_id = ? ORDER BY number"
)
NEXT = "SELECT coalesce(max(number), 0) + 1 FROM edits WHERE document_id = ?"
PARENT = "SELECT text FROM texts JOIN documents ON documents.id = document_id WHERE document_id = ? AND {visible}"


class Edits:
    """The edits of each document, in the order of their making. They are no documents: nothing learns from them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def of(self, document_id: int) -> list[Edit]:
        return [Edit(*row) for row in self._store.sql(OF, (document_id,))]

    def keep(self, document_id: int, text: str) -> None:
        """One that is there already, or is no change, is not kept again."""
        with self._journal.action("keep-edit", document_id) as action:
            parent = self._store.sql(PARENT.format(visible=visible_sql(self._store)), (document_id,)).scalar()
            if parent is None:
                raise InputError("no-document", N_("core", "There is no such document any more."))
            if text == parent or any(text == edit.text for edit in self.of(document_id)):
                return
            number = self._store.sql(NEXT, (document_id,)).scalar_one()
            image = {"annotator_id": self._journal.annotator_id(), "text": text, "at": now()}
            action.put(schema.edits, (document_id, number), image)

    def remove(self, document_id: int, number: int) -> None:
        with self._journal.action("remove-edit", document_id) as action:
            action.put(schema.edits, (document_id, number), None)
