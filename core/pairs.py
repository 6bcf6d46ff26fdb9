"""A sentence and its translation as one document: its text is two lines, the source and the target."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.alignment.links import GoldLinks, Link, of_lists
from core.records import Span, SpanLink

MAX_CHARACTERS = 2000  # of a side; a pair that is longer is no pair of sentences


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Both sides on one line each."""

    source: str
    target: str


def to_text(source: str, target: str) -> str:
    """The text of a pair's document."""
    return f"{one_line(source)}\n{one_line(target)}"


def of_text(text: str) -> SentencePair:
    """The way back."""
    source, _, target = text.partition("\n")
    return SentencePair(source, target)


def one_line(text: str) -> str:
    return " ".join(text.split())


def in_words(found: Iterable[SpanLink], source: Sequence[Span], target: Sequence[Span]) -> GoldLinks:
    """Links by the numbers of words; one of characters is one of all words that these touch."""
    numbers: dict[bool, list[Link]] = {True: [], False: []}
    for link in found:
        touched = (_touched(link.source, source), _touched(link.target, target))
        numbers[link.is_sure] += itertools.product(*touched)
    return of_lists(numbers[True], numbers[False])


def in_spans(gold: GoldLinks, source: Sequence[Span], target: Sequence[Span]) -> tuple[SpanLink, ...]:
    """The way back; IndexError for the number of a word that is not there."""
    return tuple(SpanLink(source[i], target[j], (i, j) in gold.sure) for i, j in sorted(gold.all))


def to_line(text: str, links: Iterable[SpanLink]) -> dict[str, Any]:
    """A pair's document as snapshots have it; links are [[source span, target span, is sure]…]."""
    pair = of_text(text)
    spans = [[[one.source.start, one.source.end], [one.target.start, one.target.end], one.is_sure] for one in links]
    return {"source": pair.source, "target": pair.target, "links": spans}


def _touched(span: Span, words: Sequence[Span]) -> list[int]:
    return [number for number, word in enumerate(words) if word.start < span.end and span.start < word.end]
