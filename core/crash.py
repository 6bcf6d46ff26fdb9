"""What a window that ends badly leaves behind, as the next one finds it: a report, and the project to go on with.

Each window has a folder of its own while it lives, with a lock that the system frees however it ends.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from core import locks, paths, temporary

LOCK, STATE, TRACE = "lock", "state.json", "trace.txt"
LOG_BYTES = 20_000  # of the end of the log
MAX_REPORTS = 10
REPORT = """\
Fovea {version} did not end as it should have.

Started:  {started}
Alive until about:  {ended}
System:  {system}
Python:  {python}

No text of a document is in this report. What was confirmed is saved in the project.

Where the program was (empty: it was stopped from outside, or the computer was)
-------------------------------------------------------------------------------
{trace}

The end of the log
------------------
{log}
"""


@dataclass(frozen=True, slots=True)
class BadEnd:
    """Of an earlier window: the project that was open, and the report that was written of it."""

    project: Path | None
    report: Path | None


class Watch:
    """This window's own folder, from `begin` to `end`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._all = folder or paths.config_dir() / "running"
        self._own = self._all / f"{os.getpid()}-{time.time_ns()}"
        self._held = ExitStack()
        self._started = time.strftime("%Y-%m-%d %H:%M:%S")

    def begin(self) -> list[BadEnd]:
        """Windows that ended badly, each told once; nothing when the settings folder can't be written."""
        temporary.sweep()
        try:
            ends = [_taken_up(folder) for folder in sorted(self._all.glob("*-*")) if not locks.is_held(folder / LOCK)]
            self._own.mkdir(parents=True)
            self._held.enter_context(locks.Lock(self._own / LOCK))
            faulthandler.enable(self._held.enter_context((self._own / TRACE).open("w", encoding="utf-8")))
            self._held.callback(faulthandler.disable)
        except OSError:
            return []
        self.set_project(None)
        return ends

    def set_project(self, project: Path | None) -> None:
        state = {"project": str(project) if project else "", "started": self._started, "version": paths.version()}
        with contextlib.suppress(OSError):
            (self._own / STATE).write_text(json.dumps(state), encoding="utf-8")

    def end(self) -> None:
        """All is saved: nothing is left behind."""
        self._held.close()
        shutil.rmtree(self._own, ignore_errors=True)


def _taken_up(folder: Path) -> BadEnd:
    """Make the report, and remove what was left."""
    import platform

    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        project, started, version = (str(state.get(key, "")) for key in ("project", "started", "version"))
    except (OSError, ValueError, AttributeError):
        project, started, version = "", "", paths.version()
    with contextlib.suppress(OSError):
        ended = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime((folder / STATE).stat().st_mtime))
        system = platform.platform()
        values = {"version": version, "started": started, "ended": ended, "system": system}
        values |= {"python": platform.python_version(), "trace": _text(folder / TRACE).strip()}
        report = _write(REPORT.format(**values, log=_text(paths.log_dir() / "window.log")[-LOG_BYTES:]))
        shutil.rmtree(folder, ignore_errors=True)
        return BadEnd(Path(project) if project else None, report)
    shutil.rmtree(folder, ignore_errors=True)
    return BadEnd(Path(project) if project else None, None)


def _write(text: str) -> Path:
    folder = paths.log_dir()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1000:03d}.txt"
    path.write_text(text, encoding="utf-8")
    for old in sorted(folder.glob("crash-*.txt"))[:-MAX_REPORTS]:
        old.unlink(missing_ok=True)
    return path


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
