"""Qt's types are there before a second thread needs them."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

CODE = """
import sys, threading
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from gui import qt_types
from gui.widgets import plotting
def tell():
    print("ready", threading.current_thread() is threading.main_thread())
    app.quit()
qt_types.when_made(lambda: print("made", plotting._loader._thread.is_alive()))
plotting.when_ready(tell)
print("pyqtgraph" in sys.modules)
app.exec()
"""


def test_pyqtgraph_is_imported_by_its_thread_when_all_types_are_there_and_not_before() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:3] == ["False", "made False", "ready True"]
