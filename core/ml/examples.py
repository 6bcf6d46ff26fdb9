"""Texts to learn from, and the batches that an epoch makes of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ml.text.batches import TokenSequence, shuffled
from core.ml.training_config import TrainingConfig


@dataclass(frozen=True, slots=True)
class Examples:
    """Encoded texts and their labels (N, C): flags, one or with multi-label any number in a row.

    `resample(seed)` gives the same texts encoded in another way, for each epoch of training.
    `offsets` (N, C) are added to the model's scores: what something else already says of the texts.
    """

    sequences: Sequence[TokenSequence]
    targets: NDArray[np.bool_]
    resample: Callable[[int], Sequence[TokenSequence]] | None = None
    offsets: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.sequences)

    @property
    def marked_share(self) -> float:
        """The share of the texts in which a person has marked something."""
        return sum(is_marked(sequence) for sequence in self.sequences) / max(len(self), 1)


def is_marked(sequence: TokenSequence) -> bool:
    return sequence.marked is not None and bool(sequence.marked.any())


@dataclass(frozen=True, slots=True)
class TrainingBatch:
    """B texts in one or two views, the second below the first; targets and offsets (B, C) are the same for both."""

    sequences: Sequence[TokenSequence]
    targets: NDArray[np.bool_]
    offsets: NDArray[np.float32] | None
    views: int

    def __len__(self) -> int:
        return len(self.targets)

    def parts(self, size: int) -> Iterator[TrainingBatch]:
        """At most `size` texts at a time, each with all its views; 0: all at once."""
        size = size or len(self)
        for start in range(0, len(self), size):
            rows = slice(start, min(start + size, len(self)))
            views = [self.sequences[view * len(self) :][rows] for view in range(self.views)]
            offsets = None if self.offsets is None else self.offsets[rows]
            sequences = [sequence for view in views for sequence in view]
            yield TrainingBatch(sequences, self.targets[rows], offsets, self.views)


class Epochs:
    """The batches of every epoch: always the same ones for the same seed and epoch."""

    def __init__(self, examples: Examples, config: TrainingConfig, seed: int) -> None:
        self._examples = examples
        self._config = config
        self._seed = seed
        self.views = 2 if config.consistency else 1

    @property
    def passes(self) -> int:
        """How often an epoch reads the training texts: more than once when they are few."""
        return math.ceil(self._config.min_steps_per_epoch * self._config.batch_size / len(self._examples))

    @property
    def steps(self) -> int:
        """In one epoch."""
        n_batches = math.ceil(len(self._examples) * self.passes / self._config.batch_size)
        return min(n_batches, self._config.max_steps_per_epoch)

    def batches(self, epoch: int) -> list[TrainingBatch]:
        rng = np.random.default_rng([self._seed, epoch])
        first, *others = [self._encoded(rng) for _ in range(self.views)]
        lengths = np.array([len(sequence) for sequence in first])
        targets, offsets = self._examples.targets, self._examples.offsets
        batches: list[TrainingBatch] = []
        for places in shuffled(lengths, self._config.batch_size, rng)[: self.steps]:
            rows = places % len(self._examples)
            sequences = [view[place] for view in (first, *others) for place in places]
            batches.append(
                TrainingBatch(sequences, targets[rows], None if offsets is None else offsets[rows], self.views)
            )
        return batches

    def window(self, sequence: TokenSequence, rng: np.random.Generator) -> TokenSequence:
        """All of it, or of a longer text a stretch that differs from epoch to epoch."""
        spare = len(sequence) - self._config.max_tokens
        if spare <= 0:
            return sequence
        start = int(rng.integers(spare + 1))
        return sequence.window(start, start + self._config.max_tokens)

    def _encoded(self, rng: np.random.Generator) -> list[TokenSequence]:
        """The training texts, as often as an epoch reads them, cut into pieces anew each time."""
        sequences: list[TokenSequence] = []
        for _ in range(self.passes):
            resample = self._examples.resample
            encoded = resample(int(rng.integers(2**31))) if resample else self._examples.sequences
            sequences += [self.window(sequence, rng) for sequence in encoded]
        return sequences
