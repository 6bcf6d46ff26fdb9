"""Delimited text: CSV, TSV and their relatives, and TXT with a document a line."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from core.errors import N_
from core.formats.common.encoding import detect, open_text, without_marks
from core.formats.common.flat import flat_rows, header
from core.formats.common.format import Export, Format, Options, Write
from core.formats.common.formulas import defused
from core.formats.common.guess import column_names, guess_columns_beside, header_index
from core.formats.common.limits import MAX_COLUMNS, PREVIEW_ROWS, SAMPLE_CHARACTERS, SAMPLE_RECORDS
from core.formats.common.losses import EVERYTHING, holding
from core.formats.common.parse import Record, lines_of, records
from core.formats.common.reasons import ABOVE_HEADER, OTHER_COLUMNS, WIDTH, Reason
from core.formats.common.refusals import empty, not_text, too_wide
from core.formats.common.roles import OURS, guess_roles
from core.formats.common.sniff import Layout, sniff
from core.formats.common.source import Meter, Source, total
from core.formats.common.table import Hints, Table
from core.formats.common.values import bar_joined
from core.formats.common.writing import replacing
from core.progress import Report, ignore
from core.records import Row

OWN = re.compile('(?:\ufeff)?"?id"?([,\t;])"?text"?\\1"?labels?"?\\1')
"""How a table of ours begins, perhaps saved again by a spreadsheet."""


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    """See `Hints` for what need not be found out."""
    source = sources[0]
    with source.open() as stream:
        guess = hints.guess or detect(stream)
    with source.open() as stream:
        lines, is_whole = _sample(lines_of(open_text(stream, guess.encoding), source.name))
    text = "".join(lines)
    if not text.strip():
        raise empty(source.name)
    if _is_binary(text):
        raise not_text(source.name)
    layout = _layout(source, lines, is_whole, hints)
    cut = records(lines, layout.delimiter, layout.has_quotes, is_cut=not is_whole)
    found = [cells for _, cells, _ in islice(cut, SAMPLE_RECORDS)]
    table = replace(hints.table(total(sources), guess), delimiter=layout.delimiter, has_quotes=layout.has_quotes)
    return with_header(table, found, hints, width=layout.width)


def with_header(table: Table, found: Sequence[Sequence[str]], hints: Hints, width: int) -> Table:
    """Decide about the header of a table of cells, name the columns, guess the text's and the label's."""
    shown = [[without_marks(cell) for cell in cells] for cells in found]
    header = header_index(shown)
    if hints.has_header is not None:
        header = (header or 0) if hints.has_header else None
    if header is None:
        header = -1
        names: tuple[str, ...] = column_names([""] * width) if width > 1 else ("text",)
    else:
        names = column_names(_without_empty_tail(shown[header], shown[header + 1 :]))
    if len(names) > MAX_COLUMNS:
        raise too_wide(table.path.name, len(names), MAX_COLUMNS)
    rows = [_fit(cells, len(names)) for cells in shown[header + 1 :] if cells]
    roles = guess_roles(names, rows)
    text, label = guess_columns_beside(names, rows, roles.values())
    return replace(
        table,
        columns=names,
        preview=tuple(tuple(cells) for cells in rows[:PREVIEW_ROWS]),
        has_header=header >= 0,
        n_above=max(0, header),
        text_column=text,
        label_column=label,
        roles=roles,
        is_ours=set(names) >= OURS,
    )


def read(stream: Meter, source: Source, table: Table) -> Iterator[Record]:
    """The records below the header, each as wide as the table, or with the reason why not."""
    lines = lines_of(open_text(stream, table.encoding), source.name)
    found = records(lines, table.delimiter, table.has_quotes, table.encoding)
    yield from aligned(found, table)


def aligned(found: Iterator[Record], table: Table) -> Iterator[Record]:
    """Take the header off and bring every record to the table's columns and width."""
    order: Callable[[list[str]], list[str]] | None = None
    if table.has_header:
        for _, (line, _, problem) in zip(range(table.n_above), found, strict=False):
            yield line, [], problem or Reason(ABOVE_HEADER)
        line, cells, _ = next(found, (0, [""], ""))
        names = column_names([without_marks(cell) for cell in cells[: len(table.columns)]])
        if line and names != table.columns:
            if set(names) != set(table.columns):
                yield line, [], Reason(OTHER_COLUMNS, file=table.path.name)
                return
            order = _permutation(names, table.columns)
    width = len(table.columns)
    for line, cells, problem in found:
        if len(cells) != width and not problem:
            if len(cells) < width or any(cells[width:]):
                problem = Reason(WIDTH, found=len(cells), expected=width)
            del cells[width:]
        yield line, order(cells) if order and not problem else cells, problem


def _permutation(names: Sequence[str], wanted: Sequence[str]) -> Callable[[list[str]], list[str]]:
    places = [names.index(name) for name in wanted]
    return lambda cells: [cells[place] for place in places]


def _sample(lines: Iterable[str]) -> tuple[list[str], bool]:
    taken, size = [], 0
    for line in lines:
        taken.append(line)
        size += len(line)
        if size > SAMPLE_CHARACTERS:
            return taken, False
    return taken, True


def _is_binary(text: str) -> bool:
    n_control = sum(text.count(chr(code)) for code in (0, 1, 2, 3, 4, 5, 6, 14, 15, 16))
    return n_control > 8 and n_control * 100 > len(text)


def _layout(source: Source, lines: Sequence[str], is_whole: bool, hints: Hints) -> Layout:
    """As asked for, else sniffed; in a .txt only what is plainly a table is taken for one."""
    if hints.delimiter is not None:
        return sniff(lines, is_whole, hints.delimiter)
    if own := OWN.match(lines[0]):
        return sniff(lines, is_whole, own.group(1))
    if hints.format == "tsv":
        tabs = sniff(lines, is_whole, "\t")
        if tabs.width > 1 and tabs.share > 0.5:
            return tabs
    layout = sniff(lines, is_whole)
    if (
        hints.format != "txt"
        or ".csv" in PurePosixPath(source.name).suffixes
        or ".tsv" in PurePosixPath(source.name).suffixes
    ):
        return layout
    is_table = layout.share == 1.0 and len(lines) >= 3 and (layout.delimiter in "\t;|" or layout.is_named)
    return layout if layout.delimiter and layout.width > 1 and is_table else Layout("", has_quotes=False)


def _without_empty_tail(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Leave out nameless columns at the right that hold nothing."""
    width = len(names)
    while width > 1 and not names[width - 1].strip() and not any(any(cells[width - 1 :]) for cells in rows):
        width -= 1
    return names[:width]


def _fit(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def write(rows: Iterable[Row], path: Path, options: Options) -> None:
    _write(rows, path, options, ",")


def _write_tsv(rows: Iterable[Row], path: Path, options: Options) -> None:
    _write(rows, path, options, "\t")


def _write(rows: Iterable[Row], path: Path, options: Options, delimiter: str) -> None:
    names = header(options)
    with replacing(path, bom=options.bom) as file:
        writer = csv.DictWriter(file, names, restval="", delimiter=delimiter)
        writer.writerow({name: cell_of(name) for name in names})
        for flat in flat_rows(rows, options):
            writer.writerow({name: cell_of(value) for name, value in flat.items()})


def write_csv(rows: Iterable[Mapping[str, Any]], path: Path, *, bom: bool = False, report: Report = ignore) -> int:
    """Write any rows under the union of their keys; how many were written. `bom` makes Excel read UTF-8."""
    names: dict[str, None] = {}
    written = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool, replacing(path, bom=bom) as file:
        for row in rows:
            names.update(dict.fromkeys(row))
            spool.write(json.dumps({name: cell_of(value) for name, value in row.items()}) + "\n")
            written += 1
            if written % 1000 == 0:
                report(written, 0)
        spool.seek(0)
        writer = csv.DictWriter(file, list(names), restval="")
        writer.writerow({name: cell_of(name) for name in names})
        writer.writerows(map(json.loads, spool))
    return written


def cell_of(value: object) -> str:
    """One cell: words joined by `|`, other nested values as JSON, None empty, formulas defused; numbers stay."""
    if isinstance(value, str):
        return defused(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        if not value:
            return ""
        is_words = all(isinstance(one, str) for one in value) and not isinstance(value, dict)
        return defused(bar_joined(list(value))) if is_words else json.dumps(value, ensure_ascii=False)
    return str(value)


def _export(write: Write, about: str) -> Export:
    return Export(write, holding(*EVERYTHING), about, has_bom=True)


_FAMILY = N_("core", "Table or lines of text")
FORMATS = (
    Format(
        "csv",
        N_("core", "CSV"),
        (".csv",),
        inspect,
        read,
        export=_export(write, N_("core", "For spreadsheets and scripts: a row for each answer.")),
        family=_FAMILY,
    ),
    Format(
        "tsv",
        N_("core", "TSV"),
        (".tsv", ".tab"),
        inspect,
        read,
        export=_export(_write_tsv, N_("core", "As CSV, with tabs between the cells.")),
        family=_FAMILY,
    ),
    Format("txt", N_("core", "Text, a line a document"), (".txt", ".text", ".md"), inspect, read, family=_FAMILY),
)
