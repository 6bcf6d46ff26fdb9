"""A training of a run: from its documents and settings, with all that watches it, from any place to its end."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import nn

from core.ml import checkpoint, kept, rationales
from core.ml.callbacks import Obey, TellProgress
from core.ml.corpus import Example
from core.ml.examples import Examples
from core.ml.job import Job
from core.ml.preparation import Plan
from core.ml.text.batches import TokenSequence
from core.ml.text.sequences import Prepared, sequences
from core.ml.text.tokenizer import Tokenizer
from core.ml.text_training import TextTraining
from core.ml.training_config import TrainingConfig


@dataclass(frozen=True, slots=True)
class Labelled:
    """The documents that teach (N), their labels (N, C), and the rows held back to tell when to stop."""

    documents: Sequence[Example]
    targets: NDArray[np.bool_]
    kept: NDArray[np.intp]
    held: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Learner:
    """What a training learns from: texts, and their pieces. `build` gives the model of its first step, each time."""

    plan: Plan
    labelled: Labelled
    tokenizer: Tokenizer
    texts: Sequence[Prepared]
    encoded: Sequence[TokenSequence]
    build: Callable[[], nn.Module]

    @property
    def is_taught(self) -> bool:
        """Whether enough documents have marked words for attention to learn from, and the settings want it."""
        n_marked = sum(text.marked is not None for text in self.texts)
        return n_marked >= rationales.MIN_DOCUMENTS and self.config().rationale_weight != 0

    def config(self) -> TrainingConfig:
        names = {field.name for field in dataclasses.fields(TrainingConfig)}
        given = {key: value for key, value in self.plan.settings.items() if key in names}
        return TrainingConfig(**given)  # type: ignore[arg-type]

    def learn(self, config: TrainingConfig, job: Job) -> TextTraining:
        """Train from any place of it to its end; the best epoch's weights are on disk, and in the model given back."""
        run_dir = self.plan.run_dir
        if config.rationale_weight < 0:
            is_taught = self.is_taught
            trial = [TellProgress(job), Obey(job)]
            chosen = rationales.choose_rationale_weight(self.training, config, trial) if is_taught else 0.0
            config = dataclasses.replace(config, rationale_weight=chosen)
        training = self.training(config)
        kept.fit(run_dir, training, job, is_resumed=self.plan.spec.is_resumed)
        training.model.load_state_dict(checkpoint.load_weights(run_dir, training.model))
        return training

    def training(self, config: TrainingConfig) -> TextTraining:
        """At its first step."""
        encoded = self.encoded
        kept, held, targets = self.labelled.kept, self.labelled.held, self.labelled.targets
        resample = None
        if self.plan.settings.get("subword_sampling", True):
            resample = functools.partial(sequences, self.tokenizer, [self.texts[row] for row in kept])
        return TextTraining(
            self.build().to(self.plan.device),
            Examples([encoded[row] for row in kept], targets[kept], resample),
            Examples([encoded[row] for row in held], targets[held]),
            config,
            is_multi_label=self.plan.spec.is_multi_label,
            seed=self.plan.spec.seed,
        )
