"""Sentences of Chinese and English text, by rules."""

from __future__ import annotations

import re

from core.records import Span

SENTENCE = re.compile(r"[^\s。！？；…\n][^。！？；…\n]*[。！？；…]*|[。！？；…]+")


def split(text: str) -> list[Span]:
    """Spans of the sentences: disjoint, in order, without blanks at their ends; together all that is no blank."""
    return [Span(found.start(), found.start() + len(found[0].rstrip())) for found in SENTENCE.finditer(text)]
