"""Long work on a project takes turns: one import or change of many documents at a time, whichever program does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core import locks
from core.errors import N_, AppError

LOCK = "long.lock"


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold the project for long work; AppError when somebody else is at it."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locks.Lock(folder / LOCK))
        except AppError:
            raise taken() from None
        yield


def taken() -> AppError:
    template = N_("core", "An import or a change of many documents is going on. Try again when it is done.")
    return AppError("long-work", template)


def is_taken(folder: Path) -> bool:
    return locks.is_held(folder / LOCK)
