"""A disk as slow as a bad network drive: the window stays alive, says that it saves, and confirms nothing too early.

The real window labels by keys under strace, which holds up every write of a page and every sync. From its log the disk
is made up as it is for certain whenever a decision is confirmed: it must hold that decision already.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.torture import power

ROOT = Path(__file__).resolve().parents[2]
WRITE_MS, SYNC_MS = (50, 200), (200, 2000)
SLOW = ("pwrite64", "fsync", "fdatasync", "ftruncate")
SURE = "".join(f"\\x{byte:02x}" for byte in b"sure ")
ALIVE = 0.5  # of the time until a decision is saved: so long the window may stand still, on a busy machine
PATIENCE_S = 300.0


@dataclass
class Outcome:
    """What a session on a slow disk showed."""

    confirmed: int = 0
    longest_s: float = 0.0
    wrong: list[str] = field(default_factory=list)


def trial(folder: Path, rng: random.Random, n: int, *, is_careless: bool = False) -> Outcome:
    """A window, n decisions. A careless one does not sync: what it confirms too early must be seen."""
    from tests.torture.killing import make_project

    project, home = folder / "slow.fovea", folder / "home"
    home.mkdir(exist_ok=True)
    make_project(project, n + 10)
    disk, log = power.Disk(project), folder / "slow.log"
    command = [sys.executable, str(Path(__file__).resolve()), str(project), str(rng.getrandbits(32)), str(n)]
    command += ["careless"] * is_careless
    environment = {**os.environ, "FOVEA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    delays = [
        *("-e", f"inject=pwrite64,ftruncate:delay_enter={rng.randint(*WRITE_MS)}ms"),
        *("-e", f"inject=fsync,fdatasync:delay_enter={rng.randint(*SYNC_MS)}ms"),
    ]
    told = subprocess.run([*power.trace(log), *delays, *command], env=environment, check=True, stdout=subprocess.PIPE)
    outcome = _judge([json.loads(line) for line in told.stdout.splitlines() if line.startswith(b"{")])
    with log.open(encoding="latin-1") as lines:
        outcome.wrong += _too_early(disk, list(power.events(lines, project)), folder / "left.fovea")
    with log.open(encoding="latin-1") as lines:
        outcome.wrong += [f"the window itself waited for the disk: {call}" for call in _by_the_window(lines)]
    shutil.rmtree(project)
    return outcome


def _judge(decisions: list[dict[str, Any]]) -> Outcome:
    """Of what the window says of each decision."""
    outcome = Outcome(len(decisions), max((one["saved_s"] for one in decisions), default=0.0))
    for one in decisions:
        if not one["is_told"]:
            outcome.wrong.append(f"it did not say that it saved for {one['saved_s']} s")
        if one["still_s"] > ALIVE * one["saved_s"]:
            outcome.wrong.append(f"the window stood still for {one['still_s']} of {one['saved_s']} s")
    return outcome


def _too_early(disk: power.Disk, events: list[power.Event], left: Path) -> Iterator[str]:
    look, outcome = power.Look(), power.Outcome()
    said = iter([event for event in events if event.kind == "sure"])
    look.next(said)
    for event in events:
        if event.kind != "sure":
            disk.apply(event)
            continue
        look.next(said)
        disk.after_power_cut(left, "nothing", random.Random(0))
        look(left, event.data.decode().strip(), outcome)
        shutil.rmtree(left)
    yield from (*outcome.lost, *outcome.problems)


def _by_the_window(lines: Iterator[str]) -> list[str]:
    """The slow calls of the thread that tells of decisions."""
    calls = [line.split(maxsplit=1) for line in lines]
    windows = {thread for thread, call in calls if call.startswith("write(1<") and SURE in call}
    mine = (call.split("(")[0] for thread, call in calls if thread in windows and call.startswith(SLOW))
    return sorted(set(mine))


def label_slowly(project: Path, seed: int, n: int, *, is_careless: bool) -> None:
    """The child: n answers; of each, how long it took to be saved, what the foot said, how long nothing moved."""
    from PySide6.QtCore import Qt, QTimer

    from core.project import store
    from core.settings import Settings
    from gui import driver
    from gui.app import make_app, make_window
    from gui.widgets.status_line import StatusLine

    if is_careless:
        store.PRAGMAS = tuple(pragma.replace("FULL", "OFF") for pragma in store.PRAGMAS)
    rng, app = random.Random(seed), make_app()
    window, session = make_window(app, Settings.load())
    window.show()
    session.open(project)
    driver.wait_until(lambda: session.info is not None, "the project", PATIENCE_S)
    window.show_page("label")
    page: Any = window.page("label")
    waiting: list[str] = []
    page.desk.document_opened.connect(lambda _: os.write(1, waiting.pop().encode()) if waiting else None)
    status: Any = window.findChild(StatusLine)
    beats: list[float] = []
    said: set[str] = set()

    def beat() -> None:
        beats.append(time.monotonic())
        said.add(status.saved)

    timer = QTimer(interval=10)
    timer.timeout.connect(beat)
    for _ in range(n):
        driver.wait_until(lambda: page.desk.is_ready, "a document", PATIENCE_S)
        seen, digit, start = page.desk.document_id, rng.randint(1, 3), time.monotonic()
        beats[:] = [start]
        said.clear()
        timer.start()
        waiting.append(f"sure {seen} {digit}\n")
        driver.press(page, Qt.Key(Qt.Key.Key_0 + digit), str(digit))
        driver.wait_until(lambda seen=seen: page.desk.document_id != seen, "the next document", PATIENCE_S)
        timer.stop()
        saved_s = time.monotonic() - start
        still_s = max((b - a for a, b in itertools.pairwise(beats)), default=saved_s)
        told = {"saved_s": round(saved_s, 2), "still_s": round(still_s, 2), "is_told": status.tr("Saving…") in said}
        os.write(1, f"{json.dumps(told)}\n".encode())
    session.shutdown()


if __name__ == "__main__":
    label_slowly(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), is_careless="careless" in sys.argv)
