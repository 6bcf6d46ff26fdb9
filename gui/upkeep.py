"""What a project needs done by itself, in the background: the search index, tidying up, backups."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Cancelled
from core.progress import Report
from core.settings import Settings
from gui.tasks import WorkThread, nothing

if TYPE_CHECKING:
    from core.project.project import Project

AFTER_MS = 1500
"""So long after a change the index is looked at: several changes are one."""
BACKUP_MS = 10 * 60 * 1000
"""So often it is looked whether a backup is due."""
HOURS = {"hourly": 1.0, "daily": 24.0}


class Upkeep(QObject):
    """Works on the open project with a connection of its own; a project that is closed is left at once."""

    progressed = Signal(object, object)
    """How many documents the search index has, of how many; equal: all."""
    runs_finished = Signal()
    """What runs predict was taken in, where a program had been gone before that."""
    failed = Signal(object)
    _told = Signal(object, object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._thread = WorkThread("upkeep")
        self._path: Path | None = None
        self._left = threading.Event()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._look_after_index)
        self._hourly = QTimer(self, interval=BACKUP_MS)
        self._hourly.timeout.connect(self._look_after_backups)
        self._told.connect(self.progressed)

    def open(self, path: Path | None, *, is_known: bool = True) -> None:
        """Another project, or none; one that was never here before is looked through first."""
        self._left.set()
        self._left = threading.Event()
        self._path = path
        if not is_known:
            self._look_through()
        if path is None:
            self._soon.stop()
            self._hourly.stop()
        else:
            self._soon.start()
            self._hourly.start()
            QTimer.singleShot(AFTER_MS, self, self._look_after_runs)

    def look(self) -> None:
        """Documents came or went, or may have."""
        if self._path is not None:
            self._soon.start()

    def stop(self) -> WorkThread:
        """The end of the program; the thread is to be waited for."""
        self.open(None)
        self._thread.stop()
        return self._thread

    def _look_through(self) -> None:
        """Whoever it comes from: damage is told now, not when half of the work is done."""
        left = self._left

        def work(project: Project) -> None:
            from core.project import damage

            damage.look_through(project.store, left.is_set)

        self._do(work)

    def _look_after_runs(self) -> None:
        tell, report = self.runs_finished.emit, self._leaving()

        def work(project: Project) -> None:
            from core.project import untaken

            if untaken.finish(project, report):
                tell()

        self._do(work)

    def _look_after_index(self) -> None:
        tell, left = self._told.emit, self._left

        def work(project: Project) -> None:
            from core.project.search import building, index

            def report(done: int, total: int) -> None:
                if left.is_set():
                    raise Cancelled
                if total:
                    tell(done, total)

            project.imports.tidy()
            if building.is_behind(project.store):
                building.bring_up_to_date(project.store, report)
            project.store.checkpoint()
            tell(index.upto(project.store), index.last(project.store))

        self._do(work)

    def _look_after_backups(self) -> None:
        hours = HOURS.get(self._settings.get("backups"))
        report = self._leaving()

        def work(project: Project) -> None:
            if hours is not None and project.backups.is_due(hours):
                project.backups.make(report)

        self._do(work)

    def _leaving(self) -> Report:
        """Raises Cancelled once the project has been left."""
        left = self._left

        def report(*_: int) -> None:
            if left.is_set():
                raise Cancelled

        return report

    def _do(self, work: Callable[[Project], None]) -> None:
        path = self._path
        if path is None:
            return

        def run() -> None:
            from core.project.project import Project

            with Project.open(path) as project:
                work(project)

        def not_done(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        self._thread.submit(run, nothing, not_done)
