"""How what people marked (words, links, places) teaches attention, and how strongly: chosen on the validation part."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from torch import Tensor

from core.errors import AppError
from core.ml.epoch_record import EpochRecord, is_as_good
from core.ml.training import Callback, Training
from core.ml.training_config import TrainingConfig

MIN_DOCUMENTS = 20  # with marks, for attention to learn from them
CANDIDATES = (0.1, 0.3, 1.0)  # 3 cost accuracy where all texts are marked, and gained little elsewhere
DEFAULT = 1.0  # where no validation document is marked
TRIAL_EPOCHS = 8
TRIAL_STEPS = 800  # of each candidate, at most; after 400 a strong pull looks worse than it turns out to be


def choose_rationale_weight(
    make: Callable[[TrainingConfig], Training[Any]],
    config: TrainingConfig,
    callbacks: Sequence[Callback] = (),
    candidates: Sequence[float] = CANDIDATES,
) -> float:
    """The strongest candidate that costs the validation part's score nothing, and agrees better with its marks; or 0.

    `make` gives a fresh training, always of the same first model. The strongest is tried first, and no weaker one once
    one will do: agreement hardly ever falls as the weight grows. Each is tried for as many epochs, but at most
    TRIAL_EPOCHS, and TRIAL_STEPS steps in all; the default is the answer when no text held back for validation is
    marked.
    """
    epochs = min(config.epochs, TRIAL_EPOCHS)
    steps = max(1, min(config.max_steps_per_epoch, TRIAL_STEPS // epochs))
    trial = dataclasses.replace(
        config,
        epochs=epochs,
        max_steps_per_epoch=steps,
        min_steps_per_epoch=min(config.min_steps_per_epoch, steps),
    )

    def tried(weight: float) -> EpochRecord | None:
        training = make(dataclasses.replace(trial, rationale_weight=weight))
        try:
            training.fit(callbacks)
        except AppError as error:
            if error.code != "diverged":
                raise
        return training.best()

    without = tried(0.0)
    if without is None or without.auprc is None or not without.n_valid:
        return DEFAULT
    for weight in sorted(candidates, reverse=True):
        record = tried(weight)
        if record is None or record.auprc is None:
            continue
        if record.auprc > without.auprc and is_as_good(record.score, without):
            return weight
    return 0.0


def guide_loss(weights: Tensor, guide: Tensor) -> Tensor:
    """Σ −g log α over the rows that people linked or tied to regions, both (B, T, S); rows of 0 count nothing.

    Liu et al. 2016, "Neural MT with supervised attention", and 2017, "Attention correctness": equation 8 of each.
    """
    return -(guide * weights.float().clamp(min=1e-9).log()).sum()
