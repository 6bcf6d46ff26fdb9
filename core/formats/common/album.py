"""What files say of pictures, gathered picture by picture: its captions stand in many lines, its regions in others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import captions
from core.errors import N_
from core.formats.common.parse import unfit
from core.formats.common.reasons import Reason
from core.formats.common.roles import split_of
from core.progress import Report
from core.records import Answer, Picture, Region, Rejected, Row

EMPTY = N_("core", "The name of the picture is empty.")
OUTSIDE = N_("core", "A region lies outside the picture, or has no size.")
LONG = N_("core", "A caption is longer than {limit:,} characters.")
MANY = N_("core", "The picture has more than {limit:,} captions.")
VALIDATION = ("dev", "val", "valid", "validation")
MAX_REGIONS = 2000  # of one picture


class Album:
    """Rows by the names of their pictures, in the order in which these were first told of."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self.rejected: list[Rejected] = []
        self.bare: list[str] = []
        self.formats: list[str] = []
        self._undecided: list[Row] = []  # what their file calls validation or development

    @property
    def n_captions(self) -> int:
        return sum(len(row.captions) for row in self._rows.values())

    @property
    def n_regions(self) -> int:
        return sum(len(row.regions) for row in self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self) -> list[Row | Rejected]:
        """All pictures, then what could not be read. Where no part is called test, the validation part is held out."""
        rows = self._rows.values()
        if not any(row.split == "holdout" for row in rows):
            for row in self._undecided:
                row.split = row.split or "holdout"
        return [*rows, *self.rejected]

    def picture(self, name: str, file: str, line: int) -> Row | None:
        """The row of a picture, a new one if need be; None, and noted, where the name can't be one."""
        name = name.strip()
        problem = unfit(name) if name else Reason(EMPTY)
        if problem:
            self.reject(file, line, problem)
            return None
        row = self._rows.get(name)
        if row is None:
            row = self._rows[name] = Row(name, file=file, line=line, picture=Picture(name))
        return row

    def caption(self, row: Row, text: str, file: str, line: int) -> int | None:
        """Give a picture one more caption; its number, None where there is none, or it is refused and noted."""
        text = captions.one_line(text)
        problem = unfit(text)
        if len(text) > captions.MAX_CHARACTERS:
            problem = Reason(LONG, limit=captions.MAX_CHARACTERS)
        elif len(row.captions) >= captions.MAX_CAPTIONS:
            problem = Reason(MANY, limit=captions.MAX_CAPTIONS)
        if problem:
            self.reject(file, line, problem)
        if problem or not text:
            return None
        row.captions += (text,)
        return len(row.captions) - 1

    def region(self, row: Row, region: Region, file: str, line: int) -> None:
        """Give a picture one more region, cut to the picture."""
        region = Region(captions.clipped(region.box), region.name, region.caption, region.span)
        if not captions.is_inside(region.box):
            self.reject(file, line, Reason(OUTSIDE))
        elif len(row.regions) < MAX_REGIONS and not unfit(region.name):
            row.regions += (region,)

    def part(self, row: Row, name: str) -> None:
        """Which part of the data a picture is in, by the file's name for it; what was said first stands."""
        row.split = row.split or split_of(name)
        if name.strip().casefold() in VALIDATION:
            self._undecided.append(row)

    def without_pictures(self) -> None:
        """Take the captions only: they belong to pictures that are not there."""
        self.bare += [caption for row in self._rows.values() for caption in row.captions]
        self._rows.clear()

    def reject(self, file: str, line: int, reason: str) -> None:
        self.rejected.append(Rejected(file, line, reason))


def answer_of(data: Mapping[str, Any]) -> tuple[Answer, ...]:
    """Who gave the captions, in a file of ours."""
    from core.formats.common.values import moment, truth

    who = " ".join(str(data.get("annotator") or "").split())[:200]
    answer = Answer((), who, truth(data.get("is_skipped")), moment(data.get("at")))
    return (answer,) if who or answer.is_skipped else ()


Read = Callable[[Path, Album, Report], None]
"""Take all that a file says into the album."""
Write = Callable[[Iterable[Row], Path], None]


@dataclass(frozen=True, slots=True)
class CaptionFormat:
    """One format of captions. `knows`: whether a file is one, by its name and first characters.

    `lost`: what it does not hold of a picture, as names in LOSSES.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    knows: Callable[[Path, str], bool]
    read: Read
    write: Write | None = None
    lost: tuple[str, ...] = ()


LOSSES: Mapping[str, Callable[[Row], bool]] = {
    "regions": lambda row: bool(row.regions),
    "ties": lambda row: any(region.caption is not None for region in row.regions),
    "captions": lambda row: bool(row.captions),
    "bare pictures": lambda row: not row.captions,
    "flag": lambda row: row.is_flagged,
    "skip": lambda row: any(answer.is_skipped for answer in row.answers),
    "annotator": lambda row: any(answer.annotator for answer in row.answers),
    "split": lambda row: bool(row.split),
}
"""What a format may not hold → which pictures have it."""
LOSS_WORDS = {
    "regions": N_("core", "regions"),
    "ties": N_("core", "which words regions belong to"),
    "captions": N_("core", "captions"),
    "bare pictures": N_("core", "pictures without captions"),
    "flag": N_("core", "flags"),
    "skip": N_("core", "that it was skipped"),
    "annotator": N_("core", "who wrote the captions, and when"),
    "split": N_("core", "the part of the data (hold-out or not)"),
}


def lines(found: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """A line for each caption; a picture without any has an empty one."""
    for row in found:
        for caption in row.captions or ("",):
            yield row, caption
