"""From answers to figures: the coefficients of all documents, and intervals from samples of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.agreement import coefficients, figures
from core.agreement.coefficients import Floats
from core.agreement.figures import Answer, Figure, Pair
from core.records import Note

Pattern = tuple[tuple[str, Answer], ...]
"""Who said what of a document, in the order of the names."""
Patterns = Mapping[Pattern, int]
"""How many documents were answered so."""
Statistic = Callable[[Floats], Floats]

SAMPLES = 2000
CELLS = 4_000_000  # weights held at a time
LEAST = 10  # documents for an interval
DEFINED = 0.95  # share of the samples that must have a value
LOPSIDED = 0.8  # share of one answer, and of documents agreed upon
LOW = 0.6
SEED = 0


def overlap(patterns: Patterns, names: Sequence[str]) -> Patterns:
    """What these annotators said, where at least two of them said anything."""
    found: Counter[Pattern] = Counter()
    for pattern, n in patterns.items():
        kept = tuple((name, answer) for name, answer in pattern if name in names)
        if len(kept) > 1:
            found[kept] += n
    return found


def raw(patterns: Patterns) -> Figure:
    counts, _ = _counts(patterns)
    return _figure(patterns, lambda weights: coefficients.raw(weights, counts))


def fleiss(patterns: Patterns, names: Sequence[str]) -> Figure:
    """Of the documents that all of them answered."""
    complete = {pattern: n for pattern, n in patterns.items() if len(pattern) == len(names)}
    if len(names) < 2:
        return Figure(None, 0, notes=(figures.ONE_ANNOTATOR,))
    if patterns and not complete:
        return Figure(None, 0, notes=(figures.NOT_ALL,))
    counts, _ = _counts(complete)
    return _figure(complete, lambda weights: coefficients.fleiss(weights, counts))


def alpha(patterns: Patterns, *, is_multi_label: bool) -> Figure:
    """Nominal, or in a multi-label project with the distance of sets (MASI)."""
    counts, values = _counts(patterns)
    distance = coefficients.masi(values) if is_multi_label else coefficients.nominal(values)
    return _figure(patterns, lambda weights: coefficients.alpha(weights, counts, distance))


def alpha_of(label: int, patterns: Patterns) -> Figure:
    """Of one label: has it or has it not."""
    found: Counter[Pattern] = Counter()
    for pattern, n in patterns.items():
        found[tuple((name, (label,) if label in answer else ()) for name, answer in pattern)] += n
    return alpha(found, is_multi_label=False)


def pair(patterns: Patterns, first: str, second: str, *, is_multi_label: bool) -> Pair:
    both = overlap(patterns, (first, second))
    table: Counter[tuple[Answer, Answer]] = Counter()
    for pattern, n in both.items():
        said = dict(pattern)
        table[said[first], said[second]] += n
    raw_figure, alpha_figure = raw(both), alpha(both, is_multi_label=is_multi_label)
    return Pair(first, second, sum(table.values()), raw_figure, _cohen(both, table), alpha_figure, table)


def pairs(patterns: Patterns, names: Sequence[str], *, is_multi_label: bool) -> tuple[Pair, ...]:
    return tuple(pair(patterns, *two, is_multi_label=is_multi_label) for two in combinations(names, 2))


def _cohen(patterns: Patterns, table: Mapping[tuple[Answer, Answer], int]) -> Figure:
    values = _places(answer for cell in table for answer in cell)
    first = np.array([values[one] for one, _ in table], np.int64)
    second = np.array([values[other] for _, other in table], np.int64)

    def statistic(weights: Floats) -> Floats:
        return coefficients.cohen(weights, first, second, len(values))

    return _figure(patterns, statistic, list(table.values()))


def _figure(patterns: Patterns, statistic: Statistic, sizes: Sequence[int] | None = None) -> Figure:
    """The statistic of all documents, its interval (percentile bootstrap over documents), and what to mind."""
    of_patterns = np.array(list(patterns.values()) if sizes is None else sizes, np.float64)
    n = int(of_patterns.sum())
    if n == 0:
        return Figure(None, 0, notes=(figures.NO_OVERLAP,))
    value = float(statistic(of_patterns[None])[0])
    if np.isnan(value):
        return Figure(None, n, notes=(figures.ONE_LABEL,))
    interval, note = _interval(of_patterns, statistic, patterns)
    notes = [note, _lopsided(patterns, value)]
    return Figure(value, n, interval, tuple(filter(None, notes)))


def _interval(
    sizes: Floats, statistic: Statistic, patterns: Patterns
) -> tuple[tuple[float, float] | None, Note | None]:
    n = int(sizes.sum())
    if n < LEAST:
        return None, figures.too_few(n, LEAST)
    if all(len({answer for _, answer in pattern}) == 1 for pattern in patterns):
        return None, figures.no_disagreement(n)
    values = _samples(sizes, statistic)
    defined = values[~np.isnan(values)]
    if len(defined) < DEFINED * len(values):
        return None, figures.unstable()
    low, high = np.quantile(defined, [0.025, 0.975])
    return (float(low), float(high)), None


def _samples(sizes: Floats, statistic: Statistic) -> Floats:
    """The statistic of samples as large as all, drawn with replacement."""
    random = np.random.default_rng(SEED)
    n, shares = int(sizes.sum()), sizes / sizes.sum()
    at_a_time = max(1, CELLS // len(sizes))
    found = []
    for start in range(0, SAMPLES, at_a_time):
        weights = random.multinomial(n, shares, size=min(at_a_time, SAMPLES - start))
        found.append(statistic(weights.astype(np.float64)))
    return np.concatenate(found)


def _lopsided(patterns: Patterns, value: float) -> Note | None:
    """One answer is so common that a low value does not mean much disagreement."""
    answers: Counter[Answer] = Counter()
    same = total = 0
    for pattern, n in patterns.items():
        for _, answer in pattern:
            answers[answer] += n
        same += n * (len({answer for _, answer in pattern}) == 1)
        total += n
    shares = [n / answers.total() for n in answers.values()]
    if max(shares) < LOPSIDED or same / total < LOPSIDED or value >= LOW:
        return None
    return figures.lopsided(max(shares), sum(share**2 for share in shares))


def _counts(patterns: Patterns) -> tuple[Floats, list[Answer]]:
    """How often each value stands in each pattern (patterns × values), and the values."""
    values = _places(answer for pattern in patterns for _, answer in pattern)
    counts: NDArray[np.float64] = np.zeros((len(patterns), len(values)))
    for row, pattern in enumerate(patterns):
        for _, answer in pattern:
            counts[row, values[answer]] += 1
    return counts, list(values)


def _places(answers: Iterable[Answer]) -> dict[Answer, int]:
    """Each answer once, with its place."""
    return {answer: place for place, answer in enumerate(dict.fromkeys(answers))}
