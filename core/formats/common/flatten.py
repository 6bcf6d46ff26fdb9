"""One JSON object as named cells: plain ones, doccano's, Label Studio's and Prodigy's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_NOT_ACCEPTED = ("reject", "ignore")


def flatten(record: Mapping[str, Any]) -> dict[str, Any]:
    """Cells by name; a nested object's values get names such as `meta.source`."""
    if isinstance(record.get("data"), dict) and ("annotations" in record or "completions" in record):
        return _label_studio(record)
    cells = _spread(record)
    if "_task_hash" in record and record.get("answer") in _NOT_ACCEPTED:
        cells = {name: value for name, value in cells.items() if name not in ("label", "accept")}
    return cells


def cell(value: Any) -> str:
    """A value as text: lists of words joined by commas, other nested values as JSON."""
    match value:
        case str():
            return value
        case None:
            return ""
        case list() if all(isinstance(one, str) for one in value):
            return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _spread(record: Mapping[str, Any]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in record.items():
        if not isinstance(value, dict):
            cells[name] = value
        elif set(value) == {"choices"}:
            cells[name] = value["choices"]
        else:
            cells.update({f"{name}.{key}": inner for key, inner in value.items()})
    return cells


def _label_studio(task: Mapping[str, Any]) -> dict[str, Any]:
    """A task's data and the choices of its first annotation that was not cancelled; ground truth goes first."""
    cells = _spread(task["data"])
    if "id" in task:
        cells.setdefault("id", task["id"])
    found = task.get("annotations") or task.get("completions") or []
    valid = [one for one in found if isinstance(one, dict) and not one.get("was_cancelled")]
    valid.sort(key=lambda one: not one.get("ground_truth"))
    for result in valid[0].get("result") or [] if valid else []:
        if isinstance(result, dict) and result.get("type") == "choices":
            cells[str(result.get("from_name", "label"))] = (result.get("value") or {}).get("choices")
    return cells
