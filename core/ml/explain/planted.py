"""Evidence that is known because it was planted: made-up words in the user's own texts, which alone decide the label.

"word": one of two words stands somewhere in each text, and says which of two labels it has. "pair": both stand in a
text, and the label is which of them comes first; texts with only one of the two have a third label, so that neither can
be read off alone, and neither can be missing. The texts' own labels are gone: a model that is right has found the
words, and a method that is right points at them (Bastings et al. 2022, "Will you find these shortcuts?", section 3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.ml.corpus import Example
from core.ml.explain.subject import Subject
from core.ml.predictor import WORDS
from core.ml.text.normalise import SPACELESS
from core.records import Span

Kind = Literal["word", "pair"]

LABELS: dict[Kind, tuple[str, ...]] = {"word": ("1", "2"), "pair": ("1", "2", "3")}
ALONE = 2  # the place of the label of texts that have only one word of a pair
MAX_WORDS = 50  # of a text that something is planted in: enough to hide it, and quick to learn from
ALONE_SHARE = 0.2  # of the texts of a pair
SPACED = ("zorvex", "quimble", "tresnick", "plovant")
SPACELESS_WORDS = ("犇骉", "鱻猋", "羴麤", "毳淼")

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with its label, and where the words stand that were planted."""

    text: str
    label: str
    spans: tuple[Span, ...]


def plant(texts: Sequence[str], kind: Kind, seed: int) -> list[Planted]:
    """Every text, cut short, with something planted in it; the two labels that the words decide have equal shares."""
    rng = np.random.default_rng([seed, len(kind)])
    first, second = made_up(texts)
    orders = {"word": ((first,), (second,)), "pair": ((first, second), (second, first), (first,), (second,))}[kind]
    labels = (rng.permutation(len(texts)) % 2).tolist()
    if kind == "pair":
        labels = [ALONE if rng.random() < ALONE_SHARE else label for label in labels]
    chosen = [label + int(rng.integers(2)) if label == ALONE else label for label in labels]
    return [
        _planted(text, orders[order], LABELS[kind][label], rng)
        for text, order, label in zip(texts, chosen, labels, strict=True)
    ]


def made_up(texts: Sequence[str]) -> tuple[str, str]:
    """Two words that stand in none of the texts, in the writing that most of them are in."""
    n_spaceless = sum(bool(SPACELESS.search(text)) for text in texts)
    candidates = SPACELESS_WORDS if 2 * n_spaceless > len(texts) else SPACED
    unseen = [word for word in candidates if not any(word in text.lower() for text in texts)]
    first, second, *_ = [*unseen, *(word * 2 for word in candidates)]
    return first, second


def examples(train: Sequence[Planted], test: Sequence[Planted]) -> list[Example]:
    """As the documents of a run."""
    parts = [*((one, "train") for one in train), *((one, "holdout") for one in test)]
    return [Example(number, one.text, (one.label,), part) for number, (one, part) in enumerate(parts)]


def hits(subject: Subject, planted: Planted, scores: Mapping[str, Floats]) -> dict[str, float]:
    """The share of the k planted words among the k words that each method ranks highest (precision at k).

    The words that a model makes of one planted word count as one, with the sum of their scores.
    """
    owner = _owners(subject.spans, planted.spans)
    return {name: _precision(values, owner, len(planted.spans)) for name, values in scores.items()}


def _precision(values: Floats, owner: NDArray[np.intp], k: int) -> float:
    """`owner` (W): the number of the planted word that a word belongs to, −1 for the others."""
    together = [float(values[owner == number].sum()) for number in range(k)]
    ranked = np.concatenate([together, values[owner < 0]])
    best = np.argsort(-ranked, kind="stable")[:k]
    return float((best < k).sum() / k)


def _owners(spans: Sequence[Span], planted: Sequence[Span]) -> NDArray[np.intp]:
    found = np.full(len(spans), -1, dtype=np.intp)
    for number, mark in enumerate(planted):
        for place, span in enumerate(spans):
            if span.start < mark.end and mark.start < span.end:
                found[place] = number
    return found


def _planted(text: str, order: Sequence[str], label: str, rng: np.random.Generator) -> Planted:
    """The text, cut short, with the words at random places before its own words or behind all of them."""
    spans = WORDS.encode(text).spans[:MAX_WORDS]
    text = text[: spans[-1].end]
    borders = [*(span.start for span in spans), len(text)]
    places = sorted(rng.choice(borders, size=len(order)).tolist())
    blank = "" if SPACELESS.match(order[0]) else " "
    grown, planted, done = "", [], 0
    for place, word in zip(places, order, strict=True):
        grown += text[done:place] + blank
        planted.append(Span(len(grown), len(grown) + len(word)))
        grown, done = grown + word + blank, place
    return Planted(grown + text[done:], label, tuple(planted))
