"""Pairs to learn from: a run's snapshot, pieces of both sides, and the batches that an epoch makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import N_, AppError, InputError
from core.ml.corpus import read_jsonl
from core.ml.text.batches import POOL_BATCHES, Batch, TokenSequence, collate
from core.ml.text.tokenizer import PAD
from core.ml.translation.sides import SourceText, TargetSide
from core.ml.translation.spread import overlaps
from core.records import Span, SpanLink

MIN_PAIRS = 20
VALIDATION_SHARE = 1 / 10
VALIDATION_MAX = 500
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation; `part` is train or holdout."""

    id: int
    source: str
    target: str
    part: str
    links: tuple[SpanLink, ...] = ()


def turned(pair: Pair) -> Pair:
    """The same pair the other way round."""
    links = tuple(SpanLink(link.target, link.source, link.is_sure) for link in pair.links)
    return Pair(pair.id, pair.target, pair.source, pair.part, links)


@dataclass(frozen=True, slots=True)
class PairSequence:
    """A pair in pieces; the target's end with END. `guide` (T, S): where to look; rows of 0: anywhere."""

    source: Ints
    target: Ints
    guide: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.target)


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Some pairs to learn from at once."""

    sequences: Sequence[PairSequence]

    def __len__(self) -> int:
        return len(self.sequences)

    @property
    def n_tokens(self) -> int:
        """Target pieces, ends included."""
        return sum(map(len, self.sequences))

    @property
    def n_guided(self) -> int:
        return sum(int(one.guide.any(axis=1).sum()) for one in self.sequences if one.guide is not None)

    def parts(self, size: int) -> Iterator[PairBatch]:
        size = size or len(self)
        for start in range(0, len(self), size):
            yield PairBatch(self.sequences[start : start + size])


@dataclass(frozen=True, slots=True)
class PairTensors:
    """Source; what the decoder is given and what it should say (B, T); the guide (B, T, S), if there is any."""

    source: Batch
    given: Tensor
    wanted: Tensor
    guide: Tensor | None


def read_snapshot(path: Path) -> list[Pair]:
    """The lines of a run's snapshot."""
    try:
        return [pair_of(line) for line in read_jsonl(path, keys=("source", "target"))]
    except (KeyError, TypeError, ValueError) as error:
        raise AppError("bad-snapshot", N_("core", "The run's snapshot is damaged.")) from error


def split_validation(pairs: Sequence[Pair], seed: int) -> tuple[list[int], list[int]]:
    """Rows to train on and rows to hold back: a tenth, at most 500; a source is on one side only."""
    if len(pairs) < MIN_PAIRS:
        return list(range(len(pairs))), []
    sources = list(dict.fromkeys(pair.source for pair in pairs))
    n = min(VALIDATION_MAX, round(len(sources) * VALIDATION_SHARE))
    drawn = np.random.default_rng([seed, 7]).permutation(len(sources))[:n]
    held = {sources[row] for row in drawn}
    rows = range(len(pairs))
    return [row for row in rows if pairs[row].source not in held], [row for row in rows if pairs[row].source in held]


def encode(pair: Pair, source: SourceText, target_ids: Sequence[int], target: TargetSide) -> PairSequence:
    guide = _guide(pair, source, target) if pair.links else None
    return PairSequence(np.array(source.ids, np.int32), np.array(target_ids, np.int32), guide)


def batches(sequences: Sequence[PairSequence], batch_size: int, rng: np.random.Generator) -> list[PairBatch]:
    """Every pair once, in batches of like lengths on both sides, in random order."""
    order = rng.permutation(len(sequences))
    found = []
    for start in range(0, len(order), batch_size * POOL_BATCHES):
        pool = order[start : start + batch_size * POOL_BATCHES].tolist()
        pool.sort(key=lambda row: (len(sequences[row].target), len(sequences[row].source)))
        for first in range(0, len(pool), batch_size):
            found.append(PairBatch([sequences[row] for row in pool[first : first + batch_size]]))
    return [found[place] for place in rng.permutation(len(found))]


def to_tensors(batch: PairBatch, end: int, device: torch.device) -> PairTensors:
    source = collate([TokenSequence.of(one.source) for one in batch.sequences], device)
    n_steps = max(map(len, batch.sequences))
    wanted = np.full((len(batch), n_steps), PAD, dtype=np.int64)
    given = np.full((len(batch), n_steps), PAD, dtype=np.int64)
    guide = np.zeros((len(batch), n_steps, source.ids.shape[1]), np.float32) if batch.n_guided else None
    for row, one in enumerate(batch.sequences):
        wanted[row, : len(one)] = one.target
        given[row, 1 : len(one)] = one.target[:-1]
        given[row, 0] = end
        if guide is not None and one.guide is not None:
            guide[row, : one.guide.shape[0], : one.guide.shape[1]] = one.guide
    told, said = (torch.from_numpy(array).to(device) for array in (given, wanted))
    return PairTensors(source, told, said, None if guide is None else torch.from_numpy(guide).to(device))


def _guide(pair: Pair, source: SourceText, target: TargetSide) -> NDArray[np.float32]:
    """(T, S): for each target piece of a linked word equal shares for the source pieces that it is linked to."""
    spans = target.spans(pair.target)
    found = np.zeros((len(spans) + 1, len(source.spans)), np.float32)
    for link in pair.links:
        rows = overlaps(spans, [link.target])[:, 0] > 0
        columns = overlaps(source.spans, [link.source])[:, 0] > 0
        found[:-1] = np.maximum(found[:-1], np.outer(rows, columns) * (1.0 if link.is_sure else 0.5))
    total = found.sum(axis=1, keepdims=True)
    shares: NDArray[np.float32] = found / np.maximum(total, np.float32(1e-9))
    return shares


def pair_of(line: Mapping[str, Any]) -> Pair:
    """From {"source", "target", "links": [[source span, target span, is sure]…]}; KeyError, TypeError or ValueError."""
    links = tuple(
        SpanLink(Span(*map(int, source)), Span(*map(int, target)), bool(is_sure))
        for source, target, is_sure in line.get("links", ())
    )
    return Pair(int(line.get("id", 0)), line["source"], line["target"], str(line.get("part", "holdout")), links)


def too_few(n: int) -> InputError:
    template = N_("core", "There are {n} pairs to learn from; import at least {least}.")
    return InputError("too-few-pairs", template, n=n, least=MIN_PAIRS)
