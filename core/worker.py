"""The worker process: JSON lines in, JSON lines out; the only process with torch.

The main thread does one job after another; a second thread hears commands, so that cancel and pause take effect
between two batches. The real stdout is kept for messages and fd 1 points at stderr: a stray print breaks nothing.
End of stdin means that the other side is gone: save and leave.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.errors import N_, AppError
from core.errors import Cancelled as WorkCancelled
from core.jobs import messages, specs
from core.jobs.control import Control, HungUp
from core.jobs.messages import Cancelled, Failed, Finished, Hello, Message, Started
from core.jobs.pair_specs import MeasureSpec, PairQuestion
from core.jobs.picture_specs import PictureQuestion
from core.jobs.specs import (
    CAPTION,
    TRANSLATION,
    CompareSpec,
    MeterSpec,
    PingSpec,
    PretrainSpec,
    ProbeSpec,
    QueueSpec,
    Spec,
    TrainSpec,
    TrustSpec,
)

if TYPE_CHECKING:
    from core.ml.ask import Models
    from core.ml.captions.answers import Captioners
    from core.ml.job import Job
    from core.ml.quick.memory import Memory
    from core.ml.translation.answers import Translators

NOT_UNDERSTOOD = AppError("bad-command", N_("core", "The worker got a line that it does not understand."))
LEAVE_TIMEOUT_S = 1.2  # from hang-up until the process is ended, whatever it is at


class Worker:
    """Hears commands on one stream and says messages on another."""

    def __init__(self, commands: IO[str], replies: IO[str]) -> None:
        self._commands = commands
        self._replies = replies
        self._reply_lock = threading.Lock()
        self._queue: queue.SimpleQueue[tuple[str, Spec] | None] = queue.SimpleQueue()
        self._controls: dict[str, Control] = {}
        self._controls_lock = threading.Lock()
        self._is_leaving = False
        self._models: Models | None = None
        self._memory: Memory | None = None
        self._translators: Translators | None = None
        self._captioners: Captioners | None = None

    def run(self) -> None:
        """Until told to quit, or hung up on."""
        self.send(Hello(os.getpid()))
        threading.Thread(target=self._hear, daemon=True).start()
        while (asked := self._queue.get()) is not None and not self._is_leaving:
            self._do(*asked)

    def send(self, message: Message) -> None:
        with self._reply_lock:
            try:
                self._replies.write(messages.to_line(message) + "\n")
                self._replies.flush()
            except (OSError, ValueError):
                self._is_leaving = True
        if self._is_leaving:
            self._hang_up()

    def _do(self, job_id: str, spec: Spec) -> None:
        """One job, to its last message."""
        try:
            self._controls[job_id].check(lambda: None, lambda: None)
            result = self._result(job_id, spec)
        except HungUp:
            return
        except WorkCancelled:
            last: Message = Cancelled(job_id)
        except Exception as error:  # the process boundary: whatever it is becomes a message
            last = _failed(job_id, error)
        else:
            last = Finished(job_id, result)
        with self._controls_lock:
            del self._controls[job_id]
        self.send(last)

    def _result(self, job_id: str, spec: Spec) -> Mapping[str, Any]:
        from core.ml import ask, compare, device, pretraining, probe, trust  # not before the first line
        from core.ml.job import Job

        job = Job(job_id, self.send, self._controls[job_id])
        device.be_nice()
        if isinstance(spec, TrainSpec):
            return _train(spec, job)
        if isinstance(spec, PretrainSpec):
            return pretraining.pretrain(spec, job)
        if isinstance(spec, CompareSpec):
            return compare.compare(spec, job)
        if isinstance(spec, TrustSpec):
            return trust.trust(spec, job)
        if isinstance(spec, ProbeSpec):
            return probe.probe(spec, job)
        device.set_threads()
        if isinstance(spec, PingSpec):
            job.send(Started(job_id, device.choose("auto")[1]))
            return {}
        if isinstance(spec, QueueSpec | MeterSpec):
            return self._list(spec, job)
        if isinstance(spec, PairQuestion | PictureQuestion):
            return self._written(spec, job)
        self._models = self._models or ask.models()
        return ask.answer(spec, job, self._models)

    def _written(self, spec: PairQuestion | PictureQuestion, job: Job) -> Mapping[str, Any]:
        from core.ml.captions import answers as captions
        from core.ml.captions.card import is_captions
        from core.ml.translation import answers as translations

        if isinstance(spec, PictureQuestion):
            self._captioners = self._captioners or captions.captioners()
            return captions.answer(spec, job, self._captioners)
        if isinstance(spec, MeasureSpec) and is_captions(Path(spec.run_dir)):
            self._captioners = self._captioners or captions.captioners()
            return captions.answer(spec, job, self._captioners)
        self._translators = self._translators or translations.translators()
        return translations.answer(spec, job, self._translators)

    def _list(self, spec: QueueSpec | MeterSpec, job: Job) -> Mapping[str, Any]:
        from core.ml.quick import jobs
        from core.ml.quick.memory import Memory

        self._memory = self._memory or Memory()
        if isinstance(spec, QueueSpec):
            return jobs.order(spec, job, self._memory)
        return jobs.measure(spec, job, self._memory)

    def _hear(self) -> None:
        """The second thread: obey each line until the other side hangs up."""
        with contextlib.suppress(OSError, ValueError):
            for line in self._commands:
                if line.strip() and self._obey(line):
                    break
        self._hang_up()

    def _obey(self, line: str) -> bool:
        """Whether the command was to quit. What cannot be understood is answered, and does no harm."""
        job_id = ""
        try:
            command = json.loads(line)
            do, job_id = command["do"], str(command.get("job", ""))
            if do == "start":
                self._start(job_id, specs.from_json(command["spec"]))
            elif do in ("cancel", "pause", "resume"):
                self._switch(job_id, do)
            elif do != "quit":
                raise ValueError(do)
        except AppError as error:
            self.send(_failed(job_id, error))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.send(_failed(job_id, NOT_UNDERSTOOD))
        else:
            return bool(do == "quit")
        return False

    def _switch(self, job_id: str, do: str) -> None:
        """Cancel, pause or resume a job, if it is still there."""
        with self._controls_lock:
            control = self._controls.get(job_id)
        if control:
            getattr(control, do)()

    def _start(self, job_id: str, spec: Spec) -> None:
        with self._controls_lock:
            if job_id in self._controls:
                raise ValueError("a job of that name is under way")
            self._controls[job_id] = Control()
        self._queue.put((job_id, spec))

    def _hang_up(self) -> None:
        """Tell every job to save and leave; end the process if that takes too long (a long call into C)."""
        self._is_leaving = True
        with self._controls_lock:
            controls = list(self._controls.values())
        for control in controls:
            control.hang_up()
        self._queue.put(None)
        watchdog = threading.Timer(LEAVE_TIMEOUT_S, os._exit, (0,))
        watchdog.daemon = True
        watchdog.start()


def _train(spec: TrainSpec, job: Job) -> Mapping[str, Any]:
    """By what the project is for; of the others nothing is loaded."""
    if spec.task == TRANSLATION:
        from core.ml.translation.train import train
    elif spec.task == CAPTION:
        from core.ml.captions.train import train
    else:
        from core.ml.train import train
    return train(spec, job)


def _failed(job_id: str, error: Exception) -> Failed:
    if isinstance(error, AppError):
        return Failed(job_id, error.code, error.template, {key: str(value) for key, value in error.values.items()})
    from core.ml import failures

    return Failed(job_id, **failures.describe(error))


def main() -> int:
    # numpy's own threads would take the user's cores, and their number would change a result's last digits
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started us; it sends cancel
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    commands = os.fdopen(os.dup(0), encoding="utf-8", errors="replace")
    worker = Worker(commands, replies)
    worker.run()
    sys.stderr.flush()
    os._exit(0)  # nothing is left to do; torch's own clean-up would take half a second


if __name__ == "__main__":
    sys.exit(main())
