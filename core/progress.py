"""Progress of long work: a callback that can also cancel, and an estimate of the time left."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.errors import Cancelled

Report = Callable[[int, int], None]
"""report(done, total): called now and then by long work; total 0 means unknown. It may raise Cancelled."""


def ignore(done: int, total: int) -> None:
    """A Report for those who do not care."""


class TimeLeft:
    """Seconds left, from the speed so far; None until there is something to go by."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()

    def seconds(self, done: int, total: int) -> float | None:
        elapsed = self._clock() - self._start
        if done <= 0 or total <= 0 or elapsed < 0.5:
            return None
        return elapsed * max(0, total - done) / done


def cancellable(report: Report, is_cancelled: Callable[[], bool]) -> Report:
    """A Report that raises Cancelled as soon as `is_cancelled` says so."""

    def checked(done: int, total: int) -> None:
        if is_cancelled():
            raise Cancelled
        report(done, total)

    return checked
