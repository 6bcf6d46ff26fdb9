"""All answers that deserve a second look: found in one go, told in windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.progress import Report, ignore
from core.project.documents import Documents
from core.project.labels import LabelSet
from core.project.quality import conflicts, disagreements, outdated, second_pass, speed, suspects
from core.project.quality.doubts import Doubt, Doubtful, DoubtRow
from core.project.quality.wording import Words
from core.project.store import Store
from core.project.values import DocumentRow
from core.project.visibility import visible_sql
from core.records import Note

Find = Callable[[Store, str], Doubtful]
Reasons = Callable[[Store, Doubtful, Sequence[int], Words], Mapping[int, Note]]
FIND: Mapping[Doubt, Find] = {
    "disagreement": disagreements.find,
    "conflict": conflicts.find,
    "second": second_pass.find,
    "fast": speed.find,
    "outdated": outdated.find,
}
REASONS: Mapping[Doubt, Reasons] = {
    "disagreement": disagreements.reasons,
    "conflict": conflicts.reasons,
    "second": second_pass.reasons,
    "fast": speed.reasons,
    "outdated": outdated.reasons,
    "suspect": suspects.reasons,
}


class Quality:
    """What is doubtful in a project."""

    def __init__(self, store: Store, documents: Documents, labels: LabelSet) -> None:
        self._store = store
        self._documents = documents
        self._labels = labels

    def survey(self, report: Report = ignore) -> dict[Doubt, Doubtful]:
        """Everything to look at that takes no model to find. Long work in large projects."""
        found: dict[Doubt, Doubtful] = {}
        for done, (doubt, find) in enumerate(FIND.items()):
            report(done, len(FIND))
            found[doubt] = find(self._store, visible_sql(self._store))
        return found

    def suspects(self, rows: Sequence[Mapping[str, Any]]) -> Doubtful:
        """What the worker's job "queue" found by the strategy "suspects", as a list like the others."""
        return suspects.taken_in(rows, {label.name: label.id for label in self._labels.all()})

    def rows(self, doubtful: Doubtful, start: int, limit: int) -> list[DoubtRow]:
        """A window of a list, each with its reason; documents that are in doubt no more are left out."""
        ids = list(doubtful.ids[start : start + limit])
        words = {label.id: label.name for label in self._labels.all()}
        why = REASONS[doubtful.doubt](self._store, doubtful, ids, words)
        return [DoubtRow(row, why[row.id]) for row in self._documents.listed([id for id in ids if id in why])]

    def copies(self, id: int) -> list[DocumentRow]:
        """The documents with the same text as this one, or nearly the same."""
        return self._documents.listed(conflicts.copies(self._store, id))
