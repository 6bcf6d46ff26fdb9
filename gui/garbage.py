"""Python's garbage collector, by a timer of the GUI thread.

By itself it runs in whatever thread makes an object next: there it would delete Qt objects that belong to the GUI
thread, which crashes, and a full collection of all that was ever imported stops the window for 60 ms.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000
SETTLED_AFTER = 10
"""Ticks after which what is there (modules, classes, the window) is taken out of all later collections."""


class GarbageTimer(QObject):
    """Collects on the GUI thread, each generation when Python would; lives as long as its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._ticks = 0
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        self._ticks += 1
        if self._ticks == SETTLED_AFTER:
            gc.freeze()
        full = [generation for generation in range(3) if gc.get_count()[generation] > gc.get_threshold()[generation]]
        if full:
            gc.collect(full[-1])
