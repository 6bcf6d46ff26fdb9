"""The smallest deletion that makes the model say something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml import metrics
from core.ml.explain import methods
from core.ml.explain.subject import Subject
from core.progress import Report, ignore

WORDS_OF_GROUPS = {2: 24, 3: 11}  # all pairs of so many words, all triples of so many: some 440 texts
MAX_TRIED_ALONE = 400  # words, in the order of the model's own method
MAX_PUT_BACK = 100
GROWTH = 1.5  # of the number of words that are taken out, once three do not do

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Flip:
    """The words (W) without which the model says something else; None: it says the same whatever is taken out.

    `is_smallest`: it is certain that fewer would not do.
    """

    removed: Flags | None
    is_smallest: bool = False
    n_tried: int = 0


def smallest_flip(subject: Subject, report: Report = ignore) -> Flip:
    """One word, else two, else three of those that matter most; else as many as it takes, less those not needed.

    Each word is tried alone (of a long text: MAX_TRIED_ALONE); then pairs and triples of those that the target loses
    most by. Beyond, words go in that order until the answer changes, and come back one by one where it stays changed.
    (The ablation search of LIT, Tenney et al. 2020, ends at ten words; putting back is input reduction, Feng et al.
    2018, the other way round.)
    """
    search = _Search(subject, report)
    tried = _candidates(subject, report)
    is_other, left = search.ask([(word,) for word in tried.tolist()])
    is_all = len(tried) == len(subject.spans)
    if is_other.any():
        return search.flip([int(tried[np.where(is_other, left, np.inf).argmin()])], is_smallest=True)
    order = tried[np.argsort(left, kind="stable")]
    for size, n_words in WORDS_OF_GROUPS.items():
        groups = list(combinations(order[:n_words].tolist(), size))
        is_other, left = search.ask(groups)
        if is_other.any():
            is_smallest = is_all and size == 2
            return search.flip(groups[np.where(is_other, left, np.inf).argmin()], is_smallest=is_smallest)
    return _grown(search, order)


def _candidates(subject: Subject, report: Report) -> Ints:
    """The words to be tried alone."""
    n = len(subject.spans)
    if n <= MAX_TRIED_ALONE:
        return np.arange(n)
    scores = methods.attribute(subject, methods.own(subject.predictor.model), report).scores
    return np.argsort(-scores, kind="stable")[:MAX_TRIED_ALONE]


def _grown(search: _Search, order: Ints) -> Flip:
    """More and more words from the front of `order`; then the shortest front that does, then each word put back."""
    size, short = 4, 3
    while not search.changes(order[:size]):
        if size >= len(order):
            return Flip(None, n_tried=search.n_tried)
        short, size = size, min(len(order), round(size * GROWTH))
    while size - short > 1:
        middle = (size + short) // 2
        short, size = (short, middle) if search.changes(order[:middle]) else (middle, size)
    removed = order[:size].tolist()
    for word in removed[::-1][:MAX_PUT_BACK]:
        fewer = [other for other in removed if other != word]
        removed = fewer if search.changes(fewer) else removed
    return search.flip(removed, is_smallest=False)


class _Search:
    """Asks about deletions of words, and counts how many."""

    def __init__(self, subject: Subject, report: Report) -> None:
        self._subject = subject
        self._report = report
        self._answer = self._decided(subject.scores[None])[0]
        self.n_tried = 0

    def ask(self, groups: Sequence[Sequence[int]]) -> tuple[Flags, Floats]:
        """Which of the deletions (N) change the answer, and how much of the target is left (N)."""
        if not groups:
            return np.zeros(0, dtype=bool), np.zeros(0)
        scores = self._subject.scores_without(np.stack([self._flags(group) for group in groups]), self._report)
        self.n_tried += len(groups)
        return (self._decided(scores) != self._answer).any(axis=1), np.asarray(scores @ self._subject.weights)

    def changes(self, words: Sequence[int] | Ints) -> bool:
        return bool(self.ask([list(words)])[0][0])

    def flip(self, words: Sequence[int], *, is_smallest: bool) -> Flip:
        return Flip(self._flags(words), is_smallest, self.n_tried)

    def _flags(self, words: Sequence[int]) -> Flags:
        flags = np.zeros(len(self._subject.spans), dtype=bool)
        flags[list(words)] = True
        return flags

    def _decided(self, scores: Floats) -> Flags:
        predictor = self._subject.predictor
        return metrics.decide(predictor.probabilities(scores), is_multi_label=predictor.card.is_multi_label)
