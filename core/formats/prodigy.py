"""Prodigy: binary decisions, choices and spans, a record for each answer.

`answer` is accept, reject or ignore. Ignored is skipped. A rejected binary task says that its one label is wrong, a
rejected choice that the whole answer can't be used: neither gives a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import N_
from core.formats.common.flatten import mapping, mappings
from core.formats.common.format import Export, Format, Options, Sample
from core.formats.common.json_records import OWN_NAMES, SUFFIXES, Found, reader
from core.formats.common.losses import Facet, Kind, holding
from core.formats.common.roles import KEY, OURS, column_of
from core.formats.common.rows import first_answers
from core.formats.common.source import Source
from core.formats.common.spans import LABELS, lost_by_spans, named, span_cells
from core.formats.common.values import moment_of, number_of
from core.formats.common.writing import write_lines
from core.records import Answer, Row

_KEY, _BINARY = "_key", "_binary"
_SAME = ("text", _KEY, "annotator", "is_skipped", _BINARY)
_ANSWERS = ("accept", "reject", "ignore")
_TASK = ("text", "meta", "label", "options", "accept", "spans", "tokens", "answer", "flagged", "html", "config")
_SESSION = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
_HELD: Kind = frozenset(
    {
        *(Facet.LABELS, Facet.SEVERAL_LABELS, Facet.NO_LABEL, Facet.SEVERAL_ANSWERS, Facet.DISPUTED),
        *(Facet.ANNOTATOR, Facet.TIME, Facet.SKIP, Facet.FLAG, Facet.SPLIT, Facet.METADATA),
    }
)
_HELD_BY_SPANS = _HELD - {Facet.NO_LABEL} | {Facet.RATIONALES}


def flat(task: Mapping[str, Any], _: Source) -> Iterator[dict[str, Any]]:
    meta = mapping(task.get("meta"))
    is_ours = meta.keys() >= OURS
    rest = {name: value for name, value in task.items() if not name.startswith("_") and name not in _TASK}
    cells = {"text": task.get("text", ""), **rest, **meta}
    cells[_KEY] = cells.pop(KEY, None) if is_ours else task.get("_input_hash")
    if not is_ours:
        cells["is_flagged"] = bool(task.get("flagged"))
    if task.get("answer") in _ANSWERS:
        cells |= _said(task, is_ours=is_ours)
    yield cells


def _said(task: Mapping[str, Any], *, is_ours: bool) -> dict[str, Any]:
    answer, label = task["answer"], task.get("label")
    who = {"annotator": _person(task), "at": moment_of(task.get("_timestamp")), "is_skipped": answer == "ignore"}
    spans = [(one.get("start"), one.get("end"), one.get("label")) for one in mappings(task.get("spans"))]
    if answer == "ignore":
        return who
    if "accept" in task:
        labels = span_cells(spans, labels_as=None) | {"label": task["accept"]}
        return who | labels if answer == "accept" else {}
    if isinstance(label, str):
        return who | {"label": [label] if answer == "accept" else [], _BINARY: is_ours}
    if answer == "reject" or not spans:
        return who if is_ours and "spans" not in task else {}
    return who | span_cells(spans, labels_as="label" if is_ours else LABELS)


def _person(task: Mapping[str, Any]) -> str:
    """A session that nobody named is called after the time."""
    name = str(task.get("_annotator_id") or task.get("_session_id") or "")
    return "" if _SESSION.search(name) else name


def _grouped(found: Iterator[Found]) -> Iterator[Found]:
    """One person's binary decisions about one text, in a row, are one answer; only wrong labels are none."""
    last: Found | None = None
    for one in found:
        cells = one[1]
        if last is not None and _BINARY in cells and all(cells.get(name) == last[1].get(name) for name in _SAME):
            last[1]["label"] += cells["label"]
            continue
        if last is not None:
            yield _whole(last)
        last = one if _BINARY in cells else None
        if last is None:
            yield one
    if last is not None:
        yield _whole(last)


def _whole(found: Found) -> Found:
    line, cells, problem = found
    is_ours = cells.pop(_BINARY)
    if not cells["label"] and not is_ours:
        cells = {name: value for name, value in cells.items() if name not in ("annotator", "at")}
    return line, cells, problem


def knows(sample: Sample) -> bool:
    return any(
        not one.keys().isdisjoint(("_task_hash", "_input_hash", "_view_id"))
        or ("text" in one and one.get("answer") in _ANSWERS)
        for one in sample.objects
    )


Says = Callable[[Row, Answer, Options], Iterable[dict[str, Any]]]


def _choice(_: Row, answer: Answer, options: Options) -> Iterator[dict[str, Any]]:
    choices = [{"id": label, "text": label} for label in options.labels]
    yield {"options": choices, "accept": list(answer.labels), "answer": "accept", "_view_id": "choice"}


def _binary(_: Row, answer: Answer, options: Options) -> Iterator[dict[str, Any]]:
    """Where several labels can be right, those that are not are rejected."""
    for label in options.labels if options.is_multi_label else answer.labels:
        decision = "accept" if label in answer.labels else "reject"
        yield {"label": label, "answer": decision, "_view_id": "classification"}


def _spans(row: Row, answer: Answer, _: Options) -> Iterator[dict[str, Any]]:
    spans = [{"start": start, "end": end, "label": label} for start, end, label in named(row, answer)]
    if spans:
        yield {"spans": spans, "answer": "accept", "_view_id": "spans_manual"}


def _writer(says: Says) -> Callable[[Iterable[Row], Path, Options], None]:
    def tasks(row: Row, options: Options) -> Iterator[dict[str, Any]]:
        meta: dict[str, Any] = {column_of(name): value for name, value in row.meta.items()}
        task: dict[str, Any] = {
            "text": row.text,
            "meta": {KEY: number_of(row.key), "is_flagged": row.is_flagged, "split": row.split, **meta},
        }
        if row.is_flagged:
            task["flagged"] = True
        found = [
            task | said | _who(answer)
            for answer in first_answers(row)
            for said in ([{"answer": "ignore"}] if answer.is_skipped else says(row, answer, options))
        ]
        yield from found or [task]

    def write(rows: Iterable[Row], path: Path, options: Options) -> None:
        write_lines((task for row in rows for task in tasks(row, options)), path)

    return write


def _who(answer: Answer) -> dict[str, Any]:
    who: dict[str, Any] = {}
    if answer.at:
        who["_timestamp"] = int(datetime.fromisoformat(answer.at).timestamp())
    if answer.annotator:
        who |= {"_annotator_id": answer.annotator, "_session_id": answer.annotator}
    return who


_INSPECT, _READ = reader(flat, roles={**OWN_NAMES, KEY: _KEY}, group=_grouped)


def _format(name: str, title: str, export: Export) -> Format:
    return Format(
        name, title, SUFFIXES, _INSPECT, _READ, export=export, dialect_of="jsonl", knows=knows, family="Prodigy"
    )


FORMATS = (
    _format(
        "prodigy",
        N_("core", "Prodigy, choice"),
        Export(
            _writer(_choice),
            holding(*_HELD),
            N_("core", "For db-in: a task for each answer, with all labels to choose from."),
        ),
    ),
    _format(
        "prodigy-binary",
        N_("core", "Prodigy, binary"),
        Export(_writer(_binary), holding(*_HELD), N_("core", "For db-in: one label in a task, accepted or rejected.")),
    ),
    _format(
        "prodigy-spans",
        N_("core", "Prodigy, spans"),
        Export(
            _writer(_spans),
            lambda kind: lost_by_spans(kind, _HELD_BY_SPANS),
            N_("core", "For db-in: the marked words, each with the document's label."),
        ),
    ),
)
