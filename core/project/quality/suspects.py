"""Labels that may be wrong: models doubt them that have not learned from them. The worker finds them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import N_
from core.project import schema
from core.project.quality.disagreements import NOT_JUDGED
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words, named
from core.project.store import Store
from core.records import Note

NONE = -1
AS_GIVEN = (
    f"SELECT id, labels FROM documents WHERE state = {schema.LABELLED} AND {NOT_JUDGED}"
    " AND id IN (SELECT value FROM json_each(?))"
)
OTHER = N_("core", "{given} ({p}) is given, {said} ({q}) is likelier, say models that never saw this answer")
TOO_MANY = N_("core", "{given} may be too much: models that never saw this answer find it {p} likely")
TOO_FEW = N_("core", "{said} may be missing: models that never saw this answer find it {q} likely")


def taken_in(rows: Sequence[Mapping[str, Any]], label_ids: Mapping[str, int]) -> Doubtful:
    """The worker's rows, the most doubtful first; `first` is what was given, `second` what models say."""
    found = {int(row["id"]): (*_said(row["first"], label_ids), *_said(row["second"], label_ids)) for row in rows}
    return Doubtful("suspect", list(found), found)


def reasons(store: Store, doubtful: Doubtful, ids: Sequence[int], words: Words) -> Mapping[int, Note]:
    """Of those that still have the label that is doubted, or still lack it."""
    found: dict[int, Note] = {}
    for id, labels in store.sql(AS_GIVEN, (json.dumps(ids),)):
        given, p, said, q = doubtful.measures[id]
        has = set(json.loads(labels))
        if (given == NONE or int(given) in has) and int(said) not in has:
            template = TOO_FEW if given == NONE else TOO_MANY if said == NONE else OTHER
            names = {"given": named((int(given),), words), "said": named((int(said),), words)}
            found[id] = Note(template, names | {"p": f"{p:.0%}", "q": f"{q:.0%}"})
    return found


def _said(pair: Sequence[Any] | None, label_ids: Mapping[str, int]) -> tuple[float, float]:
    return (NONE, 0.0) if pair is None else (label_ids.get(str(pair[0]), NONE), float(pair[1]))
