"""Attributions that took long to compute, kept in the run's folder: one small JSON file each.

A file is known by the hash of all that it depends on (model, text, method, parameters), so that none is ever stale;
a damaged or a stranger's file is computed anew. The least recently written go when there are too many.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.ml.explain.attribution import Attribution
from core.ml.files import write_bytes

FOLDER = "explanations"
MAX_FILES = 20_000
MAX_BYTES = 8 << 20  # of one file


class Cache:
    """Of one run. A disk that is full or read-only costs time, and nothing else."""

    def __init__(self, run_dir: Path, max_files: int = MAX_FILES) -> None:
        self._folder = run_dir / FOLDER
        self._max_files = max_files
        self._is_pruned = False

    def get(self, key: Mapping[str, Any]) -> Attribution | None:
        path = self._path(key)
        try:
            if path.stat().st_size > MAX_BYTES:
                return None
            return Attribution.from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: Mapping[str, Any], found: Attribution) -> None:
        path = self._path(key)
        with contextlib.suppress(OSError):
            self._prune()
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, json.dumps(found.to_json(), allow_nan=False).encode())

    def _path(self, key: Mapping[str, Any]) -> Path:
        name = hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}.json"

    def _prune(self) -> None:
        """Once in the life of a worker: make room for as many again as a tenth of what may be there."""
        if self._is_pruned:
            return
        self._is_pruned = True
        files = sorted(self._folder.glob("*/*.json"), key=lambda path: path.stat().st_mtime)
        for path in files[: max(0, len(files) - self._max_files * 9 // 10)]:
            path.unlink(missing_ok=True)
