"""JSON: one object a line, or an array of objects; nested values become columns. We write a line for each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from core.errors import N_
from core.formats.common.flat import flat_rows
from core.formats.common.flatten import flatten
from core.formats.common.format import Export, Format, Options
from core.formats.common.json_records import SUFFIXES, reader
from core.formats.common.losses import EVERYTHING, holding
from core.formats.common.writing import write_lines
from core.progress import Report, ignore
from core.records import Row

_INSPECT, _READ = reader(lambda record, _: (flatten(record),), roles=None)


def write(rows: Iterable[Row], path: Path, options: Options) -> None:
    write_lines(flat_rows(rows, options), path)


FORMATS = (
    Format(
        "jsonl",
        N_("core", "JSON lines"),
        SUFFIXES,
        _INSPECT,
        _READ,
        export=Export(write, holding(*EVERYTHING), N_("core", "For scripts: one JSON object for each answer.")),
    ),
)


def write_jsonl(rows: Iterable[Mapping[str, Any]], path: Path, report: Report = ignore) -> int:
    """Write plain objects, one a line, UTF-8; how many were written."""
    written = 0

    def counted() -> Iterator[Mapping[str, Any]]:
        nonlocal written
        for row in rows:
            yield row
            written += 1
            if written % 1000 == 0:
                report(written, 0)

    write_lines(counted(), path)
    return written
