"""Reading a file as the import does, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.formats.detect import choose, inspect, read
from core.records import Rejected, Row


def save(path: Path, content: Any) -> Path:
    """Text as it is, a list as JSON lines in a .jsonl and as an array in a .json."""
    if not isinstance(content, str):
        lines = path.suffix == ".jsonl"
        content = "\n".join(map(json.dumps, content)) if lines else json.dumps(content)
    path.write_text(content, encoding="utf-8", newline="")
    return path


def load(path: Path, format: str | None = None, **columns: str) -> tuple[list[Row], list[Rejected]]:
    """The rows and what was refused."""
    table = inspect(path, format=format)
    found = list(read(table, choose(table, **columns)))
    return [one for one in found if isinstance(one, Row)], [one for one in found if isinstance(one, Rejected)]


def rows_of(path: Path, format: str | None = None, **columns: str) -> list[Row]:
    rows, rejected = load(path, format, **columns)
    assert not rejected
    return rows
