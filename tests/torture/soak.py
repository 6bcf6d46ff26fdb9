"""A long day: thousands of actions by a seeded driver in the real window, with training, search and review beside them.

    python tests/torture/soak.py FOLDER ACTIONS SEED [TRAININGS]      (what soak() starts; JSON lines on stdout)

What must not grow: memory after a warm-up, open files, threads, and the time from a key to the next document. Whether
that has grown is measured at the end, beside a window that has just begun: both get keys in turn, so that whatever
else the machine does slows both of them. Nor must it grow from the first tenth of the day to the last, which a busy
machine can feign: the window's own work for a key is told, too. Before the first everything has been there once.
"""

from __future__ import annotations

import json
import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GROWTH_MB, DRIFT = 50.0, 1.5
TRAININGS = 10  # in all: one in each tenth, so that the last can be compared with the first
POLL_MS = 2
PATIENCE_S = 4 * 3600.0  # of the old window, while the new one is at its first actions; and of that one with us
N_FRESH = 300  # actions of the window beside the old one, before both are timed
LONG = 5000  # of fewer actions a tenth has no slowest hundredth
WARM_UP = 500  # answers, and as many acts of all kinds, before anything is measured
PAGES = ("review", "train", "quality")
SPARE = 3000  # documents that are left when the day is over
TURNS, KEYS = 40, 25  # each window gets so many keys, so often
PAGE = os.sysconf("SC_PAGE_SIZE")
SEARCHES = ("room", "clean OR kind", "stay 12*", '"they were"', "")


@dataclass(frozen=True, slots=True)
class Soaked:
    """`figures`: what was measured; `broken`: which limits were passed."""

    figures: dict[str, Any]
    broken: list[str]


def soak(folder: Path, n_actions: int, seed: int, *, n_trainings: int = TRAININGS, turns: int = TURNS) -> Soaked:
    with _Window(folder / "old", n_actions, seed, n_trainings) as old:
        found = old.heard()
        with _Window(folder / "new", min(N_FRESH, n_actions), seed, 0) as new:
            found |= {"new_ms": [], "old_ms": []} if new.heard() and found else {}
            for _ in range(turns if found else 0):
                found["new_ms"] += new.times(KEYS)
                found["old_ms"] += old.times(KEYS)
    return Soaked(found, broken(found) if found else [f"the window ended: {old.last_words or new.last_words}"])


class _Window:
    """A day in a process of its own, which then does as many keys as it is told."""

    def __init__(self, folder: Path, n_actions: int, seed: int, n_trainings: int) -> None:
        folder.mkdir()
        environment = {**os.environ, "FOVEA_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-X", "faulthandler", str(Path(__file__).resolve())]
        self._log = folder / "log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [*command, str(folder), *map(str, (n_actions, seed, n_trainings))],
                env={**environment, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def __enter__(self) -> _Window:
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up: it ends."""
        self._process.communicate()

    @property
    def last_words(self) -> str:
        return self._log.read_text(errors="replace")[-1000:] if self._process.returncode else ""

    def heard(self) -> dict[str, Any]:
        """The next that it says; nothing when it has ended."""
        assert self._process.stdout
        said: dict[str, Any] = json.loads(self._process.stdout.readline() or "{}")
        return said

    def times(self, n_keys: int) -> list[float]:
        """How long it took for each of so many keys, in milliseconds."""
        assert self._process.stdin
        self._process.stdin.write(f"{n_keys}\n")
        self._process.stdin.flush()
        times: list[float] = self.heard()["lags_ms"]
        return times


def p99(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.99)], 1)


def broken(found: dict[str, Any]) -> list[str]:
    """The limits that were passed."""
    wrong = [f"error: {error}" for error in found["errors"]]
    if found["memory_mb"][-1] - found["memory_mb"][0] > GROWTH_MB:
        wrong.append(f"memory grew from {found['memory_mb'][0]} to {found['memory_mb'][-1]} MB")
    new, old = p99(found["new_ms"]), p99(found["old_ms"])
    if old > DRIFT * new:
        wrong.append(f"the slowest keys take {old} ms, and {new} ms in a window that has just begun")
    times = found["p99_ms"]
    if found["actions"] >= LONG and times[-1] > DRIFT * times[0]:
        wrong.append(f"the slowest keys took {times[0]} ms in the first tenth, {times[-1]} in the last")
    for what in ("files", "threads"):  # a worker that waits for more to do has six files open
        if found[what][-1] > max(found[what][:3]):
            wrong.append(f"{what}: {found[what]}")
    return wrong


class Day:
    """The window, and who works in it."""

    def __init__(self, folder: Path, n_actions: int, seed: int, n_trainings: int = TRAININGS) -> None:
        from PySide6.QtCore import QTimer

        from core.settings import Settings
        from gui.app import be_smooth, make_app, make_window

        self._n_actions = n_actions
        self._every = n_actions // n_trainings if n_trainings else 0
        self._rng = random.Random(seed)
        self._app = make_app()
        be_smooth(self._app)
        self._alarm = QTimer()
        self._alarm.start(POLL_MS)
        self._window, self._session = make_window(self._app, Settings.load())
        self.errors: list[str] = []
        self._session.error_raised.connect(lambda error: self.errors.append(str(error)))
        self._window.resize(1280, 800)
        self._window.show()
        self._session.open(_project(folder, n_actions))
        self._until(lambda: self._session.info is not None)
        self._window.show_page("label")
        self._page: Any = self._window.page("label")
        self._until(lambda: self._page.desk.is_ready)
        self._ways: list[tuple[Callable[[], object], int]] = [
            *((self._answer, 80), (self._skip, 6), (self._undo, 5), (self._redo, 3)),
            *((self._search, 3), (self._look_over, 3)),
        ]
        self._last = "the start"
        self._lags: list[float] = []
        self._works: list[float] = []

    def run(self) -> dict[str, Any]:
        """A sample at the end of each tenth; before the first, everything has been there once."""
        found: dict[str, Any] = {"actions": self._n_actions}
        found |= {what: [] for what in ("memory_mb", "p99_ms", "p99_work_ms", "files", "threads")}
        tenth = self._n_actions // 10
        self._warm_up(min(WARM_UP, tenth))
        for number in range(1, self._n_actions + 1):
            self._act(number)
            if self._every and number % self._every == tenth // 2:
                self._train()
            if number % tenth == 0:
                self._sample(found)
        found["errors"] = self.errors
        return found

    def _warm_up(self, n: int) -> None:
        """Answers, a model whose opinion is shown from now on, every page, every act."""
        for _ in range(n):
            self._answer()
        if self._every:
            ended: list[object] = []
            self._session.trainer.taken_in.connect(ended.append)  # then others are put beside the run
            self._train()
            self._until(lambda: ended and not self._session.trainer.is_training and self._is_idle(), 1800)
        for page in PAGES:
            self._look_over(page)
        for number in range(-n, 0):
            self._act(number)
        self._lags.clear()
        self._works.clear()

    def _act(self, number: int) -> None:
        ways, weights = zip(*self._ways, strict=True)
        way = self._rng.choices(ways, weights)[0]
        self._last = f"{way.__name__} {number}"
        way()

    def _train(self) -> None:
        self._session.trainer.train("logistic", {}, "cpu")

    def do_as_told(self) -> None:
        """So many keys for each line; the end when no more come."""
        while True:
            self._until(lambda: select.select([sys.stdin], [], [], 0)[0], PATIENCE_S)
            line = sys.stdin.readline()
            if not line:
                self._session.shutdown()
                return
            self._lags.clear()
            for _ in range(int(line)):
                self._answer()
            print(json.dumps({"lags_ms": [round(lag, 1) for lag in self._lags]}), flush=True)

    def _sample(self, found: dict[str, Any]) -> None:
        """When nothing else is going on."""
        self._until(lambda: not self._session.trainer.is_training and self._is_idle(), 1800)
        for what, times in (("p99_ms", self._lags), ("p99_work_ms", self._works)):
            found[what].append(p99(times))
            times.clear()
        found["memory_mb"].append(round(int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6, 1))
        found["files"].append(len([*Path("/proc/self/fd").iterdir()]))
        found["threads"].append(len([*Path("/proc/self/task").iterdir()]))
        print({what: of[-1] for what, of in found.items() if what != "actions"}, file=sys.stderr, flush=True)

    def _answer(self) -> None:
        digit = self._rng.randint(1, 3)
        self._press(f"Key_{digit}", str(digit))

    def _skip(self) -> None:
        self._press("Key_Space", " ")

    def _undo(self) -> None:
        self._session.undo()
        self._until(self._is_idle)

    def _redo(self) -> None:
        self._session.redo()
        self._until(self._is_idle)

    def _search(self) -> None:
        """And back to all documents."""
        for text in (self._rng.choice(SEARCHES), ""):
            self._page.queue.search.setText(text)
            self._until(self._is_idle)

    def _look_over(self, page: str = "") -> None:
        """Another page, and back."""
        self._window.show_page(page or self._rng.choice(PAGES))
        self._until(self._is_answered)
        self._window.show_page("label")
        self._until(self._is_idle)

    def _press(self, key: str, text: str) -> None:
        """How long it takes until the next document is there."""
        from PySide6.QtCore import Qt

        from gui import driver

        self._until(lambda: self._page.desk.is_ready)
        seen, start, worked = self._page.desk.document_id, time.perf_counter(), time.process_time()
        driver.press(self._page, getattr(Qt.Key, key), text)
        self._until(lambda: self._page.desk.document_id != seen)
        self._lags.append((time.perf_counter() - start) * 1000)
        self._works.append((time.process_time() - worked) * 1000)

    def _is_idle(self) -> bool:
        return self._is_answered() and (self._page.desk.is_ready or self._page.empty.isVisible())

    def _is_answered(self) -> bool:
        session = self._session
        return not (session._access._waiting_calls or session.reader.is_busy or session.counter.is_busy)

    def _until(self, condition: Callable[[], object], timeout_s: float = 300.0) -> None:
        from PySide6.QtCore import QEventLoop

        deadline = time.monotonic() + timeout_s
        while not condition():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # of which one is the alarm
            if time.monotonic() > deadline:
                page, session = self._page, self._session
                state = (session._access._waiting_calls, session.reader.is_busy, session.counter.is_busy)
                raise SystemExit(f"waited in vain after {self._last}: {state}, {page.desk.is_ready}, {self.errors}")


def _project(folder: Path, n_actions: int) -> Path:
    from core.project.project import Project
    from core.project.values import ImportOptions
    from core.records import Row

    path = folder / "soak.fovea"
    with Project.create(path, labels=("good", "bad", "mixed")) as project:
        words = ("clean", "dirty")
        rows = (Row(f"Stay {n}: the room was {words[n % 2]}, they were kind.") for n in range(n_actions + SPARE))
        project.imports.add(rows, ImportOptions())
    return path


if __name__ == "__main__":
    day = Day(Path(sys.argv[1]), *map(int, sys.argv[2:]))
    print(json.dumps(day.run()), flush=True)
    day.do_as_told()
