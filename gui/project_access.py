"""The way to the project: one thread for short work in order, one for long work with its own connection."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.errors import Cancelled
from core.jobs.specs import CAPTION, TRANSLATION
from core.progress import Report
from core.records import Guideline, Label
from core.settings import Settings
from gui.tasks import Task, WorkThread, nothing

if TYPE_CHECKING:
    from core.project.documents import Counts
    from core.project.presence import Holder, Presence
    from core.project.project import Project
    from core.project.values import SavedFilter

T = TypeVar("T")
Failed = Callable[[Exception], None]


@dataclass(frozen=True)
class ProjectInfo:
    """What the window keeps of the open project: plain data, always fresh."""

    path: Path
    name: str
    kind: str
    is_multi_label: bool
    labels: tuple[Label, ...]
    guidelines: Mapping[int, Guideline]
    annotator: str
    filters: tuple[SavedFilter, ...] = ()
    holder: Holder | None = None
    """Who has it open elsewhere; then it can only be looked at here."""

    @property
    def has_pairs(self) -> bool:
        """Whether its documents are sentences with their translations."""
        return self.kind == TRANSLATION

    @property
    def has_pictures(self) -> bool:
        """Whether its documents are pictures with captions."""
        return self.kind == CAPTION


@dataclass(frozen=True)
class ProjectState:
    """A project's info with what changes more often."""

    info: ProjectInfo
    counts: Counts
    active_run_id: str | None


class ProjectAccess(QObject):
    """Owns the threads and the open Project, which only the project thread touches. Nothing here blocks."""

    task_added = Signal(object)
    busy_changed = Signal(bool)
    error_raised = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._project: Project | None = None
        self._presence: Presence | None = None
        self._project_thread = WorkThread("project")
        self._background_thread = WorkThread("background")
        self._aside_thread = WorkThread("aside")
        self._tasks: set[Task] = set()
        self._waiting_calls = 0

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked is not answered yet, as a decision that is on its way to the disk."""
        return self._waiting_calls > 0

    def open(self, make: Callable[[], Project], then: Callable[[ProjectState], None]) -> None:
        """Replace the open project by the one that `make` opens or creates; on an error the old one stays."""

        def work() -> ProjectState:
            from core.project.presence import Presence

            project = make()
            self._drop()
            project.annotator = self._annotator()
            self._project, self._presence = project, Presence(project.path, self._annotator())
            project.store.holder = self._presence.holder
            return state_of(project)

        self._submit(work, then, None)

    def close(self, then: Callable[[None], None]) -> None:
        self._submit(self._drop, then, None)

    def call(self, work: Callable[[Project], T], then: Callable[[T], None], failed: Failed | None) -> None:
        def run() -> T:
            if self._project is None:
                raise Cancelled
            with self._project.sound():
                return work(self._project)

        self._submit(run, then, failed)

    def background(
        self,
        path: Path,
        work: Callable[[Project, Report], T],
        then: Callable[[T], None],
        failed: Failed | None,
        title: str,
    ) -> Task:

        def run(report: Report) -> T:
            report(0, 0)  # raises when it was cancelled before its turn
            with self._another(path) as project:
                return work(project, report)

        return self.detached(run, then, failed, title)

    def detached(
        self, work: Callable[[Report], T], then: Callable[[T], None], failed: Failed | None, title: str
    ) -> Task:
        """Long work that needs no project, as `background`."""
        task = Task(title)

        def done(result: T) -> None:
            self._end(task)
            then(result)

        def not_done(error: Exception) -> None:
            self._end(task)
            self._fail(error, failed)

        self._tasks.add(task)
        self.task_added.emit(task)
        self._background_thread.submit(lambda: work(task.report()), done, not_done)
        return task

    def aside(self, path: Path, work: Callable[[Project], T], then: Callable[[T], None], failed: Failed) -> None:
        """Do what nobody waits for on a third thread, with its own Project: not even behind an import."""

        def run() -> T:
            with self._another(path) as project:
                return work(project)

        self._aside_thread.submit(run, then, failed)

    def peek(self, path: Path, then: Callable[[ProjectState], None], failed: Failed) -> None:
        """Read the state of some other project, without opening it here."""

        def work() -> ProjectState:
            from core.project.project import Project

            with Project.open(path) as project:
                return state_of(project)

        self._background_thread.submit(work, then, failed)

    def set_annotator(self) -> None:
        """Take the annotator's name from the settings again."""
        name = self._annotator()
        self.call(lambda project: setattr(project, "annotator", name), nothing, nothing)

    def stop(self) -> list[WorkThread]:
        """Cancel long work, finish short work and close; returns the threads, to be waited for."""
        for task in list(self._tasks):
            task.cancel()
        self._project_thread.submit(self._drop, nothing, nothing)
        self._project_thread.stop()
        self._background_thread.stop()
        self._aside_thread.stop()
        return [self._project_thread, self._background_thread, self._aside_thread]

    def _submit(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed | None) -> None:
        def done(result: T) -> None:
            self._count_calls(-1)
            then(result)

        def not_done(error: Exception) -> None:
            self._count_calls(-1)
            self._fail(error, failed)

        self._count_calls(+1)
        self._project_thread.submit(work, done, not_done)

    def _count_calls(self, change: int) -> None:
        was_busy = self.is_busy
        self._waiting_calls += change
        if was_busy != self.is_busy:
            self.busy_changed.emit(not was_busy)

    def _fail(self, error: Exception, failed: Failed | None) -> None:
        if failed is not None:
            failed(error)
        elif not isinstance(error, Cancelled):
            self.error_raised.emit(error)

    def _end(self, task: Task) -> None:
        self._tasks.discard(task)
        task.end()

    def _another(self, path: Path) -> Project:
        """The project once more, with a connection of its own; it may do what the open one may."""
        project = opened(path)
        project.annotator = self._annotator()
        presence = self._presence
        if self._project is not None and presence is not None and self._project.path == project.path:
            project.store.holder = presence.holder
        return project

    def _drop(self) -> None:
        if self._project is not None:
            self._project.close()
        if self._presence is not None:
            self._presence.leave()
        self._project = self._presence = None

    def _annotator(self) -> str:
        return str(self._settings.get("annotator")).strip() or _user_name()


def opened(path: Path) -> Project:
    """For the project thread: SQLAlchemy is loaded there, not here."""
    from core.project.project import Project

    return Project.open(path)


def created(path: Path, labels: Sequence[str], **chosen: Any) -> Project:
    """For the project thread, as `opened`; `chosen` are the keywords of Project.create."""
    from core.project.project import Project

    return Project.create(path, labels=labels, **chosen)


def state_of(project: Project) -> ProjectState:
    """Read it anew; on a project thread."""
    info = ProjectInfo(
        path=project.path,
        name=project.name,
        kind=project.kind,
        is_multi_label=project.is_multi_label,
        labels=tuple(project.labels.all()),
        guidelines=project.guidelines.all(),
        annotator=project.annotator,
        filters=tuple(project.filters.all()),
        holder=project.store.holder,
    )
    active = project.runs.active()
    return ProjectState(info, project.documents.counts(), active.id if active else None)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user, no environment
        return ""
