"""Positions in a text, in code points (Python, our files) and in UTF-16 units (Qt); spans that fit whole words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from core.records import Span

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_GRAMMAR = frozenset(
    "的地得了着过吗呢吧啊呀很太更最都也还就才又再和与跟或但而且是在有我你他她它这那个被把给对从到说要去来"
)
_SHORT_RUN, _FARTHEST = 3, 40
_APOSTROPHES = "'’"


class Utf16Map:
    """Converts positions of one text between code points and UTF-16 units; exact with emoji and rare Han.

    `breaks` are code points before which the shown text has one more character (a line break) than `text`.
    """

    def __init__(self, text: str, breaks: Iterable[int] = ()) -> None:
        longer = sorted([(match.start(), 0) for match in _ASTRAL.finditer(text)] + [(at - 1, 1) for at in breaks])
        self._points = [point for point, _ in longer]
        self._units = [point + index + is_break for index, (point, is_break) in enumerate(longer)]

    def to_utf16(self, point: int) -> int:
        return point + bisect_left(self._points, point)

    def to_code_point(self, unit: int) -> int:
        """The code point at `unit`; a position inside a surrogate pair counts as the pair's start."""
        return unit - bisect_left(self._units, unit)


def is_ideographic(character: str) -> bool:
    """Han and kana: written without blanks between words."""
    return "\u3040" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def whole_words(text: str, span: Span) -> Span:
    """`span` without blanks at its ends, widened so that it cuts no alphabetic word; Han stays as it is."""
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


def word_at(text: str, position: int) -> Span | None:
    """The word around the character at `position`; None for a blank."""
    character = text[position]
    if character.isspace():
        return None
    if is_ideographic(character):
        return _han_word(text, position)
    return whole_words(text, Span(position, position + 1))


def _han_word(text: str, position: int) -> Span:
    """A guess that costs nothing, as Unicode's own rules make a word of each Han character.

    It is the run between punctuation and words of grammar when that is short, else its pair of characters.
    """
    if not _is_content(text[position]):
        return Span(position, position + 1)
    start, end = position, position + 1
    while start > 0 and position - start < _FARTHEST and _is_content(text[start - 1]):
        start -= 1
    while end < len(text) and end - position < _FARTHEST and _is_content(text[end]):
        end += 1
    if end - start <= _SHORT_RUN:
        return Span(start, end)
    pair = start + (position - start) // 2 * 2
    return Span(pair, min(pair + 2, end))


def _is_content(character: str) -> bool:
    return is_ideographic(character) and character not in _GRAMMAR


def _is_joined(text: str, position: int) -> bool:
    """Whether the characters on both sides of `position` belong to one alphabetic word, as in don't."""
    before, after = text[position - 1], text[position]
    if before in _APOSTROPHES:
        return position >= 2 and _is_alphabetic(text[position - 2]) and _is_alphabetic(after)
    if after in _APOSTROPHES:
        return position + 1 < len(text) and _is_alphabetic(before) and _is_alphabetic(text[position + 1])
    return _is_alphabetic(before) and _is_alphabetic(after)


def _is_alphabetic(character: str) -> bool:
    return character.isalnum() and not is_ideographic(character)
