"""Let something read a file from a stranger where it can do no harm, and see how it takes it."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from core.progress import Report
from tests.torture.processes import processor_s

SECONDS = 10.0  # of the processor
LONGEST = 60.0  # of the clock
MEGABYTES = 1024
FORBIDDEN = (
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen", "pickle.find_class"),
    *(
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "webbrowser.open",
        "shutil.rmtree",
        "sqlite3.load_extension",
    ),
)
Kind = Literal["read", "refused", "crashed", "acted", "hung", "filled memory", "died"]
GOOD: tuple[Kind, ...] = ("read", "refused")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a reader took a file: `said` is what it found, or its complaint."""

    kind: Kind
    said: str
    seconds: float
    megabytes: float

    @property
    def is_good(self) -> bool:
        return self.kind in GOOD


def caged(work: Callable[[Report], Any]) -> Verdict:
    """Do `work` in a child of this process that has 10 seconds and 1 GB more than this one, and may start nothing.

    An AppError is a refusal; any other exception is a crash. The seconds are those of the processor, and start anew
    with each report: what reports can be cancelled.
    """
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(work, writing)
    os.close(writing)
    said, is_late = _last_line(reading, child)
    if is_late:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    seconds = time.monotonic() - started
    if is_late:
        return Verdict("hung", f"no sign of life for {SECONDS:.0f} s", seconds, 0)
    if not said.startswith(b"["):
        return Verdict("died", f"status {status}", seconds, 0)
    kind, found, megabytes = json.loads(said)
    if kind in GOOD and megabytes > MEGABYTES:
        kind = "filled memory"
    return Verdict(kind, found, seconds, megabytes)


def _last_line(descriptor: int, child: int) -> tuple[bytes, bool]:
    """What the child says at the end; whether it does not get there."""
    line, since, until = b"", processor_s(child), time.monotonic() + LONGEST
    while True:
        ready, _, _ = select.select([descriptor], [], [], 0.2)
        if ready:
            more = os.read(descriptor, 1 << 16)
            if not more:
                return line, False
            line = (line + more).rsplit(b"\n", 1)[-1]
            since, until = processor_s(child), time.monotonic() + LONGEST
        elif processor_s(child) - since > SECONDS or time.monotonic() > until:
            return line, True


def _be_the_child(work: Callable[[Report], Any], writing: int) -> None:
    """Never comes back."""
    from core.errors import AppError

    before = _close_the_door()
    try:
        kind, said = "read", str(work(lambda *_: os.write(writing, b"\n") and None))
    except AppError as error:
        kind, said = "refused", str(error)
    except _Acted as error:
        kind, said = "acted", str(error)
    except MemoryError:
        kind, said = "filled memory", ""
    except BaseException as error:
        kind, said = "crashed", f"{type(error).__name__}: {error}"
    os.write(writing, b"\n" + json.dumps([kind, said[:500], _kilobytes("VmHWM") / 1024 - before]).encode())
    os._exit(0)


class _Acted(BaseException):
    """The file made the reader do what no reader does."""


def _close_the_door() -> float:
    """Megabytes in use now."""
    with open("/proc/self/clear_refs", "w") as file:  # noqa: PTH123
        file.write("5")  # the peak is measured from here on
    room = (_kilobytes("VmSize") << 10) + (MEGABYTES + 512 << 20)  # of addresses, of which fewer are used
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = _kilobytes("VmRSS") / 1024
    sys.addaudithook(_watch)
    return before


def _kilobytes(name: str) -> int:
    with open("/proc/self/status") as file:  # noqa: PTH123
        return next(int(line.split()[1]) for line in file if line.startswith(name))


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in FORBIDDEN:
        raise _Acted(f"{event} {arguments!r}"[:300])
