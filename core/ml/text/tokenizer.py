"""Word pieces learned from the project's own text (SentencePiece, unigram), with offsets in the original text."""

from __future__ import annotations

import hashlib
import io
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import sentencepiece

from core.errors import N_, AppError
from core.ml.text.normalise import normalise
from core.records import Span

PAD, UNK = 0, 1
TRAINING_CHARACTERS = 5_000_000  # more text than this makes training slower and hardly better
LINE_CHARACTERS = 1000  # SentencePiece leaves out lines over 4,192 bytes without a word
CUT_SHARE = 0.12  # of the places between two characters
SENTENCE_END = re.compile(r"(?<=[.!?;。！？；…])")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as piece ids; piece i belongs to the word `words[i]`, which stands at `spans[words[i]]`.

    Never empty: a text with nothing to see is one unknown piece that stands for all of it.
    """

    ids: list[int]
    words: list[int]
    spans: list[Span]


class Tokenizer:
    """Encodes text with one trained SentencePiece model."""

    def __init__(self, model: bytes) -> None:
        self.model = model
        self._pieces = sentencepiece.SentencePieceProcessor()
        try:
            self._pieces.load_from_serialized_proto(model)
        except RuntimeError as error:
            raise AppError("bad-tokenizer", N_("core", "The run's tokenizer file is damaged.")) from error
        if (self._pieces.pad_id(), self._pieces.unk_id()) != (PAD, UNK):
            raise AppError("bad-tokenizer", N_("core", "The run's tokenizer file is damaged."))

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        return cls(path.read_bytes())

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.model).hexdigest()

    def __len__(self) -> int:
        return int(self._pieces.get_piece_size())

    def vocabulary(self) -> list[str]:
        """The pieces by id, as SentencePiece writes them ("▁" for a blank)."""
        return [str(self._pieces.id_to_piece(i)) for i in range(len(self))]

    def encode(self, text: str) -> Encoded:
        normalised = normalise(text)
        pieces: list[str] = self._pieces.encode(normalised.text, out_type=str)
        if not pieces:
            return Encoded([UNK], [0], [Span(0, len(text))])
        words: list[int] = []
        spans: list[Span] = []
        place = 0
        for piece in pieces:
            end = normalised.ends[place + len(piece) - 1]
            if words and normalised.continues[place]:
                spans[-1] = Span(spans[-1].start, end)
            else:
                spans.append(Span(normalised.starts[place], end))
            words.append(len(spans) - 1)
            place += len(piece)
        return Encoded(self._pieces.piece_to_id(pieces), words, spans)

    def sample(self, normalised: Sequence[str], seed: int) -> list[list[int]]:
        """Ids of normalised texts, cut at random places before they are cut into pieces; the same for the same seed.

        Small data needs it: the model meets rare words in parts that it knows from other words (the aim of subword
        regularisation, Kudo 2018; SentencePiece's own sampling gives each process other cuts, whatever the seed).
        """
        rng = np.random.default_rng(seed)
        parts: list[str] = []
        n_parts: list[int] = []
        for text in normalised:
            cuts = [0, *(np.flatnonzero(rng.random(max(0, len(text) - 1)) < CUT_SHARE) + 1).tolist(), len(text)]
            parts += [text[start:end] for start, end in pairwise(cuts)]
            n_parts.append(len(cuts) - 1)
        encoded = iter(self._pieces.encode(parts, out_type=int, num_threads=1))
        return [[id for part in islice(encoded, n) for id in part] or [UNK] for n in n_parts]


def train(texts: Sequence[str], vocabulary: int, seed: int) -> Tokenizer:
    """Learn at most `vocabulary` pieces (more where the script has more characters than that)."""
    lines = list(_lines(texts, seed))
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
        raise AppError("tokenizer-failed", N_("core", "There is too little text to learn words from.")) from error
    return Tokenizer(model.getvalue())


def _coverage(characters: Counter[str]) -> float:
    total = sum(characters.values())
    return sum(count for count in characters.values() if count >= 2) / total


def _lines(texts: Iterable[str], seed: int) -> Iterator[str]:
    """Normalised lines, short enough for SentencePiece; a random part of a very large corpus."""
    shuffled = list(texts)
    random.Random(seed).shuffle(shuffled)
    budget = TRAINING_CHARACTERS
    for text in shuffled:
        for sentence in SENTENCE_END.split(normalise(text).text):
            for start in range(0, len(sentence), LINE_CHARACTERS):
                yield sentence[start : start + LINE_CHARACTERS]
        budget -= len(text)
        if budget <= 0:
            return
