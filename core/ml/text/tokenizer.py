"""Word pieces learned from the project's own text (SentencePiece, unigram), with offsets in the original text."""

from __future__ import annotations

import hashlib
import io
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import numpy as np
import sentencepiece

from core.ml.text import words
from core.ml.text.normalise import normalise
from core.ml.text.pieces import PAD, UNK, Encoded, Pieces, Tokenizer, damaged, encoded, too_little

__all__ = ["PAD", "UNK", "Encoded", "Pieces", "SentencePieceTokenizer", "Tokenizer", "load", "train"]

TRAINING_CHARACTERS = 5_000_000  # more text than this makes training slower and hardly better
LINE_CHARACTERS = 1000  # SentencePiece leaves out lines over 4,192 bytes without a word
CUT_SHARE = 0.12  # of the places between two characters
MAX_BYTES = 64 << 20  # of a saved tokenizer
SENTENCE_END = re.compile(r"(?<=[.!?;。！？；…])")


class SentencePieceTokenizer(Tokenizer):
    """Encodes text with one trained SentencePiece model."""

    kind = "sentencepiece"

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._pieces = sentencepiece.SentencePieceProcessor()
        try:
            self._pieces.load_from_serialized_proto(data)
        except RuntimeError as error:
            raise damaged() from error
        if (self._pieces.pad_id(), self._pieces.unk_id()) != (PAD, UNK):
            raise damaged()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def __len__(self) -> int:
        return int(self._pieces.get_piece_size())

    def vocabulary(self) -> list[str]:
        """The pieces by id, as SentencePiece writes them ("▁" for a blank)."""
        return [str(self._pieces.id_to_piece(i)) for i in range(len(self))]

    def encode(self, text: str) -> Encoded:
        normalised = normalise(text)
        found: list[str] = self._pieces.encode(normalised.text, out_type=str)
        return encoded(text, normalised, self._placed(found, len(normalised.text)))

    def pieces(self, normalised: Sequence[str], seed: int | None = None) -> list[Pieces]:
        """Normalised texts as pieces; with a seed cut at random places first, the same for the same seed.

        Small data needs it: the model meets rare words in parts that it knows from other words (the aim of subword
        regularisation, Kudo 2018; SentencePiece's own sampling gives each process other cuts, whatever the seed).
        """
        parts, n_parts = (list(normalised), [1] * len(normalised)) if seed is None else _parts(normalised, seed)
        found = iter(self._pieces.encode(parts, out_type=str, num_threads=1))
        whole = ([piece for part in islice(found, n) for piece in part] for n in n_parts)
        return [self._placed(pieces, len(text)) for pieces, text in zip(whole, normalised, strict=True)]

    def _placed(self, pieces: list[str], length: int) -> Pieces:
        if not pieces:
            return Pieces(np.array([UNK], np.int32), np.array([0], np.int32))
        ids = np.array(self._pieces.piece_to_id(pieces), np.int32)
        places = np.cumsum([0, *map(len, pieces)], dtype=np.int32)
        if places[-1] != length:  # a model that changes the text is not ours
            raise damaged()
        return Pieces(np.maximum(ids, UNK), places[:-1])


def _parts(normalised: Sequence[str], seed: int) -> tuple[list[str], list[int]]:
    """The texts cut at random places, and into how many parts each."""
    rng = np.random.default_rng(seed)
    parts: list[str] = []
    n_parts: list[int] = []
    for text in normalised:
        cuts = [0, *(np.flatnonzero(rng.random(max(0, len(text) - 1)) < CUT_SHARE) + 1).tolist(), len(text)]
        parts += [text[start:end] for start, end in pairwise(cuts)]
        n_parts.append(len(cuts) - 1)
    return parts, n_parts


def load(data: bytes) -> Tokenizer:
    """A tokenizer from its `data`, whichever kind it is."""
    if len(data) > MAX_BYTES:
        raise damaged()
    return words.load(data) if data[:1] == b"{" else SentencePieceTokenizer(data)


def train(texts: Iterable[str], vocabulary: int, seed: int, kind: str = "sentencepiece") -> Tokenizer:
    """Learn at most `vocabulary` pieces (SentencePiece: more where the script has more characters than that)."""
    return train_normalised(_sample(texts, seed), vocabulary, kind)


def train_normalised(normalised: Iterable[str], vocabulary: int, kind: str) -> Tokenizer:
    """As `train`, of texts in a form of the caller's own."""
    if kind == SentencePieceTokenizer.kind:
        return _train_sentencepiece(normalised, vocabulary)
    return words.train(normalised, vocabulary, kind)


def _train_sentencepiece(normalised: Iterable[str], vocabulary: int) -> Tokenizer:
    lines = list(_lines(normalised))
    characters = Counter(char for line in lines for char in line)
    common = sum(count >= 2 for count in characters.values())  # a character seen once teaches the unknown piece
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            model_type="unigram",
            vocab_size=max(vocabulary, len(characters) + 16),
            hard_vocab_limit=False,
            character_coverage=max(0.98, _coverage(characters)) if common else 1.0,
            normalization_rule_name="identity",
            remove_extra_whitespaces=False,
            add_dummy_prefix=False,
            pad_id=PAD,
            unk_id=UNK,
            bos_id=-1,
            eos_id=-1,
            seed_sentencepiece_size=max(20_000, 5 * vocabulary),
            num_threads=1,  # the same pieces on every machine
            minloglevel=2,
        )
    except RuntimeError as error:
        raise too_little() from error
    return SentencePieceTokenizer(model.getvalue())


def _coverage(characters: Counter[str]) -> float:
    total = sum(characters.values())
    return sum(count for count in characters.values() if count >= 2) / total


def _lines(normalised: Iterable[str]) -> Iterator[str]:
    """Lines short enough for SentencePiece."""
    for text in normalised:
        for sentence in SENTENCE_END.split(text):
            for start in range(0, len(sentence), LINE_CHARACTERS):
                yield sentence[start : start + LINE_CHARACTERS]


def _sample(texts: Iterable[str], seed: int) -> Iterator[str]:
    """The normalised texts; a random part of a very large corpus."""
    shuffled = list(texts)
    random.Random(seed).shuffle(shuffled)
    budget = TRAINING_CHARACTERS
    for text in shuffled:
        yield normalise(text).text
        budget -= len(text)
        if budget <= 0:
            return
