"""The pictures of a project for the writers of core.formats: captions, regions, and what a format does not hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.errors import N_, InputError
from core.formats import captions, coco
from core.formats.common.album import LOSSES
from core.formats.common.writing import write_array
from core.progress import Report, ignore
from core.project import annotation_rows, captioned, run_files, schema
from core.project.documents import WITH_TEXT
from core.project.exporting import SPLITS
from core.project.values import DocumentFilter, Run
from core.records import Annotation, Answer, Row

if TYPE_CHECKING:
    from core.project.project import Project

WRITTEN = "captions.jsonl"  # in a run's folder
WINDOW = 500
documents = schema.documents
COLUMNS = (documents.c.id, documents.c.split, documents.c.is_flagged, schema.texts.c.text, schema.texts.c.meta)


def rows(project: Project, where: DocumentFilter) -> Iterator[Row]:
    """In the order of their import."""
    query = select(*COLUMNS).select_from(WITH_TEXT).where(project.documents.condition(where)).order_by(documents.c.id)
    found = iter(project.store.stream(query))
    while window := list(islice(found, WINDOW)):
        ids = [row.id for row in window]
        pictures, said = project.pictures.listed(ids), captioned.said(project.store, ids)
        given = annotation_rows.given(project.store, ids)
        for row in window:
            told = said.get(row.id, captioned.NOTHING)
            yield Row(
                text=row.text,
                meta={str(name): str(value) for name, value in json.loads(row.meta or "{}").items()},
                answers=_answers(given[row.id]),
                is_flagged=bool(row.is_flagged),
                split=SPLITS[row.split],
                key=str(row.id),
                picture=pictures.get(row.id),
                captions=told.captions,
                regions=told.regions,
            )


def losses(project: Project, where: DocumentFilter, format: str) -> dict[str, int]:
    """What a format does not hold, of how many pictures."""
    lost, counts = captions.named(format).lost, Counter[str]()
    for row in rows(project, where):
        counts.update(name for name in lost if LOSSES[name](row))
    return dict(counts)


def write(
    project: Project, output: Path, format: str, where: DocumentFilter, report: Report = ignore
) -> tuple[int, str, dict[str, int]]:
    """All pictures of a filter; how many, in which format, and what that does not hold, of how many. Long work."""
    found = captions.exported(format, output.suffix)
    assert found.write is not None
    total, counts, n = project.documents.count(where), Counter[str](), 0

    def counted() -> Iterator[Row]:
        nonlocal n
        for row in rows(project, where):
            report(n, total)
            counts.update(name for name in found.lost if LOSSES[name](row))
            n += 1
            yield row

    with project.store.reading():
        found.write(counted(), output)
    return n, found.name, dict(counts)


def write_results(project: Project, run: Run, output: Path) -> int:
    """The captions that a run wrote for its hold-out, as COCO results; how many. InputError when it has none."""
    written = {
        line["id"]: str(line["caption"]) for line in run_files.read_objects(run.path / WRITTEN) if "caption" in line
    }
    if not written:
        template = N_("core", "Run “{run}” has written no captions yet.")
        raise InputError("no-captions", template, run=run.id)
    rows_there = (row for row in rows(project, DocumentFilter()) if int(row.key) in written)
    found = [{"image_id": coco.image_id(row), "caption": written[int(row.key)]} for row in rows_there]
    write_array(found, output)
    return len(found)


def _answers(given: list[Annotation]) -> tuple[Answer, ...]:
    """The last word of a person, if there is one; what a file said has no time of its own."""
    people = sorted((one for one in given if one.is_person), key=lambda one: one.at)
    if people:
        one = people[-1]
        return (Answer((), one.annotator, one.is_skipped, one.at, one.seconds),)
    return (Answer((), is_skipped=True),) if any(one.is_skipped for one in given) else ()
