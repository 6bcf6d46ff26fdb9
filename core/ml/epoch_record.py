"""What is measured at the end of an epoch, and which epoch is as good as another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.ml import metrics, plausibility
from core.ml.examples import Examples
from core.ml.losses import label_loss

Floats = NDArray[np.float32]
INTERVAL_DRAWS = 300


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch's measures; `n_valid` documents were held back for them (0: measured on the training texts).

    `auprc`: how well attention agrees with what people marked; None where nothing is marked. `bleu`, with its interval:
    of a translation (0 to 100), which has no labels; its `samples` are (source, what it should be, what it became).
    """

    epoch: int
    epochs: int
    train_loss: float
    valid_loss: float
    accuracy: float
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    tokens_per_s: float
    is_best: bool
    n_valid: int
    seconds: float = 0.0
    auprc: float | None = None
    bleu: float | None = None
    bleu_interval: tuple[float, float] = (0.0, 0.0)
    samples: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> EpochRecord:
        """From what dataclasses.asdict and JSON made of one."""
        pairs = {name: tuple(data[name]) for name in ("macro_f1_interval", "bleu_interval") if name in data}
        return cls(**{**data, **pairs, "samples": tuple(map(tuple, data.get("samples", ())))})

    @property
    def score(self) -> float:
        """What epochs are compared by."""
        return self.macro_f1 if self.bleu is None else self.bleu

    @property
    def interval(self) -> tuple[float, float]:
        return self.macro_f1_interval if self.bleu is None else self.bleu_interval


def measures(
    examples: Examples, scores: Floats, weights: Mapping[int, Floats], *, is_multi_label: bool, seed: int
) -> dict[str, Any]:
    """Fields of an EpochRecord: how good scores (N, C) are, and the weights (T), by row, on the texts with marks."""
    logits, targets = torch.from_numpy(scores), torch.from_numpy(examples.targets)
    probabilities = (torch.sigmoid(logits) if is_multi_label else torch.softmax(logits, dim=1)).numpy()
    predicted = metrics.decide(probabilities, is_multi_label=is_multi_label)
    marked = [flags for row in weights if (flags := examples.sequences[row].marked) is not None]
    return {
        "valid_loss": label_loss(logits, targets, None, is_multi_label=is_multi_label).item(),
        "accuracy": float((predicted == examples.targets).all(axis=1).mean()),
        "macro_f1": metrics.macro_f1(predicted, examples.targets),
        "macro_f1_interval": metrics.macro_f1_interval(predicted, examples.targets, seed, draws=INTERVAL_DRAWS),
        "auprc": plausibility.auprc(list(weights.values()), marked),
    }


def is_as_good(score: float, old: EpochRecord) -> bool:
    """Not clearly worse than an earlier epoch: at most half a standard error of what the validation part can tell.

    Later epochs take smaller steps and average more; a lucky early epoch is no reason to go back to it.
    """
    low, high = old.interval
    return score >= old.score - 0.5 * (high - low) / (2 * metrics.Z_95)
