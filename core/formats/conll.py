"""CoNLL: a token a line with its tag, a blank line after each document. Spans become marked words.

A text is put together from its tokens: Han and kana stand close together, other words are parted by a blank, except
before what closes and after what opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from core.errors import N_
from core.formats.common.encoding import detect, open_text
from core.formats.common.format import Export, Format, Options, Sample
from core.formats.common.json_records import OWN_NAMES, Found, with_columns
from core.formats.common.limits import MAX_CELL, SAMPLE_RECORDS
from core.formats.common.losses import Facet, Kind
from core.formats.common.parse import lines_of, unfit
from core.formats.common.reasons import NO_TAG, TOO_LONG, Reason
from core.formats.common.source import Meter, Source, total
from core.formats.common.spans import LABELS, Named, lost_by_spans, span_cells
from core.formats.common.table import Hints, Table
from core.formats.common.writing import replacing
from core.records import Row, Span

_TAG = re.compile(r"([BIOESLU])(?:-(.+))?")
_COMMENT = re.compile(r"#\s*\w+(\s*=|$)")
_START = "-DOCSTART-"
_OPENING, _CLOSING = "([{<“‘", ",.;:!?)]}>%”’…"
_CJK = "\u3001-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0010ffff"  # and their punctuation
_HAN = re.compile(f"[{_CJK}]")
_RUNS = re.compile(f"[{_CJK}]|[^\\s{_CJK}]+")
_HELD: Kind = frozenset({Facet.LABELS, Facet.RATIONALES})
Line = tuple[str, str]  # token, tag


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    source = sources[0]
    with source.open() as stream:
        guess = hints.guess or detect(stream)
    table = replace(hints.table(total(sources), guess), is_records=True)
    with source.open() as stream:
        found = list(islice(read(stream, source, table), SAMPLE_RECORDS))
    return with_columns(table, found, roles=OWN_NAMES)


def read(stream: Meter, source: Source, table: Table) -> Iterator[Found]:
    """A document for each block of lines; one line that is no token with a tag refuses its block."""
    block: list[Line] = []
    start, length, problem = 0, 0, ""
    for number, line in enumerate(lines_of(open_text(stream, table.encoding), source.name), start=1):
        if _is_comment(line):
            continue
        if not line.strip():
            if block or problem:
                yield start, {} if problem else _cells(block), problem
            block, start, length, problem = [], 0, 0, ""
            continue
        start, length = start or number, length + len(line)
        problem = problem or unfit(line, table.encoding)
        if length > MAX_CELL:
            problem = problem or Reason(TOO_LONG, limit=MAX_CELL)
        if cut := None if problem else _cut(line):
            block.append(cut)
        else:
            problem = problem or Reason(NO_TAG)
    if block or problem:
        yield start, {} if problem else _cells(block), problem


def knows(sample: Sample) -> bool:
    """Of the lines of a text file: nearly all are a token and a tag, some of which mark something."""
    lines = [line for line in sample.lines if line.strip() and not _is_comment(line)]
    cut = [_cut(line) for line in lines]
    return any(one and one[1] != "O" for one in cut) and sum(map(bool, cut)) * 10 >= len(lines) * 9


def _is_comment(line: str) -> bool:
    return line.startswith(_START) or (line.startswith("#") and bool(_COMMENT.match(line)) and "\t" not in line)


def _cut(line: str) -> Line | None:
    """The first and the last column, when that is a tag."""
    text = line.rstrip("\r\n")
    columns = text.split("\t") if "\t" in text else text.split()
    if len(columns) < 2 or not columns[0] or not _TAG.fullmatch(columns[-1]):
        return None
    return columns[0], columns[-1]


def _cells(block: Sequence[Line]) -> dict[str, Any]:
    text, starts = _joined([token for token, _ in block])
    ends = [start + len(token) for start, (token, _) in zip(starts, block, strict=True)]
    spans: list[Named] = [(starts[first], ends[last], label) for first, last, label in _chunks(block)]
    return {"text": text, **span_cells(spans, labels_as=LABELS)}


def _chunks(block: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """(first token, last token, label) of IOB1, IOB2, IOE, IOBES and BILOU."""
    first, label, is_open = 0, "", False
    for place, (_, tag) in enumerate(block):
        kind, name = tag[0], tag[2:]
        if is_open and (kind in "OBSU" or name != label):
            yield first, place - 1, label
            is_open = False
        if kind == "O":
            continue
        if not is_open:
            first, label, is_open = place, name, True
        if kind in "ELSU":
            yield first, place, label
            is_open = False
    if is_open:
        yield first, len(block) - 1, label


def _joined(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """The text, and where each token starts in it."""
    parts, starts, length = list(tokens[:1]), [0], len(tokens[0])
    for before, after in pairwise(tokens):
        if _is_apart(before[-1], after[0]):
            parts.append(" ")
            length += 1
        parts.append(after)
        starts.append(length)
        length += len(after)
    return "".join(parts), starts


@lru_cache(maxsize=1 << 16)
def _is_apart(before: str, after: str) -> bool:
    return not (_is_close(before) or _is_close(after) or before in _OPENING or after in _CLOSING)


def _is_close(character: str) -> bool:
    """Whether it is written without blanks around it."""
    return bool(_HAN.match(character))


def write(rows: Iterable[Row], path: Path, _: Options) -> None:
    with replacing(path) as file:
        for row in rows:
            file.writelines(f"{token}\t{tag}\n" for token, tag in _lines(row))
            file.write("\n")


def _lines(row: Row) -> Iterator[Line]:
    """Marked words have the document's label, if it has one."""
    label = row.labels[0] if row.labels else ""
    spans = row.rationales if label else ()
    for token in _tokens(row.text, row.rationales):
        if not spans:
            yield row.text[token.start : token.end], "O"
            continue
        span = next((one for one in spans if one.start <= token.start and token.end <= one.end), None)
        is_first = span is not None and not row.text[span.start : token.start].strip()
        yield row.text[token.start : token.end], f"{'B' if is_first else 'I'}-{label}" if span else "O"


def _tokens(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Words, single Han, and each sign that opens or closes; cut where marked words begin and end."""
    edges = {edge for span in spans for edge in (span.start, span.end)}
    for run in _RUNS.finditer(text):
        start, end = run.span()
        if end == start + 1:
            yield Span(start, end)
            continue
        word = run.group()
        first = end - len(word.lstrip(_OPENING))
        last = max(first, start + len(word.rstrip(_CLOSING)))
        cuts = sorted({*range(start, first), first, *range(last, end), end} | {at for at in edges if start < at < end})
        yield from (Span(*pair) for pair in pairwise(cuts))


def alters(row: Row) -> Kind:
    """Whether the text, or where its marked words stand, would come back differently."""
    found = list(_lines(row))
    cells = _cells(found)
    spans = [[span.start, span.end] for span in row.rationales] if row.labels else []
    is_same = cells["text"] == row.text and cells["rationales"] == spans
    return frozenset() if is_same else frozenset({Facet.SPACING})


FORMATS = (
    Format(
        "conll",
        N_("core", "CoNLL"),
        (".conll", ".bio", ".iob", ".iob2"),
        inspect,
        read,
        export=Export(
            write,
            lambda kind: lost_by_spans(kind, _HELD),
            N_(
                "core",
                "To train taggers: a word a line, in Chinese a character; the marked words have the document's label.",
            ),
            alters=alters,
        ),
        dialect_of="txt",
        knows=knows,
    ),
)
