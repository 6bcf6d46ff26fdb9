"""Documents whose label was defined otherwise when it was given."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from core.errors import N_
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words
from core.project.store import Store
from core.records import Note

NEWER = (
    "FROM labels JOIN document_labels ON label_id = labels.id JOIN documents ON documents.id = document_id"
    " WHERE labels.revision > documents.revision"
)
FIND = f"SELECT DISTINCT documents.id {NEWER} AND {{visible}} ORDER BY documents.id"
WHICH = (
    f"SELECT documents.id, labels.name, labels.revision {NEWER}"
    " AND documents.id IN (SELECT value FROM json_each(?)) ORDER BY labels.revision"
)
DEFINED = "SELECT at FROM definitions WHERE id = ?"
WHY = N_("core", "“{label}” means something else since {date}")


def find(store: Store, visible: str) -> Doubtful:
    return Doubtful("outdated", store.sql(FIND.format(visible=visible)).scalars().all())


def reasons(store: Store, _: Doubtful, ids: Sequence[int], __: Words) -> Mapping[int, Note]:
    """The last change that the answer has not seen."""
    return {
        id: Note(WHY, {"label": name, "date": str(store.sql(DEFINED, (revision,)).scalar_one())[:10]})
        for id, name, revision in store.sql(WHICH, (json.dumps(ids),)).all()
    }
