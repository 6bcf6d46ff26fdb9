"""What a run is worth: beside it the same model with uniform attention, and n-gram logistic regression.

Accuracy alone never proves attention useful: where uniform weights do as well (a test of Wiegreffe and Pinter 2019,
"Attention is not not Explanation"), nothing was gained by looking at one word more than at another.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.jobs import model_settings
from core.jobs.messages import Started
from core.jobs.specs import CompareSpec, SettingValue
from core.ml import beside, device, metrics
from core.ml.files import write_json
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.preparation import Plan

COMPARISON_FILE = "comparison.json"
LOGISTIC = "logistic"
Floats = NDArray[np.floating[Any]]


def compare(spec: CompareSpec, job: Job) -> dict[str, Any]:
    """Train the others on the run's own snapshot; the result is comparison.json."""
    run_dir = Path(spec.run_dir)
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    device.set_threads(spec.threads)
    plan = beside.plan_of(run_dir, chosen)
    probabilities = _on_holdout(plan, Predictor.load(run_dir, chosen), job)
    job = beside.quiet(job)
    result: dict[str, Any] = {"uniform": None, LOGISTIC: None}
    config = plan.entry.config
    if config is not None and "is_uniform" in (field.name for field in dataclasses.fields(config)):
        result["uniform"] = _beside(plan, plan.model, {**plan.settings, "is_uniform": True}, probabilities, job)
    if plan.model != LOGISTIC:
        defaults = model_settings.find(LOGISTIC).resolve({})
        result[LOGISTIC] = _beside(plan, LOGISTIC, defaults, probabilities, job)
    write_json(run_dir / COMPARISON_FILE, result)
    return result


def _beside(
    plan: Plan, model: str, settings: Mapping[str, SettingValue], probabilities: Floats, job: Job
) -> dict[str, Any]:
    """Another model on the same documents, measured against the run's probabilities on the hold-out (N, C)."""
    other = dataclasses.replace(plan, model=model, settings=settings)
    with beside.trained(other, job, model=model) as predictor:
        theirs = _on_holdout(plan, predictor, job)
    labels, is_multi_label = plan.spec.labels, plan.spec.is_multi_label
    actual = plan.actual(plan.part("holdout"))
    measured = metrics.evaluate(theirs, actual, labels, is_multi_label=is_multi_label, seed=plan.spec.seed)
    if not len(actual):
        return {"metrics": measured, "accuracy_difference": None, "interval": None}
    decided = [metrics.decide(found, is_multi_label=is_multi_label) for found in (probabilities, theirs)]
    right = [(decisions == actual).all(axis=1) for decisions in decided]
    difference, interval = metrics.paired_difference(right[0], right[1], plan.spec.seed)
    return {"metrics": measured, "accuracy_difference": difference, "interval": list(interval)}


def _on_holdout(plan: Plan, predictor: Predictor, job: Job) -> Floats:
    return predictor.predict([document.text for document in plan.part("holdout")], job.phase("evaluate"))
