"""A training whose place and best model are kept in its run's folder, whatever ends it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Cancelled
from core.jobs.control import HungUp
from core.ml import card, checkpoint
from core.ml.callbacks import HISTORY_FILE, KeepBest, Obey, SaveProgress, StopEarly, Tell
from core.ml.epoch_record import EpochRecord
from core.ml.job import Job
from core.ml.notices import NOTICES_FILE
from core.ml.training import Training

METRICS_FILE = "metrics.json"
FILES = (checkpoint.MODEL_FILE, card.CARD_FILE, METRICS_FILE, NOTICES_FILE, HISTORY_FILE)


def clear(run_dir: Path, own: Iterable[str]) -> None:
    """Nothing of an earlier attempt in the same folder may be taken for this one's: its FILES, its `own`, its place."""
    shutil.rmtree(run_dir / checkpoint.CHECKPOINT_FILE.parent, ignore_errors=True)
    for name in (*FILES, *own):
        (run_dir / name).unlink(missing_ok=True)


def fit(run_dir: Path, training: Training[Any], job: Job, *, is_resumed: bool) -> None:
    """Train to the end, from the last checkpoint if `is_resumed`; the best epoch's weights are on disk then."""
    saver = SaveProgress(run_dir)
    if is_resumed:
        restore(run_dir, training)
    try:
        training.fit([KeepBest(run_dir), saver, Tell(job), StopEarly(training.config.patience), Obey(job)])
    except (Cancelled, HungUp):
        saver.save(training)
        raise


def restore(run_dir: Path, training: Training[Any]) -> None:
    """Go to where the run's last checkpoint was taken, if there is one."""
    found = checkpoint.load_progress(run_dir, training.tensors())
    if found is None:
        return
    try:
        training.restore(*found)
    except (KeyError, TypeError, ValueError) as error:
        raise card.damaged(run_dir / checkpoint.CHECKPOINT_FILE, "unreadable") from error


def told(run_dir: Path, epochs: list[EpochRecord], started: float, **more: Any) -> dict[str, Any]:
    """What `train --json` prints of a training that began at `started` (time.monotonic)."""
    return {
        "run": run_dir.name,
        "seconds": time.monotonic() - started,
        "epochs": len(epochs),
        "tokens_per_s": float(np.mean([epoch.tokens_per_s for epoch in epochs])) if epochs else 0.0,
        **more,
    }
