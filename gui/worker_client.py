"""The GUI's end of the one door: a worker process, JSON lines in and out, and an end that explains itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QObject, QProcess, QTimer, Signal, SignalInstance

from core import memory, paths
from core.jobs import messages, specs
from gui import i18n

QUIT_MS = 1500
TERMINATE_MS = 700
REAPED_MS = 10_000  # a killed process is gone when the system has its memory back: on a busy computer not at once
DETAILS_BYTES = 8000
LINES_AT_ONCE = 200  # then the window has its turn
UNREAD_BYTES = 64 << 20  # more that waits to be read is no answer
MAX_NONSENSE = 100  # lines that are no messages, until the worker is given up
OBEY_MS = 30_000  # a worker that does not stop its work for so long, when asked to, hangs


class WorkerClient(Protocol):
    """What the session needs of a worker: the process below, or the fake of the tests."""

    @property
    def message(self) -> SignalInstance:
        """Emits each core.jobs.messages.Message."""

    @property
    def died(self) -> SignalInstance:
        """Emits once per process when it has ended: "" when it was asked to, else one sentence for the user."""

    @property
    def details(self) -> str:
        """The end of what the worker wrote to its error stream."""

    def start(self, spec: specs.Spec) -> str:
        """Ask for a job, starting the process if need be. Returns the job's id."""

    def cancel(self, job: str) -> None: ...

    def pause(self, job: str) -> None: ...

    def resume(self, job: str) -> None: ...

    def quit(self) -> None:
        """Ask it to save and end; terminate, then kill it if it does not. Returns at once."""

    def wait(self, timeout_s: float) -> bool:
        """Whether it has ended within the time. Blocks: only for the end of the program."""


class QProcessWorker(QObject):
    """One worker process at a time, started by the first job."""

    message = Signal(object)
    died = Signal(str)

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or paths.worker_command()
        self._jobs = 0
        self._is_quitting = False
        self._is_dead = True
        self._stderr = b""
        self._fault = ""
        self._n_nonsense = 0
        self._open: dict[str, bool] = {}  # jobs in the order in which they are done: whether they were cancelled
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_error_output)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)
        self._deadline = QTimer(self, singleShot=True)
        self._deadline.timeout.connect(self._on_deadline)
        self._obeying = QTimer(self, singleShot=True)
        self._obeying.timeout.connect(self._on_disobeyed)

    @property
    def details(self) -> str:
        return self._stderr.decode("utf-8", "replace")

    def start(self, spec: specs.Spec) -> str:
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._is_quitting = self._is_dead = False
            self._stderr, self._fault, self._n_nonsense = b"", "", 0
            self._open.clear()
            self._process.start(self._command[0], self._command[1:])
        self._jobs += 1
        job = f"j{self._jobs}"
        self._open[job] = False
        self._send({"do": "start", "job": job, "spec": specs.to_json(spec)})
        return job

    def cancel(self, job: str) -> None:
        self._send({"do": "cancel", "job": job})
        if job in self._open:
            self._open[job] = True
            self._watch()

    def pause(self, job: str) -> None:
        self._send({"do": "pause", "job": job})

    def resume(self, job: str) -> None:
        self._send({"do": "resume", "job": job})

    def quit(self) -> None:
        if self._is_quitting or self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self._send({"do": "quit"})
        self._is_quitting = True
        self._process.closeWriteChannel()
        self._deadline.start(QUIT_MS)

    def kill(self) -> None:
        """End it as a crash would."""
        self._process.kill()

    def wait(self, timeout_s: float) -> bool:
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return True
        if self._process.waitForFinished(max(1, int(timeout_s * 1000))):
            return True
        self._process.kill()
        return self._process.waitForFinished(REAPED_MS)

    def _send(self, command: Mapping[str, Any]) -> None:
        if not self._is_quitting and self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(QByteArray(json.dumps(command).encode("ascii") + b"\n"))

    def _watch(self) -> None:
        """Have an eye on the job under way if it shall stop; those behind it can only be cancelled in their turn."""
        if next(iter(self._open.values()), False):
            if not self._obeying.isActive():
                self._obeying.start(OBEY_MS)
        else:
            self._obeying.stop()

    def _give_up(self, fault: str) -> None:
        self._fault = fault
        self._process.kill()

    def _on_output(self) -> None:
        for _ in range(LINES_AT_ONCE):
            if not self._process.canReadLine() or self._fault:
                break
            self._hear(bytes(self._process.readLine().data()).decode("utf-8", "replace"))
        else:
            QTimer.singleShot(0, self, self._on_output)
        if self._process.bytesAvailable() > UNREAD_BYTES and not self._fault:
            self._give_up(self.tr("The worker said more than can be read, and was ended."))

    def _hear(self, line: str) -> None:
        try:
            message = messages.from_line(line)
        except ValueError:  # not ours: a library that writes to the stream cannot break it
            self._n_nonsense += 1
            if self._n_nonsense > MAX_NONSENSE:
                self._give_up(self.tr("The worker said what nobody understands, and was ended."))
            return
        if isinstance(message, messages.Finished | messages.Failed | messages.Cancelled):
            self._open.pop(message.job, None)
            self._obeying.stop()
            self._watch()
        self.message.emit(message)

    def _on_error_output(self) -> None:
        new = bytes(self._process.readAllStandardError().data())
        self._stderr = (self._stderr + new)[-DETAILS_BYTES:]

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # then finished() is not emitted
            reason = self._process.errorString()
            self._die(self.tr("The worker could not be started: {reason}.").format(reason=reason))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        while self._process.canReadLine() and not self._fault:
            self._hear(bytes(self._process.readLine().data()).decode("utf-8", "replace"))
        if self._is_quitting:
            self._die("")
        elif self._fault:
            self._die(self._fault)
        elif memory.is_short(self.details):
            self._die(i18n.translate("core", memory.FOR_WORKER))
        elif status == QProcess.ExitStatus.CrashExit:
            template = self.tr(
                "The worker crashed or was stopped from outside, as when memory runs out (signal {code})."
            )
            self._die(template.format(code=code))
        else:
            self._die(self.tr("The worker ended by itself (exit code {code}).").format(code=code))

    def _on_deadline(self) -> None:
        """Not gone in time: terminate, and when that does not help either, kill."""
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        if self._deadline.interval() == QUIT_MS:
            self._process.terminate()
            self._deadline.start(TERMINATE_MS)
        else:
            self._process.kill()

    def _on_disobeyed(self) -> None:
        self._give_up(self.tr("The worker did not stop when it was asked to, and was ended."))

    def _die(self, outcome: str) -> None:
        self._deadline.stop()
        self._obeying.stop()
        if not self._is_dead:
            self._is_dead = True
            self.died.emit(outcome)
