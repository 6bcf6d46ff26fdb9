"""What holds for every test: no network, no screen, a home of its own, and nothing left behind."""

from __future__ import annotations

import gc
import os
import random
import socket
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from core.settings import Settings
    from gui.session import Session
    from tests.fakes import FakeWorkers

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
THREAD_END_S = 3.0


@pytest.fixture
def shared_data() -> Path:
    """The data sets that lie beside the repository, on the machines that have them."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip(f"the shared data sets are not on this machine: {path}")
    return path


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder for this test alone, and fixed seeds."""
    path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FOVEA_HOME", str(path))
    random.seed(0)
    return path


@pytest.fixture(autouse=True)
def no_socket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program works without a network: whoever opens a socket fails the test, even if he catches the error."""
    opened: list[str] = []

    def refuse(name: str) -> Any:
        def refused(*args: object) -> None:
            opened.append(name)
            raise AssertionError(f"a socket was opened: {name}{args[1:]}")

        return refused

    for name in ("connect", "connect_ex", "bind", "listen"):
        monkeypatch.setattr(socket.socket, name, refuse(name))
    yield
    assert not opened, f"sockets were opened: {opened}"


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    leaked = [thread for thread in threading.enumerate() if thread not in before]
    for thread in leaked:
        thread.join(THREAD_END_S)
    assert not [thread.name for thread in leaked if thread.is_alive()], "threads were left running"


@pytest.fixture(autouse=True)
def no_leaked_widgets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests with a window leave no running timer and no top-level widget."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    timers = _watch_timers(monkeypatch)
    yield
    running = _left(timers)
    assert not running, f"timers were left running: {running}"
    assert not _top_level_widgets(), f"widgets were left: {_top_level_widgets()}"


def _watch_timers(monkeypatch: pytest.MonkeyPatch) -> weakref.WeakSet[Any]:
    from PySide6.QtCore import QTimer

    timers: weakref.WeakSet[Any] = weakref.WeakSet()
    start = QTimer.start

    def watched(timer: QTimer, *args: Any) -> None:
        timers.add(timer)
        start(timer, *args)

    monkeypatch.setattr(QTimer, "start", watched)
    return timers


def _left(timers: weakref.WeakSet[Any]) -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def running() -> list[str]:
        return [repr(timer.parent()) for timer in list(timers) if isValid(timer) and timer.isActive()]

    if running():
        gc.collect()
    return running()


def _top_level_widgets() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if QApplication.topLevelWidgets():
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [repr(widget) for widget in QApplication.topLevelWidgets() if widget.parent() is None]


@pytest.fixture
def settings() -> Settings:
    from core.settings import Settings

    return Settings.load()


@pytest.fixture
def workers() -> FakeWorkers:
    """The fake workers that `session` makes; set `workers.script` before they are made."""
    from tests.fakes import FakeWorkers

    return FakeWorkers()


@pytest.fixture
def session(request: pytest.FixtureRequest, settings: Settings, workers: FakeWorkers) -> Iterator[Session]:
    """A session without a project, on fake workers; its threads end with the test."""
    request.getfixturevalue("qapp")
    from gui.session import Session

    session = Session(settings, workers)
    yield session
    session.shutdown()


@pytest.fixture
def english_and_light(request: pytest.FixtureRequest) -> Iterator[None]:
    """For tests of texts, or that switch the language or the theme: English and light, before and after."""
    from gui import i18n, theme

    app = request.getfixturevalue("qapp")
    for after in (False, True):
        i18n.set_language("en")
        theme.apply(app, "light")
        if not after:
            yield
