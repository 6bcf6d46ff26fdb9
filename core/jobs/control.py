"""The switches of a running job: set by the thread that hears commands, obeyed by the job between two batches."""

from __future__ import annotations

import threading
from collections.abc import Callable

from core.errors import Cancelled


class HungUp(Exception):  # noqa: N818
    """The other side is gone: save what there is and leave, telling nobody."""


class Control:
    """Cancel, pause, resume and hang-up of one job; safe to set from any thread, also before the job starts."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_cancelled = False
        self._is_paused = False
        self._is_hung_up = False

    def cancel(self) -> None:
        with self._changed:
            self._is_cancelled = True
            self._changed.notify_all()

    def pause(self) -> None:
        with self._changed:
            self._is_paused = True

    def resume(self) -> None:
        with self._changed:
            self._is_paused = False
            self._changed.notify_all()

    def hang_up(self) -> None:
        with self._changed:
            self._is_hung_up = True
            self._changed.notify_all()

    def check(self, paused: Callable[[], None], resumed: Callable[[], None]) -> None:
        """Go on, wait while paused (telling when that begins and ends), or raise Cancelled or HungUp."""
        with self._changed:
            self._raise_if_stopped()
            if not self._is_paused:
                return
        paused()
        with self._changed:
            self._changed.wait_for(lambda: self._is_cancelled or self._is_hung_up or not self._is_paused)
            self._raise_if_stopped()
        resumed()

    def _raise_if_stopped(self) -> None:
        if self._is_hung_up:
            raise HungUp
        if self._is_cancelled:
            raise Cancelled
