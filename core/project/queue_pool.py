"""Which documents may be asked about next: of a filter, unlabelled, in random order; those of the hold-out apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from core.project import holdout, schema
from core.project.find import walk
from core.project.find.ways import Way, Ways
from core.project.store import Store
from core.project.values import DocumentFilter, Place
from core.selection.limits import HELD_OUT

documents, imports = schema.documents, schema.imports
RESERVED = f"EXISTS (SELECT 1 FROM imports WHERE imports.id = documents.import_id AND {holdout.RESERVED})"
IS_HELD_OUT = f"(documents.split IS {schema.HOLDOUT} OR {RESERVED})"
IS_COPY = "documents.text_hash IN (SELECT text_hash FROM documents WHERE split = 1)"
"""Of a text of the hold-out: it may not be trained on."""
IS_FREE = f"NOT {IS_HELD_OUT} AND NOT {IS_COPY}"
ROWS = (
    "SELECT documents.id, text, text_hash, labels, rank FROM documents JOIN texts ON document_id = documents.id"
    " WHERE documents.id IN (SELECT value FROM json_each(?))"
)
RANDOM_S, SLICE_S = 0.3, 3.0  # so long is looked for what is hard to find
AT_ONCE = 1000  # texts read
LAST_ID = 1 << 62


def is_whole(where: DocumentFilter) -> bool:
    """Whether a filter leaves the whole pool."""
    return where in (DocumentFilter(), DocumentFilter(state="unlabelled"))


class Pool:
    """The unlabelled documents of a filter."""

    def __init__(self, store: Store, where: DocumentFilter, *, is_multi_label: bool) -> None:
        self._store = store
        self._ways: list[Way] = []
        if where.state in ("any", "unlabelled"):
            where = replace(where, state="unlabelled")
            self._ways = Ways(store, where, is_multi_label=is_multi_label).of("random")

    def random(self, n: int) -> list[int]:
        """The first ones that may be trained on."""
        return self._ids(IS_FREE, n)

    def held_out(self, n: int) -> list[int]:
        """Those that will only measure."""
        return self._ids(IS_HELD_OUT, n)

    def slice_behind(self, rank: int, n: int) -> Iterator[Any]:
        """The next `n` that may be trained on behind a rank, and from the beginning again: the rows of ROWS."""
        behind = self._ids(IS_FREE, n, Place(0, (rank, LAST_ID)), SLICE_S)
        again = self._ids(IS_FREE, n - len(behind), None, SLICE_S) if len(behind) < n else []
        wanted = list(dict.fromkeys(behind + again))
        for first in range(0, len(wanted), AT_ONCE):
            ids = wanted[first : first + AT_ONCE]
            rows = {row.id: row for row in self._store.sql(ROWS, (json.dumps(ids),))}
            yield from (rows[id] for id in ids)

    def _ids(self, test: str, n: int, start: Place | None = None, budget_s: float = RANDOM_S) -> list[int]:
        ways = [replace(way, tests=(*way.tests, test)) for way in self._ways]
        found, _ = walk.ids(self._store, ways, start=start, limit=n, budget_s=budget_s)
        return found


def holdout_share(store: Store) -> float:
    """Of the documents that are asked about, the share that only measures: as in any other order."""
    labelled = holdout.HoldOut(store).labelled_size()
    if labelled >= HELD_OUT:
        return 0.0
    present = imports.c.state == schema.PRESENT
    return float(store.execute(select(func.max(imports.c.holdout_share)).where(present)).scalar() or 0.0)


def n_answered(store: Store) -> int:
    """Labels and skips so far: the place in the endless list at which the next one begins."""
    query = select(func.count()).select_from(documents).where(schema.is_answered)
    return int(store.execute(query).scalar_one())
