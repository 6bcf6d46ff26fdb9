"""The rules of the house that a program can check."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("torch", "sqlalchemy", "pyqtgraph", "numpy", "qtawesome", "core.project", "core.ml")
SOURCES = sorted(file for room in ("core", "gui") for file in (ROOT / room).rglob("*.py"))

WINDOW = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from core.settings import Settings
from gui.app import make_app, make_window

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(" ".join(sys.modules), flush=True)
            QTimer.singleShot(0, app.quit)
        return False

app = make_app()
window, session = make_window(app, Settings.load())
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
session.shutdown()
"""


def run(code: str) -> set[str]:
    """What a fresh interpreter has loaded when it prints its modules."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_contracts_between_the_rooms_are_kept() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def test_the_first_paint_needs_nothing_heavy() -> None:
    loaded = run(WINDOW)
    assert "gui.main_window" in loaded
    assert not loaded & set(HEAVY)


def test_the_worker_knows_no_qt() -> None:
    loaded = run("import sys, core.worker\nprint(*sys.modules)")
    assert not {name for name in loaded if name.partition(".")[0] in ("PySide6", "shiboken6", "gui", "pyqtgraph")}


def test_the_worker_says_hello_before_it_loads_torch() -> None:
    assert "torch" not in run("import sys, core.worker\nprint(*sys.modules)")


def test_the_commands_list_themselves_without_qt_and_torch() -> None:
    loaded = run("import sys, core.cli\nprint(*sys.modules)")
    assert not loaded & {"PySide6", "torch"}


@pytest.mark.parametrize("folder", ["packaging", "resources", "tests"])
def test_folders_that_are_no_packages_stay_so(folder: str) -> None:
    assert not list((ROOT / folder).rglob("__init__.py"))


def test_nothing_is_ever_unpickled() -> None:
    """No pickle, marshal or shelve; arrays and tensors are loaded from formats that hold data only."""
    forbidden = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {(node.module or "").partition(".")[0]}
            else:
                continue
            assert not names & forbidden, file


def test_nothing_speaks_to_a_network() -> None:
    forbidden = {"socket", "urllib", "http", "requests", "ssl", "ftplib", "smtplib", "socketserver", "xmlrpc"}
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module]
            assert not {name.partition(".")[0] for name in modules} & forbidden, file
            assert not [name for name in modules if name.startswith("PySide6.QtNetwork")], file


def test_files_keep_to_a_readable_size() -> None:
    long = {
        str(file.relative_to(ROOT)): n for file in SOURCES if (n := len(file.read_text("utf-8").splitlines())) > 400
    }
    assert not long
