"""Find the separator by parsing: the right one gives every row the same number of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from core.formats.common.guess import LABEL_NAMES, TEXT_NAMES
from core.formats.common.limits import SAMPLE_RECORDS
from core.formats.common.parse import records

DELIMITERS = (",", "\t", ";", "|")
_MANY_STRAYS = 3  # stray quotation marks in the sample: from here on they may be plain text


@dataclass(frozen=True, slots=True)
class Layout:
    """How to cut lines into cells, and the share of sampled rows that have the usual width when it is done so."""

    delimiter: str  # "": each line is one cell
    has_quotes: bool = True
    width: int = 1
    share: float = 1.0
    is_named: bool = False  # a known column name stands in the first row
    problems: int = 0  # rows with a quotation mark too many

    @property
    def score(self) -> float:
        return self.share + 0.2 * self.is_named + 0.02 * self.has_quotes


def sniff(lines: Sequence[str], is_whole: bool, delimiter: str | None = None) -> Layout:
    """The layout whose rows agree best; `lines` is the file's beginning, `is_whole` when nothing follows."""
    if delimiter == "":
        return Layout("", has_quotes=False)
    has_quotes = any('"' in line for line in lines)
    found = [
        _layout(lines, is_whole, candidate, quotes)
        for candidate in ([delimiter] if delimiter else DELIMITERS)
        for quotes in ((True, False) if has_quotes else (True,))
    ]
    strays = {layout.delimiter: layout.problems for layout in found if layout.has_quotes}
    found = [layout for layout in found if layout.has_quotes or strays[layout.delimiter] >= _MANY_STRAYS]
    best = max(found, key=lambda layout: layout.score if layout.width > 1 or delimiter else 0.0)
    if delimiter or (best.width > 1 and best.share >= (0.3 if best.is_named else 0.6)):
        return best
    single = next(layout for layout in found if layout.delimiter == "," and layout.has_quotes)
    if single.width == 1 and single.share >= 0.9:
        return single
    return Layout("", has_quotes=False)


def _layout(lines: Sequence[str], is_whole: bool, delimiter: str, has_quotes: bool) -> Layout:
    found = []
    for _, cells, problem in islice(records(lines, delimiter, has_quotes, is_cut=not is_whole), SAMPLE_RECORDS):
        found.append([] if problem else cells)
    if not found:
        return Layout(delimiter, has_quotes, share=0.0)
    widths = Counter(map(len, found))
    width = widths.most_common(1)[0][0]
    names = {cell.strip().casefold() for cell in found[0]}
    is_named = len(found[0]) > 1 and not names.isdisjoint((*TEXT_NAMES, *LABEL_NAMES))
    if is_named:
        width = len(found[0])
    return Layout(delimiter, has_quotes, width, widths[width] / len(found), is_named, widths[0])
