"""A cell of the issue's table (a data set, so many labels): what each model reached beside the strongest peer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.benchmarks.texts.results import Result, Results, mean_accuracy, paired_difference, right_of, strongest

Cell = dict[str, Any]


def cells_of(results: Results, data: str, labels: str, models: Sequence[str], peers: Sequence[str]) -> list[Cell]:
    """One for each model: means over the draws, and the lead over the strongest peer with its 95 % interval."""
    others = {name: results.of(data, labels, name) for name in peers}
    best = strongest(others)
    return [
        _cell(results.of(data, labels, model), others[best])
        | {"peers": {name: round(mean_accuracy(found), 5) for name, found in others.items()}}
        for model in models
    ]


def _cell(ours: Sequence[Result], best: Sequence[Result]) -> Cell:
    lead, interval = paired_difference(right_of(ours), right_of(best))
    first = ours[0]
    return {
        "data": first.data,
        "labels": first.labels,
        "model": first.system,
        "draws": len(ours),
        "n_test": len(first.right),
        "accuracy": round(mean_accuracy(ours), 5),
        "accuracies": [round(one.accuracy, 5) for one in ours],
        "macro_f1": round(float(np.mean([one.macro_f1 for one in ours])), 5),
        "train_s": round(float(np.mean([one.seconds for one in ours])), 2),
        "commits": sorted({one.commit for one in ours}),
        "strongest": best[0].system,
        "strongest_macro_f1": round(float(np.mean([one.macro_f1 for one in best])), 5),
        "lead": round(lead, 5),
        "lead_interval": [round(end, 5) for end in interval],
    }


def line(cell: Cell) -> str:
    """A cell for people."""
    peers = ", ".join(f"{name} {accuracy:.4f}" for name, accuracy in cell["peers"].items())
    low, high = cell["lead_interval"]
    ours = f"{cell['accuracy']:.4f}  F1 {cell['macro_f1']:.4f}  {cell['train_s']:.1f} s"
    lead = f"lead {cell['lead']:+.4f} [{low:+.4f}, {high:+.4f}] over {cell['strongest']}"
    return f"{cell['data']:12} {cell['labels']:>5}  {cell['model']:14} {ours}  {lead}  ({peers})"
