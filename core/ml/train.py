"""The training job: prepare, tokenizer, train, evaluate, predict, keywords; it writes only inside its run folder."""

from __future__ import annotations

import dataclasses
import functools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Cancelled
from core.jobs.control import HungUp
from core.jobs.messages import Started
from core.jobs.specs import TrainSpec
from core.locks import Lock
from core.ml import calibration, checkpoint, corpus, device, failures, metrics, preparation
from core.ml.callbacks import KeepBest, Obey, SaveProgress, StopEarly, Tell
from core.ml.examples import Examples
from core.ml.files import write_json
from core.ml.job import Job, part_of
from core.ml.keywords import Keywords
from core.ml.predictor import Predictor
from core.ml.preparation import Plan
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import Tokenizer
from core.ml.training import Training
from core.ml.training_config import TrainingConfig

LOCK_FILE = "run.lock"
STATE_FILE = "state.json"
PREDICT_CHUNK = 2000  # documents read at a time


def train(spec: TrainSpec, job: Job) -> dict[str, Any]:
    """Train, or go on with, the run in `spec.run_dir`; the result is what `train --json` prints."""
    run_dir = Path(spec.run_dir)
    with Lock(run_dir / LOCK_FILE), _recorded(run_dir, job):
        started = time.monotonic()
        chosen, device_name = device.choose(spec.device)
        job.send(Started(job.id, device_name))
        plan = preparation.prepare(spec, chosen, job)
        tokenizer = preparation.learn_tokenizer(plan, job)
        training = _fit(plan, tokenizer, job)
        result = _evaluate(plan, tokenizer, training, job)
        _predict(plan, job)
        epochs = training.place.history
        return {
            "run": run_dir.name,
            "model": plan.model,
            "device": device_name,
            "seconds": time.monotonic() - started,
            "epochs": len(epochs),
            "tokens_per_s": float(np.mean([record.tokens_per_s for record in epochs])),
            "metrics": result,
        }


def _fit(plan: Plan, tokenizer: Tokenizer, job: Job) -> Training:
    spec = plan.spec
    documents = plan.part("train")
    targets = corpus.targets_of([document.labels for document in documents], spec.labels)
    sequences = list(preparation.encode(documents, tokenizer, job))
    kept, held = corpus.split_validation(targets, spec.seed)
    resample = None
    if plan.settings["subword_sampling"]:
        texts = [normalise(documents[row].text).text for row in kept]
        resample = functools.partial(preparation.sampled, tokenizer, texts)
    model = preparation.build_model(plan, tokenizer, sequences, job).to(plan.device)
    names = {field.name for field in dataclasses.fields(TrainingConfig)}
    config = TrainingConfig(**{key: value for key, value in plan.settings.items() if key in names})  # type: ignore[arg-type]
    training = Training(
        model,
        Examples([sequences[row] for row in kept], targets[kept], resample),
        Examples([sequences[row] for row in held], targets[held]),
        config,
        is_multi_label=spec.is_multi_label,
        seed=spec.seed,
    )
    saver = SaveProgress(plan.run_dir)
    if spec.is_resumed:
        _restore(plan.run_dir, training)
    try:
        training.fit([KeepBest(plan.run_dir), saver, Tell(job), StopEarly(config.patience), Obey(job)])
    except (Cancelled, HungUp):
        saver.save(training)
        raise
    return training


def _restore(run_dir: Path, training: Training) -> None:
    found = checkpoint.load_progress(run_dir, training.tensors())
    if found is None:
        return
    try:
        training.restore(*found)
    except (KeyError, TypeError, ValueError) as error:
        raise checkpoint.damaged(run_dir / checkpoint.CHECKPOINT_FILE, "unreadable") from error


def _evaluate(plan: Plan, tokenizer: Tokenizer, training: Training, job: Job) -> dict[str, Any]:
    """Take the best epoch's weights, set the temperature on the validation part, measure once on the hold-out."""
    report = job.phase("evaluate")
    spec, holdout = plan.spec, plan.part("holdout")
    training.model.load_state_dict(checkpoint.load_weights(plan.run_dir, training.model))
    heat = calibration.temperature(
        training.scores(training.valid), training.valid.targets, is_multi_label=spec.is_multi_label
    )
    card = dataclasses.replace(checkpoint.load_card(plan.run_dir), temperature=heat)
    checkpoint.save_card(plan.run_dir, card)
    predictor = Predictor(training.model, tokenizer, card)
    probabilities = predictor.predict([document.text for document in holdout], report)
    known = [[label for label in document.labels if label in spec.labels] for document in holdout]
    targets = corpus.targets_of(known, spec.labels)
    result = metrics.evaluate(probabilities, targets, spec.labels, is_multi_label=spec.is_multi_label, seed=spec.seed)
    write_json(plan.run_dir / "metrics.json", result)
    return result


def _predict(plan: Plan, job: Job) -> None:
    """Predictions and keywords of every document, read in chunks, each by one forward pass."""
    report = job.phase("predict")
    predictor = Predictor.load(plan.run_dir, plan.device)
    keywords = Keywords(plan.spec.labels)
    path = plan.run_dir / "predictions.jsonl"
    temporary = path.with_name(path.name + ".tmp")
    total = len(plan.documents)
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for base in range(0, total, PREDICT_CHUNK):
            chunk = plan.documents[base : base + PREDICT_CHUNK]
            readings = predictor.read([document.text for document in chunk], part_of(report, base, total))
            for document, reading in zip(chunk, readings, strict=True):
                probabilities = [round(float(p), 6) for p in reading.probabilities]
                file.write(json.dumps({"id": document.id, "probabilities": probabilities}) + "\n")
                decided = metrics.decide(reading.probabilities[None], is_multi_label=plan.spec.is_multi_label)[0]
                keywords.add(document.id, document.text, reading, np.flatnonzero(decided).tolist())
    temporary.replace(path)
    job.progress("keywords", 0, 0)
    write_json(plan.run_dir / "keywords.json", keywords.table())


@contextmanager
def _recorded(run_dir: Path, job: Job) -> Iterator[None]:
    """Keeps state.json true. After a hang-up or a kill it says "running" with no lock held: interrupted."""
    path = run_dir / STATE_FILE
    job.on_pause = lambda is_paused: write_json(path, {"state": "paused" if is_paused else "running"})
    write_json(path, {"state": "running"})
    try:
        yield
    except HungUp:
        raise
    except Cancelled:
        write_json(path, {"state": "cancelled"})
        raise
    except Exception as error:
        write_json(path, {"state": "failed", "error": failures.describe(error)})
        raise
    write_json(path, {"state": "finished"})
