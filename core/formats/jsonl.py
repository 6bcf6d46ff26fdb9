"""JSON: one object a line, or an array of objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.progress import Report, ignore


def write_jsonl(rows: Iterable[Mapping[str, object]], path: Path, report: Report = ignore) -> int:
    """Write one object a line, UTF-8; how many were written."""
    raise NotImplementedError
