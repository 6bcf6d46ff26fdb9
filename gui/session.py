"""The open project as the window sees it: asks the project's threads and workers, says what changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.errors import Cancelled
from core.jobs import messages
from core.jobs.specs import ExplainSpec, SettingValue, TrainSpec
from core.progress import Report
from core.records import Label
from core.settings import Settings
from gui.assistant import Assistant
from gui.tasks import Notice, Task, WorkThread, nothing
from gui.training import MakeWorker, Training

if TYPE_CHECKING:
    from core.project.documents import Counts
    from core.project.history import Undone
    from core.project.project import Project
    from core.project.runs import Run

T = TypeVar("T")
Failed = Callable[[Exception], None]

EXIT_S = 3.0
"""How long the end of the program may take, all workers and threads together."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProjectInfo:
    """What the window keeps of the open project: plain data, always fresh."""

    path: Path
    name: str
    kind: str
    is_multi_label: bool
    labels: tuple[Label, ...]
    annotator: str


class Session(QObject):
    """The one object that pages share. Nothing here blocks; every answer comes back on the GUI thread.

    After a `call` that changed annotations, emit `annotations_changed`; after one that changed the label set
    (or many things), call `refresh()`. The session re-reads the counts itself, in both cases.
    """

    project_changed = Signal()
    labels_changed = Signal()
    annotations_changed = Signal(object)
    """The document's id, or None: many."""
    counts_changed = Signal(object)
    runs_changed = Signal()
    active_run_changed = Signal(object)
    run_message = Signal(str, object)
    document_requested = Signal(object, str)
    """A document's id, and the page that shall show it ("label", "review")."""
    page_requested = Signal(str)
    run_requested = Signal(str)
    """Show this run on the train page (comes with page_requested)."""
    settings_changed = Signal(str)
    undone = Signal(object)
    """What undo() or redo() changed (core.project.history.Undone), after annotations_changed."""
    notice = Signal(object)
    """A gui.tasks.Notice: the window shows it as a toast."""
    task_added = Signal(object)
    busy_changed = Signal(bool)
    """True while decisions are on their way to the disk; False: all are saved."""
    error_raised = Signal(object)

    def __init__(self, settings: Settings, make_worker: MakeWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.info: ProjectInfo | None = None
        self.counts: Counts | None = None
        self.active_run_id: str | None = None
        self._make_worker = make_worker
        self._project: Project | None = None  # touched on the project thread only
        self._project_thread = WorkThread("project", self)
        self._background_thread = WorkThread("background", self)
        self._trainings: dict[str, Training] = {}
        self._assistant = Assistant(make_worker, self)
        self._waiting_calls = 0
        self._counts_are_asked = False
        settings.subscribe(self.settings_changed.emit)
        self.annotations_changed.connect(self._refresh_counts)

    # The project -----------------------------------------------------------------------------------------------

    def open(self, path: Path) -> None: ...

    def create(self, path: Path, labels: Sequence[str] = (), *, is_multi_label: bool = False) -> None: ...

    def close(self) -> None: ...

    def refresh(self) -> None:
        """Read labels, counts and the active run again, and say that they (may) have changed."""

    def call(
        self, work: Callable[[Project], T], then: Callable[[T], None] = nothing, failed: Failed | None = None
    ) -> None:
        """Do `work(project)` on the project thread, in order, then `then(result)` here. For what takes < 100 ms."""

    def background(
        self,
        work: Callable[[Project, Report], T],
        then: Callable[[T], None] = nothing,
        failed: Failed | None = None,
        title: str = "",
    ) -> Task:
        """Do long work on the second thread with its own Project; shown as a chip. `failed` also gets Cancelled."""
        raise NotImplementedError

    def undo(self) -> None: ...

    def redo(self) -> None: ...

    # Runs and the assist worker -----------------------------------------------------------------------------------

    def train(self, model: str, settings: dict[str, SettingValue], device: str = "auto", seed: int = 0) -> None:
        """Make a run from a snapshot of now and train it; runs_changed follows, then run_message."""

    def resume_interrupted(self, run_id: str) -> None: ...

    def pause(self, run_id: str) -> None: ...

    def resume(self, run_id: str) -> None: ...

    def cancel(self, run_id: str) -> None: ...

    def training_task(self, run_id: str) -> Task | None:
        """The task of a training that goes on now."""

    def activate(self, run_id: str) -> None: ...

    def explain(
        self,
        texts: Sequence[str],
        then: Callable[[list[dict[str, Any]]], None],
        *,
        method: str = "attention",
        run_id: str | None = None,
        key: str = "",
        failed: Failed | None = None,
    ) -> None:
        """Explain texts with a run (default: the active one). A later request with the same `key` replaces this one.

        `then` gets explanation objects as in architecture.md. Without `failed`, failures are not shown.
        """

    def _refresh_counts(self) -> None: ...
