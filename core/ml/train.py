"""The training job: prepare, fit, evaluate, predict, keywords; it writes only inside its run folder."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.jobs.messages import Started
from core.jobs.specs import TrainSpec
from core.locks import Lock
from core.ml import device, fitting, kept, metrics, notices, plausibility, preparation, state
from core.ml.corpus import Example
from core.ml.files import write_json
from core.ml.fitting import Outcome
from core.ml.job import Job, part_of
from core.ml.keywords import Keywords
from core.ml.predictor import Predictor
from core.ml.preparation import Plan
from core.progress import Report

PREDICT_CHUNK = 2000  # documents read at a time
KEYWORD_DOCUMENTS = 20_000  # enough to tell; labelled ones come first


def train(spec: TrainSpec, job: Job) -> dict[str, Any]:
    """Train, or go on with, the run in `spec.run_dir`; the result is what `train --json` prints."""
    run_dir = Path(spec.run_dir)
    with Lock(run_dir / state.LOCK_FILE), state.recorded(run_dir, job):
        started = time.monotonic()
        chosen, device_name = device.choose(spec.device)
        job.send(Started(job.id, device_name))
        plan = preparation.prepare(spec, chosen, job)
        if spec.device == "auto" and (card := device.unused_card()):
            notices.tell(run_dir, job, card)
        outcome = fitting.fit(plan, job)
        epochs, seconds = outcome.epochs, time.monotonic() - started
        predictor = Predictor.load(run_dir, chosen)
        result = _evaluate(plan, predictor, job) | _told(outcome, seconds)
        write_json(run_dir / kept.METRICS_FILE, result)
        _predict(plan, predictor, job)
        own = {"model": plan.model, "device": device_name, "metrics": result}
        return kept.told(run_dir, list(epochs), started, **own)


def _evaluate(plan: Plan, predictor: Predictor, job: Job) -> dict[str, Any]:
    """Measure once on the hold-out: what it gets right, and how its attention agrees with what people marked there."""
    spec, holdout = plan.spec, plan.part("holdout")
    probabilities = predictor.predict([document.text for document in holdout], job.phase("evaluate"))
    targets = plan.actual(holdout)
    result = metrics.evaluate(probabilities, targets, spec.labels, is_multi_label=spec.is_multi_label, seed=spec.seed)
    marked = [document for document in holdout if document.rationales]
    if not marked or predictor.card.neural is None:
        return result
    readings = predictor.read([document.text for document in marked], job.phase("evaluate"))
    pairs = [(found, document) for found, document in zip(readings, marked, strict=True) if found.weights is not None]
    weights = [found.weights for found, _ in pairs if found.weights is not None]
    agreement = plausibility.auprc(weights, [found.overlaps(document.rationales) for found, document in pairs])
    return result if agreement is None else result | {"auprc": agreement}


def _told(outcome: Outcome, seconds: float) -> dict[str, float]:
    """What metrics.json holds of the training itself; with epochs, history.jsonl tells how long it took."""
    told = {} if outcome.epochs else {"seconds": seconds}
    return told if outcome.rationale_weight is None else told | {"rationale_weight": outcome.rationale_weight}


def _predict(plan: Plan, predictor: Predictor, job: Job) -> None:
    """Predictions of every document, and keywords of the first ones, read in chunks."""
    report = job.phase("predict")
    keywords = Keywords(plan.spec.labels)
    path = plan.run_dir / "predictions.jsonl"
    temporary = path.with_name(path.name + ".tmp")
    total = len(plan.documents)
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for base in range(0, total, PREDICT_CHUNK):
            chunk = plan.documents[base : base + PREDICT_CHUNK]
            own = keywords if base < KEYWORD_DOCUMENTS else None
            for document, row in zip(chunk, _asked(predictor, chunk, own, part_of(report, base, total)), strict=True):
                file.write(json.dumps({"id": document.id, "probabilities": [round(float(p), 6) for p in row]}) + "\n")
    temporary.replace(path)
    job.progress("keywords", 0, 0)
    write_json(plan.run_dir / "keywords.json", keywords.table())


def _asked(
    predictor: Predictor, documents: Sequence[Example], keywords: Keywords | None, report: Report
) -> NDArray[np.floating[Any]]:
    """The probabilities (N, C) of the documents; with `keywords` each is read word by word, in the same pass."""
    texts = [document.text for document in documents]
    if keywords is None:
        return predictor.predict(texts, report)
    readings = predictor.read(texts, report)
    for document, reading in zip(documents, readings, strict=True):
        decided = metrics.decide(reading.probabilities[None], is_multi_label=predictor.card.is_multi_label)[0]
        keywords.add(document.id, document.text, reading, np.flatnonzero(decided).tolist())
    return np.array([reading.probabilities for reading in readings])
