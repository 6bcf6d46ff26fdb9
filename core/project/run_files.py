"""What a worker left in a run's folder, read as a stranger's: what makes no sense is as if it were not there."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from core import locks
from core.project.values import RunState

LOCK = "run.lock"
EXPLAINED = "explained.jsonl"  # explanations of a sample
SCORES = "scores.jsonl"  # explanations of all documents, on their way to where they are wanted
MAX_CHARS = 16_000_000  # a file of any of these kinds is far smaller
MAX_NOTICES = 100
OTHERS = ("uniform", "logistic")  # what stands beside a run


def state(folder: Path) -> tuple[RunState, Mapping[str, Any] | None]:
    """What the worker said last, unless the worker is gone; and its error."""
    found = read_object(folder / "state.json") or {}
    said, error = found.get("state", "new"), found.get("error")
    error = error if isinstance(error, dict) else None
    if not folder.is_dir() or said not in get_args(RunState):
        return "failed", error
    if said in ("running", "paused") and not locks.is_held(folder / LOCK):
        return "interrupted", error
    return said, error


def read_object(path: Path) -> dict[str, Any] | None:
    return _parse(_text(path))


def read_objects(path: Path) -> tuple[Mapping[str, Any], ...]:
    """One object a line; a line that is still being written is left out."""
    return tuple(found for line in _text(path).splitlines() if (found := _parse(line)) is not None)


def notices(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """The well-formed lines of notices.jsonl: {"code", "template", "values"}."""
    return tuple(_notices(folder))[:MAX_NOTICES]


def comparison(folder: Path) -> Mapping[str, Any] | None:
    """comparison.json: for each of OTHERS {"metrics", "accuracy_difference", "interval"}, or None where it is not."""
    found = read_object(folder / "comparison.json")
    if found is None:
        return None
    return {name: _other(found.get(name)) for name in OTHERS}


def levels(folder: Path) -> dict[int, str]:
    """trust.jsonl: how far the highlights of each document that was checked hold up, by its id."""
    found = read_objects(folder / "trust.jsonl")
    return {line["id"]: line["level"] for line in found if isinstance(line.get("id"), int) and "level" in line}


def _notices(folder: Path) -> Iterator[Mapping[str, Any]]:
    for line in read_objects(folder / "notices.jsonl"):
        values = line.get("values", {})
        if isinstance(line.get("template"), str) and isinstance(values, dict):
            yield {"code": str(line.get("code", "")), "template": line["template"], "values": values}


def _other(found: object) -> Mapping[str, Any] | None:
    if not isinstance(found, dict) or not isinstance(found.get("metrics"), dict):
        return None
    metrics, interval = found["metrics"], found.get("interval")
    ends = [found.get("accuracy_difference"), *(interval if isinstance(interval, list) else ())]
    figures = [metrics.get("n"), metrics.get("accuracy"), metrics.get("macro_f1")]
    return found if len(ends) == 3 and all(map(_is_number, ends + figures)) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MAX_CHARS + 1)
    except (OSError, ValueError):
        return ""
    return text if len(text) <= MAX_CHARS else ""


def _parse(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
