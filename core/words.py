"""The words of a text as people see them: of spaced writing as it stands, of Chinese as a dictionary cuts it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.records import Span

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PARTS = re.compile(
    f"(?P<han>[{HAN}]+)|(?:(?![{HAN}_])\\w)+(?:['’.,\\-](?:(?![{HAN}_])\\w)+)*|[^\\w\\s]|_",
)


GLUED = re.compile(r"\w[.,!?;:，。！？；：]+$")


def words(text: str) -> list[Span]:
    """Spans in order, disjoint; a sign is a word of its own, white space none."""
    return list(_words(text))


def counted_words(text: str) -> list[Span]:
    """The words that files number links by: what blanks part where signs stand alone, as tokenisers leave text."""
    apart = [Span(*found.span()) for found in re.finditer(r"\S+", text)]
    is_tokenised = len(apart) > 1 and not any(GLUED.search(text[span.start : span.end]) for span in apart)
    return apart if is_tokenised else words(text)


def _words(text: str) -> Iterator[Span]:
    for found in PARTS.finditer(text):
        if found["han"] is None:
            yield Span(*found.span())
            continue
        start = found.start()
        for word in _segment(found["han"]):
            yield Span(start, start + len(word))
            start += len(word)


def _segment(run: str) -> list[str]:
    import rjieba  # its dictionary takes a moment to load

    found: list[str] = rjieba.cut(run, False)  # without guessing words that the dictionary lacks
    return found
