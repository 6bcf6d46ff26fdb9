"""Brings numpy and pyqtgraph in from a second thread: imported on the GUI thread they cost a third of a second."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from gui import qt_types

log = logging.getLogger(__name__)


class _Loader(QObject):
    """Imports once and tells everybody who waits, on the GUI thread."""

    loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = False
        self._thread: threading.Thread | None = None
        self.loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="plotting", daemon=True)
            qt_types.when_made(self._thread.start)

    def _run(self) -> None:
        try:
            import gui.widgets.curve_plots  # noqa: F401
        except ImportError:  # a broken installation costs the curves, not the page
            log.exception("pyqtgraph cannot be imported")
        else:
            self.loaded.emit()

    def _on_loaded(self) -> None:
        self.is_ready = True


_loader: _Loader | None = None


def when_ready(then: Callable[[], None]) -> None:
    """Call `then`, a method of a QObject, as soon as pyqtgraph is imported: at once if it is."""
    global _loader
    if _loader is None:
        _loader = _Loader()
    if _loader.is_ready:
        then()
        return
    _loader.loaded.connect(then)
    _loader.start()
