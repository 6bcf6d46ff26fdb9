"""An error while a widget is drawn is an error like any other: it must not take the window with it."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import os, sys
from PySide6.QtWidgets import QApplication
from gui import theme
from gui.widgets.hero_line import HeroLine

class Bad:
    def __iter__(self):
        raise ValueError("cannot be drawn")

kept = []
sys.excepthook = lambda kind, error, trace: kept.append(error)  # as the window does, with all that it refers to
app = QApplication([])
theme.apply(app, "light")
line = HeroLine()
line._words = Bad()
line.show()
for draw in [app.processEvents, line.repaint] * 5:
    line.update()
    try:
        draw()
    except ValueError as error:
        kept.append(error)
print(len(kept) > 0, flush=True)
os._exit(0)
"""


def test_a_window_outlives_an_error_in_a_drawing() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr
    assert "active painter" not in done.stderr  # Qt's last words, often
