"""How late the window is: a precise 5 ms timer that notes when it comes."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer

TICK_MS = 5


class Watch:
    """A precise timer that notes how late it is."""

    def __init__(self) -> None:
        self._late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def take(self) -> dict[str, float]:
        """The figures since the last time."""
        late, self._late_ms = sorted(self._late_ms), []
        at = {"p50": 0.5, "p99": 0.99, "p999": 0.999}
        figures = {name: late[min(len(late) - 1, int(share * len(late)))] for name, share in at.items()}
        return {
            "ticks": len(late),
            **{name: round(value, 2) for name, value in figures.items()},
            "max": round(late[-1], 2),
        }

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now
