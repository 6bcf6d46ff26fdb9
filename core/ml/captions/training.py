"""The training of a captioner: how wrong its next words are, where it should look, and how good what it says is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from core.ml import plausibility, precision
from core.ml.captions import lessons
from core.ml.captions.lessons import CaptionTensors, Lesson, LessonBatch
from core.ml.models.captioning import Pictures, Told, Writer
from core.ml.models.smoothed import SmoothedLoss
from core.ml.rationales import guide_loss
from core.ml.training import Training
from core.ml.training_config import TrainingConfig

SAMPLES = 3
VALIDATION_PICTURES = 12  # in one batch
BASELINE_DECAY = 0.9  # of hard attention's reward (Xu et al. 2015, section 4.1)
COVERED = 0.5  # of a cell, to count as a region's
Look = Callable[[Sequence[str]], Tensor]
"""The pictures of these keys as a model takes them."""


@dataclass(frozen=True, slots=True)
class CaptionConfig(TrainingConfig):
    """As all trainings; batches are of pictures, and `rationale_weight` is that of drawn regions.

    `coverage` is λ of the doubly stochastic term, `entropy` that of hard attention's.
    """

    epochs: int = 10
    learning_rate: float = 1e-3
    weight_decay: float = 0.0
    batch_size: int = 12
    label_smoothing: float = 0.1
    coverage: float = 0.0
    entropy: float = 0.002
    min_steps_per_epoch: int = 50


@dataclass(frozen=True, slots=True)
class Validation:
    """What is held back: lessons, texts (name, captions), and how to write and measure captions."""

    lessons: Sequence[Lesson] = ()
    texts: Sequence[tuple[str, tuple[str, ...]]] = ()
    write: Callable[[nn.Module, Sequence[str]], list[str]] = field(default=lambda *_: [])
    score: Callable[[Sequence[str], Sequence[Sequence[str]]], tuple[float, tuple[float, float]]] = field(
        default=lambda *_: (0.0, (0.0, 0.0))
    )


class CaptionTraining(Training[LessonBatch]):
    """Teacher forcing: the right words before each are given. Lessons without pictures teach the decoder alone."""

    def __init__(  # noqa: PLR0913
        self,
        model: nn.Module,
        train: Sequence[Lesson],
        look: Look,
        end: int,
        config: CaptionConfig,
        valid: Validation | None = None,
        *,
        seed: int,
    ) -> None:
        super().__init__(model, config, seed=seed)
        self.train, self.valid, self._look, self._end = train, valid or Validation(), look, end
        self.options = config
        self.precision = self.precision or precision.quick_on_cpu(self.device)
        self._steps = len(self.batches(0))  # asked for in every step
        self.baseline = torch.zeros(1, device=self.device)  # the moving mean of hard attention's reward
        self._rewards: list[Tensor] = []

    @property
    def steps_per_epoch(self) -> int:
        return self._steps

    @property
    def n_valid(self) -> int:
        return len(self.valid.lessons)

    def batches(self, epoch: int) -> Sequence[LessonBatch]:
        rng, found = np.random.default_rng([self.seed, epoch]), list[LessonBatch]()
        make = lessons.picture_batches if self.train[0].key else lessons.text_batches
        while len(found) < max(1, self.config.min_steps_per_epoch):
            found += make(self.train, self.config.batch_size, rng)
        return found[: self.config.max_steps_per_epoch]

    def epochs_without_gain(self) -> int:
        """In neither BLEU nor the loss of the next word: at first no caption has four words right."""
        history = self.place.history
        since = len(history) - min(history, key=lambda record: record.valid_loss).epoch if history else 0
        return min(since, super().epochs_without_gain())

    def n_tokens(self, batch: LessonBatch) -> int:
        return batch.n_words

    def tensors(self) -> dict[str, Tensor]:
        return super().tensors() | {"baseline": self.baseline}

    def loss(self, part: LessonBatch, whole: LessonBatch) -> Tensor:
        tensors = lessons.to_tensors(part, self._end, self.device)
        told, scores = self._told(part, tensors)
        wanted = tensors.wanted[tensors.is_there]
        loss: Tensor = SmoothedLoss.apply(scores, wanted, self.options.label_smoothing) / whole.n_words  # type: ignore[no-untyped-call]
        if told.weights is None:
            return loss
        weights, share = told.weights.float(), len(part) / len(whole)
        if tensors.guide is not None and self.config.rationale_weight:
            loss = loss + self.config.rationale_weight * guide_loss(weights, tensors.guide) / whole.n_guided
        if self.options.coverage:
            loss = loss + self.options.coverage * share * doubly_stochastic(weights, tensors.is_there)
        if told.choice_logs is not None:
            logs = torch.log_softmax(scores.detach().float(), dim=-1).gather(1, wanted[:, None]).squeeze(1)
            loss = loss + share * self._reinforced(told, tensors.is_there, logs)
        return loss

    def measures(self) -> dict[str, Any]:
        held = self.valid.lessons or self.train[: 4 * VALIDATION_PICTURES]
        self.model.eval()
        with torch.inference_mode():
            loss, accuracy, agreement = self._teacher_forced(held)
            written = self.valid.write(self.model, [lesson.key for lesson in self.valid.lessons])
        self.model.train()
        texts = self.valid.texts[: len(written)]
        bleu, interval = self.valid.score(written, [captions for _, captions in texts])
        samples = tuple((name, captions[0], said) for (name, captions), said in zip(texts, written, strict=True))
        return {
            "valid_loss": loss,
            "accuracy": accuracy,
            "macro_f1": 0.0,
            "macro_f1_interval": (0.0, 0.0),
            "auprc": agreement,
            "bleu": bleu,
            "bleu_interval": interval,
            "samples": samples[:SAMPLES],
        }

    def _told(self, batch: LessonBatch, tensors: CaptionTensors) -> tuple[Told, Tensor]:
        """What the model made of captions, and scores (M, V) of the M words that are there."""
        model = cast(Writer, self.model)
        keys = [lesson.key for lesson in batch.lessons]
        with precision.mixed(self.device, self.precision):
            if keys[0]:
                surplus = None if batch.surplus is None else batch.surplus.to(self.device)
                pictures = Pictures(self._look(keys).to(self.device), tensors.rows, surplus=surplus)
                told = cast(Any, model).tell(pictures, tensors.given)
            else:
                told = Told(model.write(tensors.given))
            return told, model.score(told.states[tensors.is_there])

    def _reinforced(self, told: Told, is_there: Tensor, logs: Tensor) -> Tensor:
        """REINFORCE for the places drawn (Xu et al. 2015, equation 12), a caption's reward being its mean log p."""
        assert told.weights is not None and told.choice_logs is not None
        n = is_there.sum(dim=1).clamp(min=1)
        rewards = torch.zeros(is_there.shape, device=logs.device).masked_scatter(is_there, logs).sum(dim=1) / n  # (B)
        gain = (rewards - self.baseline)[:, None]  # (B, 1)
        weights = told.weights.float()
        entropy = -(weights * weights.clamp(min=1e-9).log()).sum(dim=-1)  # (B, T)
        terms = gain * told.choice_logs + self.options.entropy * entropy
        self._rewards.append(rewards.detach())
        return -(terms * is_there).sum() / is_there.sum()

    def _step(self, batch: LessonBatch) -> bool:
        """The baseline moves once a step, however the batch is divided."""
        is_good = super()._step(batch)
        if self._rewards:
            mean = torch.cat(self._rewards).mean()
            self.baseline.mul_(BASELINE_DECAY).add_((1 - BASELINE_DECAY) * mean)
            self._rewards = []
        return is_good

    def _teacher_forced(self, held: Sequence[Lesson]) -> tuple[float, float, float | None]:
        """The mean loss of a word, the share of words guessed right, and how attention agrees with drawn regions."""
        total = right = n = 0.0
        maps, marked = [], []
        for start in range(0, len(held), VALIDATION_PICTURES):
            batch = LessonBatch(held[start : start + VALIDATION_PICTURES])
            tensors = lessons.to_tensors(batch, self._end, self.device)
            told, scores = self._told(batch, tensors)
            wanted = tensors.wanted[tensors.is_there]
            total += float(nn.functional.cross_entropy(scores.float(), wanted, reduction="sum"))
            right += float((scores.argmax(dim=1) == wanted).sum())
            n += len(wanted)
            if tensors.guide is not None and told.weights is not None:
                is_guided = tensors.guide.sum(dim=-1) > 0
                maps += list(told.weights[is_guided].float().cpu().numpy())
                guides = tensors.guide[is_guided]
                marked += list((guides > COVERED * guides.amax(dim=-1, keepdim=True)).cpu().numpy())
        return total / max(n, 1), right / max(n, 1), plausibility.auprc(maps, marked)


def doubly_stochastic(weights: Tensor, is_there: Tensor) -> Tensor:
    """Σ_i (T/L − Σ_t α_ti)², relative to (T/L)² and averaged (Xu et al. 2015, equation 14); weights (B, T, L).

    Padded steps count nothing. The paper asks for 1 at every place; all places together only get T.
    """
    total = (weights * is_there[:, :, None]).sum(dim=1)  # (B, L)
    fair = is_there.sum(dim=1, keepdim=True) / weights.shape[-1]  # (B, 1)
    return ((total / fair - 1) ** 2).mean()


def config_of(settings: dict[str, Any]) -> CaptionConfig:
    names = {one.name for one in dataclasses.fields(CaptionConfig)}
    given = {key: value for key, value in settings.items() if key in names}
    weight = settings.get("region_weight", 0.0)
    return CaptionConfig(**given, rationale_weight=0.0 if weight < 0 else weight)
