"""The documents of a project as plain rows, for the writers of core.formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from core.project import schema
from core.project.documents import conditions
from core.project.snapshot import SPANS
from core.project.values import DocumentFilter

if TYPE_CHECKING:
    from core.project.project import Project

documents, annotated = schema.documents, schema.annotations
SPLITS = {None: "", schema.TRAIN: "train", schema.HOLDOUT: "holdout"}


def rows(project: Project, where: DocumentFilter) -> Iterator[dict[str, Any]]:
    """One flat object a document: "label" in a single-label project, else "labels"; metadata under its own names.

    A metadata column whose name is one of ours is called "meta_…".
    """
    names = {label.id: label.name for label in project.labels.all()}
    query = (
        select(documents, annotated, text(SPANS))
        .select_from(documents.outerjoin(annotated, annotated.c.document_id == documents.c.id))
        .where(*conditions(where))
        .order_by(documents.c.id)
    )
    for row in project.store.stream(query):
        given = [names[id] for id in json.loads(row.labels or "[]")]
        flat = {
            "id": row.id,
            "text": row.text,
            **({"labels": given} if project.is_multi_label else {"label": given[0] if given else ""}),
            "is_skipped": bool(row.is_skipped),
            "is_flagged": bool(row.is_flagged),
            "annotator": row.annotator or "",
            "at": row.at or "",
            "split": SPLITS[row.split],
            "rationales": json.loads(row.spans),
        }
        meta = json.loads(row.meta or "{}")
        yield flat | {f"meta_{key}" if key in flat else key: value for key, value in meta.items()}
