"""How far the annotators of a project agree, and each of them with himself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from core.agreement.figures import Agreement, Answer
from core.progress import Report, ignore
from core.project import schema
from core.project.store import Store
from core.project.visibility import visible_sql

if TYPE_CHECKING:
    from core.agreement.measure import Pattern

SAID = (
    "SELECT document_id, name, annotations.labels, round FROM documents CROSS JOIN annotations"
    " ON document_id = documents.id JOIN annotators ON annotators.id = annotator_id"
    " WHERE {several} AND is_person = 1 AND is_skipped = 0 AND {visible} ORDER BY document_id, name, round"
)
BY_SEVERAL = f"n_answers > 1 AND round = {schema.FIRST}"
TWICE = (
    f"round IN ({schema.FIRST}, {schema.SECOND}) AND EXISTS (SELECT 1 FROM annotations AS again"
    " WHERE again.document_id = documents.id AND again.annotator_id = annotations.annotator_id"
    f" AND again.round = {schema.SECOND})"
)
ANSWERED = (
    "SELECT name, n FROM annotators JOIN counts ON key = 'annotator:' || annotators.id"
    " WHERE is_person = 1 AND n > 0 ORDER BY n DESC, name"
)
REPORT_EVERY = 10_000
FIRST, AGAIN = "1", "2"


class Agreements:
    """Measures what people said. Answers that were skipped are none."""

    def __init__(self, store: Store, *, is_multi_label: bool) -> None:
        self._store = store
        self._is_multi_label = is_multi_label

    def measure(self, names: Sequence[str] = (), report: Report = ignore) -> Agreement:
        """Of these annotators, or of all. Long work."""
        from core.agreement import measure

        answered = {name: n for name, n in self._store.sql(ANSWERED) if not names or name in names}
        patterns = measure.overlap(self._patterns(report), list(answered))
        is_multi_label = self._is_multi_label
        label_ids = sorted({label for pattern in patterns for _, answer in pattern for label in answer})
        return Agreement(
            answered=answered,
            n=sum(patterns.values()),
            raw=measure.raw(patterns),
            fleiss=measure.fleiss(patterns, list(answered)),
            alpha=measure.alpha(patterns, is_multi_label=is_multi_label),
            pairs=measure.pairs(patterns, list(answered), is_multi_label=is_multi_label),
            by_label={label: measure.alpha_of(label, patterns) for label in label_ids},
            again=tuple(
                replace(measure.pair(of_one, FIRST, AGAIN, is_multi_label=is_multi_label), first=name, second=name)
                for name, of_one in self._twice().items()
                if name in answered
            ),
        )

    def _patterns(self, report: Report) -> Counter[Pattern]:
        found: Counter[Pattern] = Counter()
        for done, rows in enumerate(self._documents(BY_SEVERAL)):
            if done % REPORT_EVERY == 0:
                report(done, 0)
            found[tuple((row.name, _answer(row)) for row in rows)] += 1
        return found

    def _twice(self) -> dict[str, Counter[Pattern]]:
        """By annotator: what he said first and in the second pass."""
        found: dict[str, Counter[Pattern]] = {}
        for rows in self._documents(TWICE):
            for name, of_one in groupby(rows, key=lambda row: row.name):
                answers = [_answer(row) for row in of_one]
                if len(answers) == 2:
                    found.setdefault(name, Counter())[(FIRST, answers[0]), (AGAIN, answers[1])] += 1
        return found

    def _documents(self, several: str) -> Iterator[list[Any]]:
        """The answers of each document."""
        query = text(SAID.format(several=several, visible=visible_sql(self._store)))
        for _, rows in groupby(self._store.stream(query), key=lambda row: row.document_id):
            yield list(rows)


def _answer(row: Any) -> Answer:
    return tuple(json.loads(row.labels))
