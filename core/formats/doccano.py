"""doccano: classification, sequence labelling, intents with slots; also what its older versions wrote."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from core.errors import N_
from core.formats.common.flatten import mapping, mappings
from core.formats.common.format import Export, Format, Options, Sample, Write
from core.formats.common.json_records import SUFFIXES, reader
from core.formats.common.losses import Facet, Kind, holding
from core.formats.common.roles import KEY, OURS, column_of
from core.formats.common.rows import first_answers
from core.formats.common.source import Source
from core.formats.common.spans import LABELS, UNNAMED, Named, lost_by_spans, named, span_cells
from core.formats.common.values import number_of
from core.formats.common.writing import Piles, replaced, write_lines
from core.records import Answer, Row

_TEXT = ("text", "data")
_LABELS = ("label", "labels", "cats", "entities")
_ASIDE = ("annotations", "relations", "annotation_approver", "meta", "metadata")
_OF_OLD = ("user", "start_offset")  # of an annotation, beside its label
_NOBODY = ("all", "unknown")
_ESCAPED = re.compile("%([0-9A-F]{2})")
_UNFIT = re.compile(r'[\\/:*?"<>|%.\x00-\x1f]')
_HELD: Kind = frozenset({Facet.LABELS, Facet.SEVERAL_LABELS, Facet.FLAG, Facet.SPLIT, Facet.METADATA})
_HELD_WITH_SPANS = _HELD | {Facet.RATIONALES}


def flat(record: Mapping[str, Any], source: Source) -> Iterator[dict[str, Any]]:
    """One record; one for each person where an old export says who gave which label."""
    common = {name: value for name, value in record.items() if name not in (*_TEXT, *_LABELS, *_ASIDE)}
    common = {"text": next((record[name] for name in _TEXT if name in record), ""), **common}
    common |= {**mapping(record.get("meta")), **mapping(record.get("metadata"))}
    by_user: dict[str, list[Any]] = {}
    for one in mappings(record.get("annotations")):
        by_user.setdefault(str(one.get("user") or ""), []).append(one)
    for user, found in by_user.items():
        yield common | _said(found, labels_as=LABELS) | {"annotator": user}
    if not by_user:
        found = [one for name in _LABELS for one in _elements(record.get(name))]
        labels_as = None if "cats" in record else "label" if record.keys() >= OURS else LABELS
        yield common | _said(found, labels_as=labels_as) | {"annotator": _person(source)}


def _said(found: Iterable[Any], *, labels_as: str | None) -> dict[str, Any]:
    spans: list[Named] = []
    labels: list[Any] = []
    for one in found:
        if isinstance(one, list) and len(one) == 3:
            spans.append((one[0], one[1], one[2]))
        elif isinstance(one, dict) and "start_offset" in one:
            spans.append((one["start_offset"], one.get("end_offset"), one.get("label")))
        else:
            labels.append(one.get("label") if isinstance(one, dict) else one)
    if not spans:
        return {"label": labels}
    return {"label": labels, **span_cells(spans, labels_as=None if labels else labels_as)}


def _elements(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str | int) and value != "" else []


def _person(source: Source) -> str:
    """In doccano's archives a file is named after who labelled."""
    stem = PurePosixPath(source.inner).stem
    is_person = ".zip/" in source.name and stem not in _NOBODY
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), stem) if is_person else ""


def knows(sample: Sample) -> bool:
    is_export = sample.container == "zip" and all(one.keys() >= {"id", "text"} for one in sample.objects)
    return any(_is_doccano(one, is_export=is_export) for one in sample.objects)


def _is_doccano(record: Mapping[str, Any], *, is_export: bool) -> bool:
    if "annotation_approver" in record or "Comments" in record or {"cats", "entities"} <= record.keys():
        return True
    if any("label" in one and not one.keys().isdisjoint(_OF_OLD) for one in mappings(record.get("annotations"))):
        return True
    labels = record.get("label", record.get("labels"))
    if isinstance(labels, list) and (is_export or any(_is_span(one) for one in labels)):
        return True
    return any(_is_span(one) for one in _elements(record.get("entities")))


def _is_span(one: Any) -> bool:
    if isinstance(one, dict):
        return {"start_offset", "end_offset"} <= one.keys()
    return isinstance(one, list) and len(one) == 3 and all(type(number) is int for number in one[:2])


def _record(row: Row, said: Mapping[str, Any]) -> dict[str, Any]:
    """As doccano writes it: metadata beside text and label."""
    meta = {column_of(name): value for name, value in row.meta.items()}
    return {KEY: number_of(row.key), "text": row.text, **said, "is_flagged": row.is_flagged, "split": row.split, **meta}


def _classes(_: Row, answer: Answer) -> dict[str, Any]:
    return {"label": list(answer.labels)}


def _sequence(row: Row, answer: Answer) -> dict[str, Any]:
    return {"label": [list(span) for span in named(row, answer)]}


def _intents(row: Row, answer: Answer) -> dict[str, Any]:
    name = answer.labels[0] if len(answer.labels) == 1 else UNNAMED
    return {"cats": list(answer.labels), "entities": [[span.start, span.end, name] for span in row.rationales]}


def _writer(said: Callable[[Row, Answer], dict[str, Any]]) -> Write:
    def write(rows: Iterable[Row], path: Path, _: Options) -> None:
        write_lines((_record(row, said(row, Answer(row.labels))) for row in rows), path)

    return write


def write_by_person(rows: Iterable[Row], path: Path, _: Options) -> None:
    """An archive with a file for each person, as doccano writes it when several label the same documents."""
    with Piles(path) as piles:
        for row in rows:
            for answer in [one for one in first_answers(row) if one.labels] or [Answer()]:
                piles.add(answer.annotator, json.dumps(_record(row, _classes(row, answer)), ensure_ascii=False) + "\n")
        with replaced(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for person in piles.names():
                piles.pack(person, archive, f"{_file_name(person)}.jsonl")


def _file_name(person: str) -> str:
    """Nobody is "all"; what no file name can hold is written by its number (%2F)."""
    name = _UNFIT.sub(lambda found: f"%{ord(found.group()):02X}", person) or _NOBODY[0]
    return f"%{ord(name[0]):02X}{name[1:]}" if person in _NOBODY else name


def _format(name: str, title: str, suffixes: tuple[str, ...], export: Export) -> Format:
    return Format(name, title, suffixes, *_READER, export=export, dialect_of="jsonl", knows=knows, family="doccano")


_READER = reader(flat)
FORMATS = (
    _format(
        "doccano",
        N_("core", "doccano, classification"),
        SUFFIXES,
        Export(_writer(_classes), holding(*_HELD), N_("core", "To import into a project for text classification.")),
    ),
    _format(
        "doccano-people",
        N_("core", "doccano, classification by person"),
        (".zip", *SUFFIXES),
        Export(
            write_by_person,
            holding(*_HELD, Facet.ANNOTATOR, Facet.SEVERAL_ANSWERS, Facet.DISPUTED),
            N_("core", "As doccano exports several people's work: an archive with a file for each."),
        ),
    ),
    _format(
        "doccano-spans",
        N_("core", "doccano, sequence labelling"),
        SUFFIXES,
        Export(
            _writer(_sequence),
            lambda kind: lost_by_spans(kind, _HELD_WITH_SPANS),
            N_(
                "core",
                "To import into a project for sequence labelling: the marked words, with the document's label.",
            ),
        ),
    ),
    _format(
        "doccano-intents",
        N_("core", "doccano, intents and slots"),
        SUFFIXES,
        Export(
            _writer(_intents),
            holding(*_HELD_WITH_SPANS),
            N_(
                "core",
                "To import into a project for intent detection and slot filling: labels and marked words.",
            ),
        ),
    ),
)
