"""Kill the window while it labels by keys, and look whether everything that it had confirmed is there.

The child is the real window with a real worker beside it; it says "sure DOCUMENT LABEL" when the screen
moves on, which confirms a decision. The parent kills it at a random moment. Used by tests/e2e (a few trials) and by
tests/benchmarks/torture.py (200).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.processes import is_there, processor_s

ROOT = Path(__file__).resolve().parents[2]
LABELS = ("good", "bad", "mixed")
WORKER_GONE_S = 2.0
LONGEST_S = 1.5
PATIENCE_S = 300.0  # on a busy machine


@dataclass
class Outcome:
    """What one kill showed."""

    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    worker_gone_s: float = 0.0


def make_project(path: Path, n_documents: int) -> None:
    from core.project.project import Project
    from core.project.values import ImportOptions
    from core.records import Row

    with Project.create(path, labels=LABELS) as project:
        project.imports.add((Row(text=f"The {n}th stay was fine.") for n in range(n_documents)), ImportOptions())


def trial(project: Path, home: Path, rng: random.Random) -> Outcome:
    """One window, one kill, one look."""
    environment = {**os.environ, "FOVEA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).resolve()), str(project), str(rng.getrandbits(32))]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, start_new_session=True)
    assert child.stdout is not None
    worker, first = child.stdout.readline().split(), child.stdout.readline()
    time.sleep(rng.uniform(0, LONGEST_S))
    child.send_signal(signal.SIGKILL)
    lines = [first, *child.stdout.read().splitlines(keepends=True)]
    child.wait()
    child.stdout.close()
    gone_s = _until_gone(int(worker[1]))
    # A line cut short by the kill was never shown.
    said = [line.decode().split() for line in lines if line.startswith(b"sure ") and line.endswith(b"\n")]
    lost, problems = _look(project, {int(document): int(label) for _, document, label in said})
    return Outcome(len(said), lost, problems, gone_s)


def _look(path: Path, confirmed: dict[int, int]) -> tuple[list[str], list[str]]:
    from core.project.check import check
    from core.project.project import Project

    lost = []
    with Project.open(path) as project:
        for document, label in confirmed.items():
            annotation = project.documents.get(document).annotation
            if annotation is None or annotation.labels != (label,):
                lost.append(f"document {document}: confirmed {label}, found {annotation}")
    report = check(path)
    return lost, [*report.problems, *report.mended]


def _until_gone(pid: int) -> float:
    """Seconds until the process is no more, at most a bit over the limit; on a busy machine, those that it worked."""
    start, before, used = time.monotonic(), processor_s(pid), 0.0
    while is_there(pid) and used <= WORKER_GONE_S:
        if time.monotonic() - start > PATIENCE_S:
            return PATIENCE_S
        time.sleep(0.01)
        used = max(used, processor_s(pid) - before)
    return min(used, time.monotonic() - start)


def label_by_keys(project: Path, seed: int) -> None:
    """The child: answer one document after the other with random keys, until killed."""
    from PySide6.QtCore import Qt

    from core.jobs.messages import Hello
    from core.jobs.specs import PingSpec
    from core.settings import Settings
    from gui import driver
    from gui.app import make_app, make_window
    from gui.worker_client import QProcessWorker

    def say(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    rng = random.Random(seed)
    app = make_app()
    window, session = make_window(app, Settings.load())
    window.show()
    worker = QProcessWorker()
    greetings: list[Hello] = []
    worker.message.connect(lambda message: greetings.append(message) if isinstance(message, Hello) else None)
    worker.start(PingSpec())
    driver.wait_until(lambda: greetings, "the worker", PATIENCE_S)
    say(f"worker {greetings[0].pid}")
    session.open(project)
    driver.wait_until(lambda: session.info is not None, "the project", PATIENCE_S)
    page = window.page("label")
    window.show_page("label")
    waiting: list[str] = []
    page.desk.document_opened.connect(lambda _: say(waiting.pop()) if waiting else None)
    while True:
        driver.wait_until(lambda: page.desk.is_ready, "a document", PATIENCE_S)
        seen, digit = page.desk.document_id, rng.randint(1, len(LABELS))
        waiting.append(f"sure {seen} {digit}")
        driver.press(page, Qt.Key(Qt.Key.Key_0 + digit), str(digit))
        driver.wait_until(lambda seen=seen: page.desk.document_id != seen, "the next document", PATIENCE_S)


if __name__ == "__main__":
    label_by_keys(Path(sys.argv[1]), int(sys.argv[2]))
