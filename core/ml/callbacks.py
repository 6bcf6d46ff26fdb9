"""What watches a training: stopping, reporting, keeping the best model, checkpoints. None knows of another."""

from __future__ import annotations

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.jobs.messages import Epoch, Step
from core.ml import checkpoint, notices
from core.ml.epoch_record import EpochRecord
from core.ml.files import write_bytes
from core.ml.job import Job
from core.ml.training import Callback, Training

STEP_INTERVAL_S = 0.25
SAVE_INTERVAL_S = 30.0
HISTORY_FILE = "history.jsonl"


class Obey(Callback):
    """Cancel, pause and hang-up between two batches."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def on_batch(self, training: Training[Any]) -> None:  # noqa: ARG002
        self._job.check()


class TellProgress(Callback):
    """How far a trial or a first part is, and nothing else: its epochs are not the run's."""

    def __init__(self, job: Job, phase: str = "train") -> None:
        self._job, self._phase = job, phase

    def on_batch(self, training: Training[Any]) -> None:
        self._job.progress(self._phase, training.place.step, training.total_steps)


class Tell(Callback):
    """Progress, the loss a few times a second, every epoch's measures and all notices as messages."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told_at = 0.0
        self._steps = 0
        self._seconds = 0.0

    def on_batch(self, training: Training[Any]) -> None:
        place = training.place
        self._steps += 1
        self._seconds += place.step_seconds
        left = (training.total_steps - place.step) * self._seconds / self._steps
        self._job.progress("train", place.step, training.total_steps, left)
        now = time.monotonic()
        if now - self._told_at >= STEP_INTERVAL_S:
            self._told_at = now
            epoch = place.epoch + place.batch / training.steps_per_epoch
            self._job.send(Step(self._job.id, epoch=epoch, loss=place.smooth_loss))

    def on_epoch(self, training: Training[Any], record: EpochRecord) -> None:  # noqa: ARG002
        self._job.send(Epoch(self._job.id, **dataclasses.asdict(record)))

    def on_notice(self, training: Training[Any], notice: AppError) -> None:  # noqa: ARG002
        notices.send(self._job, notice)


class KeepBest(Callback):
    """Saves the averaged weights of every epoch that is the best so far."""

    def __init__(self, run_dir: Path) -> None:
        self._run_dir = run_dir

    def on_epoch(self, training: Training[Any], record: EpochRecord) -> None:
        if record.is_best:
            checkpoint.save_weights(self._run_dir, training.averaged_weights())


class StopEarly(Callback):
    """Ends a training that has not got better for `patience` epochs, if there is a validation part to tell by."""

    def __init__(self, patience: int) -> None:
        self._patience = patience

    def on_start(self, training: Training[Any]) -> None:
        if training.n_valid and training.epochs_without_gain() >= self._patience:
            training.should_stop = True

    def on_epoch(self, training: Training[Any], record: EpochRecord) -> None:  # noqa: ARG002
        self.on_start(training)


class SaveProgress(Callback):
    """A checkpoint after each epoch and every half minute, the epochs in history.jsonl, notices in notices.jsonl."""

    def __init__(self, run_dir: Path, interval_s: float = SAVE_INTERVAL_S) -> None:
        self._run_dir = run_dir
        self._interval_s = interval_s
        self._saved_at = time.monotonic()

    def on_start(self, training: Training[Any]) -> None:
        self._write_history(training)

    def on_batch(self, training: Training[Any]) -> None:
        if time.monotonic() - self._saved_at >= self._interval_s:
            self.save(training)

    def on_epoch(self, training: Training[Any], record: EpochRecord) -> None:  # noqa: ARG002
        self.save(training)
        self._write_history(training)

    def on_notice(self, training: Training[Any], notice: AppError) -> None:  # noqa: ARG002
        notices.record(self._run_dir, notice)

    def save(self, training: Training[Any]) -> None:
        checkpoint.save_progress(self._run_dir, training.tensors(), training.state())
        self._saved_at = time.monotonic()

    def _write_history(self, training: Training[Any]) -> None:
        lines = "".join(json.dumps(dataclasses.asdict(record)) + "\n" for record in training.place.history)
        write_bytes(self._run_dir / HISTORY_FILE, lines.encode("utf-8"))
