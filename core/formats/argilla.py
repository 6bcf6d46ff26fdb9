"""Argilla: records with fields, responses and suggestions; also the flat ones, and those of its first version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from core.errors import N_
from core.formats.common.flatten import flatten, mapping, mappings
from core.formats.common.format import Export, Format, Options, Sample
from core.formats.common.json_records import reader
from core.formats.common.losses import Facet, Kind, holding
from core.formats.common.roles import KEY, OURS, column_of
from core.formats.common.rows import first_answers
from core.formats.common.source import Source
from core.formats.common.spans import LABELS, UNNAMED, span_cells
from core.formats.common.writing import write_array
from core.records import Answer, Row

NOBODY = "00000000-0000-0000-0000-000000000000"
"""Argilla wants to know who answered; this is the user that there is not."""
_RESPONSES = ".responses"
_FIRST = ("inputs", "prediction", "prediction_agent", "annotation", "annotation_agent", "status", "multi_label")
_HELD: Kind = frozenset(
    {
        *(Facet.LABELS, Facet.SEVERAL_LABELS, Facet.NO_LABEL, Facet.SEVERAL_ANSWERS, Facet.DISPUTED),
        *(Facet.ANNOTATOR, Facet.SKIP, Facet.FLAG, Facet.SPLIT, Facet.RATIONALES, Facet.METADATA),
    }
)


def flat(record: Mapping[str, Any], _: Source) -> Iterator[dict[str, Any]]:
    """A record for each person. Suggestions are no answers."""
    if isinstance(record.get("fields"), dict):
        yield from _people(record, mapping(record.get("responses")))
    elif any(name.endswith(_RESPONSES) for name in record):
        yield from _flattened(record)
    else:
        yield _of_first_version(record)


def _people(record: Mapping[str, Any], responses: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    meta = mapping(record.get("metadata"))
    common = {**mapping(record.get("fields")), **meta, KEY: record.get(KEY)}
    by_person: dict[str, dict[str, Any]] = {}
    for question, found in responses.items():
        for one in mappings(found):
            if one.get("status") != "draft":
                cells = by_person.setdefault(str(one.get("user_id") or NOBODY), {"is_skipped": False})
                cells["is_skipped"] |= one.get("status") == "discarded"
                cells |= _response(question, one.get("value"), is_ours=meta.keys() >= OURS)
    for person, cells in by_person.items():
        yield {**common, **cells, "annotator": "" if person == NOBODY else person}
    if not by_person:
        yield common


def _response(question: str, value: Any, *, is_ours: bool) -> dict[str, Any]:
    spans = [(one.get("start"), one.get("end"), one.get("label")) for one in mappings(value) if "start" in one]
    if spans:
        return span_cells(spans, labels_as=None if is_ours else LABELS)
    return {} if is_ours and question == UNNAMED else {question: value}


def _flattened(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """`label.responses` and `label.responses.users` are lists of the same length."""
    fields = {name: value for name, value in record.items() if _RESPONSES not in name and ".suggestion" not in name}
    responses = {}
    for name in record:
        if name.endswith(_RESPONSES) and isinstance(record[name], list):
            values = record[name]
            people, states = record.get(f"{name}.users"), record.get(f"{name}.status")
            responses[name.removesuffix(_RESPONSES)] = [
                {"value": value, "user_id": _nth(people, place), "status": _nth(states, place)}
                for place, value in enumerate(values)
            ]
    yield from _people({"fields": fields, KEY: record.get(KEY)}, responses)


def _nth(values: Any, place: int) -> Any:
    return values[place] if isinstance(values, list) and place < len(values) else None


def _of_first_version(record: Mapping[str, Any]) -> dict[str, Any]:
    cells = {name: value for name, value in record.items() if name not in (*_FIRST, "metadata")}
    cells |= {**mapping(record.get("inputs")), **mapping(record.get("metadata"))}
    if "text" in record:
        cells["text"] = record["text"]
    found = record.get("annotation")
    listed = found if isinstance(found, list) else []
    spans = [(one[1], one[2], one[0]) for one in listed if isinstance(one, list) and len(one) == 3]
    said = span_cells(spans, labels_as=LABELS) if spans else {"label": found}
    is_skipped = record.get("status") == "Discarded"
    return flatten(cells) | said | {"annotator": record.get("annotation_agent"), "is_skipped": is_skipped}


def knows(sample: Sample) -> bool:
    return any(
        (isinstance(one.get("fields"), dict) and not one.keys().isdisjoint(("responses", "suggestions")))
        or any(name.endswith((_RESPONSES, ".suggestion")) for name in one)
        or one.keys() >= {"annotation", "status"}
        for one in sample.objects
    )


def write(rows: Iterable[Row], path: Path, options: Options) -> None:
    """As its records are written to JSON; the names of people stand where a server has their ids."""
    write_array((_record(row, options) for row in rows), path)


def _record(row: Row, options: Options) -> dict[str, Any]:
    given = first_answers(row)
    meta = {column_of(name): value for name, value in row.meta.items()}
    responses: dict[str, Any] = {"label": [_label(answer, options) for answer in given]} if given else {}
    if row.rationales:
        value = [{"start": span.start, "end": span.end, "label": UNNAMED} for span in row.rationales]
        who = given[0].annotator if given else ""
        responses[UNNAMED] = [{"value": value, "user_id": who or NOBODY, "status": "submitted"}]
    return {
        KEY: row.key,
        "fields": {"text": row.text},
        "metadata": {"is_flagged": row.is_flagged, "split": row.split, **meta},
        "suggestions": {},
        "responses": responses,
        "vectors": {},
    }


def _label(answer: Answer, options: Options) -> dict[str, Any]:
    value: Any = list(answer.labels) if options.is_multi_label else next(iter(answer.labels), None)
    status = "discarded" if answer.is_skipped else "submitted"
    return {"value": None if answer.is_skipped else value, "user_id": answer.annotator or NOBODY, "status": status}


_INSPECT, _READ = reader(flat)
FORMATS = (
    Format(
        "argilla",
        N_("core", "Argilla"),
        (".json", ".jsonl"),
        _INSPECT,
        _READ,
        export=Export(
            write,
            holding(*_HELD),
            N_(
                "core",
                "Records with the responses of each person. Where a server has people's ids stand their names: replace"
                " them before you log the records.",
            ),
        ),
        dialect_of="jsonl",
        knows=knows,
    ),
)
