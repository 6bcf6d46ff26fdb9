"""Training runs: one worker process each, with the task that the status bar shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.errors import N_, AppError
from core.jobs import messages
from core.jobs.specs import TrainSpec
from gui.tasks import Task

if TYPE_CHECKING:
    from gui.worker_client import WorkerClient

MakeWorker = Callable[[], "WorkerClient"]


class WorkerDiedError(AppError):
    """A training's worker ended without a last message; `details` is the end of its error stream."""

    def __init__(self, outcome: str, details: str) -> None:
        template = N_("core", "The training was interrupted; it can be resumed on the train page. {outcome}")
        super().__init__("worker-died", template, outcome=outcome)
        self.details = details


class WorkerFailedError(AppError):
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
    """After one of the three above; alone when it ended because of quit()."""

    def __init__(self, run_id: str, project: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run_id = run_id
        self.project = project
        self.task = Task(self.tr("Training"), self, can_pause=True)
        self.task.cancel_requested.connect(self.cancel)
        self.task.pause_requested.connect(self._on_pause_requested)
        self._has_last_word = False
        self._client: WorkerClient | None = None
        self._job = ""

    def start(self, spec: TrainSpec, make_worker: MakeWorker) -> None:
        self._client = make_worker()
        self._client.message.connect(self._on_message)
        self._client.died.connect(self._on_died)
        self._job = self._client.start(spec)

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
            self._end(lambda: self.failed.emit(WorkerDiedError(outcome, details)))
        else:
            self._end(lambda: None)

    def _end(self, say: Callable[[], None]) -> None:
        self._has_last_word = True
        self.quit()
        self.task.end()
        say()
        self.ended.emit()


class Trainings(QObject):
    """All trainings that go on now, of whichever project."""

    message = Signal(str, object)
    """Run id, core.jobs.messages.Message."""
    started = Signal(object)
    finished = Signal(object, object)
    """The Training and its Finished message."""
    cancelled = Signal()
    failed = Signal(object)
    ended = Signal(str)

    def __init__(self, make_worker: MakeWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_worker = make_worker
        self._by_run: dict[str, Training] = {}

    def __len__(self) -> int:
        return len(self._by_run)

    def get(self, run_id: str) -> Training | None:
        return self._by_run.get(run_id)

    def start(self, project: Path, run_id: str, spec: TrainSpec) -> None:
        training = Training(run_id, project, self)
        self._by_run[run_id] = training
        training.message.connect(lambda message: self.message.emit(run_id, message))
        training.finished.connect(lambda message: self.finished.emit(training, message))
        training.cancelled.connect(self.cancelled)
        training.failed.connect(self.failed)
        training.ended.connect(lambda: self._on_ended(run_id))
        self.started.emit(training)
        training.start(spec, self._make_worker)

    def quit(self) -> list[Training]:
        """Ask all workers to save and end; returns them, to be waited for."""
        trainings = list(self._by_run.values())
        for training in trainings:
            training.quit()
        return trainings

    def _on_ended(self, run_id: str) -> None:
        self._by_run.pop(run_id, None)
        self.ended.emit(run_id)


def trained_text(metrics: Mapping[str, Any]) -> str:
    """What to tell about a training that went well, from its metrics on the hold-out."""
    n = int(metrics.get("n") or 0)
    if not n:
        return QCoreApplication.translate("Training", "Trained. There is no hold-out to measure it with yet.")
    f1 = f"{float(metrics['macro_f1']):.2f}".removeprefix("0")
    return QCoreApplication.translate("Training", "Trained: macro-F1 {f1} (n={n})").format(f1=f1, n=f"{n:,}")
