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

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def leave_one_out(subject: Subject, report: Report = ignore) -> Attribution:
    """Each word alone."""
    removed = np.eye(len(subject.spans), dtype=bool)
    return Attribution(losses(subject, removed, report), facts={"removal": subject.options.removal})


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


def losses(subject: Subject, removed: Flags, report: Report = ignore) -> Floats:
    """What the target loses (N) without the words that are flagged in each row (N, W)."""
    return np.asarray(subject.value - subject.scores_without(removed, report) @ subject.weights)


def sentence_of_each_word(subject: Subject) -> NDArray[np.intp]:
    """The number (W) of the sentence that each word begins in."""
    begins = [span.start for span in sentences.split(subject.text)]
    return np.array([max(0, bisect_right(begins, span.start) - 1) for span in subject.spans], dtype=np.intp)
