"""The open project as the window sees it: asks the project's threads and workers, says what changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.jobs.pair_specs import PairQuestion
from core.jobs.picture_specs import PictureQuestion
from core.jobs.specs import TEXT, ExplainSpec, Question
from core.progress import Report
from core.settings import Settings
from gui.assistant import Assistant
from gui.chooser import Chooser
from gui.counting import Counting
from gui.failures import Failures
from gui.meter_watch import MeterWatch
from gui.project_access import Failed, ProjectAccess, ProjectInfo, ProjectState, created, opened, state_of
from gui.reader import Reader
from gui.suspects import Suspects
from gui.tasks import Task, WorkThread, nothing
from gui.trainer import Trainer
from gui.training import MakeWorker, RunJob
from gui.undoing import Undoing
from gui.upkeep import Upkeep

if TYPE_CHECKING:
    from core.project.documents import Counts
    from core.project.project import Project
    from core.project.values import DocumentFilter, Undone

__all__ = ["ProjectInfo", "ProjectState", "Session"]

T = TypeVar("T")

EXIT_S = 2.5
"""How long the end of the program may take, all workers and threads together."""

logger = logging.getLogger(__name__)


class Session(QObject):
    """The one object that pages share. Nothing here blocks; every answer comes back on the GUI thread.

    After a `call` that changed annotations, emit `annotations_changed`; after one that changed the label set
    (or many things at once), call `refresh()`. The session itself reads the counts again in both cases.
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
    review_requested = Signal(str, object)
    """A run's id and the core.project.values.PredictionFilter that the review page shall show."""
    page_requested = Signal(str)
    run_requested = Signal(str)
    """Select this run on the train page (comes after page_requested)."""
    trust_requested = Signal(str)
    """Show how far this run's explanations can be trusted (comes after page_requested)."""
    settings_changed = Signal(str)
    undone = Signal(object)
    """What undo() or redo() changed (core.project.history.Undone), after annotations_changed."""
    notice = Signal(object)
    """A gui.tasks.Notice: the window shows it as a toast."""
    task_added = Signal(object)
    busy_changed = Signal(bool)
    """True while anything is on its way to the project; False: every decision is on disk."""
    error_raised = Signal(object)

    def __init__(self, settings: Settings, make_worker: MakeWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.info: ProjectInfo | None = None
        self.counts: Counts | None = None
        self.active_run_id: str | None = None
        self._listed: DocumentFilter | None = None
        self._access = ProjectAccess(settings, self)
        self.trainer = Trainer(self._access, settings, make_worker, self)
        self._assistant = Assistant(make_worker, self)
        self.behind = Assistant(make_worker, self)  # for what takes long: no question of the moment waits behind it
        self.chooser = Chooser(self._access, self.behind, settings, self)
        self.meter = MeterWatch(self._access, self.behind, self)
        self.suspects = Suspects(self._access, self.behind, self)
        self._counting = Counting(self._access, self)
        self._failures = Failures(self)
        self._undoing = Undoing(self.call, self.background, self)
        self.reader = Reader(self)
        self.counter = Reader(self, "counter")  # what takes long: counts, previews; nothing else waits behind it
        self.pictures = Reader(self, "pictures")  # decodes them, so that no other question waits for that
        self.upkeep = Upkeep(settings, self)
        self._parts: tuple[Reader | Upkeep, ...] = (self.reader, self.counter, self.pictures, self.upkeep)
        self._connect()

    @property
    def listed(self) -> DocumentFilter:
        """The filter of the label page's list: what is shown is what can be trained on and exported."""
        from core.project.values import DocumentFilter

        return self._listed or DocumentFilter()

    @listed.setter
    def listed(self, where: DocumentFilter) -> None:
        self._listed = where

    def open(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Open the project folder, closing the one before; the trainings of that one go on."""
        self._access.open(lambda: opened(path), lambda state: self._on_opened(state, then))

    def create(
        self, path: Path, labels: Sequence[str] = (), *, then: Callable[[], None] | None = None, **chosen: Any
    ) -> None:
        """Make an empty project folder and open it; `chosen` are the keywords of Project.create."""
        make = partial(created, path, labels, **chosen)
        self._access.open(make, lambda state: self._on_opened(state, then))

    def open_or_create(self, path: Path, labels: Sequence[str], fill: Callable[[], None], *, kind: str = TEXT) -> None:
        """Open a project; when there is none yet make it, and call `fill` when it is open."""
        is_new = False

        def make() -> Project:
            nonlocal is_new
            is_new = not path.exists()
            return created(path, labels, kind=kind) if is_new else opened(path)

        self._access.open(make, lambda state: self._on_opened(state, fill if is_new else None))

    def close(self) -> None:
        self._access.close(self._on_closed)

    def refresh(self, document_id: int | None = None) -> None:
        """Read labels, counts and the active run again, and say what changed; then annotations_changed."""
        self.call(state_of, lambda state: self._on_refreshed(state, document_id))

    def call(
        self, work: Callable[[Project], T], then: Callable[[T], None] = nothing, failed: Failed | None = None
    ) -> None:
        """Do `work(project)` on the project thread, in order, then `then(result)` here. For what takes < 100 ms.

        Without `failed`, an error goes to error_raised. With no project open nothing happens.
        """
        if self.info is not None:
            self._access.call(work, then, failed)

    def background(
        self,
        work: Callable[[Project, Report], T],
        then: Callable[[T], None] = nothing,
        failed: Failed | None = None,
        title: str = "",
    ) -> Task:
        """Do long work on the second thread with its own Project; the window shows a chip with progress and cancel.

        `failed` gets every error, Cancelled too; without it, errors go to error_raised.
        """
        if self.info is None:
            raise RuntimeError("no project is open")
        return self._access.background(self.info.path, work, then, failed, title)

    def detached(
        self,
        work: Callable[[Report], T],
        then: Callable[[T], None] = nothing,
        failed: Failed | None = None,
        title: str = "",
    ) -> Task:
        """Long work that needs no project to be open."""
        return self._access.detached(work, then, failed, title)

    def peek(self, path: Path, then: Callable[[ProjectState], None], failed: Failed) -> None:
        """Read how far some other project is, when the second thread has time for it."""
        self._access.peek(path, then, failed)

    def undo(self) -> None:
        self._undoing.move(is_redo=False)

    def undo_act(self, event_id: int) -> None:
        """Take this act back if it is still the last one."""
        self._undoing.move(is_redo=False, event_id=event_id)

    def redo(self) -> None:
        self._undoing.move(is_redo=True)

    def activate(self, run_id: str) -> None:
        """Make a run the active one; undoable."""
        self.call(lambda project: project.runs.activate(run_id), lambda _: self.refresh())

    def explain(
        self,
        texts: Sequence[str],
        then: Callable[[list[dict[str, Any]]], None],
        method: str = "auto",
        run_id: str | None = None,
        *,
        key: str = "",
        failed: Failed = nothing,
    ) -> None:
        """Explain texts with a run (default: the active one). A later request with the same `key` replaces this one.

        `then` gets explanation objects as in architecture.md.
        """
        run_id = run_id or self.active_run_id
        if self.info is None or run_id is None:
            return
        spec = ExplainSpec(str(self.run_folder(run_id)), tuple(texts), methods=(method,))
        self.ask(spec, key=f"explain {key}", then=lambda result: then(list(result.get("documents", ()))), failed=failed)

    def ask(
        self,
        spec: Question | PairQuestion | PictureQuestion,
        *,
        key: str,
        then: Callable[[dict[str, Any]], None] = nothing,
        failed: Failed = nothing,
        part: Callable[[dict[str, Any]], None] = nothing,
    ) -> None:
        """Ask the assist worker. A later question with the same `key` replaces this one: nobody is called back."""
        self._assistant.ask(spec, key=key, then=then, failed=failed, part=part)

    def forget(self, key: str) -> None:
        """Nobody waits for the answer to this question any more."""
        self._assistant.forget(key)

    def run_folder(self, run_id: str) -> Path:
        """Where a run of the open project lies."""
        if self.info is None:
            raise RuntimeError("no project is open")
        return self.info.path / "runs" / run_id

    def warm(self) -> None:
        """Start the assist worker if there is a model to ask; call it when the window is idle."""
        if self.active_run_id is not None:
            self._assistant.warm()

    def shutdown(self) -> None:
        """End of the program: commit what waits, let the workers save, and be gone within EXIT_S. Blocks."""
        deadline = time.monotonic() + EXIT_S
        threads = [*self._access.stop(), *(part.stop() for part in self._parts)]
        self._assistant.quit()
        self.behind.quit()
        jobs = self.trainer.quit()
        parts: list[WorkThread | RunJob | Assistant] = [*threads, *jobs, self._assistant, self.behind]
        for part in parts:
            if not part.wait(deadline - time.monotonic()):
                logger.warning("not gone at the end of the program: %s", type(part).__name__)

    def _connect(self) -> None:
        self.settings.subscribe(self._on_setting_changed)
        self.annotations_changed.connect(self._counting.refresh)
        self.annotations_changed.connect(self.upkeep.look)
        self.upkeep.failed.connect(self._failures.tell_of_upkeep)
        self.upkeep.runs_finished.connect(self.runs_changed)
        self._access.task_added.connect(self.task_added)
        self._access.busy_changed.connect(self.busy_changed)
        self._access.error_raised.connect(self._failures.tell)
        self._counting.counted.connect(self._on_counted)
        self._counting.failed.connect(self._failures.tell)
        self._failures.raised.connect(self.error_raised)
        self._failures.notice.connect(self.notice)
        self._undoing.done.connect(self._on_undone)
        self._undoing.notice.connect(self.notice)
        self.suspects.task_added.connect(self.task_added)
        self.suspects.error_raised.connect(self._failures.tell)
        self.trainer.run_message.connect(self.run_message)
        self.trainer.runs_changed.connect(self.runs_changed)
        self.trainer.taken_in.connect(self._on_run_taken_in)
        self.trainer.show_requested.connect(lambda _: self.page_requested.emit("train"))
        self.trainer.show_requested.connect(self.run_requested)
        self.trainer.trust_requested.connect(lambda _: self.page_requested.emit("review"))
        self.trainer.trust_requested.connect(self.trust_requested)
        self.trainer.notice.connect(self.notice)
        self.trainer.task_added.connect(self.task_added)
        self.trainer.failed.connect(self._failures.tell)
        self.counts_changed.connect(self.chooser.set_counts)
        self.counts_changed.connect(self.meter.set_counts)
        self.chooser.asking.connect(self.meter.stop)
        self.chooser.list_changed.connect(self.meter.set_list)
        self.chooser.failed.connect(self._failures.tell_of_list)

    def _on_opened(self, state: ProjectState, then: Callable[[], None] | None) -> None:
        self.info, self.counts, self.active_run_id = state.info, state.counts, state.active_run_id
        self.trainer.project = state.info.path
        self._assistant.reset()
        self.behind.reset()
        ours = state.info.path if state.info.holder is None else None  # what works by itself would change it
        self.chooser.open(ours)
        self.meter.open(ours)
        self.upkeep.open(ours, is_known=str(state.info.path) in self.settings.get("recent_projects"))
        for reader in (self.reader, self.counter, self.pictures):
            reader.open(state.info.path)
        self.settings.add_recent(state.info.path)
        self.project_changed.emit()
        self.counts_changed.emit(state.counts)
        if then is not None:
            then()

    def _on_closed(self, _: None) -> None:
        self.info = self.counts = self.active_run_id = self.trainer.project = None
        self.chooser.open(None)
        self.meter.open(None)
        for part in self._parts:
            part.open(None)
        self.project_changed.emit()

    def _on_refreshed(self, state: ProjectState, document_id: int | None) -> None:
        before, before_active = self.info, self.active_run_id
        self.info, self.counts, self.active_run_id = state.info, state.counts, state.active_run_id
        if before is None or (before.labels, before.guidelines) != (state.info.labels, state.info.guidelines):
            self.labels_changed.emit()
        if before_active != state.active_run_id:
            self._assistant.reset()
            self.behind.reset()
            self.active_run_changed.emit(state.active_run_id)
            self.runs_changed.emit()
        self.annotations_changed.emit(document_id)

    def _on_undone(self, undone: Undone) -> None:
        def tell(state: ProjectState) -> None:
            self._on_refreshed(state, undone.document_id)
            self.undone.emit(undone)

        self.call(state_of, tell)

    def _on_setting_changed(self, key: str) -> None:
        if key == "annotator":
            self._access.set_annotator()
        self.settings_changed.emit(key)

    def _on_counted(self, counts: Counts) -> None:
        self.counts = counts
        self.counts_changed.emit(counts)

    def _on_run_taken_in(self, project: Path) -> None:
        if self.info is not None and self.info.path == project:
            self.runs_changed.emit()
            self.refresh()
