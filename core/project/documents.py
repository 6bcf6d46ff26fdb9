"""Reading documents: one, windows of many, counts, and the way from one to the next."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, select, tuple_

from core.errors import N_, InputError
from core.project import answers, counts, schema
from core.project.store import Store
from core.project.values import Counts, DocumentFilter, DocumentRow, Order
from core.project.visibility import visible, visible_sql
from core.records import Document, Span

__all__ = ["Counts", "DocumentFilter", "DocumentRow", "Documents", "conditions", "snippet", "snippet_of"]

SNIPPET = 120
documents, texts, ranks, document_labels = schema.documents, schema.texts, schema.ranks, schema.document_labels
MARKED = (
    "SELECT count(DISTINCT document_id) FROM rationales JOIN documents ON documents.id = document_id"
    f" WHERE state = {schema.LABELLED} AND split IS NOT {schema.HOLDOUT} AND "
)
STATES = {"unlabelled": schema.UNLABELLED, **{name: state for state, name in counts.STATES.items()}}

WITH_TEXT = documents.join(texts, texts.c.document_id == documents.c.id)
sorted_state: ColumnElement[int] = literal_column("+documents.state")  # the plus: walk by rank, don't sort
snippet_of = func.substr(texts.c.text, 1, 3 * SNIPPET)  # leaves room for white space that goes

ROW = (
    documents.c.id,
    snippet_of.label("beginning"),
    documents.c.state,
    documents.c.is_flagged,
    documents.c.labels,
    documents.c.is_imported,
)


def snippet(text: str) -> str:
    """The beginning of a text on one line."""
    return " ".join(text.split())[:SNIPPET]


def conditions(where: DocumentFilter, order: Order = "imported") -> list[ColumnElement[bool]]:
    """The filter in SQL; the query joins the texts to the documents."""
    state = sorted_state if order == "random" else documents.c.state
    found: list[ColumnElement[bool]] = []
    if where.state == "flagged":
        found.append(schema.is_flagged)
    elif where.state != "any":
        found.append(state == STATES[where.state])
    if where.label_id is not None:
        same = document_labels.c.document_id == documents.c.id
        found.append(exists().where(same, document_labels.c.label_id == where.label_id))
    if where.search:
        found.append(contains(where.search))
    return found


def contains(search: str) -> ColumnElement[bool]:
    """The text holds `search`, upper and lower case alike; LIKE knows only the English letters' cases."""
    folded = search.casefold()
    if any(char.lower() != char.upper() and not char.isascii() for char in search):
        return func.holds(texts.c.text, folded) == 1
    return texts.c.text.contains(search, autoescape=True)


class Documents:
    """The documents of a project; their texts never change."""

    def __init__(self, store: Store, rules: answers.Rules) -> None:
        self._store = store
        self._rules = rules

    def get(self, id: int) -> Document:
        columns = (texts.c.text, texts.c.meta, documents.c.split, documents.c.is_flagged, documents.c.state)
        query = select(*columns).select_from(WITH_TEXT).where(documents.c.id == id, visible(self._store))
        row = self._store.execute(query).one_or_none()
        if row is None:
            raise InputError("no-document", N_("core", "There is no such document any more."))
        said = answers.given(self._store, [id])[id]
        return Document(
            id=id,
            text=row.text,
            meta=json.loads(row.meta or "{}"),
            is_holdout=None if row.split is None else row.split == schema.HOLDOUT,
            is_flagged=bool(row.is_flagged),
            annotation=answers.standing(said, self._rules),
            rationales=tuple(self._rationales(id)),
            annotations=tuple(said),
            is_disputed=row.state == schema.DISPUTED,
        )

    def rows(
        self, filter: DocumentFilter, *, after_id: int | None, limit: int, order: Order = "imported"
    ) -> list[DocumentRow]:
        """The window of at most `limit` rows behind `after_id`."""
        query = self._select(order, *ROW).where(*conditions(filter, order))
        return [_row(row) for row in self._store.execute(self._behind(query, after_id, order).limit(limit))]

    def count(self, filter: DocumentFilter) -> int:
        if not filter.search and (filter.label_id is None or filter.state in ("any", "labelled")):
            kept = self.counts()
            if filter.label_id is not None:
                return kept.by_label.get(filter.label_id, 0)
            return int(getattr(kept, "total" if filter.state == "any" else filter.state))
        query = select(func.count()).select_from(WITH_TEXT).where(*conditions(filter), visible(self._store))
        return int(self._store.execute(query).scalar_one())

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
        query = self._walk(order, unlabelled_only, filter)
        return self._store.execute(self._behind(query, current, order).limit(1)).scalar()

    def previous_id(
        self,
        current: int | None,
        *,
        order: Order = "imported",
        unlabelled_only: bool = False,
        filter: DocumentFilter | None = None,
    ) -> int | None:
        """The last before `current` (None: the last of all); None at the beginning."""
        query = self._walk(order, unlabelled_only, filter)
        return self._store.execute(self._behind(query, current, order, is_backwards=True).limit(1)).scalar()

    def _walk(self, order: Order, unlabelled_only: bool, filter: DocumentFilter | None) -> Select[Any]:
        found = conditions(filter or DocumentFilter(), order)
        if unlabelled_only:
            found += conditions(DocumentFilter(state="unlabelled"), order)
        return self._select(order, documents.c.id).where(*found)

    def _select(self, order: Order, *columns: Any) -> Select[Any]:
        """Of the visible documents, with their texts."""
        origin = WITH_TEXT
        if order == "random":
            origin = origin.join(ranks, (ranks.c.document_id == documents.c.id))
        return select(*columns).select_from(origin).where(visible(self._store))

    def _rationales(self, id: int) -> list[Span]:
        """Those of all annotators, each once."""
        spans = schema.rationales.c
        query = select(spans.start, spans.stop).where(spans.document_id == id).distinct()
        return sorted(Span(start, stop) for start, stop in self._store.execute(query))

    def _behind(
        self, query: Select[Any], current: int | None, order: Order, *, is_backwards: bool = False
    ) -> Select[Any]:
        """Sorted, and only what comes behind `current` in that order."""
        keys = [ranks.c.rank, ranks.c.document_id] if order == "random" else [documents.c.id]
        if current is not None:
            place: list[Any] = [current]
            if order == "random":
                place.insert(0, select(documents.c.rank).where(documents.c.id == current).scalar_subquery())
            query = query.where(tuple_(*keys) < tuple_(*place) if is_backwards else tuple_(*keys) > tuple_(*place))
        return query.order_by(*(key.desc() if is_backwards else key for key in keys))


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
