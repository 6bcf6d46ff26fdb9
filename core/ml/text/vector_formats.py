"""Word vectors as text (word2vec with its header line, GloVe, fastText's .vec) or as word2vec's binary form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from core.errors import N_, InputError
from core.ml.text.vector_files import BLOCK, Stream
from core.ml.text.vector_harvest import BrokenError, Harvest, decoded

MAX_SIZE = 4096  # numbers in a vector
MAX_WORD = 1 << 12  # bytes
MAX_NUMBER = 64  # bytes, in the text form
SAMPLE = 100  # lines that tell the size of the vectors
BATCH = 1 << 20  # bytes that the lines looked at together can have at most
BOM = b"\xef\xbb\xbf"
HEADER = re.compile(rb"(\d{1,18})[ \t]{1,9}(\d{1,18})[ \t]{0,9}\r?\n")

TOO_FEW = N_("core", "too few numbers")
OTHER_COUNT = N_("core", "the file was to hold {promised:,} words, and holds {found:,}")
OTHER_SIZE = N_("core", "the vectors were to have {promised:,} numbers, and have {found:,}")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the vectors stand in a stream. `promised` is what the header says: words and size."""

    size: int
    is_binary: bool = False
    separator: bytes = b" "  # between a word and its numbers
    start: int = 0  # bytes before the first word
    promised: tuple[int, int] | None = None


def find_layout(head: bytes, name: str) -> Layout | None:
    """From the first block of a stream; None if these are no word vectors. InputError if they are too large."""
    start = len(BOM) if head.startswith(BOM) else 0
    header = HEADER.match(head, start)
    promised = (int(header[1]), int(header[2])) if header else None
    start = header.end() if header else start
    lines = [line for line in head[start:].split(b"\n", SAMPLE)[:SAMPLE] if line.strip()]
    if len(head) >= BLOCK and len(lines) < SAMPLE:
        del lines[-1:]  # the rest of it is in the next block
    size, agreeing = _common_size(lines, promised[1] if promised else 0)
    is_binary = not size or 2 * agreeing < len(lines)
    if is_binary:
        if promised is None or _is_text(head):
            return None
        size = promised[1]
    if size > MAX_SIZE:
        message = N_("core", "{name} has vectors of {size:,} numbers; at most {limit:,} are read.")
        raise InputError("wide-vectors", message, name=name, size=size, limit=MAX_SIZE)
    if size < (1 if promised else 2):
        return None
    separator = b"\t" if not is_binary and lines[0].count(b"\t") >= size else b" "
    return Layout(size, is_binary, separator, start, promised)


def read(stream: Stream, layout: Layout, harvest: Harvest) -> None:
    """All of the stream. InputError, with its line or byte, where it can't be read on."""
    stream.read(layout.start)
    entries = _read_binary if layout.is_binary else _read_text
    entries(stream, layout, harvest)
    words, size = layout.promised or (harvest.lines, layout.size)
    if size != layout.size:
        harvest.note(1, OTHER_SIZE, promised=size, found=layout.size)
    if words != harvest.lines:
        harvest.note(1, OTHER_COUNT, promised=words, found=harvest.lines)


def _read_text(stream: Stream, layout: Layout, harvest: Harvest) -> None:
    """A line is looked at closely where its first word may be wanted, is not UTF-8, or the line is too short."""
    shortest, longest = 2 * layout.size + 1, MAX_WORD + MAX_NUMBER * layout.size
    lines = iter(partial(stream.readline, longest), b"")
    separator = layout.separator
    first = 1 + (layout.promised is not None)
    while batch := list(islice(lines, BATCH // longest)):
        suspects = harvest.suspects([line[: line.find(separator)] for line in batch])
        lengths = list(map(len, batch))
        if max(lengths) == longest:
            message = N_("core", "{name} is not a file of word vectors: line {line:,} has no end.")
            raise InputError("bad-vectors", message, name=harvest.name, line=first + lengths.index(max(lengths)))
        if min(lengths) < shortest:
            suspects = sorted({*suspects, *(place for place, length in enumerate(lengths) if length < shortest)})
        harvest.lines += len(batch)
        for place in suspects:
            try:
                _take_line(batch[place], layout, harvest)
            except BrokenError as error:
                harvest.note(first + place, str(error))
        first += len(batch)


def _take_line(line: bytes, layout: Layout, harvest: Harvest) -> None:
    """The numbers are the last fields, so that a word may hold blanks."""
    fields = decoded(line).rstrip(" \t\r\n").rsplit(layout.separator.decode(), layout.size)
    if len(fields) <= layout.size:
        raise BrokenError(TOO_FEW)
    harvest.take(fields[0].rstrip(" \t"), fields[1:])


def _read_binary(stream: Stream, layout: Layout, harvest: Harvest) -> None:
    """Each entry is a word, a blank, `size` float32 (little-endian), and perhaps a line end."""
    promised = layout.promised[0] if layout.promised else 0
    n_bytes = 4 * layout.size
    rest, offset = b"", layout.start
    while block := stream.read(BLOCK):
        block = rest + block
        ends = list(_ends(block, n_bytes))
        starts = [0, *(end + 1 + n_bytes for end in ends)]
        words = [block[start:end].lstrip(b"\n") for start, end in zip(starts, ends, strict=False)]
        harvest.lines += len(words)
        for place in harvest.suspects(words):
            try:
                harvest.take(decoded(words[place]), block[ends[place] + 1 : ends[place] + 1 + n_bytes])
            except BrokenError as error:
                harvest.note(harvest.lines - len(words) + place + 1, str(error))
        rest = block[starts[-1] :]
        offset += starts[-1]
        if b" " not in rest[: MAX_WORD + 1] and len(rest) > MAX_WORD:
            message = N_("core", "{name} is not a file of word vectors: the word at byte {byte:,} has no end.")
            raise InputError("bad-vectors", message, name=harvest.name, byte=offset)
    if rest.strip() and harvest.lines < promised:
        message = N_("core", "{name} ends in the middle of the vector at byte {byte:,}; it is damaged or was cut off.")
        raise InputError("cut-vectors", message, name=harvest.name, byte=offset)


def _ends(block: bytes, n_bytes: int) -> Iterator[int]:
    """Where the words end of which the whole vector is in the block."""
    start = 0
    while 0 <= (end := block.find(b" ", start, start + MAX_WORD + 1)) < len(block) - n_bytes:
        yield end
        start = end + 1 + n_bytes


def _common_size(lines: Sequence[bytes], promised: int) -> tuple[int, int]:
    """How many numbers most lines end in, and how many lines do."""
    sizes = Counter(map(_numbers_at_the_end, lines))
    size = max(sizes, key=lambda size: (sizes[size], size == promised, -size), default=0)
    return size, sizes[size]


def _numbers_at_the_end(line: bytes) -> int:
    fields = line.split()[1:]
    for n, field in enumerate(reversed(fields)):
        try:
            float(field)
        except ValueError:
            return n
    return len(fields)


def _is_text(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # the block may end within a character
    return b"\0" not in head
