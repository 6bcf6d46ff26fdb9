"""Looking for documents beside everything else, on a thread of its own: a newer question ends an older one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from core.errors import Cancelled
from core.progress import Report
from gui.tasks import WorkThread, nothing

if TYPE_CHECKING:
    from core.project.project import Project

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Reader(QObject):
    """Reads the open project; decisions never wait for what is asked here. Answers come on the GUI thread."""

    def __init__(self, parent: QObject | None = None, name: str = "reader") -> None:
        super().__init__(parent)
        self._thread = WorkThread(name)
        self._path: Path | None = None
        self._project: Project | None = None  # the thread's own
        self._asked: dict[str, threading.Event] = {}

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self._asked)

    def open(self, path: Path | None) -> None:
        """Read this project from now on; what was asked of the one before is not answered."""
        for key in list(self._asked):
            self.cancel(key)
        self._path = path
        self._thread.submit(self._drop, nothing, nothing)

    def ask(
        self, key: str, work: Callable[[Project, Report], T], then: Callable[[T], None], failed: Failed = nothing
    ) -> None:
        """Do `work(project, report)`, then `then(result)`; the report raises when the same `key` is asked again.

        Questions of one key are answered once at most: the last. Without a project open nothing happens.
        """
        self.cancel(key)
        path = self._path
        if path is None:
            return
        is_cancelled = self._asked[key] = threading.Event()

        def report(_done: int, _total: int) -> None:
            if is_cancelled.is_set():
                raise Cancelled

        def run() -> T:
            report(0, 0)
            return work(self._opened(path), report)

        def answer(result: T) -> None:
            if not is_cancelled.is_set():
                del self._asked[key]
                then(result)

        def not_answered(error: Exception) -> None:
            if not is_cancelled.is_set():
                del self._asked[key]
                failed(error)

        self._thread.submit(run, answer, not_answered)

    def cancel(self, key: str) -> None:
        """Nobody wants the answer any more."""
        asked = self._asked.pop(key, None)
        if asked is not None:
            asked.set()

    def stop(self) -> WorkThread:
        """The end of the program; the thread is to be waited for."""
        self.open(None)
        self._thread.stop()
        return self._thread

    def _opened(self, path: Path) -> Project:
        from core.project.project import Project

        if self._project is None:
            self._project = Project.open(path)
        return self._project

    def _drop(self) -> None:
        if self._project is not None:
            self._project.close()
            self._project = None
