"""The composition root: makes the program's few long-lived objects and joins them."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core import log
from core.crash import Watch
from core.paths import APP_NAME
from core.settings import Settings
from gui import i18n, theme
from gui.composition import CompositionGuard
from gui.garbage import GarbageTimer
from gui.main_window import MainWindow
from gui.recovery import Recovery
from gui.session import Session
from gui.tasks import WorkThread

if TYPE_CHECKING:
    from gui.worker_client import WorkerClient

SWITCH_S = 0.0002
"""Python's threads hand over after so long: the window waits for the others again and again on the way to a document.

With another thread always at work a key took 24 ms (95 of 100: 41) with 1 ms, 20 (31) with this, 33 (104) by default.
"""


def make_app() -> QApplication:
    """The QApplication with its name; one for each process."""
    app = QApplication([APP_NAME])
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName(APP_NAME)
    app.setDesktopFileName(APP_NAME.lower())
    return app


def make_window(app: QApplication, settings: Settings) -> tuple[MainWindow, Session]:
    """The window as the user gets it, not yet shown. Whoever makes it calls session.shutdown() at the end."""
    i18n.set_language(settings.get("language"))
    theme.apply(app, settings.get("theme"))
    theme.follow_system(app)
    CompositionGuard(app)
    session = Session(settings, _make_worker)
    window = MainWindow(session, settings)

    def on_setting(key: str) -> None:
        if key == "language":
            i18n.set_language(settings.get(key))
        elif key == "theme":
            theme.apply(app, settings.get(key))

    settings.subscribe(on_setting)
    return window, session


def _make_worker() -> WorkerClient:
    from gui.worker_client import QProcessWorker

    return QProcessWorker()


def be_smooth(app: QApplication) -> None:
    """Keep Python itself from making the window wait."""
    sys.setswitchinterval(SWITCH_S)
    GarbageTimer(app)


def main(project: Path | None = None, *, is_sample: bool = False) -> int:
    """Show the window, with a project or the sample if one is wanted, until the user closes it."""
    log.start("window")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = make_app()
    signal.signal(signal.SIGTERM, lambda *_: app.quit())  # the computer is shut down
    be_smooth(app)
    window, session = make_window(app, Settings.load())
    sys.excepthook = _report_to(window)
    watch = Watch()
    window.show()
    Recovery(window.toasts, session, watch).begin()
    if project is not None:
        QTimer.singleShot(0, window, lambda: window.files.take([project]))
    elif is_sample:
        language = "zh" if i18n.current() == "zh_CN" else "en"
        QTimer.singleShot(0, window, lambda: window.files.try_sample(language))
    code = app.exec()
    session.shutdown()
    watch.end()
    if not WorkThread.are_all_gone():
        os._exit(code)  # an orderly end would take the objects of Qt away under a thread that is at work: a crash
    return code


def _report_to(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """An excepthook: an error in a slot is shown and logged, the window lives on."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        log.error(logging.getLogger(__name__), error)
        if isinstance(error, Exception):
            window.show_error(error)

    return report
