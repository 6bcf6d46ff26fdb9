"""What a run is worth: beside it the same model with uniform attention, and n-gram logistic regression.

Accuracy alone never proves attention useful: where uniform weights do as well (a test of Wiegreffe and Pinter 2019,
"Attention is not not Explanation"), nothing was gained by looking at one word more than at another.
"""

from __future__ import annotations

import dataclasses
import functools
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, AppError
from core.jobs import model_settings, specs
from core.jobs.messages import Message, Notice, Started
from core.jobs.specs import CompareSpec, SettingValue, TrainSpec
from core.ml import card, corpus, device, fitting, metrics, preparation
from core.ml.files import read_json, write_json
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.preparation import Plan

COMPARISON_FILE = "comparison.json"
LOGISTIC = "logistic"
BESIDE = ".beside-"  # how the names of the others' folders begin
Floats = NDArray[np.floating[Any]]


def compare(spec: CompareSpec, job: Job) -> dict[str, Any]:
    """Train the others on the run's own snapshot; the result is comparison.json."""
    run_dir = Path(spec.run_dir)
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    device.set_threads(spec.threads)
    own = _spec_of(run_dir)
    about = card.load(run_dir)
    settings = model_settings.find(about.model).resolve(own.settings)
    documents = corpus.read_snapshot(run_dir / "snapshot.jsonl")
    plan = Plan(dataclasses.replace(own, is_resumed=False), about.model, settings, run_dir, chosen, documents)
    for left in run_dir.glob(f"{BESIDE}*"):  # of a worker that was killed
        shutil.rmtree(left, ignore_errors=True)
    probabilities = _on_holdout(plan, job)
    job = dataclasses.replace(job, send=functools.partial(_send, job))
    result: dict[str, Any] = {"uniform": None, LOGISTIC: None}
    if about.neural is not None and "is_uniform" in about.neural:
        result["uniform"] = _beside(plan, about.model, {**settings, "is_uniform": True}, probabilities, job)
    if about.model != LOGISTIC:
        defaults = model_settings.find(LOGISTIC).resolve({})
        result[LOGISTIC] = _beside(plan, LOGISTIC, defaults, probabilities, job)
    write_json(run_dir / COMPARISON_FILE, result)
    return result


def _beside(
    plan: Plan, model: str, settings: Mapping[str, SettingValue], probabilities: Floats, job: Job
) -> dict[str, Any]:
    """Another model on the same documents, measured against the run's probabilities on the hold-out (N, C)."""
    with tempfile.TemporaryDirectory(prefix=BESIDE, dir=plan.run_dir) as folder:
        spec = dataclasses.replace(plan.spec, run_dir=folder, model=model)
        other = dataclasses.replace(plan, spec=spec, model=model, settings=settings, run_dir=Path(folder))
        fitting.fit(other, preparation.foundation(other, job), job)
        theirs = _on_holdout(other, job)
    labels, is_multi_label = plan.spec.labels, plan.spec.is_multi_label
    actual = plan.actual(plan.part("holdout"))
    measured = metrics.evaluate(theirs, actual, labels, is_multi_label=is_multi_label, seed=plan.spec.seed)
    if not len(actual):
        return {"metrics": measured, "accuracy_difference": None, "interval": None}
    decided = [metrics.decide(found, is_multi_label=is_multi_label) for found in (probabilities, theirs)]
    right = [(decisions == actual).all(axis=1) for decisions in decided]
    difference, interval = metrics.paired_difference(right[0], right[1], plan.spec.seed)
    return {"metrics": measured, "accuracy_difference": difference, "interval": list(interval)}


def _send(job: Job, message: Message) -> None:
    """All but notices: the run has given its own, and the others are not what the user asked for."""
    if not isinstance(message, Notice):
        job.send(message)


def _on_holdout(plan: Plan, job: Job) -> Floats:
    predictor = Predictor.load(plan.run_dir, plan.device)
    return predictor.predict([document.text for document in plan.part("holdout")], job.phase("evaluate"))


def _spec_of(run_dir: Path) -> TrainSpec:
    try:
        spec = specs.from_json(read_json(run_dir / "spec.json"))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise AppError("run-incomplete", N_("core", "The run's files are not all there.")) from error
    if not isinstance(spec, TrainSpec):
        raise AppError("run-incomplete", N_("core", "The run's files are not all there."))
    return spec
