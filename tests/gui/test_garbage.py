"""Python's collector runs on the GUI thread, and still collects."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui import garbage
from gui.garbage import GarbageTimer


class Loop:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def timer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageTimer]:  # noqa: ARG001
    monkeypatch.setattr(garbage, "INTERVAL_MS", 10)
    parent = QObject()
    yield GarbageTimer(parent)
    parent.deleteLater()
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_in_other_threads(timer: GarbageTimer) -> None:  # noqa: ARG001
    loops: list[weakref.ref[Loop]] = []

    def make() -> None:
        for _ in range(5000):
            loops.append(weakref.ref(Loop()))

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert all(loop() is not None for loop in loops)


def test_the_timer_collects(timer: GarbageTimer, qtbot: QtBot) -> None:  # noqa: ARG001
    loop = weakref.ref(Loop())
    kept: list[list[object]] = []

    def is_gone() -> bool:
        kept.extend([] for _ in range(2000))  # allocations make the collection due
        return loop() is None

    qtbot.waitUntil(is_gone)
