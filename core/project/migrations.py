"""Bringing an older project up to this version: a verified copy first, then every step in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from core.project import copies, schema, version_2, version_3, version_4
from core.project.store import Store

Step = Callable[[Store], None]
STEPS: Mapping[int, Step] = {  # version → what makes the next version of it
    1: version_2.upgrade,
    2: version_3.upgrade,
    3: version_4.upgrade,
}


def migrate(file: Path, version: int, *, steps: Mapping[int, Step] = STEPS, target: int = schema.VERSION) -> None:
    """Leaves the older database beside as project.db.v<version>."""
    if version == target:
        return
    store = Store(file)
    try:
        copies.copy(store, file.with_name(f"{file.name}.v{version}"))
        store.sql("PRAGMA foreign_keys = OFF")  # tables change under those that refer to them
        store.sql("PRAGMA legacy_alter_table = ON")
        with store.transaction():
            for old in range(version, target):
                steps[old](store)
            store.sql(f"PRAGMA user_version = {target}")
        store.sql("PRAGMA wal_checkpoint(TRUNCATE)")  # the header says which version it is
    finally:
        store.close()
