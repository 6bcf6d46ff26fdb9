"""Attention that learns from texts alone: both halves of a text are to be known for parts of the same whole.

Two tasks at once, in batches of B texts, each cut in two at a random place:
  * the two halves find each other among all halves of the batch (InfoNCE, van den Oord et al. 2018; Gao et al. 2021,
    "SimCSE", have the same aim with two dropouts of one sentence);
  * each half finds the topics of its whole text (latent semantic analysis of its n-grams).
Words that tell texts apart earn attention, and texts that mean the same come to lie close together: a few labels are
then enough.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from core.ml.models.auto import Auto
from core.ml.optimizer import AdamW
from core.ml.text.batches import TokenSequence, collate, shuffled
from core.ml.text.tokenizer import Tokenizer
from core.progress import Report, ignore

POOL = 4096  # texts cut into pieces at a time
MIN_PIECES, MAX_PIECES = 8, 400  # of a text that is read
EARLIEST, LATEST = 0.35, 0.65  # where a text is cut in two
HALVES_TEMPERATURE, TOPICS_TEMPERATURE = 0.1, 0.07
WARM_UP_STEPS = 20
GRADIENT_NORM = 1.0
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class ContrastiveConfig:
    """How long and how fast. A text is read `most_epochs` times at most: a small project is soon known by heart."""

    steps: int = 800
    most_epochs: int = 40
    batch_size: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    minutes: float = 0.0  # 0: as many as the steps take
    seed: int = 0


def learn(
    model: Auto,
    tokenizer: Tokenizer,
    texts: Sequence[str],
    topics: Floats,
    config: ContrastiveConfig,
    report: Report = ignore,
) -> None:
    """Train the model's embedding, attention and projection on normalised texts and their topics (N, K), in place."""
    torch.manual_seed(config.seed)
    head = nn.Linear(model.config.embedding_size, topics.shape[1]) if topics.shape[1] else None
    parameters = [weight for weight in model.parameters() if weight.requires_grad]
    parameters += head.parameters() if head else []
    optimizer = AdamW(parameters, config.weight_decay)
    wholes = functional.normalize(torch.from_numpy(np.asarray(topics, dtype=np.float32)), dim=1)
    total = max(1, min(config.steps, config.most_epochs * len(texts) // config.batch_size))
    started = time.monotonic()
    model.train()
    for step, (rows, halves) in enumerate(_batches(tokenizer, texts, config.batch_size, config.seed)):
        done = max(step / total, (time.monotonic() - started) / (config.minutes * 60) if config.minutes else 0.0)
        if done >= 1:
            break
        report(step, total)
        loss = _loss(model, head, halves, wholes[torch.from_numpy(rows)])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, GRADIENT_NORM)
        optimizer.step(config.learning_rate * min(1.0, (step + 1) / WARM_UP_STEPS) * (1 - 0.95 * done))
    report(total, total)
    model.eval()


def _loss(model: Auto, head: nn.Module | None, halves: list[TokenSequence], wholes: Tensor) -> Tensor:
    """Of the first halves of B texts and then the second ones (2B); `wholes` are the topics of the B texts (B, K)."""
    batch = collate(halves, wholes.device)
    context, _, _ = model.read(batch)  # (2B, E)
    documents = functional.normalize(model.projection(context), dim=1, eps=1e-6)  # (2B, D)
    first, second = documents.chunk(2)
    own = torch.arange(len(wholes))
    alike = first @ second.T / HALVES_TEMPERATURE  # (B, B)
    loss = (functional.cross_entropy(alike, own) + functional.cross_entropy(alike.T, own)) / 2
    if head is None:
        return loss
    found = functional.normalize(head(context), dim=1) @ wholes.T / TOPICS_TEMPERATURE  # (2B, B)
    return loss + functional.cross_entropy(found, own.repeat(2))


def _batches(
    tokenizer: Tokenizer, texts: Sequence[str], size: int, seed: int
) -> Iterator[tuple[NDArray[np.intp], list[TokenSequence]]]:
    """Rows of texts (B) and their halves (2B), for ever; nothing where no text is long enough. The seed decides."""
    rng = np.random.default_rng(seed)
    found = True
    while found:
        found = False
        order = rng.permutation(len(texts))
        for start in range(0, len(order), POOL):
            rows = order[start : start + POOL]
            cut = [pieces.ids[:MAX_PIECES] for pieces in tokenizer.pieces([texts[row] for row in rows], _fresh(rng))]
            lengths = np.array([len(ids) for ids in cut])
            kept = np.flatnonzero(lengths >= MIN_PIECES)
            for places in shuffled(lengths[kept], size, rng):
                chosen = kept[places]
                if len(chosen) < 2:
                    continue
                found = True
                middles = [int(lengths[i] * rng.uniform(EARLIEST, LATEST)) for i in chosen]
                firsts = [TokenSequence.of(cut[i][:m]) for i, m in zip(chosen, middles, strict=True)]
                seconds = [TokenSequence.of(cut[i][m:]) for i, m in zip(chosen, middles, strict=True)]
                yield rows[chosen], firsts + seconds


def _fresh(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))
