"""Captions as words: in small letters, without the full stop at the end; from text to ids, and put together again."""

from __future__ import annotations

from collections.abc import Sequence

from core.ml.text import tokenizer as tokenizers
from core.ml.text.normalise import SPACELESS
from core.ml.text.tokenizer import Tokenizer
from core.ml.translation.sides import Composed, plain
from core.records import Span

FULL_STOPS = " .。．"
CLOSING, JOINING = set(",;:!?%)]}”’、，；：！？）】》"), set("-/'’@#_([{“‘（【《")


class Wording:
    """The words of a run; END, one more, is said last and before the first."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self._words = tokenizer.vocabulary()

    def __len__(self) -> int:
        return len(self.tokenizer) + 1

    @property
    def end(self) -> int:
        return len(self.tokenizer)

    def encode(self, texts: Sequence[str], longest: int = 0) -> list[tuple[int, ...]]:
        """Ids with END behind; of more words than `longest` the first."""
        found = self.tokenizer.pieces([form(text) for text in texts])
        return [(*one.ids.tolist()[: longest or None], self.end) for one in found]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where each word of a text stands in `plain(text)`."""
        said = form(text)
        places = self.tokenizer.pieces([said])[0].places.tolist()
        spans = []
        for start, end in zip(places, [*places[1:], len(said)], strict=True):
            inner = said[start:end]
            spans.append(Span(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())))
        return tuple(spans)

    def compose(self, ids: Sequence[int]) -> Composed:
        """What words make when they are put together, without END, and where each stands in it."""
        text, spans = "", []
        for id in ids:
            word = self._words[id]
            text += " " if text and _is_apart(text[-1], word[0]) else ""
            spans.append(Span(len(text), len(text) + len(word)))
            text += word
        return Composed(text, tuple(spans))


def form(text: str) -> str:
    """A caption as it is learned and said."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in plain(text))
    return lowered.rstrip(FULL_STOPS)


def train(captions: Sequence[str], vocabulary: int) -> Tokenizer:
    """The most frequent words of captions; those seen once only where there are no others."""
    return tokenizers.train_normalised([form(caption) for caption in captions], vocabulary, "words")


def _is_apart(before: str, after: str) -> bool:
    if before in JOINING or after in CLOSING or after in "-/":
        return False
    return not (SPACELESS.match(before) and SPACELESS.match(after)) and not (
        before in CLOSING and SPACELESS.match(after)
    )
