"""The documents of a project for the writers of core.formats: what they have, what a format loses, and the file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select, true

from core.formats.common.format import Export, Options
from core.formats.common.losses import Contents, Facet, Kind, losses
from core.formats.common.roles import EDITS, REVIEWS
from core.formats.common.rows import is_told
from core.formats.common.spans import merged
from core.formats.detect import exported
from core.progress import Report, ignore
from core.project import annotation_rows, answers, schema
from core.project.documents import WITH_TEXT
from core.project.values import DocumentFilter, ExportChoice, Exported
from core.records import Annotation, Answer, Row, Span

if TYPE_CHECKING:
    from core.project.project import Project

WINDOW = 500
REPORT_EVERY = 500
documents, texts = schema.documents, schema.texts
COLUMNS = (documents.c.id, documents.c.split, documents.c.labels, documents.c.is_flagged, texts.c.text, texts.c.meta)
SPLITS = {None: "", schema.TRAIN: "train", schema.HOLDOUT: "holdout"}
MARKED = (
    "SELECT document_id, name, is_person, start, stop FROM rationales JOIN annotators ON id = annotator_id"
    " WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, start, stop"
)
SAID = {  # by the annotations of a document
    Facet.LABELS: f"round = {schema.FIRST} AND annotations.labels != '[]'",
    Facet.SEVERAL_LABELS: "instr(annotations.labels, ',')",
    Facet.NO_LABEL: "annotations.labels = '[]' AND NOT is_skipped",
    Facet.DISPUTED: "annotations.labels != '[]' AND documents.labels IN ('', '[]')",
    Facet.ANNOTATOR: "is_person",
    Facet.TIME: "is_person",
    Facet.FRACTION: "is_person AND NOT instr(at, '.000000')",
    Facet.SECONDS: "seconds IS NOT NULL",
    Facet.SUGGESTION: "suggestion_seen",
    Facet.SKIP: "is_skipped",
    Facet.NOTE: "note != ''",
    Facet.ROUND: f"round != {schema.FIRST}",
}
HAS = {
    Facet.LABELS: "documents.labels NOT IN ('', '[]')",
    Facet.FLAG: "documents.is_flagged",
    Facet.SPLIT: "documents.split IS NOT NULL",
    Facet.METADATA: "texts.meta != ''",
    Facet.EDITS: "documents.id IN (SELECT document_id FROM edits)",
    Facet.REVIEWS: "documents.id IN (SELECT document_id FROM reviews)",
    Facet.RATIONALES: "EXISTS (SELECT 1 FROM rationales WHERE document_id = documents.id)",
    Facet.MARKERS: "EXISTS (SELECT 1 FROM rationales JOIN annotators ON id = annotator_id"
    " WHERE document_id = documents.id AND is_person)",
}
EXTRA = {  # what not every project has: facet → its column, the objects of documents as JSON
    Facet.EDITS: (
        EDITS,
        "SELECT document_id, json_object('text', text, 'annotator', name, 'at', at) FROM edits"
        " JOIN annotators ON annotators.id = annotator_id"
        " WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, number",
    ),
    Facet.REVIEWS: (
        REVIEWS,
        "SELECT document_id, json_object('run', runs.id, 'annotator', name, 'verdict', verdict, 'comment', comment,"
        " 'method', method, 'at', at) FROM reviews JOIN annotators ON annotators.id = annotator_id"
        " JOIN runs ON runs.number = run"
        " WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, at, run, annotator_id",
    ),
}
BIT = {facet: 1 << place for place, facet in enumerate(Facet)}


def contents(project: Project, where: DocumentFilter) -> Contents:
    """How many of the documents have what, and who answered them."""
    mask: ColumnElement[int] = literal_column(_mask())
    kinds = _chosen(project, where, mask, func.count()).group_by(mask)
    who: ColumnElement[str] = literal_column("CASE WHEN is_person THEN name ELSE '' END")
    people = (
        select(who, func.count())
        .select_from(schema.annotations.join(schema.annotators))
        .where(schema.annotations.c.document_id.in_(_chosen(project, where, documents.c.id)))
        .group_by(who)
    )
    return Contents(
        kinds={_kind(bits): n for bits, n in project.store.execute(kinds)},
        people={name: n for name, n in project.store.execute(people)},
    )


def rows(project: Project, where: DocumentFilter, *, is_one_answer: bool = False) -> Iterator[Row]:
    """The documents in the order of their import, as files take them; `is_one_answer`: only the one that counts."""
    names = _Names(project)
    found = iter(project.store.stream(_chosen(project, where, *COLUMNS).order_by(documents.c.id)))
    while window := list(islice(found, WINDOW)):
        ids = [row.id for row in window]
        said, marked = annotation_rows.given(project.store, ids), _marked(project, ids)
        beside = _beside(project, ids)
        for row in window:
            given = said[row.id]
            if is_one_answer:
                one = answers.standing(given, project.rules)
                given = [replace(one, round=schema.FIRST)] if one else []
            made = _row(row, names.of(row.labels), [_answer(one, names) for one in given], marked.get(row.id, {}))
            if row.id in beside:
                made.edits, made.reviews = (beside[row.id].get(column, ()) for column in (EDITS, REVIEWS))
            yield made


def altered(project: Project, where: DocumentFilter, export: Export, report: Report = ignore) -> Mapping[Facet, int]:
    """How many documents the format writes differently; all texts are read for it, if it does so at all."""
    counts: Counter[Facet] = Counter()
    if export.alters:
        for row in reported(rows(project, where), report, project.documents.count(where)):
            counts.update(export.alters(row))
    return counts


def export(project: Project, choice: ExportChoice, path: Path, report: Report = ignore) -> Exported:
    """Write the file, or leave what is there; with what it does not hold."""
    format, writes = exported(choice.format, path.suffix)
    counts: Counter[Facet] = Counter()

    def counted(found: Iterator[Row]) -> Iterator[Row]:
        for row in found:
            counts.update(writes.alters(row) if writes.alters else ())
            yield row

    with project.store.reading():
        what = contents(project, choice.where)
        labels = tuple(label.name for label in project.labels.all())
        extra = tuple(column for facet, (column, _) in EXTRA.items() if what.count(facet))
        options = Options(project.is_multi_label, labels, _meta_names(project, choice.where), choice.bom, extra)
        found = rows(project, choice.where, is_one_answer=choice.is_one_answer)
        writes.write(counted(reported(found, report, what.n)), path, options)
    lost = losses(writes.lost, what, counts, is_one_answer=choice.is_one_answer)
    return Exported(what.n, format.name, tuple(lost), what.people)


def reported(found: Iterator[Row], report: Report, total: int) -> Iterator[Row]:
    """The same rows, with progress."""
    for done, row in enumerate(found):
        if done % REPORT_EVERY == 0:
            report(done, total)
        yield row
    report(total, total)


def _chosen(project: Project, where: DocumentFilter, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(WITH_TEXT).where(project.documents.condition(where))


def _mask() -> str:
    """Everything that a document has, as bits of one number."""
    said = " | ".join(f"((max({sql}) != 0) * {BIT[facet]})" for facet, sql in SAID.items())
    several = f"((count(*) > 1) * {BIT[Facet.SEVERAL_ANSWERS]})"
    of_annotations = f"SELECT {said} | {several} FROM annotations JOIN annotators ON annotators.id = annotator_id"
    has = " | ".join(f"(({sql}) * {BIT[facet]})" for facet, sql in HAS.items())
    return f"(coalesce(({of_annotations} WHERE document_id = documents.id), 0) | {has})"


def _kind(bits: int) -> Kind:
    return frozenset(facet for facet, bit in BIT.items() if bits & bit)


def _meta_names(project: Project, where: DocumentFilter) -> tuple[str, ...]:
    """In the order in which they came in."""
    each = func.json_each(texts.c.meta).table_valued("key", "id")
    query = (
        select(each.c.key)
        .select_from(WITH_TEXT.join(each, true()))
        .where(project.documents.condition(where), texts.c.meta != "")
    )
    query = query.group_by(each.c.key).order_by(func.min(documents.c.id), func.min(each.c.id))
    return tuple(project.store.execute(query).scalars())


def _marked(project: Project, ids: Sequence[int]) -> dict[int, dict[str, list[Span]]]:
    """Document → who (nobody in particular: "") → what they marked."""
    found: dict[int, dict[str, list[Span]]] = {}
    for id, name, is_person, start, stop in project.store.sql(MARKED, (json.dumps(ids),)):
        found.setdefault(id, {}).setdefault(name if is_person else "", []).append(Span(start, stop))
    return found


def _beside(project: Project, ids: Sequence[int]) -> dict[int, dict[str, tuple[Mapping[str, str], ...]]]:
    """Document → column of EXTRA → its objects; only what there is."""
    found: dict[int, dict[str, tuple[Mapping[str, str], ...]]] = {}
    for column, query in EXTRA.values():
        for id, text in project.store.tuples(query, (json.dumps(ids),)):
            columns = found.setdefault(id, {})
            columns[column] = (*columns.get(column, ()), json.loads(text))
    return found


class _Names(dict[int, str]):
    """The names of labels by id, also of those that left the set."""

    def __init__(self, project: Project) -> None:
        columns = (schema.labels.c.id, schema.labels.c.name)
        super().__init__((id, name) for id, name in project.store.execute(select(*columns)))
        self._known: dict[str, tuple[str, ...]] = {"": ()}

    def of(self, ids: str) -> tuple[str, ...]:
        """Of a JSON list of ids: there are few different ones."""
        found = self._known.get(ids)
        if found is None:
            found = self._known[ids] = tuple(self[id] for id in json.loads(ids))
        return found


def _row(row: Any, labels: tuple[str, ...], given: Sequence[Answer], marked: Mapping[str, Sequence[Span]]) -> Row:
    return Row(
        text=row.text,
        labels=labels,
        meta={name: value for name, value in json.loads(row.meta or "{}").items() if value},
        rationales=merged(span for spans in marked.values() for span in spans),
        answers=tuple(given) if len(given) > 1 or any(map(is_told, given)) else (),
        is_flagged=bool(row.is_flagged),
        split=SPLITS[row.split],
        key=str(row.id),
        marked={who: merged(spans) for who, spans in marked.items()} if any(marked) else {},
    )


def _answer(annotation: Annotation, names: Mapping[int, str]) -> Answer:
    """What a file said has no time of its own."""
    return Answer(
        labels=tuple(names[id] for id in annotation.labels),
        annotator=annotation.annotator if annotation.is_person else "",
        is_skipped=annotation.is_skipped,
        at=annotation.at if annotation.is_person else "",
        seconds=annotation.seconds,
        suggestion_seen=annotation.suggestion_seen,
        round=annotation.round,
        note=annotation.note,
    )
