"""Documents that are asked about though they have an answer: where people differ, and a blind second pass."""

from __future__ import annotations

import json

from sqlalchemy import select

from core.project import schema
from core.project.documents import Documents
from core.project.store import Store
from core.project.values import DocumentFilter
from core.project.visibility import visible_sql
from core.selection.limits import NOT_LATELY, SECOND_PASS

FIRST_ROUND = f"round = {schema.FIRST} AND is_skipped = 0"
DIFFERENT = (
    "SELECT documents.id FROM documents JOIN annotations ON document_id = documents.id"
    f" WHERE n_answers > 1 AND {FIRST_ROUND} AND {{visible}}"
    " GROUP BY documents.id HAVING count(DISTINCT annotations.labels) > 1"
)
SAID = (
    "SELECT name, annotations.labels FROM annotations JOIN annotators ON annotators.id = annotator_id"
    f" WHERE document_id = ? AND is_person = 1 AND {FIRST_ROUND} ORDER BY annotator_id"
)
MINE = (
    "SELECT document_id FROM annotations JOIN annotators ON annotators.id = annotator_id"
    f" WHERE name = ? AND {FIRST_ROUND} AND annotations.is_imported = 0 AND {{visible}}"
    " ORDER BY annotations.at DESC"
)
REMEMBERED = (
    "SELECT document_id FROM annotations JOIN annotators ON annotators.id = annotator_id WHERE name = ? AND round = ?"
)
ASKED = (
    f"SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rank % 1000003 LIMIT {SECOND_PASS}"
)


def different(
    store: Store, documents: Documents, where: DocumentFilter, n: int
) -> list[tuple[int, list[tuple[str, str]]]]:
    """Documents of a filter to which people gave different answers, and who said what."""
    names = {id: name for id, name in store.execute(select(schema.labels.c.id, schema.labels.c.name))}
    ids = list(store.sql(DIFFERENT.format(visible=visible_sql(store))).scalars())
    ids = sorted(documents.matching(where, ids))[:n]
    return [(id, [(who, _named(labels, names)) for who, labels in store.sql(SAID, (id,))]) for id in ids]


def second_pass(store: Store, documents: Documents, where: DocumentFilter, annotator: str) -> list[int]:
    """Some of an annotator's own decisions, at random: none of the last ones, none that was asked again already."""
    mine = list(store.sql(MINE.format(visible=visible_sql(store, "document_id")), (annotator,)).scalars())
    again = set(store.sql(REMEMBERED, (annotator, schema.SECOND)).scalars())
    ids = [id for id in mine[NOT_LATELY:] if id not in again]
    return list(store.sql(ASKED, (json.dumps(sorted(documents.matching(where, ids))),)).scalars())


def _named(labels: str, names: dict[int, str]) -> str:
    return ", ".join(names[id] for id in json.loads(labels))
