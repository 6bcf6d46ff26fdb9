"""The two sides of a translation: source texts as pieces, target texts as pieces and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core.ml.text import tokenizer as tokenizers
from core.ml.text.normalise import GAP, SPACELESS, is_spaceless, normalise
from core.ml.text.tokenizer import Tokenizer
from core.ml.text.tokenizer import train_normalised as train_pieces
from core.records import Span

BLANK = "\u2581"  # SentencePiece's sign for a blank
FEW_TEXTS = 5000


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text to translate: its pieces, and where each stands in it."""

    text: str
    ids: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """What pieces make when they are put together, and where each stands in it."""

    text: str
    spans: tuple[Span, ...]


class SourceSide:
    """Reads in small letters, as classification does; where each piece stands in the untouched text is known."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def __len__(self) -> int:
        return len(self.tokenizer)

    def encode(self, texts: Sequence[str], seed: int | None = None) -> list[SourceText]:
        """With a seed cut at random places first, where the tokenizer can."""
        forms = [normalise(text) for text in texts]
        found = []
        for text, form, pieces in zip(texts, forms, self.tokenizer.pieces([f.text for f in forms], seed), strict=True):
            starts = pieces.places.tolist()
            ends = [*starts[1:], len(form.text)]
            spans = [
                Span(form.starts[a], form.ends[b - 1]) if b else Span(0, 0) for a, b in zip(starts, ends, strict=True)
            ]
            found.append(SourceText(text, tuple(pieces.ids.tolist()), tuple(spans)))
        return found


class TargetSide:
    """Pieces with capitals and blanks as they stand, so that what is said can be put together; END is one more."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self._pieces = [piece.replace(BLANK, " ") for piece in tokenizer.vocabulary()]

    @property
    def end(self) -> int:
        """Said last, and before the first."""
        return len(self.tokenizer)

    def __len__(self) -> int:
        return len(self.tokenizer) + 1

    def encode(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """Ids with END behind."""
        pieces = self.tokenizer.pieces([target_form(text) for text in texts])
        return [(*found.ids.tolist(), self.end) for found in pieces]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where each piece of a text stands in `plain(text)`."""
        form = target_form(text)
        places = self.tokenizer.pieces([form])[0].places.tolist()
        return _trimmed(form, list(zip(places, [*places[1:], len(form)], strict=True))).spans

    def compose(self, ids: Sequence[int], unknown: Sequence[str]) -> Composed:
        """What the pieces make, without END; `unknown[i]` stands for piece i where that is unknown."""
        text, places = "", []
        for id, instead in zip(ids, unknown, strict=True):
            piece = self._pieces[id] if id > tokenizers.UNK else instead
            places.append((len(text), len(text) + len(piece)))
            text += piece
        return _trimmed(text, places)


def plain(text: str) -> str:
    """A target text as it is said: composed characters, single blanks, nothing unseen."""
    seen = (" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    shown = "".join("_" if char == BLANK else char for char in seen if unicodedata.category(char)[0] != "C")
    return " ".join(shown.split())


def target_form(text: str) -> str:
    """Plain, with a blank before the first word of spaced writing, so that it is the same piece as elsewhere."""
    found = plain(text)
    return found if not found or SPACELESS.match(found) else " " + found


def train(texts: Sequence[str], vocabulary: int, kind: str, *, is_target: bool, seed: int) -> Tokenizer:
    """A tokenizer of one side.

    Kind auto: for targets single characters where the writing has no blanks; for sources whole words where there are
    too few texts to learn pieces of words from.
    """
    if kind == "auto" and is_target:
        kind = "characters" if is_spaceless(texts) else "sentencepiece"
    elif kind == "auto":
        kind = "words" if len(texts) < FEW_TEXTS else "sentencepiece"
    if not is_target:
        return tokenizers.train(texts, vocabulary, seed, kind)
    return train_pieces([target_form(text) for text in texts], vocabulary, kind)


def train_joint(sources: Sequence[str], targets: Sequence[str], vocabulary: int) -> Tokenizer:
    """One set of pieces for both sides, each in its own form."""
    forms = [normalise(text).text.replace(GAP, " ") for text in sources] + [target_form(text) for text in targets]
    return train_pieces(forms, vocabulary, "sentencepiece")


def _trimmed(text: str, places: Sequence[tuple[int, int]]) -> Composed:
    """Without the blanks at both ends; no piece begins with a blank."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    spans = []
    for start, end in places:
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        start, end = (min(max(place, first), max(first, last)) - first for place in (start, end))
        spans.append(Span(start, max(start, end)))
    return Composed(text.strip(), tuple(spans))
