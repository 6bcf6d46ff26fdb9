"""Tokenizers whose pieces are whole words or single characters."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from core.ml.text.normalise import FLAG_LETTERS, GAP, SPACELESS, clusters, extending, marks, normalise
from core.ml.text.pieces import UNK, Encoded, Pieces, Tokenizer, damaged, encoded, too_little

FORMAT = "fovea-words"
SPECIAL = ("<pad>", "<unk>")
MAX_VOCABULARY = 1_000_000
MIN_COUNT = 2  # a word seen once teaches nothing
BLANKS = " " + GAP

Cut = Callable[[str], list[str]]


class VocabularyTokenizer(Tokenizer):
    """Looks whole tokens up in a list; whatever is not in the list is unknown."""

    def __init__(self, kind: str, vocabulary: Sequence[str]) -> None:
        self.kind = kind
        self.data = json.dumps({"format": FORMAT, "kind": kind, "vocabulary": list(vocabulary)}).encode()
        self._vocabulary = list(vocabulary)
        self._ids = {token: id for id, token in enumerate(vocabulary) if id > UNK}
        self._cut = CUTS[kind]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def __len__(self) -> int:
        return len(self._vocabulary)

    def vocabulary(self) -> list[str]:
        return list(self._vocabulary)

    def encode(self, text: str) -> Encoded:
        normalised = normalise(text)
        return encoded(text, normalised, self._pieces(normalised.text))

    def pieces(self, normalised: Sequence[str], seed: int | None = None) -> list[Pieces]:  # noqa: ARG002
        return [self._pieces(text) for text in normalised]

    def _pieces(self, text: str) -> Pieces:
        tokens = self._cut(text)
        if not tokens:
            return Pieces(np.array([UNK], np.int32), np.array([0], np.int32))
        ids = np.array([self._ids.get(_bare(token), UNK) for token in tokens], np.int32)
        return Pieces(ids, np.cumsum([0, *map(len, tokens[:-1])], dtype=np.int32))


def train(normalised: Iterable[str], vocabulary: int, kind: str) -> VocabularyTokenizer:
    """The most frequent tokens of the texts; those seen once only where there are no others."""
    cut = CUTS[kind]
    counts = Counter(_bare(token) for text in normalised for token in cut(text))
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    if not ranked:
        raise too_little()
    common = [token for token in ranked if counts[token] >= MIN_COUNT] or ranked
    return VocabularyTokenizer(kind, [*SPECIAL, *common[: max(0, vocabulary - len(SPECIAL))]])


def load(data: bytes) -> VocabularyTokenizer:
    try:
        content = json.loads(data)
        kind, vocabulary = content["kind"], content["vocabulary"]
        is_good = content["format"] == FORMAT and kind in CUTS and isinstance(vocabulary, list)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged() from error
    if not is_good or not UNK < len(vocabulary) <= MAX_VOCABULARY:
        raise damaged()
    if not all(isinstance(token, str) for token in vocabulary) or len(set(vocabulary)) != len(vocabulary):
        raise damaged()
    if tuple(vocabulary[: len(SPECIAL)]) != SPECIAL:
        raise damaged()
    return VocabularyTokenizer(kind, vocabulary)


def _bare(token: str) -> str:
    return token.lstrip(BLANKS) or token


def _words(text: str) -> list[str]:
    tokens: list[str] = []
    for found in _pattern().finditer(text):
        token, run = found.group(0, "spaceless")
        if run:
            cut = _segment(run)
            cut[0] = token[: -len(run)] + cut[0]
            tokens += cut
        else:
            tokens.append(token)
    return tokens


@functools.cache
def _pattern() -> re.Pattern[str]:
    """A run of writing without spaces, a word, or a sign; with the blank before it."""
    spaceless = SPACELESS.pattern[1:-1]
    letters = f"(?:[^\\W_{spaceless}]++|{marks()}++)++"
    sign = f"(?:[{FLAG_LETTERS}]{{2}}|.){extending()}*"
    return re.compile(f"[{BLANKS}]?(?:(?P<spaceless>[{spaceless}]+)|{letters}(?:'{letters})*|{sign})", re.DOTALL)


def _segment(run: str) -> list[str]:
    """Words of Chinese as jieba cuts them, names that its dictionary lacks included."""
    import rjieba  # its dictionary takes a moment to load

    words: list[str] = rjieba.cut(run)
    return words


CUTS: dict[str, Cut] = {"words": _words, "characters": clusters}
