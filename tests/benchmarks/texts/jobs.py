"""Our models through the functions that the program's own jobs call, in a folder made for it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from core.jobs.specs import PretrainSpec, TrainSpec
from core.ml import pretraining
from core.ml import train as training
from core.ml.job import Job
from core.ml.predictor import Predictor
from tests.benchmarks.texts.data_sets import DataSet

CPU = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class Trained:
    """How a training went; `seconds` are those of the whole job, as a user waits for it."""

    seconds: float
    epochs: int
    tokens_per_s: float


def pretrain(data: DataSet, folder: Path, seed: int, threads: int = 0) -> float:
    """Learn from the training texts without their labels, once for all draws; the seconds that it took."""
    _snapshot(folder, ((text, (), "pool") for text in data.train_texts))
    started = time.perf_counter()
    pretraining.pretrain(PretrainSpec(str(folder), seed=seed, threads=threads), _job())
    return time.perf_counter() - started


def train(data: DataSet, rows: Sequence[int] | NDArray[np.intp], spec: TrainSpec) -> Trained:
    """Train the spec's model on these rows of the training texts and nothing else."""
    folder = Path(spec.run_dir)
    chosen = ((data.train_texts[row], (data.names[data.train_labels[row]],), "train") for row in rows)
    _snapshot(folder, chosen)
    started = time.perf_counter()
    result = training.train(spec, _job())
    return Trained(time.perf_counter() - started, result["epochs"], result["tokens_per_s"])


def predict(folder: Path, texts: Sequence[str]) -> NDArray[np.floating]:
    """Probabilities (N, C) from the model in the folder."""
    return Predictor.load(folder, CPU).predict(texts)


def built_on(folder: Path, pretrained: Path) -> bool:
    """Whether the model reads the pieces that the pretraining learned (one that reads none says yes)."""
    own = folder / "tokenizer.model"
    return not own.is_file() or own.read_bytes() == (pretrained / "tokenizer.model").read_bytes()


def _job() -> Job:
    return Job("benchmark", lambda _: None)


def _snapshot(folder: Path, documents: Iterable[tuple[str, tuple[str, ...], str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "snapshot.jsonl").open("w", encoding="utf-8") as file:
        for number, (text, labels, part) in enumerate(documents, start=1):
            line = {"id": number, "text": text, "labels": labels, "part": part, "rationales": []}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
