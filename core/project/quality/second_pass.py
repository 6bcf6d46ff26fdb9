"""Documents on which somebody said otherwise in a blind second pass, as long as he has not looked at both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from core.errors import N_
from core.project import schema
from core.project.quality.disagreements import NOT_JUDGED
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words, named
from core.project.store import Store
from core.records import Note

OTHERWISE = (
    "FROM annotations AS again JOIN annotations AS first USING (document_id, annotator_id)"
    " JOIN documents ON documents.id = again.document_id"
    f" WHERE again.round = {schema.SECOND} AND first.round = {schema.FIRST}"
    " AND (again.labels != first.labels OR again.is_skipped != first.is_skipped) AND first.at < again.at"
)
FIND = f"SELECT DISTINCT documents.id {OTHERWISE} AND {NOT_JUDGED} AND {{visible}} ORDER BY documents.id"
SAID = (
    "SELECT document_id, (SELECT name FROM annotators WHERE id = annotator_id), first.labels, again.labels"
    f" {OTHERWISE} AND documents.id IN (SELECT value FROM json_each(?))"
)
WHY = N_("core", "{annotator} said {first}, and {again} in the second pass")


def find(store: Store, visible: str) -> Doubtful:
    return Doubtful("second", store.sql(FIND.format(visible=visible)).scalars().all())


def reasons(store: Store, _: Doubtful, ids: Sequence[int], words: Words) -> Mapping[int, Note]:
    return {
        id: Note(WHY, {"annotator": name, "first": _named(first, words), "again": _named(again, words)})
        for id, name, first, again in store.sql(SAID, (json.dumps(ids),))
    }


def _named(labels: str, words: Words) -> str:
    return named(json.loads(labels), words)
