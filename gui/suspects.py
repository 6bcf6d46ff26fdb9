"""Labels that models doubt, looked for by the worker while a chip tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import Cancelled
from core.progress import TimeLeft
from gui.assistant import Assistant
from gui.project_access import ProjectAccess
from gui.tasks import Task

if TYPE_CHECKING:
    from core.jobs.specs import QueueSpec
    from core.project.project import Project

KEY = "quality"


class Suspects(QObject):
    """Asks one worker, one question at a time."""

    task_added = Signal(object)
    error_raised = Signal(object)

    def __init__(self, access: ProjectAccess, assistant: Assistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._access = access
        self._assistant = assistant

    def find(self, path: Path, then: Callable[[Mapping[str, Any]], None]) -> Task:
        """Look in the project at `path`; `then` gets what the worker says (core.ml.quick.jobs.order)."""
        task = Task(self.tr("Looking for wrong labels"), self)
        time_left = TimeLeft()

        def done(found: dict[str, Any]) -> None:
            then(found)
            task.end()

        def failed(error: Exception) -> None:
            task.end()
            if not isinstance(error, Cancelled):
                self.error_raised.emit(error)

        def ask(spec: QueueSpec) -> None:
            self._assistant.ask(spec, key=KEY, then=done, failed=failed, progress=progress)

        def progress(n: int, total: int) -> None:
            task.progressed.emit(n, total, time_left.seconds(n, total))

        task.cancel_requested.connect(lambda: self._assistant.forget(KEY))
        task.cancel_requested.connect(task.end)
        self._access.aside(path, _ask, ask, failed)
        self.task_added.emit(task)
        return task


def _ask(project: Project) -> QueueSpec:
    from core.project.values import Wish

    return project.queue.ask(Wish("suspects"))
