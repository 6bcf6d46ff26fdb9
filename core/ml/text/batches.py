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
POOL_BATCHES = 50  # texts are sorted by length within so many batches: similar lengths, yet well mixed


@dataclass(frozen=True, slots=True)
class Batch:
    """Ids (B, T), padded with 0 beyond each length (B)."""

    ids: Tensor
    lengths: Tensor


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


def collate(sequences: Sequence[Sequence[int]], device: torch.device) -> Batch:
    lengths = [len(sequence) for sequence in sequences]
    ids = np.full((len(sequences), max(lengths)), PAD, dtype=np.int64)
    for row, sequence in zip(ids, sequences, strict=True):
        row[: len(sequence)] = sequence
    return Batch(torch.from_numpy(ids).to(device), torch.tensor(lengths, device=device))
