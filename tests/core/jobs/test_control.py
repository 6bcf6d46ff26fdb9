from __future__ import annotations

import threading

import pytest

from core.errors import Cancelled
from core.jobs.control import Control, HungUp


def noop():
    pass


def test_nothing_asked_nothing_happens():
    Control().check(pytest.fail, pytest.fail)


def test_cancel_and_hang_up_are_raised_and_hang_up_comes_first():
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        control.check(noop, noop)
    control.hang_up()
    with pytest.raises(HungUp):
        control.check(noop, noop)


def test_a_pause_waits_until_it_is_resumed():
    control, told = Control(), []
    control.pause()

    def paused():
        told.append("paused")
        threading.Timer(0.01, control.resume).start()

    control.check(paused, lambda: told.append("resumed"))
    assert told == ["paused", "resumed"]


@pytest.mark.parametrize(("do", "error"), [("cancel", Cancelled), ("hang_up", HungUp)])
def test_a_paused_job_can_be_ended(do, error):
    control = Control()
    control.pause()
    with pytest.raises(error):
        control.check(lambda: threading.Timer(0.01, getattr(control, do)).start(), noop)
