"""What the worker is asked about, in a file of the queue's folder; bounded however large the project is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from core.project import properties, queue_pool, schema
from core.project.documents import Documents
from core.project.queue_pool import Pool
from core.project.store import Store
from core.project.values import POOL_ORDERS, DocumentFilter, Wish
from core.project.visibility import visible_sql
from core.selection.limits import HELD_OUT, LABELLED, SLICE, UNLABELLED

POOL, ANSWERS = "pool.jsonl", "answers.jsonl"  # with and without unlabelled documents that may be listed
CURSOR = "queue_cursor"  # the rank of the last document of the last slice
Line = dict[str, Any]

COLUMNS = "documents.id, text, text_hash, labels, documents.rank AS rank, answered_at"
BY_RANK = "ranks CROSS JOIN documents ON documents.id = ranks.document_id"
IS_LABELLED = f"documents.state = {schema.LABELLED}"
TRAIN = (
    f"SELECT {COLUMNS}, chosen.kind FROM documents JOIN texts ON texts.document_id = documents.id"
    " LEFT JOIN chosen ON chosen.document_id = documents.id"
    f" WHERE {IS_LABELLED} AND split IS NOT {schema.HOLDOUT} AND NOT {queue_pool.IS_COPY} AND {{visible}}"
    f" ORDER BY n_answers > 0 DESC, rank LIMIT {LABELLED}"
)
HOLDOUT = (
    f"SELECT {COLUMNS} FROM documents JOIN texts ON document_id = documents.id"
    f" WHERE split = {schema.HOLDOUT} AND {IS_LABELLED} AND {{visible}} ORDER BY rank LIMIT {HELD_OUT}"
)
LISTED = (
    f"SELECT {COLUMNS} FROM queue JOIN documents ON documents.id = queue.document_id"
    " JOIN texts ON texts.document_id = documents.id"
    f" WHERE documents.state = {schema.UNLABELLED} AND is_counted = 1 AND {{visible}} ORDER BY place"
)
SAMPLED = (  # the first documents of the random order, as far as all are answered: a random sample, however they came
    f"SELECT documents.id, documents.state FROM {BY_RANK} WHERE {queue_pool.IS_FREE} AND {{visible}}"
    " ORDER BY ranks.rank, ranks.document_id"
)
STILL = (
    f"SELECT {COLUMNS} FROM {BY_RANK} JOIN texts ON texts.document_id = documents.id"
    f" WHERE +documents.state = {schema.UNLABELLED} AND {queue_pool.IS_FREE} AND {{visible}}"
    f" ORDER BY ranks.rank DESC, ranks.document_id DESC LIMIT {UNLABELLED}"
)


def write(store: Store, documents: Documents, pool: Pool, wish: Wish, folder: Path) -> str:
    """Freeze what the worker needs to know, the next slice of the pool with it where the order chooses from it.

    The name of the file.
    """
    folder.mkdir(exist_ok=True)
    name = POOL if wish.order in POOL_ORDERS else ANSWERS
    draft = folder / f"{name}.tmp"
    lines = _Lines(store, documents, pool)
    with store.reading(), draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines.of(wish):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    draft.replace(folder / name)
    with store.transaction():
        properties.put(store, CURSOR, lines.cursor)
    return name


class _Lines:
    """The lines, part by part. Copies of a text share a group."""

    def __init__(self, store: Store, documents: Documents, pool: Pool) -> None:
        self._store = store
        self._documents = documents
        self._pool = pool
        self._names = {id: name for id, name in store.execute(select(schema.labels.c.id, schema.labels.c.name))}
        self._groups: dict[int, int] = {}
        self.cursor = int(properties.get(store, CURSOR) or 0)

    def of(self, wish: Wish) -> Iterator[Line]:
        yield from self._train(wish.filter)
        yield from (self._line(row, "holdout") for row in self._rows(HOLDOUT))
        yield from (self._line(row, "still") for row in self._rows(STILL))
        if wish.order in POOL_ORDERS:
            yield from self._unlabelled(is_whole=queue_pool.is_whole(wish.filter))

    def _train(self, where: DocumentFilter) -> Iterator[Line]:
        """In the order in which they were labelled; those of one import in random order."""
        rows = sorted(self._rows(TRAIN), key=lambda row: (row.answered_at, row.rank))
        sample, meant = self._sample(), self._documents.matching(where, [row.id for row in rows])
        for row in rows:
            is_chosen, is_random, is_meant = row.kind is not None, row.id in sample, row.id in meant
            how = {"is_chosen": is_chosen, "is_random": is_random, "is_meant": is_meant}
            yield self._line(row, "train") | how

    def _unlabelled(self, *, is_whole: bool) -> Iterator[Line]:
        given: set[int] = set()
        if is_whole:
            for row in self._rows(LISTED):
                given.add(row.id)
                yield self._line(row, "pool")
        for row in self._pool.slice_behind(self.cursor, SLICE):
            self.cursor = row.rank
            if row.id not in given:
                yield self._line(row, "pool")

    def _sample(self) -> set[int]:
        found: set[int] = set()
        for id, state in self._rows(SAMPLED):
            if state == schema.UNLABELLED or len(found) >= LABELLED:
                break
            if state == schema.LABELLED:
                found.add(id)
        return found

    def _line(self, row: Any, part: str) -> Line:
        labels = [self._names[id] for id in json.loads(row.labels or "[]")] if part in ("train", "holdout") else []
        group = self._groups.setdefault(row.text_hash, len(self._groups))
        return {"id": row.id, "text": row.text, "part": part, "labels": labels, "group": group}

    def _rows(self, query: str) -> Iterator[Any]:
        return self._store.stream(text(query.format(visible=visible_sql(self._store))))
