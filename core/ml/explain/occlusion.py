"""Methods that take words out and ask again: nothing is assumed of the model.

score of a word = F(x) − F(x without it) (Zeiler and Fergus 2014 for images; Li et al. 2016, "Understanding neural
networks through representation erasure", for texts), F in logits. What is taken out is deleted from the text, which is
cut into pieces anew; or a sign that the model does not know stands in its place (options.removal).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml.explain.attribution import Attribution
from core.ml.explain.subject import Subject
from core.ml.text import sentences
from core.progress import Report, ignore

MAX_UNITS = 400

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


def leave_one_out(subject: Subject, report: Report = ignore) -> Attribution:
    """Each word alone; of a long text see `units`."""
    unit = units(subject, report)
    lost, sizes = losses(subject, unit == np.arange(unit.max() + 1)[:, None], report), np.bincount(unit)
    return Attribution((lost / sizes)[unit], facts={"removal": subject.options.removal, "units": len(sizes)})


def ngram_occlusion(subject: Subject, report: Report = ignore) -> Attribution:
    """Every `window` words in a row; a word gets the mean, over the windows it is in, of its even share of the loss.

    Occlusion with overlapping windows as in Captum, but for the share: each of Captum's words gets the whole loss,
    which would not be on one scale with what words lose alone.
    """
    n = len(subject.spans)
    size = min(subject.options.window, n)
    removed = np.array([np.roll(np.arange(n) < size, start) for start in range(n - size + 1)])
    lost = losses(subject, removed, report)
    scores = (lost @ removed) / size / removed.sum(axis=0)
    return Attribution(scores, facts={"removal": subject.options.removal, "window": size})


def sentence_occlusion(subject: Subject, report: Report = ignore) -> Attribution:
    """Each sentence as a whole; its words share what it loses evenly, and `sentences` has it undivided."""
    places = sentence_of_each_word(subject)
    removed = np.arange(max(1, len(sentences.split(subject.text))))[:, None] == places
    lost = losses(subject, removed, report)
    shares = lost / np.maximum(removed.sum(axis=1), 1)
    return Attribution(shares[places], sentences=lost, facts={"removal": subject.options.removal})


def units(subject: Subject, report: Report = ignore) -> Ints:
    """What is taken out at one time, as the number (W) of the unit that each word belongs to: words, if they are few.

    Of more than MAX_UNITS words, those of the sentences that the target hangs on most are units by themselves, and
    every other sentence is one, whose words share its loss: else a long text would take hours.
    """
    n = len(subject.spans)
    if n <= MAX_UNITS:
        return np.arange(n)
    places = sentence_of_each_word(subject)
    lost = losses(subject, np.arange(places.max() + 1)[:, None] == places, report)
    sizes = np.bincount(places)
    order = np.argsort(-np.abs(lost), kind="stable")
    chosen = order[np.cumsum(sizes[order]) + len(sizes) <= MAX_UNITS]
    is_single = np.isin(places, chosen)
    keys = np.where(is_single, np.arange(n) + len(sizes), places)
    return np.unique(keys, return_inverse=True)[1]


def losses(subject: Subject, removed: Flags, report: Report = ignore) -> Floats:
    """What the target loses (N) without the words that are flagged in each row (N, W)."""
    return np.asarray(subject.value - subject.scores_without(removed, report) @ subject.weights)


def sentence_of_each_word(subject: Subject) -> Ints:
    """The number (W) of the sentence that each word begins in."""
    begins = [span.start for span in sentences.split(subject.text)]
    return np.array([max(0, bisect_right(begins, span.start) - 1) for span in subject.spans], dtype=np.intp)
