"""Copies of a text, exact or nearly so, that have different labels."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from core.errors import N_
from core.project import schema
from core.project.quality.disagreements import NOT_JUDGED
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words, named
from core.project.store import Store
from core.records import Note

FIND = (  # groups together, those with an exact copy first
    "WITH members AS MATERIALIZED (SELECT document_id, group_id, text_hash, labels FROM search.duplicates"
    f" JOIN documents ON documents.id = document_id WHERE state = {schema.LABELLED} AND {{visible}}),"
    " torn AS (SELECT group_id, count(*) > count(DISTINCT text_hash) AS has_same FROM members GROUP BY group_id"
    " HAVING count(DISTINCT labels) > 1)"
    " SELECT document_id FROM torn JOIN members USING (group_id) JOIN documents ON documents.id = document_id"
    f" WHERE {NOT_JUDGED} ORDER BY has_same DESC, group_id, document_id"
)
OWN = (
    "SELECT document_id, group_id, text_hash, labels FROM search.duplicates JOIN documents ON id = document_id"
    " WHERE document_id IN (SELECT value FROM json_each(?))"
)
COPIES = (  # a group may have a hundred thousand: it is gone through once, whatever is asked about
    "SELECT group_id, text_hash, labels, count(*) FROM search.duplicates JOIN documents ON id = document_id"
    f" WHERE group_id IN (SELECT value FROM json_each(?)) AND state = {schema.LABELLED} GROUP BY 1, 2, 3"
)
EXACT = N_("core", "The same text is labelled {labels} elsewhere")
NEAR = N_("core", "Nearly the same text is labelled {labels} elsewhere")


def find(store: Store, visible: str) -> Doubtful:
    if not store.has_search:
        return Doubtful("conflict")
    return Doubtful("conflict", store.sql(FIND.format(visible=visible)).scalars().all())


def reasons(store: Store, _: Doubtful, ids: Sequence[int], words: Words) -> Mapping[int, Note]:
    if not ids:
        return {}
    own = store.tuples(OWN, (json.dumps(ids),))
    exact: dict[tuple[int, int], Counter[str]] = {}  # group and text → how often its documents have which labels
    near: dict[int, Counter[str]] = {}
    for group, text_hash, labels, n in store.tuples(COPIES, (json.dumps([row[1] for row in own]),)):
        exact.setdefault((group, text_hash), Counter())[labels] += n
        near.setdefault(group, Counter())[labels] += n
    notes = {}
    for id, group, text_hash, labels in own:
        same, all_ = (_others(found, labels) for found in (exact.get((group, text_hash)), near.get(group)))
        if all_:
            notes[id] = Note(EXACT if same else NEAR, {"labels": _told(same or all_, words)})
    return notes


def copies(store: Store, id: int) -> list[int]:
    """The documents with the same text or nearly the same, itself left out."""
    if not store.has_search:
        return []
    query = (
        "SELECT copy.document_id FROM search.duplicates AS own JOIN search.duplicates AS copy USING (group_id)"
        " WHERE own.document_id = ? AND copy.document_id != own.document_id ORDER BY copy.document_id LIMIT 100"
    )
    return list(store.sql(query, (id,)).scalars())


def _others(found: Counter[str] | None, labels: str) -> Counter[str]:
    return Counter({other: n for other, n in (found or {}).items() if other != labels})


def _told(counted: Counter[str], words: Words) -> str:
    """The commonest first."""
    return ", ".join(f"{named(json.loads(labels), words)} ×{n}" for labels, n in counted.most_common())
