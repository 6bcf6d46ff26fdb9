"""What is explained: one number that a model makes of one text, and what it becomes without some of the words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.jobs.explaining import ExplainOptions
from core.ml.predictor import Predictor
from core.ml.reading import Reading
from core.progress import Report, ignore
from core.records import Span

CHUNK = 32  # variants of a text that are read between two looks at whether to stop
UNKNOWN = "\U0010fffd"  # stands for a word that the model does not know; no tokenizer and no n-gram has it

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Target:
    """The number that is explained: a label's score, in calibrated logits.

    Less that of `against`; or, where the labels exclude each other, less the mean of all labels' scores, which a
    softmax does not see. The margin over the runner-up would say the same for two labels (it is twice as much), but
    for more it depends on which label comes second, and that changes from one variant of a text to the next: every
    method would explain another number. Against the mean a text has one number for each label.
    """

    label: int
    against: int | None = None

    def weights(self, n_labels: int, *, is_multi_label: bool) -> Floats:
        """The number is scores · weights (C)."""
        weights = np.zeros(n_labels)
        if self.against is not None:
            weights[self.against] = -1.0
        elif not is_multi_label:
            weights -= 1 / n_labels
        weights[self.label] += 1.0
        return weights


@dataclass(frozen=True)
class Subject:
    """One text of W words, read by one model, and the target that its words are to explain."""

    predictor: Predictor
    text: str
    reading: Reading
    target: Target
    options: ExplainOptions = field(default_factory=ExplainOptions)

    @classmethod
    def of(cls, predictor: Predictor, text: str, options: ExplainOptions | None = None) -> Subject:
        """The text, read, and the options' target; InputError for a label that the model does not have."""
        options = options or ExplainOptions()
        (reading,) = predictor.read([text])
        return cls(predictor, text, reading, target_of(predictor, reading, options), options)

    @property
    def spans(self) -> Sequence[Span]:
        return self.reading.spans

    @property
    def weights(self) -> Floats:
        """What the labels' scores count in the target (C)."""
        card = self.predictor.card
        return self.target.weights(len(card.labels), is_multi_label=card.is_multi_label)

    @property
    def scores(self) -> Floats:
        """The labels' scores of the whole text (C)."""
        assert self.reading.scores is not None
        return self.reading.scores

    @property
    def value(self) -> float:
        """The target of the whole text."""
        return float(self.scores @ self.weights)

    def probabilities(self, scores: Floats) -> Floats:
        """Of the target's label (N), from scores (N, C)."""
        return np.asarray(self.predictor.probabilities(scores)[:, self.target.label])

    def scores_without(self, removed: Flags, report: Report = ignore) -> Floats:
        """The labels' scores (N, C) of N variants of the text, without the words of each row of `removed` (N, W).

        Each variant is a text that a person could have written, cut into pieces and read anew: what the model says of
        it is what it would say in the window. `report` counts variants and may stop the work.
        """
        found = np.zeros((len(removed), len(self.predictor.card.labels)))
        for start in range(0, len(removed), CHUNK):
            report(start, len(removed))
            rows = removed[start : start + CHUNK]
            texts = [without(self.text, self.spans, row, self.filler) for row in rows]
            found[start : start + CHUNK] = self.predictor.scores(texts)
        report(len(removed), len(removed))
        return found

    def seed(self, purpose: str) -> list[int]:
        """Of the random numbers for this text and model and for one purpose, the same every time."""
        digest = hashlib.sha256(f"{self.predictor.sha256}\0{purpose}\0{self.text}".encode("utf-8", "surrogatepass"))
        return [self.options.seed, int.from_bytes(digest.digest()[:8], "little")]

    @property
    def filler(self) -> str:
        """What is put where a word was."""
        return UNKNOWN if self.options.removal == "unknown" else ""


def target_of(predictor: Predictor, reading: Reading, options: ExplainOptions) -> Target:
    """The options' target, by default the label that the model says."""
    label = predictor.place_of(options.label) if options.label else int(reading.probabilities.argmax())
    against = predictor.place_of(options.against) if options.against else None
    return Target(label, None if against == label else against)


def without(text: str, spans: Sequence[Span], removed: Flags, filler: str = "") -> str:
    """The text with `filler` in the place of the words that are flagged (W); what stands between words stays."""
    return "".join(_kept(text, spans, removed, filler))


def _kept(text: str, spans: Sequence[Span], removed: Flags, filler: str) -> Iterator[str]:
    place = 0
    for number in np.flatnonzero(removed).tolist():
        span = spans[number]
        yield text[place : span.start]
        yield filler
        place = span.end
    yield text[place:]
