"""Jobs on runs: one worker process each, with the task that the status bar shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import N_, AppError
from core.jobs import messages
from core.jobs.specs import CompareSpec, ExplainSpec, PretrainSpec, ProbeSpec, TrainSpec, TrustSpec
from gui.tasks import Task

if TYPE_CHECKING:
    from gui.worker_client import WorkerClient

MakeWorker = Callable[[], "WorkerClient"]
RunSpec = TrainSpec | PretrainSpec | CompareSpec | TrustSpec | ProbeSpec | ExplainSpec

DIED = {
    "train": N_("core", "The training was interrupted; it can be resumed on the train page. {outcome}"),
    "pretrain": N_("core", "Learning from all texts was interrupted; it can be started again. {outcome}"),
    "compare": N_("core", "The comparison was interrupted. {outcome}"),
    "trust": N_("core", "The check of the explanations was interrupted; it can be started again. {outcome}"),
    "explain": N_("core", "Explaining the documents was interrupted; it can be started again. {outcome}"),
    "probe": N_("core", "The self-test was interrupted; it can be started again. {outcome}"),
}


class WorkerDiedError(AppError):
    """A job's worker ended without a last message; `details` is the end of its error stream."""

    def __init__(self, kind: str, outcome: str, details: str) -> None:
        super().__init__("worker-died", DIED[kind], outcome=outcome)
        self.details = details


class WorkerFailedError(AppError):
    """A job's Failed message, as an error to show."""

    def __init__(self, failed: messages.Failed) -> None:
        super().__init__(failed.code, failed.template, **failed.values)
        self.details = failed.details


class RunJob(QObject):
    """One job on one run in a worker of its own, from its start to its one last word."""

    message = Signal(object)
    finished = Signal(object)
    """The Finished message."""
    cancelled = Signal()
    failed = Signal(object)
    """An AppError with details."""
    ended = Signal()
    """After one of the three above; alone when it ended because of quit()."""

    def __init__(self, spec: RunSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.task = Task(self._title(), self, can_pause=True)
        self.task.cancel_requested.connect(self.cancel)
        self.task.pause_requested.connect(self._on_pause_requested)
        self._has_last_word = False
        self._client: WorkerClient | None = None
        self._job = ""

    @property
    def run_id(self) -> str:
        return Path(self.spec.run_dir).name

    @property
    def project(self) -> Path:
        """The folder that runs/<id> lies in."""
        return Path(self.spec.run_dir).parents[1]

    def start(self, make_worker: MakeWorker) -> None:
        self._client = make_worker()
        self._client.message.connect(self._on_message)
        self._client.died.connect(self._on_died)
        self._job = self._client.start(self.spec)

    def pause(self) -> None:
        if self._client is not None:
            self._client.pause(self._job)

    def resume(self) -> None:
        if self._client is not None:
            self._client.resume(self._job)

    def cancel(self) -> None:
        if self._client is not None:
            self._client.cancel(self._job)

    def quit(self) -> None:
        """Let the worker save and end; the run can be resumed later."""
        if self._client is not None:
            self._client.quit()

    def wait(self, timeout_s: float) -> bool:
        return self._client is None or self._client.wait(timeout_s)

    def _on_pause_requested(self, is_wanted: bool) -> None:
        if is_wanted:
            self.pause()
        else:
            self.resume()

    def _on_message(self, message: messages.Message) -> None:
        if self._has_last_word:
            return
        self._show(message)
        self.message.emit(message)
        match message:
            case messages.Finished():
                self._end(lambda: self.finished.emit(message))
            case messages.Failed():
                self._end(lambda: self.failed.emit(WorkerFailedError(message)))
            case messages.Cancelled():
                self._end(self.cancelled.emit)

    def _show(self, message: messages.Message) -> None:
        match message:
            case messages.Progress():
                self.task.progressed.emit(message.done, message.total, message.seconds_left)
            case messages.Epoch():
                self.task.set_note(f"{message.epoch}/{message.epochs}")
            case messages.Paused():
                self.task.set_paused(True)
            case messages.Resumed():
                self.task.set_paused(False)

    def _on_died(self, outcome: str) -> None:
        if self._has_last_word:
            return
        details = self._client.details if self._client is not None else ""
        if outcome:
            self._end(lambda: self.failed.emit(WorkerDiedError(self.spec.kind, outcome, details)))
        else:
            self._end(lambda: None)

    def _end(self, say: Callable[[], None]) -> None:
        self._has_last_word = True
        self.quit()
        self.task.end()
        say()
        self.ended.emit()

    def _title(self) -> str:
        titles = {
            "train": self.tr("Training"),
            "pretrain": self.tr("Learning from all texts"),
            "compare": self.tr("Comparing"),
            "trust": self.tr("Checking the explanations"),
            "probe": self.tr("Self-test"),
            "explain": self.tr("Explaining"),
        }
        return titles[self.spec.kind]


class RunJobs(QObject):
    """All such jobs that go on now, of whichever project."""

    message = Signal(object, object)
    """The RunJob and a core.jobs.messages.Message."""
    started = Signal(object)
    finished = Signal(object, object)
    """The RunJob and its Finished message."""
    cancelled = Signal(object)
    failed = Signal(object, object)
    """The RunJob and an AppError with details."""
    ended = Signal(object)

    def __init__(self, make_worker: MakeWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_worker = make_worker
        self._jobs: list[RunJob] = []

    def of_kind(self, *kinds: str) -> list[RunJob]:
        return [job for job in self._jobs if job.spec.kind in kinds]

    def start(self, spec: RunSpec) -> None:
        job = RunJob(spec, self)
        self._jobs.append(job)
        job.message.connect(lambda message: self.message.emit(job, message))
        job.finished.connect(lambda message: self.finished.emit(job, message))
        job.cancelled.connect(lambda: self.cancelled.emit(job))
        job.failed.connect(lambda error: self.failed.emit(job, error))
        job.ended.connect(lambda: self._on_ended(job))
        self.started.emit(job)
        job.start(self._make_worker)

    def quit(self) -> list[RunJob]:
        """Ask all workers to save and end; returns all jobs, to be waited for: a worker may outlive its last word."""
        for job in self._jobs:
            job.quit()
        return self.findChildren(RunJob)

    def _on_ended(self, job: RunJob) -> None:
        self._jobs.remove(job)
        self.ended.emit(job)
