"""Work off the GUI thread: ordered work threads whose results come back, and long tasks that show as chips."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from core.errors import Cancelled
from core.progress import TimeLeft

T = TypeVar("T")

REPORT_INTERVAL_S = 0.1


def nothing(result: object) -> None:
    """A `then` for those who do not care."""


@dataclass(frozen=True)
class Notice:
    """One sentence for the user that goes away by itself; `action` (Undo, Show…) runs on a click."""

    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None


class Task(QObject):
    """Long work as the user sees it: a title, progress, perhaps pause and cancel. Lives on the GUI thread."""

    progressed = Signal(object, object, object)
    """done, total (0: unknown), seconds left or None."""
    note_changed = Signal(str)
    paused_changed = Signal(bool)
    cancel_requested = Signal()
    pause_requested = Signal(bool)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None, *, can_pause: bool = False) -> None:
        super().__init__(parent)
        self.title = title
        self.note = ""
        self.can_pause = can_pause
        self.is_paused = False
        self.is_ended = False
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        if not self.is_cancelled and not self.is_ended:
            self._cancelled.set()
            self.cancel_requested.emit()

    def toggle_pause(self) -> None:
        self.pause_requested.emit(not self.is_paused)

    def set_paused(self, is_paused: bool) -> None:
        if is_paused != self.is_paused:
            self.is_paused = is_paused
            self.paused_changed.emit(is_paused)

    def set_note(self, note: str) -> None:
        if note != self.note:
            self.note = note
            self.note_changed.emit(note)

    def end(self) -> None:
        if not self.is_ended:
            self.is_ended = True
            self.ended.emit()

    def report(self) -> Callable[[int, int], None]:
        """A progress.Report for another thread: raises Cancelled, passes on at most ten reports a second."""
        time_left = TimeLeft()
        last = -REPORT_INTERVAL_S

        def report(done: int, total: int) -> None:
            nonlocal last
            if self.is_cancelled:
                raise Cancelled
            now = time.monotonic()
            if now - last >= REPORT_INTERVAL_S or (done >= total > 0):
                last = now
                self.progressed.emit(done, total, time_left.seconds(done, total))

        return report


class WorkThread(QObject):
    """One thread that does what it is given in order; results and errors come back on the GUI thread.

    It has no parent and lives as long as its thread: an answer to an object that Qt has deleted would crash.
    """

    _done = Signal(object, object)
    _ended = Signal()
    _living: ClassVar[set[WorkThread]] = set()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._living.add(self)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._is_stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @classmethod
    def are_all_gone(cls) -> bool:
        """Whether none is left that could touch an object of Qt."""
        return not any(work._thread.is_alive() for work in cls._living)

    def submit(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        def run() -> None:
            try:
                result: Any = work()
            except Exception as error:  # the thread's boundary: every error goes to the caller
                self._done.emit(failed, error)
            else:
                self._done.emit(then, result)

        if not self._is_stopped:
            self._queue.put(run)

    def stop(self) -> None:
        """Accept nothing more; what was submitted is still done, but nobody is called back."""
        if not self._is_stopped:
            self._is_stopped = True
            self._queue.put(None)

    def wait(self, timeout_s: float) -> bool:
        """Whether the thread has ended within the time. Blocks: only for the end of the program."""
        self._thread.join(max(0.0, timeout_s))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (run := self._queue.get()) is not None:
            run()
        self._ended.emit()

    def _on_ended(self) -> None:
        self._living.discard(self)

    def _on_done(self, callback: Callable[[object], None], result: object) -> None:
        if not self._is_stopped:
            callback(result)
