"""The training loop: a model, its data, and callbacks that watch; it knows neither files nor messages."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.ml import metrics
from core.ml.losses import class_weights, disagreement, label_loss
from core.ml.optimizer import AdamW, AveragedWeights
from core.ml.text.batches import Batch, TokenSequence, by_tokens, collate, shuffled

WARM_UP = 0.05  # share of all steps in which the learning rate rises
GRADIENT_NORM = 1.0
AVERAGE_DECAY = 0.995
MIN_STEPS_PER_EPOCH = 50
VALIDATION_TOKENS = 16_384  # in one batch
SMOOTHING = 0.9  # of the loss shown


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """How to train, whatever the model; see core.jobs.model_settings for what each means."""

    epochs: int = 8
    patience: int = 5
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    batch_size: int = 32
    class_weights: bool = True
    max_tokens: int = 512
    consistency: float = 1.0


@dataclass(frozen=True, slots=True)
class Examples:
    """Encoded texts and their labels (N, C): flags, one or with multi-label any number in a row.

    `resample(seed)` gives the same texts encoded in another way, for each epoch of training.
    """

    sequences: Sequence[TokenSequence]
    targets: NDArray[np.bool_]
    resample: Callable[[int], Sequence[TokenSequence]] | None = None

    def __len__(self) -> int:
        return len(self.sequences)


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch's measures; `n_valid` documents were held back for them (0: measured on the training texts)."""

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


@dataclass
class Place:
    """Where a training stands: all that a checkpoint needs beside the tensors."""

    epoch: int = 0
    batch: int = 0
    step: int = 0
    loss_sum: float = 0.0
    smooth_loss: float = 0.0
    tokens: int = 0
    seconds: float = 0.0  # spent in this epoch's steps
    step_seconds: float = 0.0  # spent in the last step
    history: list[EpochRecord] = field(default_factory=list)


class Callback:
    """Watches a training. May raise to end it, or set `training.should_stop` to end it well."""

    def on_start(self, training: Training) -> None: ...

    def on_batch(self, training: Training) -> None: ...

    def on_epoch(self, training: Training, record: EpochRecord) -> None: ...


class Training:
    """One training, from any place of it to its end. All randomness depends on (seed, epoch, step) alone.

    Hence a training that goes on from a checkpoint takes exactly the steps that it would have taken anyway.
    """

    def __init__(
        self,
        model: nn.Module,
        train: Examples,
        valid: Examples,
        config: TrainingConfig,
        *,
        is_multi_label: bool,
        seed: int,
    ) -> None:
        self.model = model
        self.train = train
        self.valid = valid
        self.config = config
        self.is_multi_label = is_multi_label
        self.seed = seed
        self.device = next(model.parameters()).device
        parameters = list(model.parameters())
        self.optimizer = AdamW(parameters, config.weight_decay)
        self.averaged = AveragedWeights(parameters, AVERAGE_DECAY)
        self.class_weights: Tensor | None = None
        if config.class_weights:
            weights = class_weights(train.targets, is_multi_label=is_multi_label)
            self.class_weights = torch.tensor(weights, dtype=torch.float32, device=self.device)
        self.views = 2 if config.consistency else 1
        self.place = Place()
        self.should_stop = False

    @property
    def passes(self) -> int:
        """How often an epoch reads the training texts: more than once when they are few."""
        return math.ceil(MIN_STEPS_PER_EPOCH * self.config.batch_size / len(self.train))

    @property
    def steps_per_epoch(self) -> int:
        return math.ceil(len(self.train) * self.passes / self.config.batch_size)

    @property
    def total_steps(self) -> int:
        return self.steps_per_epoch * self.config.epochs

    def fit(self, callbacks: Sequence[Callback]) -> None:
        for callback in callbacks:
            callback.on_start(self)
        while self.place.epoch < self.config.epochs and not self.should_stop:
            for sequences, targets in self._batches()[self.place.batch :]:
                self._step(sequences, targets)
                for callback in callbacks:
                    callback.on_batch(self)
            record = self._end_epoch()
            for callback in callbacks:
                callback.on_epoch(self, record)

    def best(self) -> EpochRecord | None:
        """The epoch whose averaged weights are the model to keep: the last one that was as good as any before."""
        return next((record for record in reversed(self.place.history) if record.is_best), None)

    def averaged_weights(self) -> dict[str, Tensor]:
        names = [name for name, _ in self.model.named_parameters()]
        return dict(zip(names, self.averaged.values, strict=True))

    def epochs_without_gain(self) -> int:
        """How long ago the highest macro-F1 was first reached."""
        history = self.place.history
        return len(history) - max(history, key=lambda record: record.macro_f1).epoch if history else 0

    def tensors(self) -> dict[str, Tensor]:
        """All tensors of the training by name: to save, and to compare with a checkpoint's."""
        parts = {
            "weight": self.optimizer.parameters,
            "mean": self.optimizer.means,
            "square": self.optimizer.squares,
            "average": self.averaged.values,
        }
        return {f"{part}.{i}": tensor for part, tensors in parts.items() for i, tensor in enumerate(tensors)}

    def state(self) -> dict[str, Any]:
        return dataclasses.asdict(self.place)

    @torch.no_grad()
    def restore(self, tensors: Mapping[str, Tensor], state: Mapping[str, Any]) -> None:
        """Go to where `tensors` and `state` were taken; KeyError or TypeError when they are not a training's."""
        history = [
            EpochRecord(**record | {"macro_f1_interval": tuple(record["macro_f1_interval"])})
            for record in state["history"]
        ]
        self.place = Place(**{**state, "history": history})
        self.optimizer.steps = self.averaged.steps = self.place.step
        for name, own in self.tensors().items():
            own.copy_(tensors[name])

    def scores(self, examples: Examples) -> NDArray[np.float32]:
        """Raw scores (N, C) of the model as it is."""
        out = np.zeros(examples.targets.shape, dtype=np.float32)
        lengths = np.array([len(sequence) for sequence in examples.sequences], dtype=int)
        self.model.eval()
        with torch.inference_mode():
            for rows in by_tokens(lengths, VALIDATION_TOKENS):
                batch = collate([examples.sequences[row] for row in rows], self.device)
                out[rows] = self.model(batch).scores.float().cpu().numpy()
        self.model.train()
        return out

    def _batches(self) -> list[tuple[Sequence[TokenSequence], NDArray[np.bool_]]]:
        """The batches of this epoch: always the same ones for the same seed and epoch. A second view stands below."""
        rng = np.random.default_rng([self.seed, self.place.epoch])
        first, *others = [self._encoded(rng) for _ in range(self.views)]
        lengths = np.array([len(sequence) for sequence in first])
        batches: list[tuple[Sequence[TokenSequence], NDArray[np.bool_]]] = []
        for rows in shuffled(lengths, self.config.batch_size, rng):
            sequences = [view[row] for view in (first, *others) for row in rows]
            batches.append((sequences, np.tile(self.train.targets[rows % len(self.train)], (self.views, 1))))
        return batches

    def _encoded(self, rng: np.random.Generator) -> list[TokenSequence]:
        """The training texts, as often as an epoch reads them, cut into pieces anew each time."""
        sequences: list[TokenSequence] = []
        for _ in range(self.passes):
            resample = self.train.resample
            encoded = resample(int(rng.integers(2**31))) if resample else self.train.sequences
            sequences += [self._window(sequence, rng) for sequence in encoded]
        return sequences

    def _step(self, sequences: Sequence[TokenSequence], targets: NDArray[np.bool_]) -> None:
        started = time.perf_counter()
        place = self.place
        self._seed_step()
        batch = collate(sequences, self.device)
        loss = self._loss(batch, torch.from_numpy(targets).to(self.device))
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.optimizer.parameters, GRADIENT_NORM)
        self.optimizer.step(self._learning_rate())
        self.averaged.update()
        value = loss.item()
        place.step += 1
        place.batch += 1
        place.loss_sum += value
        place.smooth_loss = value if place.step == 1 else SMOOTHING * place.smooth_loss + (1 - SMOOTHING) * value
        place.tokens += sum(map(len, sequences))
        place.step_seconds = time.perf_counter() - started
        place.seconds += place.step_seconds

    def _loss(self, batch: Batch, targets: Tensor) -> Tensor:
        scores = self.model(batch).scores  # (views · B, C)
        loss = label_loss(scores, targets, self.class_weights, is_multi_label=self.is_multi_label)
        if self.views == 2:
            loss = loss + self.config.consistency * disagreement(scores, is_multi_label=self.is_multi_label)
        return loss

    def _learning_rate(self) -> float:
        """Rises for a moment, then falls along a cosine to zero."""
        share = self.place.step / self.total_steps
        warm = min(1.0, (self.place.step + 1) / max(10, WARM_UP * self.total_steps))
        return self.config.learning_rate * warm * 0.5 * (1 + math.cos(math.pi * share))

    def _seed_step(self) -> None:
        number = (self.seed * 1_000_003 + self.place.step) % 2**63
        torch.default_generator.manual_seed(number)
        if self.device.type == "cuda":
            torch.cuda.manual_seed(number)

    def _window(self, sequence: TokenSequence, rng: np.random.Generator) -> TokenSequence:
        """All of it, or of a longer text a stretch that differs from epoch to epoch."""
        spare = len(sequence) - self.config.max_tokens
        if spare <= 0:
            return sequence
        start = int(rng.integers(spare + 1))
        return sequence.window(start, start + self.config.max_tokens)

    def _end_epoch(self) -> EpochRecord:
        place = self.place
        examples = self.valid if len(self.valid) else self.train
        measures = self._measure(examples)
        place.epoch += 1
        record = EpochRecord(
            epoch=place.epoch,
            epochs=self.config.epochs,
            train_loss=place.loss_sum / max(place.batch, 1),
            tokens_per_s=place.tokens / max(place.seconds, 1e-9),
            is_best=all(_is_as_good(measures["macro_f1"], old) for old in place.history),
            n_valid=len(self.valid),
            seconds=place.seconds,
            **measures,
        )
        place.history.append(record)
        place.batch, place.loss_sum, place.tokens, place.seconds = 0, 0.0, 0, 0.0
        return record

    def _measure(self, examples: Examples) -> dict[str, Any]:
        self.averaged.swap()
        scores = torch.from_numpy(self.scores(examples))
        self.averaged.swap()
        targets = torch.from_numpy(examples.targets)
        loss = label_loss(scores, targets, None, is_multi_label=self.is_multi_label)
        probabilities = (torch.sigmoid(scores) if self.is_multi_label else torch.softmax(scores, dim=1)).numpy()
        predicted = metrics.decide(probabilities, is_multi_label=self.is_multi_label)
        return {
            "valid_loss": loss.item(),
            "accuracy": float((predicted == examples.targets).all(axis=1).mean()),
            "macro_f1": metrics.macro_f1(predicted, examples.targets),
            "macro_f1_interval": metrics.macro_f1_interval(predicted, examples.targets, self.seed, draws=300),
        }


def _is_as_good(macro_f1: float, old: EpochRecord) -> bool:
    """Not clearly worse than an earlier epoch: at most half a standard error of what the validation part can tell.

    Later epochs take smaller steps and average more; a lucky early epoch is no reason to go back to it.
    """
    low, high = old.macro_f1_interval
    return macro_f1 >= old.macro_f1 - 0.5 * (high - low) / (2 * metrics.Z_95)
