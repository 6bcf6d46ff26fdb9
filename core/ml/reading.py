"""What a model made of one text, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.records import Span

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """W words at `spans`, and how they led to the probabilities of the C labels.

    weights (W): the attention of the forward pass, summed over the pieces of each word; they sum to 1.
    evidence (W, C): what each word adds to the labels' scores, in logits: bias (C) + Σ evidence = the scores that the
    probabilities come from. Where one label is chosen, each is measured against the mean of all.
    sentence_weights (S): the attention on each of `sentences`. None: the model does not tell.
    scores (C): the calibrated scores that the probabilities come from.
    """

    spans: Sequence[Span]
    probabilities: Floats
    weights: Floats | None = None
    evidence: Floats | None = None
    bias: Floats | None = None
    sentences: tuple[Span, ...] = ()
    sentence_weights: Floats | None = None
    unread: tuple[Span, ...] = ()
    scores: Floats | None = None

    def shares(self, label: int) -> Floats | None:
        """How much of what speaks for a label each word holds (W), sum 1: its positive evidence, else its attention."""
        if self.evidence is None:
            return self.weights
        support = np.maximum(self.evidence[:, label], 0.0)
        return np.asarray(support / max(float(support.sum()), 1e-12))

    def overlaps(self, marked: Sequence[Span]) -> NDArray[np.bool_]:
        """Which words (W) have a part in any of the spans."""
        return np.array([any(w.start < m.end and m.start < w.end for m in marked) for w in self.spans], dtype=bool)


def by_word(values: Floats, words: Ints, n_words: int) -> Floats:
    """Values (T) or (T, C) of pieces or characters, summed by the word that each belongs to."""
    if values.ndim == 1:
        return np.bincount(words, weights=values, minlength=n_words).astype(float)
    return np.stack([np.bincount(words, weights=column, minlength=n_words) for column in values.T], axis=1)


def word_of_each_character(spans: Sequence[Span], length: int) -> Ints:
    """The word (length) that each character belongs to; what stands between two words goes to the one before it."""
    starts = np.array([span.start for span in spans])
    return np.maximum(np.searchsorted(starts, np.arange(length), side="right") - 1, 0)


def centred(values: Floats) -> Floats:
    """Values (…, C) less their mean over the labels: a softmax does not see the difference."""
    return np.asarray(values - values.mean(axis=-1, keepdims=True))
