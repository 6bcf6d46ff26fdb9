"""Reading documents: one, windows of many, counts, and the way from one to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, TextClause, literal_column, text

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import annotation_rows, answers, counts, schema
from core.project.find import walk
from core.project.find.parts import similar_to
from core.project.find.ways import IS_OPEN, Way, Ways
from core.project.store import Store
from core.project.values import LIST_ORDERS, Counts, DocumentFilter, DocumentRow, DocumentWindow, Order, Place
from core.project.visibility import visible_sql
from core.records import Document, Span

__all__ = ["Counts", "DocumentFilter", "DocumentRow", "Documents", "snippet", "snippet_of"]

SNIPPET = 120
EVERYTHING = DocumentFilter()
documents, texts = schema.documents, schema.texts
WITH_TEXT = documents.join(texts, texts.c.document_id == documents.c.id)
BEGINNING = f"substr(text, 1, {3 * SNIPPET})"  # leaves room for white space that goes
snippet_of: ColumnElement[str] = literal_column(BEGINNING)
ONE = (
    "SELECT text, meta, split, is_flagged, state FROM documents JOIN texts ON document_id = documents.id"
    " WHERE documents.id = ? AND "
)
SPANS = "SELECT DISTINCT start, stop FROM rationales WHERE document_id = ?"
ROWS = (
    f"SELECT documents.id, {BEGINNING} AS beginning, state, is_flagged, labels, is_imported"
    " FROM documents JOIN texts ON document_id = documents.id WHERE documents.id IN (SELECT value FROM json_each(?))"
)
MARKED = (
    "SELECT count(DISTINCT document_id) FROM rationales JOIN documents ON documents.id = document_id"
    f" WHERE state = {schema.LABELLED} AND split IS NOT {schema.HOLDOUT} AND "
)


def snippet(text: str) -> str:
    """The beginning of a text on one line."""
    return " ".join(text.split())[:SNIPPET]


class Documents:
    """The documents of a project; their texts never change."""

    def __init__(self, store: Store, rules: answers.Rules) -> None:
        self._store = store
        self._rules = rules

    def get(self, id: int) -> Document:
        rows = self._store.tuples(ONE + visible_sql(self._store), (id,))
        if not rows:
            raise InputError("no-document", N_("core", "There is no such document any more."))
        content, meta, split, is_flagged, state = rows[0]
        said = annotation_rows.given(self._store, [id])[id]
        return Document(
            id=id,
            text=content,
            meta=json.loads(meta or "{}"),
            is_holdout=None if split is None else split == schema.HOLDOUT,
            is_flagged=bool(is_flagged),
            annotation=answers.standing(said, self._rules),
            rationales=tuple(self._rationales(id)),
            annotations=tuple(said),
            is_disputed=state == schema.DISPUTED,
        )

    def window(
        self,
        filter: DocumentFilter,
        *,
        after: int | Place | None,
        limit: int,
        order: Order = "imported",
        budget_s: float = float("inf"),
    ) -> DocumentWindow:
        """At most `limit` rows behind a document or a place; after `budget_s` those that were found by then.

        In a second pass they are without the labels.
        """
        ways = self._ways(filter).of(order)
        start = walk.place_of(self._store, ways, after) if isinstance(after, int) else after
        ids, resume = walk.ids(self._store, ways, start=start, limit=limit, budget_s=budget_s)
        rows = self.listed(ids)
        if order == "second":
            rows = [replace(row, labels=(), is_imported=False) for row in rows]
        return DocumentWindow(tuple(rows), resume)

    def rows(
        self, filter: DocumentFilter, *, after_id: int | None, limit: int, order: Order = "imported"
    ) -> list[DocumentRow]:
        """The window of at most `limit` rows behind `after_id`, however long it takes to find them."""
        return list(self.window(filter, after=after_id, limit=limit, order=order).rows)

    def listed(self, ids: Sequence[int]) -> list[DocumentRow]:
        """The rows of these documents, in this order; of those that are there."""
        found = {row.id: _row(row) for row in self._store.sql(ROWS, (json.dumps(ids),))}
        return [found[id] for id in ids if id in found]

    def ids(self, filter: DocumentFilter) -> Iterator[list[int]]:
        """All documents of a filter as imported, some at a time."""
        yield from walk.all_ids(self._store, self._ways(filter).of("imported"))

    def matching(self, filter: DocumentFilter, ids: Sequence[int]) -> set[int]:
        """Those of the documents that meet the filter."""
        way = self._ways(filter).inside()
        query = f"SELECT documents.id FROM {way.origin} WHERE {way.condition} AND {{}}"
        among = "documents.id IN (SELECT value FROM json_each(:ids))"
        return set(self._store.sql(query.format(among), way.params | {"ids": json.dumps(ids)}).scalars())

    def condition(self, filter: DocumentFilter) -> TextClause:
        """The filter for a query of one's own that joins documents and texts: it tests each, and so takes long."""
        way = self._ways(filter).inside()
        names = set(re.findall(r":(\w+)", way.condition))
        return text(way.condition).bindparams(**{name: way.params[name] for name in names})

    def count(self, filter: DocumentFilter, report: Report = ignore, *, order: Order = "imported") -> int:
        """How many; at once where they are counted anyway, else long work, which `report` may cancel.

        Of an order that is a list only those in it.
        """
        kept = None if order in LIST_ORDERS else self._kept(filter)
        if kept is not None:
            return kept
        ways = self._ways(filter).of(order if order in LIST_ORDERS else "imported")
        return walk.count(self._store, ways, report)

    def likeness(self, document_id: int) -> str:
        """By what others are found similar to a document: the run whose vectors say so, or "": common words."""
        return similar_to(self._store, document_id).run

    def cells(self, ids: Sequence[int]) -> dict[int, dict[str, str]]:
        """The metadata of documents, by their ids; those that have none are left out."""
        query = (
            "SELECT document_id, meta FROM texts WHERE meta != '' AND document_id IN (SELECT value FROM json_each(?))"
        )
        rows = self._store.sql(query, (json.dumps(list(ids)),))
        return {id: {key: str(value) for key, value in json.loads(meta).items()} for id, meta in rows}

    def counts(self) -> Counts:
        return counts.read(self._store)

    def count_marked(self) -> int:
        """How many documents that may be trained on have marked words."""
        return int(self._store.sql(MARKED + visible_sql(self._store)).scalar_one())

    def next_id(
        self,
        current: int | None,
        *,
        order: Order = "imported",
        unlabelled_only: bool = False,
        filter: DocumentFilter | None = None,
    ) -> int | None:
        """The first behind `current` (None: the first of all); None at the end: it does not go round."""
        return self._step(self._order(order, unlabelled_only, filter), current)

    def previous_id(
        self,
        current: int | None,
        *,
        order: Order = "imported",
        unlabelled_only: bool = False,
        filter: DocumentFilter | None = None,
    ) -> int | None:
        """The last before `current` (None: the last of all); None at the beginning."""
        return self._step(walk.turned(self._order(order, unlabelled_only, filter)), current)

    def above(self, document_id: int, n: int, *, order: Order, filter: DocumentFilter) -> int | None:
        """The document `n` places before this one; None when the list begins earlier than that."""
        ways = walk.turned(self._ways(filter).of(order))
        start = walk.place_of(self._store, ways, document_id)
        ids, _ = walk.ids(self._store, ways, start=start, limit=n)
        return ids[-1] if len(ids) == n else None

    def _step(self, ways: Sequence[Way], current: int | None) -> int | None:
        start = None if current is None else walk.place_of(self._store, ways, current)
        ids, _ = walk.ids(self._store, ways, start=start, limit=1)
        return ids[0] if ids else None

    def _order(self, order: Order, unlabelled_only: bool, filter: DocumentFilter | None) -> list[Way]:
        where = filter or DocumentFilter()
        if unlabelled_only and order in LIST_ORDERS:
            return [replace(way, tests=(*way.tests, IS_OPEN)) for way in self._ways(where).of(order)]
        if unlabelled_only:
            if where.state not in ("any", "unlabelled"):
                return []
            where = replace(where, state="unlabelled")
        return self._ways(where).of(order)

    def _ways(self, filter: DocumentFilter) -> Ways:
        return Ways(self._store, filter, is_multi_label=self._rules.is_multi_label)

    def _kept(self, filter: DocumentFilter) -> int | None:
        """The number of documents, if it is one that is kept."""
        kept = self.counts()
        if filter == replace(EVERYTHING, state=filter.state):
            return int(getattr(kept, "total" if filter.state == "any" else filter.state))
        if filter == replace(EVERYTHING, label_ids=filter.label_ids) and len(filter.label_ids) == 1:
            return kept.by_label.get(filter.label_ids[0], 0)
        if filter == replace(EVERYTHING, is_flagged=True):
            return kept.flagged
        return kept.holdout if filter == replace(EVERYTHING, is_holdout=True) else None

    def _rationales(self, id: int) -> list[Span]:
        """Those of all annotators, each once."""
        return sorted(Span(start, stop) for start, stop in self._store.tuples(SPANS, (id,)))


def _row(row: Any) -> DocumentRow:
    return DocumentRow(
        id=row.id,
        snippet=snippet(row.beginning),
        labels=tuple(json.loads(row.labels or "[]")),
        is_skipped=row.state == schema.SKIPPED,
        is_flagged=bool(row.is_flagged),
        is_imported=bool(row.is_imported),
        is_disputed=row.state == schema.DISPUTED,
    )
