"""A training that takes a second: texts of pieces 2…19 whose label is whether piece 2 or piece 3 is among them."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from core.ml.examples import Examples
from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.text.batches import TokenSequence
from core.ml.text_training import TextTraining
from core.ml.training import Callback
from core.ml.training_config import TrainingConfig


def examples(n: int, seed: int = 0, n_marked: int = 0, has_odd_marks: bool = False, **fields: Any) -> Examples:
    """In the first `n_marked` texts the piece that decides is marked; odd marks are on pieces that say nothing."""
    rng = np.random.default_rng(seed)
    classes = np.arange(n) % 2
    sequences = []
    for row, label in enumerate(classes):
        ids = rng.integers(4, 20, rng.integers(2, 9)).astype(np.int32)
        ids[rng.integers(len(ids))] = 2 + label
        marked = ids > 11 if has_odd_marks else ids < 4
        sequences.append(TokenSequence(ids, np.zeros_like(ids), marked if row < n_marked else None))
    return Examples(sequences, np.eye(2, dtype=bool)[classes], **fields)


def model(seed: int = 0, dropout: float = 0.2, word_dropout: float = 0.1) -> AttentionLSTM:
    torch.manual_seed(seed)
    return AttentionLSTM(AttentionLSTMConfig(20, 2, 8, 8, dropout=dropout, word_dropout=word_dropout))


def make(
    seed: int = 0,
    train: Examples | None = None,
    valid: Examples | None = None,
    is_multi_label: bool = False,
    net: torch.nn.Module | None = None,
    **config: Any,
) -> TextTraining:
    settings = TrainingConfig(**{"epochs": 3, "batch_size": 16, "learning_rate": 0.02} | config)
    parts = (train or examples(160), valid or examples(60, seed=1))
    return TextTraining(net or model(seed), *parts, settings, is_multi_label=is_multi_label, seed=seed)


class StopAfter(Callback):
    """A kill after so many steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def on_batch(self, training: TextTraining) -> None:
        if training.place.step == self.steps:
            raise InterruptedError


class Listen(Callback):
    """Keeps the notices."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def on_notice(self, training: TextTraining, notice: Exception) -> None:  # noqa: ARG002
        self.heard.append(str(notice))
