"""Trained runs to explain: made once in a folder, found there again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.jobs import specs
from core.jobs.specs import TrainSpec
from core.ml.predictor import Predictor
from tests.benchmarks.texts import data_sets, jobs
from tests.benchmarks.texts.data_sets import ALL, DataSet
from tests.benchmarks.texts.jobs import CPU


@dataclass(frozen=True, slots=True)
class Run:
    """A model of a data set, with what it is worth on the test part."""

    folder: Path
    data: DataSet
    predictor: Predictor
    accuracy: float

    def texts(self, n: int, seed: int = 0, least: int = 0) -> list[str]:
        """So many test texts at random, of at least so many characters."""
        long = [text for text in self.data.test_texts if len(text) >= least]
        return [long[int(place)] for place in np.random.default_rng(seed).permutation(len(long))[:n]]


def run_of(name: str, model: str, folder: Path, *, limit: int = 0, seed: int = 0) -> Run:
    """Train a model on all labels of a set, or take the one that is there."""
    data = data_sets.load(name, limit)
    path = folder / f"{name}-{model}{f'-{limit}' if limit else ''}"
    path.mkdir(parents=True, exist_ok=True)
    spec = TrainSpec(str(path), model=model, labels=data.names, device="cpu", seed=seed)
    if not (path / "state.json").is_file() or json.loads((path / "state.json").read_text())["state"] != "finished":
        (path / "spec.json").write_text(json.dumps(specs.to_json(spec)), encoding="utf-8")
        jobs.train(data, data.draw(ALL, seed, 0), spec)
    predictor = Predictor.load(path, CPU)
    said = predictor.predict(data.test_texts).argmax(axis=1)
    return Run(path, data, predictor, float((said == data.test_labels).mean()))
