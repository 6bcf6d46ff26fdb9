"""Parquet, through pyarrow where that is installed: its reader alone is larger than the rest of the program."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from core.errors import N_, InputError
from core.formats.common.flat import flat_rows, header
from core.formats.common.flatten import cell, flatten
from core.formats.common.format import Export, Format, Options
from core.formats.common.json_records import Found, with_columns
from core.formats.common.limits import SAMPLE_RECORDS
from core.formats.common.losses import EVERYTHING, holding
from core.formats.common.parse import unfit
from core.formats.common.roles import EXTRA, KEY
from core.formats.common.source import Meter, Source, total
from core.formats.common.table import Hints, Table
from core.formats.common.writing import replaced
from core.records import Row

REQUIRES = "pyarrow"
BATCH = 2000
_MISSING = N_(
    "core",
    "Parquet needs the package pyarrow, which does not come with the program. Where Fovea runs from Python, install it"
    " with “pip install pyarrow”; else use CSV or JSON lines.",
)
_BROKEN = N_("core", "{file} can't be read as Parquet: {reason}")


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    source = sources[0]
    table = replace(hints.table(total(sources)), is_records=True)
    with source.open() as stream:
        return with_columns(table, list(islice(read(stream, source, table), SAMPLE_RECORDS)), roles=None)


def read(stream: Meter, source: Source, _: Table) -> Iterator[Found]:
    """A row's number is its line. Numbered classes get their names, where a Hugging Face data set tells them."""
    arrow, parquet = _pyarrow()
    try:
        with source.opener() as raw, parquet.ParquetFile(raw) as file:
            names = _class_names(file.schema_arrow.metadata)
            n_rows, number = max(1, file.metadata.num_rows), 0
            for batch in file.iter_batches(BATCH):
                for record in batch.to_pylist():
                    number += 1
                    cells = {name: _plain(value, names.get(name)) for name, value in flatten(record).items()}
                    yield number, cells, next(filter(None, (unfit(str(value)) for value in cells.values())), "")
                stream.set_done(source.size * number // n_rows)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise InputError("formats.parquet", _BROKEN, file=source.name, reason=str(error)) from error


def write(rows: Iterable[Row], path: Path, options: Options) -> None:
    arrow, parquet = _pyarrow()
    text, flag = arrow.string(), arrow.bool_()
    mark = arrow.struct([("start", arrow.int64()), ("end", arrow.int64()), ("annotator", text)])
    types = {
        "labels": arrow.list_(text),
        "seconds": arrow.float64(),
        **dict.fromkeys(("suggestion_seen", "is_skipped", "is_flagged"), flag),
        "rationales": arrow.list_(mark),
    }
    schema = arrow.schema([(name, types.get(name, text)) for name in header(options)])
    found = flat_rows(rows, options)
    with replaced(path) as temporary, parquet.ParquetWriter(temporary, schema) as writer:
        while batch := [_typed(flat) for flat in islice(found, BATCH)]:
            writer.write_table(arrow.Table.from_pylist(batch, schema))


def _typed(flat: dict[str, Any]) -> dict[str, Any]:
    spans = [dict(zip(("start", "end", "annotator"), mark, strict=False)) for mark in flat["rationales"]]
    extra = {name: cell(flat[name]) for name in EXTRA if name in flat}
    return flat | extra | {KEY: str(flat[KEY]), "rationales": spans}


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("formats.pyarrow", _MISSING) from error
    return pyarrow, pyarrow.parquet


def _class_names(metadata: Mapping[bytes, bytes] | None) -> dict[str, list[str]]:
    try:
        features = json.loads((metadata or {}).get(b"huggingface", b"{}"))["info"]["features"]
        return {
            name: one["names"]
            for name, one in features.items()
            if isinstance(one, dict) and one["_type"] == "ClassLabel"
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _plain(value: Any, names: list[str] | None) -> Any:
    if names and isinstance(value, int) and 0 <= value < len(names):
        return names[value]
    match value:
        case datetime.date() | datetime.time():
            return value.isoformat()
        case str() | bool() | int() | float() | list() | dict() | None:
            return value
    return str(value)


FORMATS = (
    Format(
        "parquet",
        N_("core", "Parquet"),
        (".parquet", ".pq"),
        inspect,
        read,
        export=Export(
            write, holding(*EVERYTHING), N_("core", "For data frames: a row for each answer, every column typed.")
        ),
        requires=REQUIRES,
    ),
)
