"""What a job may do to the world outside: say something, report progress, and notice that it should stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from core.jobs.control import Control
from core.jobs.messages import Message, Paused, Progress, Resumed
from core.progress import Report, TimeLeft

PROGRESS_INTERVAL_S = 0.2
WAIT_INTERVAL_S = 0.1

T = TypeVar("T")


def ignore(is_paused: bool) -> None:
    """A listener for those who do not care."""


@dataclass
class Job:
    """One job of the worker. `on_pause` is called with True when it begins to wait and with False when it goes on."""

    id: str
    send: Callable[[Message], None]
    control: Control = field(default_factory=Control)
    on_pause: Callable[[bool], None] = ignore
    _told_at: float = 0.0

    def check(self) -> None:
        """Raises Cancelled or HungUp; blocks while the job is paused. Called between batches."""
        self.control.check(self._paused, self._resumed)

    def progress(self, phase: str, done: int, total: int, seconds_left: float | None = None) -> None:
        """Say how far a phase is: its first and last step always, the rest a few times a second."""
        now = time.monotonic()
        if 0 < done < total and now - self._told_at < PROGRESS_INTERVAL_S:
            return
        self._told_at = now
        self.send(Progress(self.id, phase, done, total, seconds_left))

    def phase(self, name: str) -> Report:
        """A Report for the steps of one phase, with time left, that also obeys cancel and pause."""
        time_left = TimeLeft()

        def report(done: int, total: int) -> None:
            self.check()
            self.progress(name, done, total, time_left.seconds(done, total))

        return report

    def wait_for(self, work: Callable[[], T]) -> T:
        """The result of one long call that cannot be interrupted; when the job is stopped it is left behind."""
        results: list[T] = []
        errors: list[Exception] = []

        def run() -> None:
            try:
                results.append(work())
            except Exception as error:  # to be raised where the caller waits
                errors.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while thread.is_alive():
            self.check()
            thread.join(WAIT_INTERVAL_S)
        if errors:
            raise errors[0]
        return results[0]

    def _paused(self) -> None:
        self.on_pause(True)
        self.send(Paused(self.id))

    def _resumed(self) -> None:
        self.on_pause(False)
        self.send(Resumed(self.id))


def part_of(report: Report, base: int, total: int) -> Report:
    """A Report for a part of some work that begins at `base`."""
    return lambda done, _: report(base + done, total)
