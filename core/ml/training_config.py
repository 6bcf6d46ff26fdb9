"""How a model is trained, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The settings of a training; see core.jobs.model_settings for what each means to a user.

    An epoch takes at least and at most so many steps: few texts are read several times in it, very many in part.
    """

    epochs: int = 8
    patience: int = 5
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    batch_size: int = 32
    class_weights: bool = True
    max_tokens: int = 512
    consistency: float = 1.0
    rationale_weight: float = 0.0
    conicity: float = 0.0
    min_steps_per_epoch: int = 50
    max_steps_per_epoch: int = 1_000_000
