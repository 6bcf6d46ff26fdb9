"""The training loop: a model, batches to learn from, and callbacks that watch; it knows neither files nor messages."""

from __future__ import annotations

import dataclasses
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn

from core.errors import AppError
from core.ml import device, failures, precision
from core.ml.epoch_record import EpochRecord, is_as_good
from core.ml.optimizer import AdamW, AveragedWeights
from core.ml.training_config import TrainingConfig

WARM_UP = 0.05  # share of all steps in which the learning rate rises
GRADIENT_NORM = 1.0
AVERAGE_DECAY = 0.995  # of the averaged weights, at least
AVERAGED_SHARE = 0.3  # of all steps, where those are many: noise of the last ones is then averaged out
SMOOTHING = 0.9  # of the loss shown


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
    texts_at_once: int = 0  # more did not fit into the memory; 0: all of a batch fit
    loss_scale: float = 1.0
    history: list[EpochRecord] = field(default_factory=list)


class Callback:
    """Watches a training. May raise to end it, or set `training.should_stop` to end it well.

    A notice is what the user should know of a training that goes on, or ends well, all the same.
    """

    def on_start(self, training: Training[Any]) -> None: ...

    def on_batch(self, training: Training[Any]) -> None: ...

    def on_epoch(self, training: Training[Any], record: EpochRecord) -> None: ...

    def on_notice(self, training: Training[Any], notice: AppError) -> None: ...


Own = TypeVar("Own", bound="Divisible")


class Divisible(Protocol):
    """A batch: texts, or pairs of them, that can be learned from in parts where memory is short."""

    def __len__(self) -> int: ...

    def parts(self: Own, size: int) -> Iterator[Own]:
        """At most `size` at a time; 0: all at once."""
        ...


B = TypeVar("B", bound=Divisible)


class Training(ABC, Generic[B]):
    """One training, from any place of it to its end. All randomness depends on (seed, epoch, step) alone.

    Hence a training that goes on from a checkpoint takes exactly the steps that it would have taken anyway. What is
    learned, from which batches, and how well, is said by those that build on it.
    """

    def __init__(self, model: nn.Module, config: TrainingConfig, *, seed: int) -> None:
        self.model = model
        self.config = config
        self.seed = seed
        self.device = next(model.parameters()).device
        self.precision = precision.automatic(self.device)
        self.trained = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
        self.optimizer = AdamW(self.trained.values(), config.weight_decay)
        self.averaged = AveragedWeights(self.trained.values(), AVERAGE_DECAY)
        self.place = Place(loss_scale=precision.FIRST_LOSS_SCALE if self.precision is torch.float16 else 1.0)
        self.should_stop = False
        self.broke_down_in: int | None = None
        self._callbacks: Sequence[Callback] = ()

    @property
    @abstractmethod
    def steps_per_epoch(self) -> int: ...

    @property
    @abstractmethod
    def n_valid(self) -> int:
        """How much is held back to tell when to stop; 0: measured on what is trained on."""

    @abstractmethod
    def batches(self, epoch: int) -> Sequence[B]:
        """Of one epoch: always the same ones for the same seed and epoch."""

    @abstractmethod
    def n_tokens(self, batch: B) -> int: ...

    @abstractmethod
    def loss(self, part: B, whole: B) -> Tensor:
        """The share of `part` in the loss of the `whole` batch: any division into parts gives the same step."""

    @abstractmethod
    def measures(self) -> dict[str, Any]:
        """Fields of an EpochRecord: how good the model, as it is now, is on what is held back."""

    @property
    def total_steps(self) -> int:
        return self.steps_per_epoch * self.config.epochs

    def fit(self, callbacks: Sequence[Callback]) -> None:
        """Train to the end, or until a callback stops it, or until it breaks down.

        AppError("diverged") when it breaks down before any epoch is done; later, `broke_down_in` is that epoch, and
        `best()` the one to go on with.
        """
        device.keep_memory()
        self._callbacks = callbacks
        self.averaged.decay = max(AVERAGE_DECAY, 1 - 1 / (AVERAGED_SHARE * self.total_steps))
        for callback in callbacks:
            callback.on_start(self)
        while self.place.epoch < self.config.epochs and not self.should_stop:
            record = self._epoch()
            if record is None:
                self._break_down()
                return
            for callback in callbacks:
                callback.on_epoch(self, record)

    def best(self) -> EpochRecord | None:
        """The epoch whose averaged weights are the model to keep: the last one that was as good as any before."""
        return next((record for record in reversed(self.place.history) if record.is_best), None)

    def averaged_weights(self) -> dict[str, Tensor]:
        """Everything that the model is made of, with the mean of what is trained."""
        return self.model.state_dict() | dict(zip(self.trained, self.averaged.values, strict=True))

    def epochs_without_gain(self) -> int:
        """How long ago the highest score was first reached."""
        history = self.place.history
        return len(history) - max(history, key=lambda record: record.score).epoch if history else 0

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
        history = [EpochRecord.of(record) for record in state["history"]]
        self.place = Place(**{**state, "history": history})
        self.optimizer.steps = self.averaged.steps = self.place.step
        for name, own in self.tensors().items():
            own.copy_(tensors[name])

    def _epoch(self) -> EpochRecord | None:
        """The rest of this epoch; None when a number in it is not finite."""
        for batch in self.batches(self.place.epoch)[self.place.batch :]:
            if not self._step(batch):
                return None
            for callback in self._callbacks:
                callback.on_batch(self)
        return self._end_epoch()

    def _step(self, batch: B) -> bool:
        """One step of the optimizer; or none, and False, when loss or gradient is not finite."""
        started = time.perf_counter()
        place = self.place
        loss, norm = self._gradients(batch)
        if not math.isfinite(loss + norm):
            return False
        self.optimizer.step(self._learning_rate())
        self.averaged.update()
        place.step += 1
        place.batch += 1
        place.loss_sum += loss
        place.smooth_loss = loss if place.step == 1 else SMOOTHING * place.smooth_loss + (1 - SMOOTHING) * loss
        place.tokens += self.n_tokens(batch)
        place.step_seconds = time.perf_counter() - started
        place.seconds += place.step_seconds
        return True

    def _gradients(self, batch: B) -> tuple[float, float]:
        """The batch's loss and the norm of its gradient, which is left, clipped, in the parameters.

        Where memory does not suffice the batch is divided; where float16 does not, the loss is scaled down.
        """
        while True:
            self._seed_step()
            self.optimizer.zero_grad()
            loss = self._whole_loss(batch)
            if loss is None:
                self._halve(batch)
                continue
            norm = self._clip()
            if self.place.loss_scale <= 1.0 or math.isfinite(loss + norm):
                return loss, norm
            self.place.loss_scale /= 2

    def _whole_loss(self, batch: B) -> float | None:
        """The batch's loss, its gradient added to the parameters'; None when memory does not suffice."""
        try:
            return sum(self._backward(part, batch) for part in batch.parts(self.place.texts_at_once))
        except (MemoryError, RuntimeError) as error:
            if not failures.is_out_of_memory(error) or self._texts_at_once(batch) == 1:
                raise
            return None

    def _backward(self, part: B, whole: B) -> float:
        """Adds the part's gradient, and gives its share of the loss."""
        loss = self.loss(part, whole)
        (loss * self.place.loss_scale).backward()  # type: ignore[no-untyped-call]
        return loss.item()

    def _clip(self) -> float:
        if self.place.loss_scale != 1.0:
            gradients = [weight.grad for weight in self.optimizer.parameters if weight.grad is not None]
            torch._foreach_div_(gradients, self.place.loss_scale)
        return float(nn.utils.clip_grad_norm_(self.optimizer.parameters, GRADIENT_NORM))

    def _texts_at_once(self, batch: B) -> int:
        return min(self.place.texts_at_once or len(batch), len(batch))

    def _halve(self, batch: B) -> None:
        """For the rest of the training no more than half of the texts at once that were too many."""
        self.optimizer.zero_grad()
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
        n = self._texts_at_once(batch)
        self.place.texts_at_once = n // 2
        self._say(failures.smaller_batch(n, n // 2))

    def _break_down(self) -> None:
        """End with the best epoch so far, which is on disk: nothing after it is good for anything."""
        self.broke_down_in = self.place.epoch + 1
        self.should_stop = True
        best = self.best()
        if best is None:
            raise failures.diverged(self.broke_down_in)
        self._say(failures.broke_down(self.broke_down_in, best.epoch))

    def _say(self, notice: AppError) -> None:
        for callback in self._callbacks:
            callback.on_notice(self, notice)

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

    def _end_epoch(self) -> EpochRecord | None:
        place = self.place
        self.averaged.swap()
        measured = self.measures()
        self.averaged.swap()
        if not math.isfinite(measured["valid_loss"]):
            return None
        place.epoch += 1
        record = EpochRecord(
            epoch=place.epoch,
            epochs=self.config.epochs,
            train_loss=place.loss_sum / max(place.batch, 1),
            tokens_per_s=place.tokens / max(place.seconds, 1e-9),
            is_best=False,
            n_valid=self.n_valid,
            seconds=place.seconds,
            **measured,
        )
        record = dataclasses.replace(record, is_best=all(is_as_good(record.score, old) for old in place.history))
        place.history.append(record)
        place.batch, place.loss_sum, place.tokens, place.seconds = 0, 0.0, 0, 0.0
        return record
