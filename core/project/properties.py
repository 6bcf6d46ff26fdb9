"""Single values that a project keeps, by name."""

from __future__ import annotations

import json
from typing import Any

from core.project.store import Store

UPSERT = "INSERT INTO properties (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def get(store: Store, key: str) -> Any:
    """What was put, or None; also None for what makes no sense, in a project from somebody else."""
    found = store.sql("SELECT value FROM properties WHERE key = ?", (key,)).scalar()
    try:
        return None if found is None else json.loads(found)
    except (ValueError, RecursionError):
        return None


def put(store: Store, key: str, value: Any) -> None:
    """Within a transaction."""
    store.sql(UPSERT, (key, json.dumps(value, ensure_ascii=False)))
