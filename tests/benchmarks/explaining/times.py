"""How long a user waits, and how much memory a large export takes: a real worker, one thread, texts of 300 words."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.jobs.client import WorkerProcess
from core.jobs.messages import Finished, Message, Partial
from core.jobs.specs import BadgeSpec, ExplainSpec, FlipSpec, PingSpec, Spec
from core.ml.explain import methods
from tests.benchmarks.explaining.runs import Run
from tests.benchmarks.texts.targets import Target

WORDS = 300
FIRST_MS, BADGE_MS, WHAT_IF_MS, RECOLOUR_MS = 100, 3000, 100, 50
MEMORY_MB = 1024
EDITS = 60
FIRST = ("evidence", "attention", "gradient-input")  # the first that a model has is on the screen first


def waits(run: Run) -> Iterator[Target]:
    """First colours, badge, what-if, and the smallest change, from question to answer."""
    texts = list(_long(run, 12))
    first = next(name for name in FIRST if name in methods.offered(run.predictor.model))
    own = methods.own(run.predictor.model)
    with WorkerProcess() as worker:
        worker.run(PingSpec())
        worker.run(ExplainSpec(str(run.folder), (texts[0],), methods=(first,)))  # warm: the model is loaded
        name = f"{run.folder.name}, {WORDS} words"
        taken = [_asked(worker, ExplainSpec(str(run.folder), (text,), methods=(first, own))) for text in texts[1:]]
        yield _target(f"{name}: first colours ({first})", FIRST_MS, [found[0] for found in taken])
        yield _target(f"{name}: the model's own ({own})", None, [found[-1] for found in taken])
        badges = [_asked(worker, BadgeSpec(str(run.folder), text))[-1] for text in texts[1:]]
        yield _target(f"{name}: full badge", BADGE_MS, badges)
        edits = [_edited(texts[number % len(texts)], number) for number in range(EDITS)]
        taken = [_asked(worker, ExplainSpec(str(run.folder), (text,), methods=(first,))) for text in edits]
        yield _target(f"{name}: what-if, 95th percentile", WHAT_IF_MS, [found[0] for found in taken], share=0.95)
        flips = [_asked(worker, FlipSpec(str(run.folder), text))[-1] for text in texts[1:5]]
        yield _target(f"{name}: smallest change", None, flips)


def export(run: Run, n: int) -> Target:
    """A worker explains a file of n documents; its peak of memory."""
    with tempfile.TemporaryDirectory() as folder, WorkerProcess() as worker:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        texts = run.data.train_texts
        with source.open("w", encoding="utf-8") as file:
            for number in range(n):
                text = texts[number % len(texts)]
                line = {"id": number, "text": f"{text} {number}" if number >= len(texts) else text}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        peak = _Peak(worker.pid)
        started = time.perf_counter()
        worker.run(ExplainSpec(str(run.folder), input=str(source), output=str(target)))
        seconds, megabytes = time.perf_counter() - started, peak.stop()
        size = target.stat().st_size >> 20
    found = f"{megabytes} MB, {n / seconds:.0f} documents/s, a file of {size} MB"
    return Target(f"{run.folder.name}: {n} explanations exported", f"< {MEMORY_MB} MB", found, megabytes < MEMORY_MB)


def recolouring() -> Target:
    """New highlights on a text of 50,000 words: what the GUI thread is busy with until they are painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui import theme
    from gui.widgets.highlighted_text import HighlightedText
    from tests.benchmarks.highlighting import SIZE_PX, han_text, milliseconds

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    text, tokens = han_text(50_000)
    view = HighlightedText()
    view.resize(*SIZE_PX)
    view.show()
    view.set_document(text)
    while view.is_growing:
        QApplication.processEvents()
    taken = []
    for _ in range(15):
        random.shuffle(tokens[:1])
        taken.append(milliseconds(lambda: (view.set_highlights(tokens), view.viewport().repaint())))
    view.close()
    return _target("recolouring 50,000 words", RECOLOUR_MS, taken)


class _Peak:
    """The largest resident memory of a process, looked at many times a second."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._largest = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        """In MB."""
        self._is_over.set()
        self._thread.join()
        return self._largest // 1024

    def _watch(self) -> None:
        while not self._is_over.wait(0.2):
            lines = self._status.read_text().splitlines()
            self._largest = max(self._largest, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM")))


def _long(run: Run, n: int) -> Iterator[str]:
    """Texts of WORDS words, put together from several where they are short."""
    texts = iter(run.texts(len(run.data.test_texts)))
    for _ in range(n):
        text = ""
        while len(run.predictor.read([text])[0].spans) < WORDS:
            text += next(texts) + " "
        yield text[: run.predictor.read([text])[0].spans[WORDS - 1].end]


def _edited(text: str, number: int) -> str:
    """As after a word was dropped, or typed."""
    place = (number * 37) % max(len(text) - 4, 1)
    return text[:place] + text[place + 2 :] if number % 2 else f"{text[:place]} {number} {text[place:]}"


def _asked(worker: WorkerProcess, spec: Spec) -> list[float]:
    """When each part of the answer was there, in milliseconds."""
    started, moments = time.perf_counter(), []

    def hear(message: Message) -> None:
        if isinstance(message, Partial | Finished):
            moments.append(1000 * (time.perf_counter() - started))

    last = worker.run(spec, hear)
    assert isinstance(last, Finished), last
    return moments


def _target(what: str, most_ms: int | None, taken: Sequence[float], share: float = 0.5) -> Target:
    """Judged by the median, or by another quantile."""
    ordered = sorted(taken)
    found = statistics.median(taken) if share == 0.5 else ordered[min(int(share * len(ordered)), len(ordered) - 1)]
    said: dict[str, Any] = {"median": round(statistics.median(taken), 1), "worst": round(ordered[-1], 1)}
    print(json.dumps({what: said}), file=sys.stderr, flush=True)
    asked = "told" if most_ms is None else f"≤ {most_ms} ms"
    return Target(what, asked, f"{found:.0f} ms (worst {ordered[-1]:.0f})", most_ms is None or found <= most_ms)
