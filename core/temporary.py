"""Folders for a while, with texts in them: a killed process leaves its own behind, and whoever comes next removes it.

Each is locked while its owner lives, which the system frees however that ends.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.locks import Lock, is_held

PREFIX = "fovea-"
"""How they begin."""
LOCK, FILES = "lock", "files"
YOUNG_S = 60.0  # one that is so new may not have its lock yet


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder until the end of the block."""
    sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name, Lock(Path(name, LOCK)):
        inside = Path(name, FILES)
        inside.mkdir()
        yield inside


def folders() -> list[Path]:
    """Those that are there now, whoever made them."""
    return [lock.parent for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}")]


def sweep() -> None:
    """Remove what processes left behind that are no more."""
    for left in folders():
        with suppress(OSError):
            is_young = time.time() - (left / LOCK).stat().st_mtime < YOUNG_S
            if not is_young and not is_held(left / LOCK):
                shutil.rmtree(left, ignore_errors=True)
