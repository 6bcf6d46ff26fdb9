"""Advisory file locks: who works in this folder, told truthfully even after a crash (the system frees the lock)."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType

from core.errors import N_, AppError

PATIENCE_S = 0.5  # `is_held` takes the lock for a moment; a real owner waits that out
POLL_S = 0.02

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class Lock:
    """Holds the lock file at `path` from `with` to its end; AppError("locked") when another process has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def __enter__(self) -> Lock:
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        give_up_at = time.monotonic() + PATIENCE_S
        while not _try_lock(self._descriptor):
            if time.monotonic() >= give_up_at:
                self.__exit__(None, None, None)
                raise AppError(
                    "locked", N_("core", "{name} is in use by another process."), name=self._path.parent.name
                )
            time.sleep(POLL_S)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)  # closing frees the lock
        self._descriptor = -1


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock at this moment; False when the file is not there."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)
