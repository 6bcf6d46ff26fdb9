"""The documents of a project as plain rows, for the writers of core.formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from core.project import answers, schema
from core.project.documents import WITH_TEXT, conditions
from core.project.snapshot import SPANS
from core.project.values import DocumentFilter
from core.project.visibility import visible
from core.records import Annotation

if TYPE_CHECKING:
    from core.project.project import Project

WINDOW = 500
documents = schema.documents
COLUMNS = (documents.c.id, documents.c.split, documents.c.state, documents.c.labels, documents.c.is_flagged)
SPLITS = {None: "", schema.TRAIN: "train", schema.HOLDOUT: "holdout"}


def rows(project: Project, where: DocumentFilter) -> Iterator[dict[str, Any]]:
    """One flat object a document: "label" in a single-label project, else "labels"; metadata under its own names.

    A metadata column whose name is one of ours is called "meta_…".
    """
    names = {label.id: label.name for label in project.labels.all()}
    query = (
        select(*COLUMNS, schema.texts.c.text, schema.texts.c.meta, text(SPANS))
        .select_from(WITH_TEXT)
        .where(*conditions(where), visible(project.store))
        .order_by(documents.c.id)
    )
    found = iter(project.store.stream(query))
    while window := list(islice(found, WINDOW)):
        said = answers.given(project.store, [row.id for row in window])
        for row in window:
            given = [names[id] for id in json.loads(row.labels or "[]")]
            label = {"labels": given} if project.is_multi_label else {"label": given[0] if given else ""}
            flat = _flat(row, label, answers.standing(said[row.id], project.rules))
            meta = json.loads(row.meta or "{}")
            yield flat | {f"meta_{key}" if key in flat else key: value for key, value in meta.items()}


def _flat(row: Any, label: dict[str, Any], annotation: Annotation | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.text,
        **label,
        "is_skipped": row.state == schema.SKIPPED,
        "is_flagged": bool(row.is_flagged),
        "annotator": annotation.annotator if annotation else "",
        "at": annotation.at if annotation else "",
        "split": SPLITS[row.split],
        "rationales": json.loads(row.spans),
    }
