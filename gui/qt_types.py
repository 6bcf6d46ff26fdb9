"""Makes all types of Qt on the GUI thread, a moment at a time, before another thread may ask for one.

PySide makes the Python type of a Qt class when it is first asked for, and two threads that ask at once end in a crash:
3 of more than 320 starts in which a thread imported pyqtgraph, which asks for all, while the GUI thread built a page.
Made at the start they would cost a sixth of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6 import QtCore, QtGui, QtWidgets

SLICE_S = 0.004


class _Maker(QtCore.QObject):
    """Asks for one type after the other, and tells everybody who waits."""

    made = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_done = False
        self._left = _ask_for_all()
        self._timer = QtCore.QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._timer.start()

    def _on_timeout(self) -> None:
        end = time.perf_counter() + SLICE_S
        for _ in self._left:
            if time.perf_counter() > end:
                return
        self._timer.stop()
        self.is_done = True
        self.made.emit()


_maker: _Maker | None = None


def when_made(then: Callable[[], None]) -> None:
    """Call `then` on the GUI thread as soon as every type is there: at once if they are."""
    global _maker
    if _maker is None:
        _maker = _Maker()
    if _maker.is_done:
        then()
        return
    _maker.made.connect(then)
    _maker.start()


def _ask_for_all() -> Iterator[object]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield getattr(module, name)
