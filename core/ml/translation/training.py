"""The training of a translation model: how wrong its next pieces are, and how good what it says is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from core.ml import precision
from core.ml.models.decoding import Decoder
from core.ml.models.smoothed import SmoothedLoss
from core.ml.rationales import guide_loss
from core.ml.text.tokenizer import PAD
from core.ml.training import Training
from core.ml.training_config import TrainingConfig
from core.ml.translation import pairs
from core.ml.translation.pairs import PairBatch, PairSequence, PairTensors

SAMPLES = 3
VALIDATION_PAIRS = 64  # in one batch
TRANSLATED = 200  # of the validation part, for BLEU after each epoch


@dataclass(frozen=True, slots=True)
class TranslationConfig(TrainingConfig):
    """As all trainings; `label_smoothing` is ε, `link_weight` how strongly gold links teach attention."""

    epochs: int = 12
    learning_rate: float = 2e-3
    weight_decay: float = 0.0
    batch_size: int = 64
    label_smoothing: float = 0.1
    link_weight: float = 0.0
    min_steps_per_epoch: int = 0


Translate = Callable[[nn.Module, Sequence[int]], list[str]]
"""What a model makes of the validation pairs at these places."""
Score = Callable[[Sequence[str], Sequence[str]], tuple[float, tuple[float, float]]]
"""BLEU of translations against references, with its interval."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What is held back: in pieces, as texts (source, target), and how to translate and measure it."""

    sequences: Sequence[PairSequence]
    texts: Sequence[tuple[str, str]]
    translate: Translate
    score: Score


@dataclass(frozen=True, slots=True)
class Lessons:
    """The pairs that teach, in pieces; `resample(seed)` cuts them anew for each epoch."""

    sequences: Sequence[PairSequence]
    end: int
    resample: Callable[[int], Sequence[PairSequence]] | None = field(default=None)


class TranslationTraining(Training[PairBatch]):
    """Teacher forcing: the right pieces before each are given, all steps at once."""

    def __init__(
        self, model: nn.Module, train: Lessons, valid: Validation, config: TranslationConfig, *, seed: int
    ) -> None:
        super().__init__(model, config, seed=seed)
        self.train = train
        self.valid = valid
        self.smoothing, self.link_weight = config.label_smoothing, config.link_weight
        self.precision = self.precision or precision.quick_on_cpu(self.device)
        self._passes = max(1, -(-config.min_steps_per_epoch * config.batch_size // max(1, len(train.sequences))))

    @property
    def steps_per_epoch(self) -> int:
        n = -(-len(self.train.sequences) * self._passes // self.config.batch_size)
        return min(n, self.config.max_steps_per_epoch)

    @property
    def n_valid(self) -> int:
        return len(self.valid.sequences)

    def batches(self, epoch: int) -> Sequence[PairBatch]:
        rng = np.random.default_rng([self.seed, epoch])
        sequences: list[PairSequence] = []
        for _ in range(self._passes):
            resample = self.train.resample
            sequences += resample(int(rng.integers(2**31))) if resample else self.train.sequences
        return pairs.batches(sequences, self.config.batch_size, rng)[: self.steps_per_epoch]

    def n_tokens(self, batch: PairBatch) -> int:
        return batch.n_tokens

    def loss(self, part: PairBatch, whole: PairBatch) -> Tensor:
        tensors = pairs.to_tensors(part, self.train.end, self.device)
        scores, wanted, weights = self._told(tensors)
        loss: Tensor = SmoothedLoss.apply(scores, wanted, self.smoothing) / whole.n_tokens  # type: ignore[no-untyped-call]
        if tensors.guide is not None and weights is not None and self.link_weight:
            loss = loss + self.link_weight * guide_loss(weights, tensors.guide) / whole.n_guided
        return loss

    def measures(self) -> dict[str, Any]:
        sequences = self.valid.sequences or self.train.sequences[:TRANSLATED]
        self.model.eval()
        with torch.inference_mode():
            loss, accuracy = self._teacher_forced(sequences)
            translated = self.valid.translate(self.model, range(min(TRANSLATED, len(self.valid.texts))))
        self.model.train()
        texts = self.valid.texts[: len(translated)]
        bleu, interval = self.valid.score(translated, [target for _, target in texts])
        samples = tuple((*texts[row], translated[row]) for row in range(min(SAMPLES, len(texts))))
        return {
            "valid_loss": loss,
            "accuracy": accuracy,
            "macro_f1": 0.0,
            "macro_f1_interval": (0.0, 0.0),
            "bleu": bleu,
            "bleu_interval": interval,
            "samples": samples,
        }

    def _told(self, tensors: PairTensors) -> tuple[Tensor, Tensor, Tensor | None]:
        """Scores (M, V) of the M pieces that are there, these pieces (M), and the weights (B, T, S)."""
        model = cast(Decoder, self.model)
        is_there = tensors.wanted != PAD
        with precision.mixed(self.device, self.precision):
            told = model.tell(tensors.source, tensors.given)
            scores = model.score(told.states[is_there])
        return scores, tensors.wanted[is_there], told.weights

    def _teacher_forced(self, sequences: Sequence[PairSequence]) -> tuple[float, float]:
        """The mean loss of a target piece, without smoothing, and the share of pieces that are guessed right."""
        total = right = n = 0.0
        order = sorted(range(len(sequences)), key=lambda row: len(sequences[row].target))
        for start in range(0, len(order), VALIDATION_PAIRS):
            batch = PairBatch([sequences[row] for row in order[start : start + VALIDATION_PAIRS]])
            scores, wanted, _ = self._told(pairs.to_tensors(batch, self.train.end, self.device))
            total += float(nn.functional.cross_entropy(scores.float(), wanted, reduction="sum"))
            right += float((scores.argmax(dim=1) == wanted).sum())
            n += len(wanted)
        return total / max(n, 1), right / max(n, 1)


def config_of(settings: dict[str, Any]) -> TranslationConfig:
    names = {one.name for one in dataclasses.fields(TranslationConfig)}
    return TranslationConfig(**{key: value for key, value in settings.items() if key in names})
