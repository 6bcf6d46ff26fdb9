"""Captions of a picture and regions tied to their words: the text of its document, and what an edit does to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from core.errors import N_, InputError
from core.records import Box, Region, Span

MAX_CHARACTERS = 2000  # of a caption; a longer one is none
MAX_CAPTIONS = 200  # of a picture
EDGE = 1e-3  # by so much a box may stick out of its picture: files round


def one_line(text: str) -> str:
    return " ".join(text.split())


def tidy(captions: Iterable[str]) -> tuple[str, ...]:
    """Each on one line, the empty ones left out."""
    return tuple(filter(None, map(one_line, captions)))


def to_text(name: str, captions: Iterable[str]) -> str:
    """The text of a picture's document, which lists show and searches find: its name, then a line for each caption."""
    return "\n".join((one_line(name) or "?", *captions))


def check(captions: Sequence[str]) -> None:
    """InputError when they can't be captions."""
    if len(captions) > MAX_CAPTIONS:
        template = N_("core", "A picture has at most {limit} captions.")
        raise InputError("too-many-captions", template, limit=MAX_CAPTIONS)
    if any(len(caption) > MAX_CHARACTERS for caption in captions):
        template = N_("core", "A caption is longer than {limit:,} characters.")
        raise InputError("long-caption", template, limit=MAX_CHARACTERS)


def check_regions(regions: Iterable[Region], captions: Sequence[str]) -> None:
    """InputError when one lies outside of the picture, or of its caption."""
    for region in regions:
        if not is_inside(region.box):
            raise InputError("bad-region", N_("core", "A region lies outside the picture, or has no size."))
        if region.caption is not None and not _is_tied(region, captions):
            raise InputError("bad-region", N_("core", "A region is tied to words that its caption does not have."))


def is_inside(box: Box) -> bool:
    right, bottom = box.left + box.width, box.top + box.height
    return box.width > 0 and box.height > 0 and min(box.left, box.top) >= -EDGE and max(right, bottom) <= 1 + EDGE


def clipped(box: Box) -> Box:
    """The part of a box that lies in the picture; a box without width or height when none does."""
    left, top = (min(max(value, 0.0), 1.0) for value in (box.left, box.top))
    right, bottom = (min(max(value, 0.0), 1.0) for value in (box.left + box.width, box.top + box.height))
    return Box(*(round(value, 6) for value in (left, top, right - left, bottom - top)))


def words_of(region: Region, captions: Sequence[str]) -> str:
    """What a region shows: the words that it is tied to, else its name."""
    if region.caption is None or region.span is None:
        return region.name
    return captions[region.caption][region.span.start : region.span.end]


def region_object(region: Region) -> dict[str, Any]:
    """As JSON has it."""
    box, span = region.box, region.span
    return {
        "box": [box.left, box.top, box.width, box.height],
        "name": region.name,
        "caption": region.caption,
        "span": [span.start, span.end] if span else None,
    }


def carried(regions: Iterable[Region], before: Sequence[str], after: Sequence[str]) -> tuple[Region, ...]:
    """The regions of a picture whose captions were changed: each stays with its words, wherever these are now.

    One whose words are gone keeps them as its name.
    """
    return tuple(_carried(region, before, after) for region in regions)


def moved(regions: Iterable[Region], places: Sequence[int]) -> tuple[Region, ...]:
    """The regions of captions that got other numbers: `places[old]` is the new one."""
    return tuple(one if one.caption is None else replace(one, caption=places[one.caption]) for one in regions)


def _carried(region: Region, before: Sequence[str], after: Sequence[str]) -> Region:
    number = region.caption
    if number is None or region.span is None:
        return region
    caption, words = before[number], words_of(region, before)
    if caption in after:
        is_there = number < len(after) and after[number] == caption
        return region if is_there else replace(region, caption=after.index(caption))
    if number < len(after) and after[number] not in before:
        start = _nearest(after[number], words, region.span.start)
        if start is not None:
            return replace(region, span=Span(start, start + len(words)))
    return Region(region.box, region.name or words)


def _nearest(text: str, words: str, start: int) -> int | None:
    """Where the words stand in a text, as near as can be to where they stood; as whole words."""
    found = []
    at = text.find(words)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(words) : at + len(words) + 1]
        if not any(character.isascii() and character.isalnum() for character in around):
            found.append(at)
        at = text.find(words, at + 1)
    return min(found, key=lambda place: abs(place - start), default=None)


def _is_tied(region: Region, captions: Sequence[str]) -> bool:
    number, span = region.caption, region.span
    if number is None or span is None or not 0 <= number < len(captions):
        return False
    return 0 <= span.start < span.end <= len(captions[number])
