"""What a command shows in a terminal: a progress bar on stderr, with time left; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

from core.progress import TimeLeft

WIDTH = 28
INTERVAL_S = 0.1


def clock(seconds: float) -> str:
    """Seconds as a person reads them: 45 s, 3:05, 1:02:03."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class ProgressBar:
    """A `core.progress.Report` that draws one line in place; silent unless stderr is a terminal."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title = title
        self._stream = stream or sys.stderr
        self._is_shown = self._stream.isatty()
        self._last = 0.0
        self._time_left = TimeLeft()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._is_shown or (now - self._last < INTERVAL_S and done < total):
            return
        self._last = now
        share = min(1.0, done / total) if total else 0.0
        left = self._time_left.seconds(done, total)
        bar = "█" * round(share * WIDTH)
        note = f" {clock(left)} left" if left is not None else ""
        self._stream.write(f"\r\033[K{self._title} {bar:░<{WIDTH}} {share:4.0%}{note}")
        self._stream.flush()

    def phase(self, title: str) -> None:
        """Name what is going on now; a new name begins a new bar on the same line."""
        if title == self._title:
            return
        self._title = title
        self._time_left = TimeLeft()
        self._last = 0.0

    def close(self) -> None:
        if self._is_shown:
            self._stream.write("\r\033[K")
            self._stream.flush()


def lines(result: Any, indent: str = "") -> list[str]:
    """A result as a person reads it: a line a key, nested things indented."""
    if not isinstance(result, dict):
        return [f"{indent}{result}"]
    found = []
    for key, value in result.items():
        if isinstance(value, dict):
            found += [f"{indent}{key}:", *lines(value, indent + "  ")]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found.append(f"{indent}{key}:")
            found += [indent + "  " + "  ".join(f"{k}={v}" for k, v in item.items()) for item in value]
        else:
            found.append(f"{indent}{key}: {round(value, 4) if isinstance(value, float) else value}")
    return found
