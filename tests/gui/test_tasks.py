from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from gui.tasks import WorkThread, nothing


def test_a_thread_at_work_is_not_gone(qtbot: QtBot) -> None:
    qtbot.waitUntil(WorkThread.are_all_gone)  # those of earlier tests
    may_end, thread = threading.Event(), WorkThread("test")
    thread.submit(lambda: may_end.wait(10), nothing, nothing)
    thread.stop()
    assert not thread.wait(0.05) and not WorkThread.are_all_gone()
    may_end.set()
    assert thread.wait(10) and WorkThread.are_all_gone()
