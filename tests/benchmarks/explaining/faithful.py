"""Whether the default highlight points at what the model needs, beside integrated gradients and random words."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from core.ml import metrics
from core.ml.explain import methods
from core.ml.explain.faithfulness import faithfulness
from core.ml.explain.subject import Subject
from tests.benchmarks.explaining.runs import Run
from tests.benchmarks.texts.targets import Target

RATIO, SUFFICIENT = 3.0, 0.10
IG, RANDOM = "integrated-gradients", "random"
NAMES = ("evidence", "attention", "attention-gradient", "gradient-input", IG, "leave-one-out")


def faithful(run: Run, texts: Sequence[str]) -> list[Target]:
    """AOPC over 1, 5, 10, 20, 50 % of the words, deleted; the lead over IG with its paired interval."""
    own = methods.own(run.predictor.model)
    names = [name for name in NAMES if name in methods.offered(run.predictor.model)]
    names = [name for name in names if name != "leave-one-out" or len(texts) <= 300]
    figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in (*names, RANDOM)}
    for text in texts:
        subject = Subject.of(run.predictor, text)
        scores = {name: methods.attribute(subject, name).scores for name in names}
        found, random = faithfulness(subject, scores)
        for name, one in [*found.items(), (RANDOM, random)]:
            figures[name].append((one.comprehensiveness, one.sufficiency, one.flips))
    means = {name: np.mean(values, axis=0) for name, values in figures.items()}
    say(run, {name: [round(float(value), 4) for value in row] for name, row in means.items()})
    comprehensive, random = float(means[own][0]), float(means[RANDOM][0])
    lead = np.array(figures[own])[:, 0] - np.array(figures[IG])[:, 0] if IG in figures else np.zeros(1)
    low, high = metrics.mean_interval(lead, 0)
    name = f"{run.folder.name}: {own}"
    return [
        Target(
            f"{name}, comprehensiveness over random's {random:.3f}, n = {len(texts)}",
            f"≥ {RATIO:g} ×",
            f"{comprehensive:.3f} = {comprehensive / random:.1f} ×",
            comprehensive >= RATIO * random,
        ),
        Target(f"{name}, sufficiency", f"≤ {SUFFICIENT}", f"{means[own][1]:+.3f}", means[own][1] <= SUFFICIENT),
        Target(
            f"{name}, comprehensiveness less that of IG",
            "≥ 0",
            f"{lead.mean():+.4f} [{low:+.4f}, {high:+.4f}]",
            bool(lead.mean() >= 0),
        ),
    ]


def say(run: Run, figures: dict[str, Any]) -> None:
    print(json.dumps({"run": run.folder.name, "accuracy": round(run.accuracy, 4), "aopc": figures}), file=sys.stderr)
