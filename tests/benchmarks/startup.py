"""Process start to a painted, usable window: ours against a bare PySide6 window with a table of 1,000 rows.

    python tests/benchmarks/startup.py [--rounds 15]

Both are started alternately, each in a fresh process with a warm disk cache, off-screen unless QT_QPA_PLATFORM says
otherwise. The clock starts just before the process and stops when the event loop is idle after the first paint.
Prints one JSON object; the target is a ratio of at most 2.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = 2.0

STOP = """
from PySide6.QtCore import QObject, QEvent, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self.stop)
        return False
    def stop(self):
        import sys, time
        bad = sorted({"torch", "sqlalchemy", "pyqtgraph", "numpy"} & set(sys.modules))
        print(time.clock_gettime_ns(time.CLOCK_MONOTONIC), ",".join(bad), flush=True)
        app.quit()
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""
BARE = """
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
model = QStandardItemModel(1000, 4)
for row in range(1000):
    for column in range(4):
        model.setItem(row, column, QStandardItem(f"{row} {column}"))
table = QTableView()
table.setModel(model)
window = QMainWindow()
window.setCentralWidget(table)
window.resize(1280, 800)
"""
OURS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from core.settings import Settings
from gui.app import make_app, make_window
app = make_app()
window, session = make_window(app, Settings.load())
"""
OURS_STOP = STOP + "session.shutdown()\n"


def seconds(code: str, environment: dict[str, str]) -> tuple[float, str]:
    start = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    stop, _, modules = done.stdout.strip().partition(" ")
    return (int(stop) - start) / 1e9, modules


def main() -> int:
    parser = argparse.ArgumentParser(description="Start-up time of the window against a bare one.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "FOVEA_HOME": home}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(home, "compiled"))  # as on a user's second start
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        codes = {"bare": BARE + STOP, "ours": OURS + OURS_STOP}
        times: dict[str, list[float]] = {name: [] for name in codes}
        loaded = ""
        for number in range(rounds + 1):
            for name, code in codes.items():
                taken, modules = seconds(code, environment)
                if name == "ours":
                    loaded = modules
                if number:  # the first round warms the caches up
                    times[name].append(taken)
    medians = {name: round(statistics.median(values), 4) for name, values in times.items()}
    ratio = round(medians["ours"] / medians["bare"], 3)
    fastest = {f"{name}_fastest_s": round(min(values), 4) for name, values in times.items()}
    result = {"bare_s": medians["bare"], "ours_s": medians["ours"], "ratio": ratio, "target": TARGET, **fastest}
    print(json.dumps(result | {"rounds": rounds, "heavy_modules_loaded": loaded}))
    return 0 if ratio <= TARGET and not loaded else 1


if __name__ == "__main__":
    sys.exit(main())
