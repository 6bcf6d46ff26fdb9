"""Excel and OpenDocument workbooks, one sheet at a time: read through calamine, written as .xlsx by XlsxWriter."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from core.errors import N_
from core.formats.common.flat import flat_rows, header
from core.formats.common.flatten import cell
from core.formats.common.format import Export, Format, Options
from core.formats.common.limits import MAX_CELL, MAX_COLUMNS, SAMPLE_RECORDS
from core.formats.common.losses import EVERYTHING, Facet, Kind, holding
from core.formats.common.parse import Record, unfit
from core.formats.common.reasons import TOO_LONG, Reason
from core.formats.common.refusals import bad_workbook, empty, too_many_rows, too_wide
from core.formats.common.source import Meter, Source, total
from core.formats.common.table import Hints, Table
from core.formats.common.values import bar_joined
from core.formats.common.writing import replaced
from core.formats.tables import aligned, with_header
from core.records import Row

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576 - 1
AT_ONCE = 100  # rows
MAX_UNITS = 32_767  # UTF-16 units in a cell


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    """The sheet asked for, else the first that holds something."""
    source = sources[0]
    with source.open() as stream:
        book = _load(stream, source.name)
    filled = tuple(name for name in book.sheet_names if _sheet(book, name, source.name).height)
    if not filled:
        raise empty(source.name)
    name = hints.sheet if hints.sheet in filled else filled[0]
    sheet = _sheet(book, name, source.name)
    if sheet.total_width > MAX_COLUMNS:
        raise too_wide(source.name, sheet.total_width, MAX_COLUMNS)
    table = replace(hints.table(total(sources)), sheet=name, sheets=filled)
    found = [cells for _, cells, _ in islice(_records(sheet, source.name), SAMPLE_RECORDS)]
    return with_header(table, found, hints, width=sheet.total_width)


def read(stream: Meter, source: Source, table: Table) -> Iterator[Record]:
    """The rows below the header; a row's number in the sheet is its line."""
    sheet = _sheet(_load(stream, source.name), table.sheet, source.name)
    yield from aligned(_counted(_records(sheet, source.name), stream, sheet), table)


def _load(stream: Meter, file: str) -> CalamineWorkbook:
    from python_calamine import load_workbook

    with _refusing(file):
        return load_workbook(io.BytesIO(stream.read()))


def _sheet(book: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    with _refusing(file):
        return book.get_sheet_by_name(name)


def _records(sheet: CalamineSheet, file: str) -> Iterator[Record]:
    """Blank rows are none; all rows are as wide as the sheet."""
    for number, values in enumerate(_rows(sheet, file), start=1):
        cells = [_text(value) for value in values]
        if not any(cells):
            continue
        problem = unfit("".join(cells))
        if not problem and any(len(cell) > MAX_CELL for cell in cells):
            problem = Reason(TOO_LONG, limit=MAX_CELL)
        yield number, cells, problem


def _rows(sheet: CalamineSheet, file: str) -> Iterator[list[Any]]:
    """Some at a time: between two cells that are far apart lie a million blank ones."""
    rows = sheet.iter_rows()
    while True:
        with _refusing(file):
            found = list(islice(rows, AT_ONCE))
        if not found:
            return
        yield from found


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise bad_workbook(file, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the Rust library has no better base class
            raise
        raise bad_workbook(file, str(error)) from None


def _counted(found: Iterator[Record], stream: Meter, sheet: CalamineSheet) -> Iterator[Record]:
    """The workbook is loaded whole before its first row: let the progress follow the rows."""
    n_bytes, n_rows = stream.done, sheet.total_height
    for record in found:
        stream.set_done(n_bytes * record[0] // max(n_rows, record[0]))
        yield record


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case datetime.date() | datetime.time():
            return value.isoformat()
    return str(value)


def write(rows: Iterable[Row], path: Path, options: Options) -> None:
    """Text is written as text, so nothing in it is run; a row at a time goes to disk."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    aside = partial(TemporaryDirectory, dir=path.parent, prefix=".", ignore_cleanup_errors=True)
    with replaced(path) as temporary, aside() as folder:
        book = Workbook(temporary, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet()
        try:
            _write_sheet(sheet, book.add_format({"bold": True}), rows, options)
        finally:
            sheet._opt_close()  # the rows so far; the book goes on from there
        try:
            book.close()
        except XlsxFileError as error:
            raise OSError(str(error)) from error


def _write_sheet(sheet: Worksheet, bold: Any, rows: Iterable[Row], options: Options) -> None:
    names = header(options)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    for number, flat in enumerate(flat_rows(rows, options), start=1):
        if number > MAX_ROWS:
            raise too_many_rows(MAX_ROWS)
        for column, name in enumerate(names):
            _write_cell(sheet, number, column, flat.get(name))


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, float) and float(f"{value:.16G}") == value:  # as many digits as are written
        sheet.write_number(row, column, value)
    elif value or value == 0:
        sheet.write_string(row, column, _fitting(_as_text(value)))


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return bar_joined(value) if all(isinstance(one, str) for one in value) else cell(value)
    return str(value)


def _fitting(text: str) -> str:
    if len(text) * 2 <= MAX_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", "ignore")


def alters(row: Row) -> Kind:
    cells = (row.text, *row.meta.values(), cell(list(row.edits)), cell(list(row.reviews)))
    return frozenset({Facet.LENGTH} if any(_fitting(cell) != cell for cell in cells) else ())


FORMATS = (
    Format(
        "excel",
        N_("core", "Excel"),
        (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"),
        inspect,
        read,
        export=Export(
            write,
            holding(*EVERYTHING),
            N_("core", "A workbook with one sheet: a row for each answer."),
            alters=alters,
            max_rows=MAX_ROWS,
        ),
    ),
)
