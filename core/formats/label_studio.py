"""Label Studio: its task JSON, its JSON-MIN and its CSV. Its offsets count UTF-16 units."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

from core.errors import N_
from core.formats import tables
from core.formats.common.flatten import flatten, mapping, mappings
from core.formats.common.format import Export, Format, Options, Sample
from core.formats.common.formulas import defused, freed
from core.formats.common.guess import TEXT_NAMES
from core.formats.common.json_records import reader, with_columns
from core.formats.common.limits import SAMPLE_RECORDS
from core.formats.common.losses import Facet, Kind, holding
from core.formats.common.roles import ANSWER, KEY, NAMES, OURS, column_of
from core.formats.common.rows import first_answers
from core.formats.common.source import Meter, Source
from core.formats.common.spans import UNNAMED
from core.formats.common.table import Hints, Table
from core.formats.common.values import number_of
from core.formats.common.writing import replacing, write_array
from core.records import Answer, Row
from core.text_offsets import Utf16Map

_HELD: Kind = frozenset(
    {
        *(Facet.LABELS, Facet.SEVERAL_LABELS, Facet.NO_LABEL, Facet.SEVERAL_ANSWERS, Facet.DISPUTED),
        *(Facet.ANNOTATOR, Facet.TIME, Facet.FRACTION, Facet.SECONDS),
        *(Facet.FLAG, Facet.SPLIT, Facet.RATIONALES, Facet.METADATA),
    }
)
_VALUES = ("choices", "rating", "number", "taxonomy", "text")  # of results that are about the whole document
_MIN_ROLES = {name: name for name in NAMES} | {"at": "created_at", "seconds": "lead_time"}
_OWN = ("annotation_id", "updated_at", UNNAMED)


def flat_task(task: Mapping[str, Any], _: Source) -> Iterator[dict[str, Any]]:
    """A record for each person, ground truth first; what was cancelled is a skip, predictions are no answers."""
    data = mapping(task.get("data"))
    common = {f"data.{name}" if name in ANSWER else name: value for name, value in flatten(data).items()}
    if KEY in task:
        common.setdefault(KEY, task[KEY])
    people: dict[str, Mapping[str, Any]] = {}
    found = mappings(task.get("annotations", task.get("completions")))
    for one in sorted(found, key=lambda one: (_is_cancelled(one), not one.get("ground_truth"))):
        people.setdefault(_person(one), one)
    texts = _Texts(data)
    for person, one in sorted(people.items(), key=lambda item: not item[1].get("ground_truth")):
        answer = {"annotator": person, "at": one.get("created_at"), "seconds": one.get("lead_time")}
        yield common | answer | {"is_skipped": _is_cancelled(one)} | _results(one, texts, is_ours=data.keys() >= OURS)
    if not people:
        yield common


def flat_min(record: Mapping[str, Any], _: Source) -> Iterator[dict[str, Any]]:
    """One answer, its results under the names of their controls."""
    texts, is_ours = _Texts(record), record.keys() >= OURS
    cells: dict[str, Any] = {"rationales": []}
    for name, value in flatten(record).items():
        spans = [one for one in mappings(value) if "start" in one and "end" in one]
        if spans:
            cells["rationales"] += [pair for one in spans if (pair := texts.points(one))]
            value = _names(spans)
        if not is_ours or name not in _OWN:
            cells[name] = value
    yield cells


def _person(annotation: Mapping[str, Any]) -> str:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        return str(who.get("email") or who.get("username") or who.get("id") or "")
    return str(annotation.get("created_username") or who or "")


def _is_cancelled(annotation: Mapping[str, Any]) -> bool:
    return bool(annotation.get("was_cancelled") or annotation.get("skipped"))


def _results(annotation: Mapping[str, Any], texts: _Texts, *, is_ours: bool) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    pairs: list[list[int]] = []
    for result in mappings(annotation.get("result")):
        value, name = mapping(result.get("value")), str(result.get("from_name") or "label")
        if result.get("type") == "labels":
            pairs += [pair] if (pair := texts.points(value)) else []
            found = [] if is_ours else _names([value])
        else:
            found = [one for kind in _VALUES for one in _listed(value.get(kind))]
        if found:
            cells[name] = [*cells.get(name, ()), *(one for one in found if one not in cells.get(name, ()))]
    return {**cells, "rationales": pairs}


def _names(spans: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(str(name) for one in spans for name in _listed(one.get("labels"))))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


class _Texts:
    """The texts of one task, to find the place of a span in one of them."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._texts: list[tuple[str, Utf16Map]] | None = None

    def points(self, value: Mapping[str, Any]) -> list[int] | None:
        """A span in code points. Its own copy of the words tells files that count those already; None: no span."""
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if type(start) is not int or type(end) is not int:
            return None
        if self._texts is None:
            found = [(name, text) for name, text in self._data.items() if isinstance(text, str)]
            found.sort(key=lambda item: (item[0].casefold() not in TEXT_NAMES, -len(item[1])))
            self._texts = [(text, Utf16Map(text)) for _, text in found]
        pairs = [[units.to_code_point(start), units.to_code_point(end)] for _, units in self._texts]
        for (text, _), pair in zip(self._texts, pairs, strict=True):
            if text[pair[0] : pair[1]] == words:
                return pair
        if any(text[start:end] == words for text, _ in self._texts):
            return [start, end]
        return pairs[0] if pairs else [start, end]


_INSPECT_TASKS, _READ_TASKS = reader(flat_task)
_INSPECT_MIN, _READ_MIN = reader(flat_min, roles=_MIN_ROLES)


def inspect_csv(sources: Sequence[Source], hints: Hints) -> Table:
    """A table whose results may be JSON; the marked words become a column of their own."""
    table = tables.inspect(sources, hints)
    columns = (*table.columns, "rationales")
    table = replace(table, columns=columns, is_records=True)
    with sources[0].open() as stream:
        found = list(islice(read_csv(stream, sources[0], table), SAMPLE_RECORDS))
    return replace(with_columns(table, found, roles=_MIN_ROLES), columns=columns)


def read_csv(stream: Meter, source: Source, table: Table) -> Iterator[tuple[int, dict[str, Any], str]]:
    columns, is_ours = table.columns[:-1], set(table.columns) >= OURS
    for line, cells, problem in tables.read(stream, source, replace(table, columns=columns)):
        values = [freed(cell) for cell in cells] if is_ours else cells
        record = {} if problem else {name: _decoded(value) for name, value in zip(columns, values, strict=True)}
        for flat in flat_min(record, source):
            yield line, flat, problem


def _decoded(cell: str) -> Any:
    if not cell.startswith(('[{"', '{"choices"')):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def knows_tasks(sample: Sample) -> bool:
    return any(
        isinstance(one.get("data"), dict) and not one.keys().isdisjoint(("annotations", "completions", "predictions"))
        for one in sample.objects
    )


def knows_min(sample: Sample) -> bool:
    return any(one.keys() >= {"annotation_id", "lead_time"} for one in sample.objects)


def knows_csv(sample: Sample) -> bool:
    return {"annotation_id", "lead_time"} <= set(sample.columns)


def write_tasks(rows: Iterable[Row], path: Path, _: Options) -> None:
    """Tasks with annotations, ready for its import; that can't create people, so their names are only told."""
    write_array(map(_task, rows), path)


def _task(row: Row) -> dict[str, Any]:
    given = first_answers(row) or ([Answer()] if row.rationales else [])
    annotations = [
        {
            "result": [*_choices(answer), *(_marked(row) if number == 0 else ())],
            "was_cancelled": answer.is_skipped,
            "ground_truth": False,
            "created_username": answer.annotator,
            "created_at": answer.at,
            "lead_time": answer.seconds,
        }
        for number, answer in enumerate(given)
    ]
    return {KEY: number_of(row.key), "data": _data(row), "annotations": annotations, "predictions": []}


def _data(row: Row) -> dict[str, Any]:
    meta = {column_of(name): value for name, value in row.meta.items()}
    return {"text": row.text, "is_flagged": row.is_flagged, "split": row.split, **meta}


def _choices(answer: Answer) -> list[dict[str, Any]]:
    if not answer.labels:
        return []
    value = {"choices": list(answer.labels)}
    return [{"id": "label", "from_name": "label", "to_name": "text", "type": "choices", "value": value}]


def _marked(row: Row) -> list[dict[str, Any]]:
    return [
        {"id": f"{UNNAMED}{number}", "from_name": UNNAMED, "to_name": "text", "type": "labels", "value": value}
        for number, value in enumerate(_spans(row))
    ]


def _spans(row: Row) -> list[dict[str, Any]]:
    units = Utf16Map(row.text)
    return [
        {
            "start": units.to_utf16(span.start),
            "end": units.to_utf16(span.end),
            "text": row.text[span.start : span.end],
            "labels": [UNNAMED],
        }
        for span in row.rationales
    ]


def _min_records(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """One for each answer that is no skip, as Label Studio leaves those out; one for what nobody answered."""
    numbers = count(1)
    for row in rows:
        given = [one for one in first_answers(row) if not one.is_skipped] or [Answer()]
        for number, answer in enumerate(given):
            labels = answer.labels
            yield {
                KEY: number_of(row.key),
                **_data(row),
                "label": labels[0] if len(labels) == 1 else {"choices": list(labels)} if labels else "",
                UNNAMED: [] if number else _spans(row),
                "annotator": answer.annotator,
                "annotation_id": next(numbers),
                "created_at": answer.at,
                "updated_at": answer.at,
                "lead_time": answer.seconds,
            }


def write_min(rows: Iterable[Row], path: Path, _: Options) -> None:
    write_array(_min_records(rows), path)


def write_csv(rows: Iterable[Row], path: Path, options: Options) -> None:
    fixed = (KEY, "text", "label", UNNAMED, "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
    names = (*fixed, *sorted(OURS), *map(column_of, options.meta))
    with replacing(path, bom=options.bom) as file:
        writer = csv.DictWriter(file, names, restval="", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow({name: defused(name) for name in names})
        for record in _min_records(rows):
            writer.writerow({name: _cell(value) for name, value in record.items()})


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return tables.cell_of(value)


FORMATS = (
    Format(
        "label-studio",
        N_("core", "Label Studio, JSON"),
        (".json", ".jsonl"),
        _INSPECT_TASKS,
        _READ_TASKS,
        export=Export(
            write_tasks,
            holding(*_HELD, Facet.SKIP),
            N_(
                "core",
                "Tasks with annotations, to be imported. The labelling setup needs a Text named “text”, Choices named"
                " “label” and Labels named “rationale”. An import can't create people; their names stay beside.",
            ),
        ),
        dialect_of="jsonl",
        knows=knows_tasks,
    ),
    Format(
        "label-studio-min",
        N_("core", "Label Studio, JSON-MIN"),
        (".json", ".jsonl"),
        _INSPECT_MIN,
        _READ_MIN,
        export=Export(
            write_min, holding(*_HELD), N_("core", "As Label Studio exports JSON-MIN: a short record for each answer.")
        ),
        dialect_of="jsonl",
        knows=knows_min,
    ),
    Format(
        "label-studio-csv",
        N_("core", "Label Studio, CSV"),
        (".csv", ".tsv"),
        inspect_csv,
        read_csv,
        export=Export(
            write_csv,
            holding(*_HELD),
            N_("core", "As Label Studio exports CSV: a row for each answer."),
            has_bom=True,
        ),
        dialect_of="csv",
        knows=knows_csv,
    ),
)
