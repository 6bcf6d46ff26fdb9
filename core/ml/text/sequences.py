"""Texts as training reads them: cut into pieces, anew each time, with what is known about every character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ml.text import sentences
from core.ml.text.batches import TokenSequence
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import Tokenizer
from core.records import Span


@dataclass(frozen=True, slots=True)
class Prepared:
    """A normalised text, and for each of its characters the sentence that it stands in and whether a person marked it.

    `marked` is None where a person marked nothing.
    """

    text: str
    sentences: NDArray[np.int32]
    marked: NDArray[np.bool_] | None = None


def prepare(text: str, rationales: Iterable[Span] = ()) -> Prepared:
    normalised = normalise(text)
    starts = np.array(normalised.starts, dtype=np.int32)
    begins = np.array([span.start for span in sentences.split(text)], dtype=np.int32)
    numbers = np.maximum(np.searchsorted(begins, starts, side="right") - 1, 0).astype(np.int32)
    flags = np.zeros(len(text) + 1, dtype=bool)
    for span in rationales:
        flags[span.start : span.end] = True
    return Prepared(normalised.text, numbers, flags[starts] if flags.any() else None)


def sequences(tokenizer: Tokenizer, texts: Sequence[Prepared], seed: int | None = None) -> list[TokenSequence]:
    """The texts in pieces; with a seed cut at random places first, where the tokenizer can."""
    found: list[TokenSequence] = []
    for text, pieces in zip(texts, tokenizer.pieces([text.text for text in texts], seed), strict=True):
        if not text.text:
            found.append(TokenSequence.of(pieces.ids))
            continue
        numbers = np.unique(text.sentences[pieces.places], return_inverse=True)[1].astype(np.int32)
        marked = None if text.marked is None else np.logical_or.reduceat(text.marked, pieces.places)
        found.append(TokenSequence(pieces.ids, numbers, marked))
    return found
