"""Positions in a text, in code points (Python, our files) and in UTF-16 units (Qt); spans that fit whole words."""

from __future__ import annotations

import re
from bisect import bisect_left

from core.records import Span

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts positions of one text between code points and UTF-16 units; exact with emoji and rare Han."""

    def __init__(self, text: str) -> None:
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + index for index, point in enumerate(self._points)]

    def to_utf16(self, point: int) -> int:
        return point + bisect_left(self._points, point) if self._points else point

    def to_code_point(self, unit: int) -> int:
        """The code point at `unit`; a position inside a surrogate pair counts as the pair's start."""
        return unit - bisect_left(self._units, unit) if self._units else unit


def whole_words(text: str, span: Span) -> Span:
    """`span` without blanks at its ends, widened so that it cuts no alphabetic word; Han needs no widening."""
    start, end = max(0, span.start), min(len(text), span.end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return Span(start, start)
    while start > 0 and _is_joined(text, start):
        start -= 1
    while end < len(text) and _is_joined(text, end):
        end += 1
    return Span(start, end)


def _is_joined(text: str, position: int) -> bool:
    """Whether the characters on both sides of `position` belong to one alphabetic word."""
    return _is_alphabetic(text[position - 1]) and _is_alphabetic(text[position])


def _is_alphabetic(character: str) -> bool:
    return character.isalnum() and not is_ideographic(character)


def is_ideographic(character: str) -> bool:
    """Han, kana: scripts that are written without blanks between words."""
    return (
        "\u3040" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )
