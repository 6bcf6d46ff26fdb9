"""A folder or archive of text files, each a document; the sub-folder's name is offered as its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from core.errors import N_
from core.formats.common.encoding import decode, detect, settle, without_marks
from core.formats.common.format import Format
from core.formats.common.limits import MAX_CELL, PREVIEW_ROWS
from core.formats.common.parse import Record, unfit
from core.formats.common.reasons import TOO_LONG, Reason
from core.formats.common.source import Meter, Source, total
from core.formats.common.table import Hints, Table

COLUMNS = ("text", "folder", "file")
_SAMPLED_FILES = 200
_SAMPLED_BYTES = 4096
_SAFE_END = re.compile(rb"[\n ,.!?]")  # ends a character in every encoding but UTF-16


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    """One encoding is found for all the files together: a short one alone says too little."""
    step = max(1, len(sources) // _SAMPLED_FILES)
    guess = hints.guess or detect(BytesIO(b"\n".join(_head(source) for source in sources[::step])))
    folders = {_folder(source) for source in sources}
    preview = []
    for source in sources[:: max(1, len(sources) // PREVIEW_ROWS)][:PREVIEW_ROWS]:
        data = _head(source)
        text = without_marks(decode(data, settle(data, guess.encoding)))
        preview.append((text.rstrip(), _folder(source), source.inner))
    return replace(
        hints.table(total(sources), guess),
        columns=COLUMNS,
        preview=tuple(preview),
        text_column="text",
        label_column="folder" if len(folders) > 1 else None,
    )


def read(stream: Meter, source: Source, table: Table) -> Iterator[Record]:
    """One record; white space at its end is left out, which moves no character."""
    data = stream.read(MAX_CELL * 4 + 1)
    text = decode(data, settle(data, table.encoding)).rstrip()
    problem = unfit(text, table.encoding)
    line = _line_of_fault(text) if problem else 1
    if len(text) > MAX_CELL:
        problem = Reason(TOO_LONG, limit=MAX_CELL)
    yield line, [text, _folder(source), source.inner], problem


def _line_of_fault(text: str) -> int:
    return next((number for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1) if unfit(line)), 1)


def _head(source: Source) -> bytes:
    """The beginning, not cut within a character where that can be helped."""
    with source.open() as stream:
        data = stream.read(_SAMPLED_BYTES)
    if len(data) < _SAMPLED_BYTES:
        return data
    return data[: max((place.end() for place in _SAFE_END.finditer(data)), default=len(data))]


def _folder(source: Source) -> str:
    return PurePosixPath(source.inner).parent.name


FORMATS = (Format("documents", N_("core", "Text files, a file a document"), (".txt", ".text", ".md"), inspect, read),)
