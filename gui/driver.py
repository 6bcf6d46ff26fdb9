"""Drives the real window by program: waits, keys, pictures. For the demo, the self-test and torture."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.errors import N_, AppError

POLL_MS = 10


def wait_until(condition: Callable[[], object], what: str, timeout_s: float = 60.0) -> None:
    """Let the window live until the condition holds; AppError("too-slow") names what never came."""
    deadline = time.monotonic() + timeout_s
    loop = QEventLoop()
    timer = QTimer()

    def look() -> None:
        if condition() or time.monotonic() > deadline:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(POLL_MS)
    loop.exec()
    timer.stop()
    if not condition():
        raise AppError(
            "too-slow", N_("core", "Waited {seconds:g} s in vain for: {what}."), seconds=timeout_s, what=what
        )


def wait(seconds: float) -> None:
    """Let the window live for so long: time to see something."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Send a key press and release to the widget that would get it from a keyboard."""
    target = widget.window().focusWidget() or widget
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def picture(widget: QWidget, path: Path) -> None:
    """Save what the widget shows as a PNG."""
    if not widget.grab().save(str(path)):
        raise AppError("no-picture", N_("core", "The picture {path} could not be written."), path=path)
