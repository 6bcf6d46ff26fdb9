"""Slices of judged documents: by length, by metadata, by keyword; and where a model is weak.

A slice is weak when the interval of its error rate (Wilson 1927, 95 %) lies above the error rate of all. Single
conditions are tried, then pairs of them, which must be weaker than either alone; as many are tried at once, some of
what is found is chance: their number is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from statistics import quantiles
from typing import Literal

from core.intervals import wilson

LEAST, LEAST_OF_PAIR = 15, 30  # documents of a slice
MOST_VALUES = 30  # of a metadata column that is sliced by
PAIRS_OF = 40  # the weakest single conditions
Kind = Literal["length", "meta", "keyword"]
LENGTH: Kind = "length"
KEYWORD: Kind = "keyword"


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with what it is and what a model says."""

    id: int
    text: str
    cells: Mapping[str, str]
    is_right: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """Length from–to, a metadata column's value, or a word that a document holds."""

    kind: Kind
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Slice:
    """The documents that meet all the conditions; `interval` is that of the error rate."""

    conditions: tuple[Condition, ...]
    ids: frozenset[int] = field(repr=False)
    n_wrong: int
    interval: tuple[float, float]

    @property
    def n(self) -> int:
        return len(self.ids)

    @property
    def accuracy(self) -> float:
        return 1 - self.n_wrong / self.n

    @property
    def accuracy_interval(self) -> tuple[float, float]:
        low, high = self.interval
        return 1 - high, 1 - low


@dataclass(frozen=True, slots=True)
class Slices:
    """All slices by one condition, the weak ones of one or two, and how many were tried for them."""

    n: int
    n_wrong: int
    all: tuple[Slice, ...]
    weak: tuple[Slice, ...]
    n_tried: int


def slices(documents: Sequence[Judged], keywords: Iterable[str]) -> Slices:
    """`keywords` are words to slice by; those of at least LEAST documents are."""
    wrong = frozenset(document.id for document in documents if not document.is_right)
    singles = [
        found for condition, ids in _conditions(documents, keywords) if (found := _slice((condition,), ids, wrong))
    ]
    error = len(wrong) / max(1, len(documents))
    ranked = sorted(singles, key=lambda found: -found.interval[0])
    pairs = []
    n_tried = len(singles)
    for one, other in combinations(ranked[:PAIRS_OF], 2):
        if (one.conditions[0].kind, one.conditions[0].name) == (other.conditions[0].kind, other.conditions[0].name):
            continue
        found = _slice(one.conditions + other.conditions, one.ids & other.ids, wrong)
        n_tried += found is not None
        if found is not None and found.interval[0] > max(one.interval[0], other.interval[0]):
            pairs.append(found)
    weak = [found for found in [*ranked, *pairs] if found.interval[0] > error]
    weak.sort(key=lambda found: -found.interval[0])
    return Slices(len(documents), len(wrong), tuple(singles), tuple(weak), n_tried)


def _conditions(documents: Sequence[Judged], keywords: Iterable[str]) -> Iterator[tuple[Condition, frozenset[int]]]:
    yield from _by_length(documents)
    yield from _by_cells(documents)
    for word in dict.fromkeys(keyword.lower() for keyword in keywords):
        yield Condition(KEYWORD, "", word), frozenset(one.id for one in documents if word in one.text.lower())


def _by_length(documents: Sequence[Judged]) -> Iterator[tuple[Condition, frozenset[int]]]:
    """Quarters."""
    lengths = [len(document.text) for document in documents]
    if len(set(lengths)) < 4:
        return
    bounds = [min(lengths), *(round(cut) for cut in quantiles(lengths, n=4)), max(lengths) + 1]
    for low, high in pairwise(bounds):
        ids = frozenset(one.id for one in documents if low <= len(one.text) < high)
        yield Condition(LENGTH, "", f"{low}–{high - 1}"), ids


def _by_cells(documents: Sequence[Judged]) -> Iterator[tuple[Condition, frozenset[int]]]:
    for column in dict.fromkeys(name for document in documents for name in document.cells):
        values = Counter(document.cells.get(column, "") for document in documents)
        if len(values) > MOST_VALUES:
            continue
        for value in values:
            yield (
                Condition("meta", column, value),
                frozenset(one.id for one in documents if one.cells.get(column, "") == value),
            )


def _slice(conditions: tuple[Condition, ...], ids: frozenset[int], wrong: frozenset[int]) -> Slice | None:
    if len(ids) < (LEAST if len(conditions) == 1 else LEAST_OF_PAIR):
        return None
    n_wrong = len(ids & wrong)
    interval = wilson(n_wrong, len(ids))
    assert interval is not None
    return Slice(conditions, ids, n_wrong, interval)
