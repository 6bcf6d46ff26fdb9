"""A worker process for commands and tests: start it, ask one thing after another, stop it. No Qt, no torch."""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import IO

from core import memory
from core.errors import N_, AppError
from core.jobs import messages, specs
from core.jobs.messages import Cancelled, Failed, Finished, Hello, Message
from core.paths import worker_command

STOP_TIMEOUT_S = 3.0
TERMINATE_TIMEOUT_S = 2.0
DETAILS_BYTES = 4000


def ignore(message: Message) -> None:
    """A listener for those who do not care."""


class WorkerProcess:
    """One worker, from `with` to its end: asked politely to quit, then terminated, then killed."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command or worker_command())
        self._numbers = itertools.count(1)
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> WorkerProcess:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, encoding="utf-8"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._log.close()

    @property
    def pid(self) -> int:
        return self._running().pid

    def send(self, line: str) -> None:
        """One line, as it is (tests send garbage); silent when the worker is gone."""
        stdin = self._running().stdin
        if stdin:
            with contextlib.suppress(OSError, ValueError):
                stdin.write(line + "\n")
                stdin.flush()

    def command(self, do: str, job: str, spec: specs.Spec | None = None) -> None:
        """Send start, cancel, pause or resume."""
        self.send(json.dumps({"do": do, "job": job} | ({"spec": specs.to_json(spec)} if spec else {})))

    def start(self, spec: specs.Spec) -> str:
        """Ask for a job and return its id at once."""
        job = f"j{next(self._numbers)}"
        self.command("start", job, spec)
        return job

    def messages(self) -> Iterator[Message]:
        """What the worker says, until its stdout ends."""
        stdout = self._running().stdout
        while stdout and (line := stdout.readline()):
            try:
                yield messages.from_line(line)
            except ValueError as error:
                raise AppError("worker-nonsense", N_("core", "The worker said what nobody understands.")) from error

    def run(self, spec: specs.Spec, on_message: Callable[[Message], None] = ignore) -> Message:
        """Do one job and return its last message (Finished, Failed or Cancelled). Ctrl+C cancels the job.

        Raises AppError("worker-died") when the worker ends before the job does.
        """
        job = self.start(spec)
        while True:
            try:
                for message in self.messages():
                    if isinstance(message, Hello) or message.job != job:
                        continue
                    on_message(message)
                    if isinstance(message, Finished | Failed | Cancelled):
                        return message
                raise self._died()
            except KeyboardInterrupt:
                self.command("cancel", job)

    def kill(self) -> None:
        """End the worker at once, as a crash would."""
        self._running().kill()

    def close_stdin(self) -> None:
        """Hang up: the worker saves and leaves."""
        stdin = self._running().stdin
        if stdin:
            with contextlib.suppress(OSError):
                stdin.close()

    def wait(self, timeout_s: float) -> int:
        """The exit code; subprocess.TimeoutExpired when the worker is still there."""
        return self._running().wait(timeout_s)

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise RuntimeError("the worker was not started")
        return self._process

    def _died(self) -> AppError:
        status = self._running().wait()
        self._log.seek(0, 2)
        self._log.seek(max(0, self._log.tell() - DETAILS_BYTES))
        told = self._log.read().decode("utf-8", errors="replace")
        if memory.is_short(told):
            return AppError("out-of-memory", memory.FOR_WORKER)
        last_words = next((line.strip() for line in reversed(told.split("\n")) if line.strip()), "")
        template = N_("core", "The worker stopped unexpectedly (exit status {status}). {last_words}")
        return AppError("worker-died", template, status=status, last_words=last_words)

    def _stop(self) -> None:
        process = self._running()
        self.close_stdin()
        for last_resort, timeout_s in ((process.terminate, STOP_TIMEOUT_S), (process.kill, TERMINATE_TIMEOUT_S)):
            try:
                process.wait(timeout_s)
                break
            except subprocess.TimeoutExpired:
                last_resort()
        process.wait()
        if process.stdout:
            process.stdout.close()
