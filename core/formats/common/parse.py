"""Cut lines into records: real CSV quoting, physical line numbers, and a way back after a stray quotation mark."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TextIO

from core.errors import N_, InputError
from core.formats.common.encoding import ENCODINGS, first_bad_byte
from core.formats.common.limits import MAX_CELL, MAX_LINE
from core.formats.common.reasons import BAD_BYTES, BAD_CHARACTER, NUL, TOO_LONG, UNPAIRED_QUOTE, Reason

Record = tuple[int, list[str], str]
"""The physical line where the record starts, its cells, and why it must be refused ("": it need not be)."""

csv.field_size_limit(MAX_LINE)

_UNFIT = re.compile("[\0\ud800-\udfff]")
_LINE = N_("core", "{file}, line {line}: longer than {limit:,} characters. This is no table of texts.")


def lines_of(stream: TextIO, file: str) -> Iterator[str]:
    """Physical lines with their ends, without the byte order mark; InputError for a line past all measure."""
    for number, line in enumerate(iter(partial(stream.readline, MAX_LINE), ""), start=1):
        if len(line) == MAX_LINE:
            raise InputError("formats.line", _LINE, file=file, line=number, limit=MAX_LINE)
        yield line.removeprefix("\ufeff") if number == 1 else line


def unfit(text: str, encoding: str = "") -> str:
    """Why this text can't be stored: broken bytes, half characters, NUL; "" when it can."""
    if (text.isascii() and "\0" not in text) or not _UNFIT.search(text):
        return ""
    byte = first_bad_byte(text)
    if byte is not None and encoding:
        return Reason(BAD_BYTES, byte=f"0x{byte:02X}", encoding=ENCODINGS.get(encoding, encoding))
    return Reason(NUL) if "\0" in text else Reason(BAD_CHARACTER)


def records(
    lines: Iterable[str], delimiter: str, has_quotes: bool, encoding: str = "", *, is_cut: bool = False
) -> Iterator[Record]:
    """Records of delimited text; blank lines are none. With delimiter "" each line is one cell.

    `is_cut`: the lines are only a file's beginning, and a record that they do not end is left out.
    """
    cut = _whole_lines(lines) if not delimiter else _Cutter(lines, delimiter, has_quotes, is_cut=is_cut)
    number = 1
    for raw, cells, problem in cut:
        start, number = number, number + len(raw)
        if not cells and not problem:
            continue
        text = raw[0] if len(raw) == 1 else "".join(raw)
        problem = problem or unfit(text, encoding)
        if not problem and len(text) > MAX_CELL and any(len(cell) > MAX_CELL for cell in cells):
            problem = Reason(TOO_LONG, limit=MAX_CELL)
        yield start, cells, problem


def _whole_lines(lines: Iterable[str]) -> Iterator[tuple[list[str], list[str], str]]:
    for line in lines:
        text = line.rstrip("\r\n")
        yield [line], [text] if text.strip() else [], ""


class _Cutter:
    """Iterates over (physical lines, cells, problem).

    A stray quotation mark swallows the lines that follow it. Then only its own line is refused: the others are
    pushed back and cut anew. A scan ends at the next mark at the latest, so the whole stays linear.
    """

    def __init__(self, lines: Iterable[str], delimiter: str, has_quotes: bool, *, is_cut: bool) -> None:
        self._lines = iter(lines)
        self._is_cut = is_cut
        self._n_lines = 0
        self._is_at_end = False
        self._again: deque[str] = deque()
        self._raw: list[str] = []
        self._cut = partial(
            csv.reader, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if has_quotes else csv.QUOTE_NONE
        )

    def __iter__(self) -> Iterator[tuple[list[str], list[str], str]]:
        reader = self._cut(self._feed(), strict=True)
        while True:
            raw = self._raw = []
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                if self._is_unfinished(raw):
                    return
                yield self._mend(raw)
                reader = self._cut(self._feed(), strict=True)
            else:
                yield raw, cells, ""

    def _feed(self) -> Iterator[str]:
        while True:
            while self._again:
                line = self._again.popleft()
                self._raw.append(line)
                yield line
            for line in self._lines:
                self._n_lines += 1
                self._raw.append(line)
                yield line
                if self._again:
                    break
            else:
                self._is_at_end = True
                return

    def _is_unfinished(self, raw: list[str]) -> bool:
        """Whether the lines end within this record, not because of a stray mark far above their end."""
        was_at_end, self._is_at_end = self._is_at_end, False
        return self._is_cut and was_at_end and 2 * len(raw) < self._n_lines

    def _mend(self, raw: list[str]) -> tuple[list[str], list[str], str]:
        first = raw[0]
        self._again.extendleft(reversed(raw[1:]))
        if len(first) > MAX_CELL:
            return [first], [], Reason(TOO_LONG, limit=MAX_CELL)
        if len(raw) > 1 or first.count('"') % 2:
            return [first], [], Reason(UNPAIRED_QUOTE)
        return [first], next(self._cut([first], strict=False)), ""
