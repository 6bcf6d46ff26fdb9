"""What labels could be passed on: documents without an answer that are the same, or nearly, as labelled ones."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from core.progress import Report, ignore
from core.project import schema
from core.project.store import Store
from core.project.values import Likeness
from core.project.visibility import visible_sql

MEMBERS = (
    "SELECT {key} AS kin, documents.id, state, labels FROM search.duplicates AS named"
    " JOIN documents ON documents.id = named.document_id"
    f" WHERE {{which}} AND state IN ({schema.UNLABELLED}, {schema.LABELLED}) AND {{visible}} ORDER BY kin"
)
KEYS = {"exact": ("text_hash", "named.is_exact = 1"), "near": ("named.group_id", "1")}


@dataclass(frozen=True)
class Twins:
    """By the labels that they would get: documents, each with a labelled twin. Groups with several answers stay out."""

    by_labels: dict[tuple[int, ...], array[int]] = field(default_factory=dict)
    conflicts: int = 0

    @property
    def n(self) -> int:
        return sum(map(len, self.by_labels.values()))


def find(store: Store, likeness: Likeness, report: Report = ignore) -> Twins:
    """Of "exact" or "near" duplicates. Long work."""
    found: dict[tuple[int, ...], array[int]] = {}
    conflicts = 0
    for answers, waiting in _groups(store, likeness, report):
        if len(answers) > 1:
            conflicts += 1
        elif answers:
            found.setdefault(tuple(json.loads(answers.pop())), array("q")).extend(waiting)
    return Twins({labels: ids for labels, ids in found.items() if ids}, conflicts)


def _groups(store: Store, likeness: Likeness, report: Report) -> Iterator[tuple[set[str], list[int]]]:
    """Of each group the different answers (labels as they are kept), and the documents that have none."""
    if not store.has_search:
        return
    key, which = KEYS[likeness]
    rows = store.tuples(MEMBERS.format(key=key, which=which, visible=visible_sql(store)))
    for _, members in groupby(rows, key=itemgetter(0)):
        answers: set[str] = set()
        waiting: list[int] = []
        for _, id, state, labels in members:
            if state == schema.LABELLED:
                answers.add(labels)
            else:
                waiting.append(id)
        report(0, 0)
        yield answers, waiting
