"""Training runs: one worker process each, with the task that the status bar shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import N_, AppError
from core.jobs import messages
from core.jobs.specs import TrainSpec
from gui.tasks import Task
from gui.worker_client import WorkerClient

MakeWorker = Callable[[], WorkerClient]


class WorkerDied(AppError):
    """A worker ended without a last message; `details` is the end of its error stream."""

    def __init__(self, outcome: str, details: str) -> None:
        super().__init__("worker-died", N_("core", "{outcome}"), outcome=outcome)
        self.details = details


class WorkerFailed(AppError):
    """A job's Failed message, as an error to show."""

    def __init__(self, failed: messages.Failed) -> None:
        super().__init__(failed.code, failed.template, **failed.values)
        self.details = failed.details


class Training(QObject):
    """One run's training, from the start of its worker to its one last word."""

    message = Signal(object)
    finished = Signal(object)
    """The Finished message."""
    cancelled = Signal()
    failed = Signal(object)
    """An AppError with details."""
    ended = Signal()
    """After one of the three above, or after quit()."""

    def __init__(self, run_id: str, project: Path, spec: TrainSpec, make_worker: MakeWorker) -> None:
        super().__init__()
        self.run_id = run_id
        self.project = project
        self.task = Task(self.tr("Training"), self, can_pause=True)
        self.task.cancel_requested.connect(self.cancel)
        self.task.pause_requested.connect(self._on_pause_requested)
        self._has_last_word = False
        self._client = make_worker()
        self._client.message.connect(self._on_message)
        self._client.died.connect(self._on_died)
        self._job = self._client.start(spec)

    def pause(self) -> None:
        self._client.pause(self._job)

    def resume(self) -> None:
        self._client.resume(self._job)

    def cancel(self) -> None:
        self._client.cancel(self._job)

    def quit(self) -> None:
        """Let the worker save and end; the run can be resumed later."""
        self._client.quit()

    def wait(self, timeout_s: float) -> bool:
        return self._client.wait(timeout_s)

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
                self._end(lambda: self.failed.emit(WorkerFailed(message)))
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
        if outcome:
            self._end(lambda: self.failed.emit(WorkerDied(outcome, self._client.details)))
        else:
            self._end(lambda: None)

    def _end(self, say: Callable[[], None]) -> None:
        self._has_last_word = True
        self._client.quit()
        self.task.end()
        say()
        self.ended.emit()
