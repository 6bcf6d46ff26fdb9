"""The assist worker: one long-lived process that explains documents while the user waits for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.errors import N_, AppError
from core.jobs import messages
from core.jobs.specs import PingSpec, Spec
from gui.tasks import nothing
from gui.training import MakeWorker, WorkerFailedError

if TYPE_CHECKING:
    from gui.worker_client import WorkerClient

MAX_DEATHS = 2
"""After so many ends in a row without an answer the worker is not started again before reset()."""

Then = Callable[[dict[str, Any]], None]
OnFailure = Callable[[Exception], None]


def unheard(done: int, total: int) -> None:
    """For those who do not care how far it is."""


@dataclass(frozen=True)
class _Request:
    key: str
    then: Then
    failed: OnFailure
    progress: Callable[[int, int], None]
    part: Then


class Assistant(QObject):
    """Sends jobs to the assist worker; of several requests with one key only the latest is answered."""

    def __init__(self, make_worker: MakeWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_worker = make_worker
        self._client: WorkerClient | None = None
        self._requests: dict[str, _Request] = {}
        self._deaths = 0

    def warm(self) -> None:
        """Start the worker and let it load torch, so that the first answer is quick."""
        if self._client is None and self._deaths < MAX_DEATHS:
            self.ask(PingSpec(), key="warm", then=nothing, failed=nothing)

    def ask(
        self,
        spec: Spec,
        *,
        key: str,
        then: Then,
        failed: OnFailure,
        progress: Callable[[int, int], None] = unheard,
        part: Then = nothing,
    ) -> None:
        """`part` gets what is there before the end, where the spec tells of it."""
        if self._deaths >= MAX_DEATHS:
            failed(AppError("assist-down", N_("core", "The model cannot be asked: its worker keeps ending.")))
            return
        client = self._running_client()
        self.forget(key)
        job = client.start(spec)
        self._requests[job] = _Request(key, then, failed, progress, part)

    def forget(self, key: str) -> None:
        """Cancel the request with this key, if there is one; nobody is called back."""
        for job, request in list(self._requests.items()):
            if request.key == key:
                del self._requests[job]
                if self._client is not None:
                    self._client.cancel(job)

    def reset(self) -> None:
        """Trust the worker again (another model is active now)."""
        self._deaths = 0

    def quit(self) -> None:
        self._requests.clear()
        if self._client is not None:
            self._client.quit()

    def wait(self, timeout_s: float) -> bool:
        return self._client is None or self._client.wait(timeout_s)

    def _running_client(self) -> WorkerClient:
        if self._client is None:
            self._client = self._make_worker()
            self._client.message.connect(self._on_message)
            self._client.died.connect(self._on_died)
        return self._client

    def _on_message(self, message: messages.Message) -> None:
        if isinstance(message, messages.Progress) and message.job in self._requests:
            self._requests[message.job].progress(message.done, message.total)
        if isinstance(message, messages.Partial) and message.job in self._requests:
            self._requests[message.job].part(dict(message.result))
        if not isinstance(message, messages.Finished | messages.Failed | messages.Cancelled):
            return
        request = self._requests.pop(message.job, None)
        if isinstance(message, messages.Finished):
            self._deaths = 0
            if request is not None:
                request.then(dict(message.result))
        elif isinstance(message, messages.Failed) and request is not None:
            request.failed(WorkerFailedError(message))

    def _on_died(self, outcome: str) -> None:
        details = self._client.details if self._client is not None else ""
        waiting = list(self._requests.values())
        self._requests.clear()
        self._client = None
        if outcome:
            self._deaths += 1
            for request in waiting:
                request.failed(_died(outcome, details))


def _died(outcome: str, details: str) -> AppError:
    error = AppError("assist-died", N_("core", "The model gave no answer. {outcome}"), outcome=outcome)
    error.add_note(details)
    return error
