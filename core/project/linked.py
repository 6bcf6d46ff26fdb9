"""What people say of pairs: which words of a sentence and of its translation belong together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from core.project import annotators, schema
from core.project.changes import now
from core.project.journal import Journal
from core.project.store import Store
from core.project.visibility import visible_sql
from core.records import Row, Span, SpanLink

INSERT = "INSERT INTO links (document_id, links, annotator_id, at) VALUES (?, ?, ?, ?)"
LINKED = (
    "SELECT documents.id, text, links FROM links JOIN documents ON documents.id = links.document_id"
    " JOIN texts ON texts.document_id = documents.id WHERE {visible} ORDER BY documents.id"
)


def to_json(found: Iterable[SpanLink]) -> str:
    """As they stand in a row: [[source start, end, target start, end, is sure]…]."""
    rows = [[one.source.start, one.source.end, one.target.start, one.target.end, int(one.is_sure)] for one in found]
    return json.dumps(sorted(rows))


def from_json(text: str) -> tuple[SpanLink, ...]:
    return tuple(SpanLink(Span(a, b), Span(c, d), bool(is_sure)) for a, b, c, d, is_sure in json.loads(text))


def insert(store: Store, rows: Iterable[tuple[int, Row]], at: str) -> None:
    """The links that an import's rows came with; within its transaction."""
    given = [(id, to_json(row.links), annotators.IMPORT_ID, at) for id, row in rows if row.links]
    if given:
        store.run_many(INSERT, given)


class Links:
    """The links of each pair, given by whoever touched them last; every change can be undone."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def of(self, document_id: int) -> tuple[SpanLink, ...] | None:
        """None: nobody has linked the pair."""
        query = select(schema.links.c.links).where(schema.links.c.document_id == document_id)
        text = self._store.execute(query).scalar_one_or_none()
        return None if text is None else from_json(text)

    def put(self, document_id: int, found: Sequence[SpanLink]) -> None:
        """Say what belongs together; no links at all: nothing is said any more."""
        with self._journal.action("link", document_id) as action:
            image: dict[str, Any] | None = None
            if found:
                image = {"links": to_json(found), "annotator_id": self._journal.annotator_id(), "at": now()}
            action.put(schema.links, (document_id,), image)

    def all(self) -> Iterator[tuple[int, str, tuple[SpanLink, ...]]]:
        """Every linked pair: its document's id and text, and its links."""
        for id, text, found in self._store.sql(LINKED.format(visible=visible_sql(self._store))):
            yield id, text, from_json(found)

    def count(self) -> int:
        return sum(1 for _ in self.all())
