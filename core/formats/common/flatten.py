"""Nested values as named cells, and any value as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def flatten(record: Mapping[str, Any]) -> dict[str, Any]:
    """Cells by name; a nested object's values get names such as `meta.source`."""
    cells: dict[str, Any] = {}
    for name, value in record.items():
        if not isinstance(value, dict):
            cells[name] = value
        elif set(value) == {"choices"}:
            cells[name] = value["choices"]
        else:
            cells.update({f"{name}.{key}": inner for key, inner in value.items()})
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


def mapping(value: Any) -> Mapping[str, Any]:
    """The object, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; whatever else is in it is left out."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
