"""Phrases of a text, as people read: what stands between two signs of punctuation."""

from __future__ import annotations

import re

from core.records import Span

_PHRASE = re.compile(r"(?:[^\s，、。；：！？…,;:!?.()（）【】\[\]“”\"]|[.,:](?=\w)|[ \t](?=[^\s]))+[^\w\s]*")


def phrases(text: str) -> list[Span]:
    """Spans in order and disjoint, each with the punctuation that ends it; numbers like 3.5 stay whole."""
    found = []
    for match in _PHRASE.finditer(text):
        part = match.group()
        start = match.start() + len(part) - len(part.lstrip())
        end = match.end() - (len(part) - len(part.rstrip()))
        if start < end:
            found.append(Span(start, end))
    return found
