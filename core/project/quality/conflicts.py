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
COPIES = (  # of each document: what its copies are labelled, and whether they are exactly the same
    "SELECT own.document_id, other.text_hash = mine.text_hash, other.labels FROM search.duplicates AS own"
    " JOIN documents AS mine ON mine.id = own.document_id"
    " JOIN search.duplicates AS copy ON copy.group_id = own.group_id JOIN documents AS other"
    " ON other.id = copy.document_id"
    f" WHERE own.document_id IN (SELECT value FROM json_each(?)) AND other.state = {schema.LABELLED}"
    " AND other.labels != mine.labels"
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
    found: dict[int, dict[bool, Counter[str]]] = {}
    for id, is_exact, labels in store.sql(COPIES, (json.dumps(ids),)):
        found.setdefault(id, {}).setdefault(bool(is_exact), Counter())[labels] += 1
    return {id: Note(EXACT if True in kinds else NEAR, {"labels": _told(kinds, words)}) for id, kinds in found.items()}


def copies(store: Store, id: int) -> list[int]:
    """The documents with the same text or nearly the same, itself left out."""
    if not store.has_search:
        return []
    query = (
        "SELECT copy.document_id FROM search.duplicates AS own JOIN search.duplicates AS copy USING (group_id)"
        " WHERE own.document_id = ? AND copy.document_id != own.document_id ORDER BY copy.document_id LIMIT 100"
    )
    return list(store.sql(query, (id,)).scalars())


def _told(kinds: Mapping[bool, Counter[str]], words: Words) -> str:
    """The commonest first; of exact copies, if there are any."""
    counted = kinds[True] if True in kinds else kinds[False]
    return ", ".join(f"{named(json.loads(labels), words)} ×{n}" for labels, n in counted.most_common())
