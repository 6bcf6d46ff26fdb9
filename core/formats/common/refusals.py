"""Why a whole file is refused: the InputErrors that several readers share."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import N_, InputError

SUPPORTED = "CSV, TSV, TXT, JSON, JSONL, Excel (.xlsx, .xls, .ods), Parquet, CoNLL, .gz, .zip"

_EMPTY = N_("core", "{file} is empty.")
_NOT_TEXT = N_("core", "{file} is not a text file.")
_WIDE = N_("core", "{file} has {found:,} columns; at most {limit:,} are read.")
_UNSUPPORTED = N_(
    "core", "{file} has a format that is not read here. Supported are: {supported}; a folder or .zip of text files."
)
_JSON = N_("core", "{file}, line {line}: not valid JSON ({reason}).")
_COLUMN = N_("core", "{file} has no column “{column}”. It has: {columns}.")
_NO_TEXT = N_("core", "{file}: which column holds the text? It has: {columns}.")
_WORKBOOK = N_("core", "{file} can't be read as a workbook: {reason}")
_ROWS = N_("core", "An Excel sheet holds {limit:,} rows at most, and this is more. Choose CSV, or export in parts.")
_FORMAT = N_("core", "There is no format “{format}”. There are: {formats}.")
_ENCODING = N_("core", "There is no encoding named “{encoding}”.")


def empty(file: str) -> InputError:
    return InputError("formats.empty", _EMPTY, file=file)


def not_text(file: str) -> InputError:
    return InputError("formats.not-text", _NOT_TEXT, file=file)


def too_wide(file: str, found: int, limit: int) -> InputError:
    return InputError("formats.columns", _WIDE, file=file, found=found, limit=limit)


def unsupported(file: str) -> InputError:
    return InputError("formats.unsupported", _UNSUPPORTED, file=file, supported=SUPPORTED)


def bad_json(file: str, line: int, reason: str) -> InputError:
    return InputError("formats.json", _JSON, file=file, line=line, reason=reason)


def bad_workbook(file: str, reason: str) -> InputError:
    return InputError("formats.workbook", _WORKBOOK, file=file, reason=reason)


def no_column(file: str, column: str, columns: tuple[str, ...]) -> InputError:
    return InputError("formats.column", _COLUMN, file=file, column=column, columns=", ".join(columns))


def no_text_column(file: str, columns: tuple[str, ...]) -> InputError:
    return InputError("formats.text-column", _NO_TEXT, file=file, columns=", ".join(columns))


def no_encoding(encoding: str) -> InputError:
    return InputError("formats.encoding", _ENCODING, encoding=encoding)


def too_many_rows(limit: int) -> InputError:
    return InputError("formats.rows", _ROWS, limit=limit)


def no_format(format: str, formats: Iterable[str]) -> InputError:
    return InputError("formats.name", _FORMAT, format=format, formats=", ".join(formats))
