"""Documents on which people disagree, as long as nobody has judged them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.project import annotation_rows, schema
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words, named
from core.project.store import Store
from core.records import Annotation, Note

NOT_JUDGED = (
    "NOT EXISTS (SELECT 1 FROM annotations AS judged WHERE judged.document_id = documents.id"
    f" AND judged.round = {schema.ADJUDICATION})"
)
FIND = (
    "SELECT documents.id FROM documents CROSS JOIN annotations ON annotations.document_id = documents.id"
    f" WHERE n_answers > 1 AND annotations.round = {schema.FIRST} AND annotations.is_skipped = 0"
    " AND annotator_id IN (SELECT id FROM annotators WHERE is_person = 1)"
    f" AND {NOT_JUDGED} AND {{visible}}"
    " GROUP BY documents.id HAVING count(DISTINCT annotations.labels) > 1 ORDER BY documents.id"
)


def find(store: Store, visible: str) -> Doubtful:
    return Doubtful("disagreement", store.sql(FIND.format(visible=visible)).scalars().all())


def reasons(store: Store, _: Doubtful, ids: Sequence[int], words: Words) -> Mapping[int, Note]:
    """Who said what."""
    said = annotation_rows.given(store, ids)
    return {id: Note("{said}", {"said": _said(said[id], words)}) for id in ids}


def _said(annotations: Sequence[Annotation], words: Words) -> str:
    heard = [one for one in annotations if one.is_person and one.round == schema.FIRST and not one.is_skipped]
    return " · ".join(f"{one.annotator}: {named(one.labels, words)}" for one in heard)
