"""What every tokenizer gives: ids of pieces, the words they make up, and where these stand in the untouched text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, AppError
from core.ml.text.normalise import Normalised
from core.ml.text.sentences import split
from core.records import Span

PAD, UNK = 0, 1


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as piece ids; piece i belongs to the word `words[i]`, which stands at `spans[words[i]]`.

    Never empty: a text with nothing to see is one unknown piece that stands for all of it. `sentences[i]` is the
    sentence (0, 1, …) that piece i stands in; every number up to the last occurs.
    """

    ids: list[int]
    words: list[int]
    spans: list[Span]
    sentences: list[int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as training reads it: ids (T), and where each piece begins in the normalised text (T); T ≥ 1."""

    ids: NDArray[np.int32]
    places: NDArray[np.int32]


class Tokenizer(Protocol):
    """Cuts text into pieces of a fixed vocabulary, in which 0 is padding and 1 stands for all that is unknown."""

    kind: str
    data: bytes

    @property
    def sha256(self) -> str: ...

    def __len__(self) -> int: ...

    def vocabulary(self) -> list[str]:
        """The pieces by id."""
        ...

    def encode(self, text: str) -> Encoded: ...

    def pieces(self, normalised: Sequence[str], seed: int | None = None) -> list[Pieces]:
        """Normalised texts as pieces; with a seed cut at random places first, where the tokenizer can (training)."""
        ...


def damaged() -> AppError:
    return AppError("bad-tokenizer", N_("core", "The run's tokenizer file is damaged."))


def too_little() -> AppError:
    return AppError("tokenizer-failed", N_("core", "There is too little text to learn words from."))


def encoded(text: str, normalised: Normalised, pieces: Pieces) -> Encoded:
    """The pieces of a text with the way back to it."""
    if not normalised.text:
        return Encoded([UNK], [0], [Span(0, len(text))], [0])
    places: list[int] = pieces.places.tolist()
    starts, ends, continues = normalised.starts, normalised.ends, normalised.continues
    words: list[int] = []
    first = places[0]
    spans: list[Span] = []
    for place, following in zip(places, [*places[1:], len(ends)], strict=True):
        if not words:
            words.append(0)
        elif continues[place]:
            words.append(words[-1])
        else:
            spans.append(Span(starts[first], ends[place - 1]))
            words.append(words[-1] + 1)
            first = place
        last = following
    spans.append(Span(starts[first], ends[last - 1]))
    numbers = _sentences(text, spans)
    return Encoded(pieces.ids.tolist(), words, spans, [numbers[word] for word in words])


def _sentences(text: str, spans: Sequence[Span]) -> list[int]:
    """The sentence in which each word begins, counted without those that have no word."""
    begins = [sentence.start for sentence in split(text)]
    numbers: list[int] = []
    before = None
    for span in spans:
        found = bisect_right(begins, span.start)
        numbers.append((numbers[-1] + (found != before)) if numbers else 0)
        before = found
    return numbers
