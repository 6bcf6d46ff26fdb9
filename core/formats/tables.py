"""Delimited text: CSV, TSV and their relatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.progress import Report, ignore


def write_csv(
    rows: Iterable[Mapping[str, object]], path: Path, *, bom: bool = False, report: Report = ignore
) -> int:
    """Write rows under the union of their keys, formula cells neutralised; how many were written."""
    raise NotImplementedError
