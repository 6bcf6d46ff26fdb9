"""The two jobs about the queue: what comes next, and how labelling gets on."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, AppError
from core.jobs.messages import Started
from core.jobs.specs import MeterSpec, QueueSpec
from core.ml.job import Job
from core.ml.models.regression import LogisticConfig
from core.ml.quick import model as quick
from core.ml.quick.memory import Memory
from core.ml.quick.meter import Labelled, Meter
from core.ml.quick.model import QuickModel, Reader, Seen
from core.ml.quick.request import Request
from core.selection import limits, reading, strategies, suspects
from core.selection.strategies import Pool, Ranking

SUSPECT_STRENGTH = 3.0  # models that follow single labels less closely find more of the wrong ones

TYPICAL = 200  # texts in a list of typical ones, which are found one by one
TOO_FEW = N_("core", "There is too little to learn from: label some documents with at least two labels.")

Floats = NDArray[np.floating[Any]]
Places = NDArray[np.intp]
Row = dict[str, Any]
Said = tuple[str, float]


def order(spec: QueueSpec, job: Job, memory: Memory) -> dict[str, Any]:
    """The list: {"rows": [{"id", "kind", "score", "first", "second"}…], "is_cold", "scored", "labels", "model"}.

    `first` and `second` are [label, probability] or None: the two likeliest labels; of a suspect what was given and
    what the models say; of a disagreement what each of two models says.
    """
    asked, reader, seen, config = _begin(spec, job, memory)
    train, pool = asked.rows("train"), asked.rows("pool")
    told = {"labels": len(train), "model": "auto" if reader.has_encoder else "logistic"}
    if spec.strategy == "suspects":
        is_cold = len(train) < limits.MIN_SUSPECTS or len(asked.labels) < _fewest(spec)
        rows = [] if is_cold else _suspects(asked, reader, seen, config, job)
        return {"rows": rows, "is_cold": is_cold, "scored": len(train), **told}
    is_cold = len(train) < limits.COLD or len(asked.labels) < _fewest(spec)
    is_cold |= spec.strategy == "rare" and spec.label not in asked.labels
    targets = asked.targets(train)
    shares = targets.sum(axis=0) / max(1, targets.sum())
    own = Pool(seen.vectors[pool], seen.vectors[train], asked.groups(pool), shares, is_multi_label=spec.is_multi_label)
    if is_cold or spec.strategy == "typical":
        rows = _listed(asked, pool, strategies.typical(own, TYPICAL), "typical")
        return {"rows": rows, "is_cold": is_cold and spec.strategy != "typical", "scored": len(pool), **told}
    model = job.wait_for(lambda: QuickModel.fit(reader, seen.part(train), targets, config))
    rows = _by_model(spec, asked, own, model, seen.part(pool))
    return {"rows": rows, "is_cold": False, "scored": len(pool), **told}


def measure(spec: MeterSpec, job: Job, memory: Memory) -> dict[str, Any]:
    """What the meter reads, as a JSON object; labels that would never be enough are null."""
    asked, reader, seen, config = _begin(spec, job, memory)
    train, holdout, still = asked.rows("train"), asked.rows("holdout"), asked.rows("still")
    if len(asked.labels) < _fewest(spec):
        raise AppError("too-few-labels", TOO_FEW)
    chosen = np.array([asked.documents[row].is_chosen for row in train], dtype=bool)
    random = np.array([asked.documents[row].is_random for row in train], dtype=bool)
    labelled = Labelled(seen.part(train), asked.targets(train), np.flatnonzero(chosen), np.flatnonzero(random))
    meter = Meter(reader, labelled, config, job.phase("meter"))
    read = meter.read(seen.part(holdout), asked.targets(holdout), seen.part(still), spec.target)
    return reading.to_json(read)


def _begin(spec: QueueSpec | MeterSpec, job: Job, memory: Memory) -> tuple[Request, Reader, Seen, LogisticConfig]:
    job.send(Started(job.id, "cpu"))
    folder = Path(spec.folder)
    asked = Request.read(folder / spec.documents, spec.labels)
    reader, seen = memory.read(asked.documents, folder, spec.pretrained, job)
    return asked, reader, seen, LogisticConfig(is_multi_label=spec.is_multi_label, seed=spec.seed)


def _fewest(spec: QueueSpec | MeterSpec) -> int:
    """Labels that there must be for a model to tell apart."""
    return 1 if spec.is_multi_label else 2


def _by_model(spec: QueueSpec, asked: Request, own: Pool, model: QuickModel, seen: Seen) -> list[Row]:
    """By what the model says of the pool."""
    total, views = model.probabilities(seen), model.views(seen)
    own = dataclasses.replace(own, probabilities=total, views=views)
    if spec.strategy == "rare":
        ranking = strategies.rare(own, limits.LISTED, asked.labels.index(spec.label))
    elif spec.strategy == "disagreement":
        ranking = strategies.disagreement(own, limits.LISTED)
    else:
        ranking = strategies.margin(own, limits.LISTED)
    rows = _listed(asked, asked.rows("pool"), ranking, spec.strategy)
    for row, place in zip(rows, ranking.rows.tolist(), strict=True):
        if spec.strategy == "disagreement":
            row["first"], row["second"] = (_likeliest(asked.labels, view[place])[0] for view in views)
        else:
            row["first"], row["second"] = _likeliest(asked.labels, total[place])
    return rows


def _listed(asked: Request, pool: Places, ranking: Ranking, kind: str) -> list[Row]:
    return [
        {"id": asked.documents[pool[row]].id, "kind": kind, "score": float(score), "first": None, "second": None}
        for row, score in zip(ranking.rows.tolist(), ranking.scores, strict=True)
    ]


def _likeliest(labels: Sequence[str], probabilities: Floats) -> list[Said | None]:
    """The two likeliest labels with their probabilities; None for a second that is not there."""
    order = np.argsort(-probabilities, kind="stable")[:2]
    found: list[Said | None] = [(labels[place], round(float(probabilities[place]), 4)) for place in order]
    return [*found, None][:2]


def _suspects(asked: Request, reader: Reader, seen: Seen, config: LogisticConfig, job: Job) -> list[Row]:
    """Labelled documents of the filter whose label models doubt that have not learned from it."""
    train = asked.rows("train")
    targets = asked.targets(train)
    config = dataclasses.replace(config, ngram_strength=SUSPECT_STRENGTH)
    probabilities, _ = quick.out_of_sample(reader, seen.part(train), targets, config, job.phase("queue"))
    meant = np.array([asked.documents[row].is_meant for row in train], dtype=bool)
    train, probabilities, targets = train[meant], probabilities[meant], targets[meant]
    found = suspects.suspects(probabilities, targets, limits.LISTED, is_multi_label=config.is_multi_label)
    return [
        {
            "id": asked.documents[train[one.row]].id,
            "kind": "suspects",
            "score": one.loss,
            "first": _said(asked.labels, one.given, one.given_probability),
            "second": _said(asked.labels, one.said, one.said_probability),
        }
        for one in found
    ]


def _said(labels: Sequence[str], label: int, probability: float) -> Said | None:
    return None if label < 0 else (labels[label], round(probability, 4))
