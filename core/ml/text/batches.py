"""Batches of texts of similar length: little padding, and an order that the seed alone decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.ml.text.tokenizer import PAD

Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]
POOL_BATCHES = 50  # texts are sorted by length within so many batches: similar lengths, yet well mixed


@dataclass(frozen=True, slots=True)
class TokenSequence:
    """A text as a model reads it: ids (T), the sentence (T) that each piece stands in, what a person marked (T).

    `marked` is None where a person marked nothing in the text; a stretch of a text may hold none of its marks.
    """

    ids: Ints
    sentences: Ints
    marked: Flags | None = None

    @classmethod
    def of(cls, ids: Sequence[int] | Ints) -> TokenSequence:
        """One sentence, nothing marked."""
        return cls(np.asarray(ids, dtype=np.int32), np.zeros(len(ids), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.ids)

    def window(self, start: int, end: int) -> TokenSequence:
        """The pieces start..end; their sentences count from 0."""
        marked = None if self.marked is None else self.marked[start:end]
        return TokenSequence(self.ids[start:end], self.sentences[start:end] - self.sentences[start], marked)


@dataclass(frozen=True, slots=True)
class Batch:
    """Ids (B, T), padded with 0 beyond each length (B); sentences (B, T); marked (B, T), None when nothing is.

    `is_marked` (B): a person marked something in the text, if perhaps not in the stretch of it that is here.
    """

    ids: Tensor
    lengths: Tensor
    sentences: Tensor
    marked: Tensor | None = None
    is_marked: Tensor | None = None

    @property
    def mask(self) -> Tensor:
        """True (B, T) where a piece is."""
        return torch.arange(self.ids.shape[1], device=self.ids.device) < self.lengths[:, None]


def shuffled(lengths: Ints, batch_size: int, rng: np.random.Generator) -> list[Ints]:
    """Every index once, in batches of similar length, in random order."""
    order = rng.permutation(len(lengths))
    batches: list[Ints] = []
    for start in range(0, len(order), batch_size * POOL_BATCHES):
        pool = order[start : start + batch_size * POOL_BATCHES]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        batches += [pool[i : i + batch_size] for i in range(0, len(pool), batch_size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def by_tokens(lengths: Ints, max_tokens: int, max_texts: int = 256) -> list[Ints]:
    """Every index once, shortest first, at most `max_tokens` with padding in a batch (a longer text is alone)."""
    batches: list[list[int]] = [[]]
    for index in np.argsort(lengths, kind="stable").tolist():
        batch = batches[-1]
        if batch and (len(batch) >= max_texts or (len(batch) + 1) * int(lengths[index]) > max_tokens):
            batches.append([index])
        else:
            batch.append(index)
    return [np.array(batch) for batch in batches if batch]


def collate(sequences: Sequence[TokenSequence], device: torch.device) -> Batch:
    lengths = [len(sequence) for sequence in sequences]
    shape = (len(sequences), max(lengths))
    ids, sentences = np.full(shape, PAD, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    marked = np.zeros(shape, dtype=bool)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = sequence.ids
        sentences[row, : len(sequence)] = sequence.sentences
        if sequence.marked is not None:
            marked[row, : len(sequence)] = sequence.marked
    return Batch(
        torch.from_numpy(ids).to(device),
        torch.tensor(lengths, device=device),
        torch.from_numpy(sentences).to(device),
        torch.from_numpy(marked).to(device) if marked.any() else None,
        torch.tensor([sequence.marked is not None for sequence in sequences], device=device),
    )
