from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication

from gui.tasks import WorkThread, nothing


def test_a_thread_at_work_is_not_gone(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    monkeypatch.setattr(WorkThread, "_living", set())
    may_end, thread = threading.Event(), WorkThread("test")
    thread.submit(lambda: may_end.wait(10), nothing, nothing)
    thread.stop()
    assert not thread.wait(0.05) and not WorkThread.are_all_gone()
    may_end.set()
    assert thread.wait(10) and WorkThread.are_all_gone()
