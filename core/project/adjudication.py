"""Judging: what is right about a document on which answers differ, or are in doubt. The answers stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import N_, InputError
from core.project import annotation_rows, answers, holdout, schema
from core.project.changes import Action
from core.project.journal import Journal
from core.project.visibility import visible_sql

THERE = "SELECT 1 FROM documents WHERE id = ? AND {visible}"


class Adjudication:
    """The judgements of the project's annotator. They are no answers: agreement is measured without them."""

    def __init__(self, journal: Journal, rules: answers.Rules) -> None:
        self._journal = journal
        self._store = journal.store
        self._rules = rules

    def judge(self, document_id: int, labels: Sequence[int], *, note: str = "") -> None:
        """Say which labels are right."""
        with self._journal.action("judge", document_id) as action:
            if self._store.sql(THERE.format(visible=visible_sql(self._store)), (document_id,)).scalar() is None:
                raise InputError("no-document", N_("core", "There is no such document any more."))
            self._put(action, document_id, labels, note)

    def confirm(self, document_id: int, *, note: str = "") -> None:
        """What stands is right, also by the guidelines of today."""
        with self._journal.action("confirm", document_id) as action:
            said = annotation_rows.given(self._store, [document_id])[document_id]
            answer = answers.resolve(said, self._rules)
            if answer.state != schema.LABELLED:
                raise InputError("nothing-to-confirm", N_("core", "There is no label to confirm; give one."))
            self._put(action, document_id, answer.labels, note)

    def _put(self, action: Action, document_id: int, labels: Sequence[int], note: str) -> None:
        annotation_rows.check_labels(self._store, labels, self._rules)
        holdout.settle(self._store, [document_id])
        image = annotation_rows.image(self._store, labels) | {"note": note}
        action.details["labels"] = sorted(set(labels))
        annotation_rows.put(action, (document_id, self._journal.annotator_id(), schema.ADJUDICATION), image)
        annotation_rows.settle(action, [document_id], self._rules)
