"""Finished trainings without a training: fills a run's folder as a worker would, and takes it in."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import Run

Row = Mapping[str, Any]


def finished_run(
    project: Project, *, seed: int = 0, epochs: int = 6, quality: float = 0.9, model: str = "attention-lstm"
) -> Run:
    """A run of the project as it is now, right in about `quality` of its documents."""
    run, _ = project.runs.create(model, {"epochs": 20, "hidden_size": 128}, seed=seed, device="cpu")
    fill(run, seed=seed, epochs=epochs, quality=quality)
    project.runs.finish(run.id)
    return project.runs.get(run.id)


def finished_pretraining(project: Project) -> Run:
    """All texts as they are now, read."""
    run, _ = project.runs.create_pretraining()
    set_state(run, "finished")
    return project.runs.get(run.id)


def fill(run: Run, *, seed: int = 0, epochs: int = 6, quality: float = 0.9) -> None:
    """All that a worker leaves in the run's folder; no epochs: as of a model that has none."""
    rows = [json.loads(line) for line in (run.path / "snapshot.jsonl").read_text(encoding="utf-8").splitlines()]
    predictions = _predictions(rows, run.labels, random.Random(seed), quality)
    _write(run, "predictions.jsonl", predictions)
    if epochs:
        _write(run, "history.jsonl", [_epoch(number, quality) for number in range(1, epochs + 1)])
    _write(run, "metrics.json", [_metrics(rows, predictions, run.labels)])
    _write(run, "keywords.json", [{"labels": {label: _keywords(rows, label) for label in run.labels}}])
    _write(run, "state.json", [{"state": "finished"}])


def compare(run: Run, *, uniform: float | None = 0.01, logistic: float | None = 0.05) -> None:
    """Put others beside the run, with so much lower an accuracy, ± .03 each; None: it does not apply."""
    _write(run, "comparison.json", [comparison(run.metrics or {}, uniform=uniform, logistic=logistic)])


def comparison(metrics: Row, *, uniform: float | None = 0.01, logistic: float | None = 0.05) -> dict[str, Any]:
    def other(difference: float | None) -> Row | None:
        if difference is None:
            return None
        shifted = {key: metrics.get(key, 0.9) - difference for key in ("accuracy", "macro_f1")}
        intervals = {f"{key}_interval": [value - 0.04, value + 0.03] for key, value in shifted.items()}
        return {
            "metrics": {"n": metrics.get("n", 0), **shifted, **intervals},
            "accuracy_difference": difference,
            "interval": [difference - 0.03, difference + 0.03],
        }

    return {"uniform": other(uniform), "logistic": other(logistic)}


def notice(run: Run, template: str, **values: object) -> None:
    _write(run, "notices.jsonl", [{"code": "x", "template": template, "values": values}])


def set_state(run: Run, state: str, **error: Any) -> None:
    _write(run, "state.json", [{"state": state, **({"error": error} if error else {})}])


def _write(run: Run, name: str, objects: Sequence[Row]) -> None:
    lines = [json.dumps(data, ensure_ascii=False) for data in objects]
    (run.path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _predictions(rows: Sequence[Row], labels: Sequence[str], rng: random.Random, quality: float) -> list[Row]:
    result: list[Row] = []
    for row in rows:
        known = row["labels"][0] if row["labels"] else rng.choice(labels)
        said = known if rng.random() < quality else rng.choice(labels)
        sure = 0.4 + 0.58 * rng.random() ** 0.4
        rest = (1 - sure) / max(1, len(labels) - 1)
        result.append({"id": row["id"], "probabilities": [sure if label == said else rest for label in labels]})
    return result


def _epoch(number: int, quality: float) -> Row:
    f1 = quality - 0.5 * 0.6**number
    return {
        "epoch": number,
        "epochs": 20,
        "train_loss": 1.1 * 0.72**number,
        "valid_loss": 0.3 + 0.8 * 0.6**number,
        "accuracy": f1 + 0.01,
        "macro_f1": f1,
        "macro_f1_interval": [f1 - 0.05, min(1.0, f1 + 0.04)],
        "tokens_per_s": 5200.0,
        "is_best": True,
        "n_valid": 40,
        "seconds": 13.9,
    }


def _metrics(rows: Sequence[Row], predictions: Sequence[Row], labels: Sequence[str]) -> dict[str, Any]:
    confusion = [[0] * len(labels) for _ in labels]
    for row, prediction in zip(rows, predictions, strict=True):
        if row["part"] == "holdout" and row["labels"][0] in labels:
            said = max(range(len(labels)), key=lambda index: prediction["probabilities"][index])
            confusion[labels.index(row["labels"][0])][said] += 1
    n = sum(map(sum, confusion))
    if n == 0:
        return {"n": 0, "reason": "no documents"}
    per_class = {label: _class_row(confusion, place) for place, label in enumerate(labels)}
    accuracy = sum(confusion[place][place] for place in range(len(labels))) / n
    f1 = sum(row["f1"] for row in per_class.values()) / len(labels)
    return {
        "n": n,
        "accuracy": accuracy,
        "accuracy_interval": [accuracy - 0.04, min(1.0, accuracy + 0.03)],
        "macro_f1": f1,
        "macro_f1_interval": [f1 - 0.05, min(1.0, f1 + 0.04)],
        "per_class": per_class,
        "confusion": {"labels": list(labels), "rows": confusion},
        "majority_accuracy": max(map(sum, confusion)) / n,
        "ece": 0.04,
    }


def _class_row(confusion: Sequence[Sequence[int]], place: int) -> dict[str, float]:
    right, n, said = confusion[place][place], sum(confusion[place]), sum(row[place] for row in confusion)
    return {
        "precision": right / said if said else 0.0,
        "recall": right / n if n else 0.0,
        "f1": 2 * right / (n + said) if n + said else 0.0,
        "n": n,
    }


def _keywords(rows: Sequence[Row], label: str) -> list[Row]:
    """Words of the label's texts by how many of them they stand in."""
    places: dict[str, list[int]] = {}
    for row in rows:
        if label in row["labels"]:
            for word in set(row["text"].split() if " " in row["text"] else _pairs(row["text"])):
                places.setdefault(word.strip(".,!?"), []).append(row["id"])
    best = sorted((item for item in places.items() if item[0]), key=lambda item: (-len(item[1]), item[0]))[:200]
    return [
        {
            "word": word,
            "score": len(ids) / 40 / (1 + rank),
            "weight": 1 + 9 / (1 + rank),
            "lift": 1.5,
            "documents": len(ids),
            "examples": ids[:20],
        }
        for rank, (word, ids) in enumerate(best)
    ]


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(0, len(text) - 1, 2)]
