"""Stand-ins for tests: a worker without a process, obeying gui.worker_client.WorkerClient."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.jobs import messages, specs
from core.jobs.explaining import AUTO, FIRST, INSTANT, METHODS, QUICK
from core.selection import reading
from core.selection.reading import Reading

Script = Callable[[str, specs.Spec], Sequence[messages.Message]]


def no_answer(_job: str, _spec: specs.Spec) -> list[messages.Message]:
    """A script for tests that speak for the worker themselves, with say() and die()."""
    return []


def good_answer(job: str, spec: specs.Spec) -> list[messages.Message]:
    """What a worker says when all goes well."""
    if isinstance(spec, specs.TrainSpec):
        return [
            messages.Started(job),
            messages.Progress(job, "train", 1, 2, 1.0),
            messages.Epoch(job, 1, 2, 0.6, 0.5, 0.8, 0.79, (0.7, 0.86), 5000.0, True),
            messages.Epoch(job, 2, 2, 0.4, 0.4, 0.9, 0.87, (0.8, 0.92), 5000.0, True),
            messages.Finished(job, {"metrics": {"n": 120, "accuracy": 0.9, "macro_f1": 0.87}}),
        ]
    if isinstance(spec, specs.ExplainSpec):
        return explained(job, spec, ("attention",))
    if isinstance(spec, specs.BadgeSpec):
        return [messages.Finished(job, badge("attention"))]
    if isinstance(spec, specs.QueueSpec):
        return [messages.Progress(job, "queue", 1, 2), messages.Finished(job, listed(spec))]
    if isinstance(spec, specs.MeterSpec):
        return [messages.Finished(job, reading.to_json(READING))]
    return [messages.Finished(job)]


READING = Reading(n_labels=80, n_chosen=50, n_random=20, n_holdout=40, accuracy=0.8, accuracy_interval=(0.65, 0.9))


def listed(spec: specs.QueueSpec) -> dict[str, object]:
    """A list of the documents that were asked about, the last one first; of suspects those to train on."""
    text = Path(spec.folder, spec.documents).read_text(encoding="utf-8")
    part = "train" if spec.strategy == "suspects" else "pool"
    ids = [line["id"] for line in map(json.loads, text.splitlines()) if line["part"] == part]
    said = {"first": ["good", 0.4], "second": ["bad", 0.6]}
    rows = [{"id": id, "kind": spec.strategy, "score": 0.5, **said} for id in reversed(ids)]
    return {"rows": rows, "is_cold": False, "scored": len(ids), "labels": 30, "model": "logistic"}


def explained(job: str, spec: specs.ExplainSpec, offered: Sequence[str]) -> list[messages.Message]:
    """A part for each method that the model offers, the first of them being its own."""
    quick = [name for name in offered if METHODS[name].speed != "slow"]
    groups = {AUTO: offered[:1], FIRST: quick[:1], INSTANT: quick, QUICK: quick}
    names = [one for name in spec.methods for one in groups.get(name, [name])]
    known = [name for name in dict.fromkeys(names) if name in offered]
    found = [explanation(text, name) | {"methods": list(offered)} for text in spec.texts for name in known]
    parts = [messages.Partial(job, {"documents": [one]}) for one in found]
    return [*parts, messages.Finished(job, {"documents": found})]


def badge(*methods: str, level: str = "fair") -> dict[str, Any]:
    """What a worker says of how far each method holds up, the first being the model's own."""
    one = {"comprehensiveness": 0.4, "sufficiency": 0.05, "flips": 1.0, "lost_in_all": 0.5}
    return {
        "own": methods[0],
        "target": "good",
        "methods": {name: {**one, "level": level} for name in methods},
        "random": {**one, "comprehensiveness": 0.06, "sufficiency": 0.3, "flips": 0.1},
        "completeness": None,
        "agreement": [],
        "attention": {"reason": "none"},
        "n_words": 4,
    }


def explanation(text: str, method: str = "attention") -> dict[str, object]:
    """Each character a token: all of one weight; or signed, in turn for and against."""
    is_signed = METHODS[method].is_signed
    evidence = {place: (0.5, -0.25)[place % 2] for place in range(len(text))}
    tokens = [
        {
            "start": place,
            "end": place + 1,
            "text": character,
            "weight": evidence[place] if is_signed else 1 / len(text),
        }
        for place, character in enumerate(text)
    ]
    sums = {"bias": 0.5, "logit": 0.5 + sum(evidence.values())} if is_signed else {}
    return {
        "text": text,
        "label": "good",
        "probabilities": {"good": 0.8, "bad": 0.2},
        "method": method,
        "is_signed": is_signed,
        "tokens": tokens,
        "sentences": [],
        **sums,
    }


class FakeWorker(QObject):
    """Answers by a script, one message an event-loop turn; remembers what it was asked in `commands`."""

    message = Signal(object)
    died = Signal(str)

    def __init__(self, script: Script = no_answer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.script = script
        self.commands: list[tuple[str, str]] = []
        self.specs: dict[str, specs.Spec] = {}
        self.details = ""
        self.is_running = False
        self._waiting: list[messages.Message] = []

    def start(self, spec: specs.Spec) -> str:
        self.is_running = True
        job = f"j{len(self.specs) + 1}"
        self.specs[job] = spec
        self.commands.append(("start", job))
        self._waiting += self.script(job, spec)
        self._speak_soon()
        return job

    def cancel(self, job: str) -> None:
        self.commands.append(("cancel", job))
        if self.script is not no_answer:
            self._waiting = [message for message in self._waiting if getattr(message, "job", "") != job]
            self._waiting.append(messages.Cancelled(job))
            self._speak_soon()

    def pause(self, job: str) -> None:
        self.commands.append(("pause", job))

    def resume(self, job: str) -> None:
        self.commands.append(("resume", job))

    def quit(self) -> None:
        if self.is_running:
            self.commands.append(("quit", ""))
            self.is_running = False
            QTimer.singleShot(0, self, lambda: self.died.emit(""))

    def wait(self, _timeout_s: float) -> bool:
        return not self.is_running

    def say(self, message: messages.Message) -> None:
        self.message.emit(message)

    def die(self, outcome: str, details: str = "") -> None:
        self.is_running = False
        self.details = details
        self.died.emit(outcome)

    def _speak_soon(self) -> None:
        QTimer.singleShot(0, self, self._speak)

    def _speak(self) -> None:
        if self._waiting and self.is_running:
            self.message.emit(self._waiting.pop(0))
            self._speak_soon()


class FakeWorkers(list[FakeWorker]):
    """The factory that a Session wants; keeps every worker it made, newest last."""

    def __init__(self, script: Script = good_answer) -> None:
        super().__init__()
        self.script = script

    def __call__(self) -> FakeWorker:
        self.append(FakeWorker(self.script))
        return self[-1]
