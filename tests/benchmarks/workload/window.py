"""The stage in the real window: opening, deciding by keys, searching, an act on 100,000 documents, and its undo."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer

from core.settings import Settings
from gui import driver
from gui.app import be_smooth, make_app, make_window
from tests.benchmarks.workload import corpus
from tests.benchmarks.workload.commits import BareCommits
from tests.benchmarks.workload.figures import figures
from tests.benchmarks.workload.watch import Watch

N_KEYS, N_SEARCHES, N_MANY = 300, 30, 100_000
BETWEEN_KEYS_S = 0.05  # nobody reads faster
SETTLED_S = 3  # what goes on after an opening, or a search, is over
TIMEOUT_MS = 120_000


def window(folder: Path, source: Path) -> dict[str, Any]:  # noqa: ARG001
    app = make_app()
    be_smooth(app)
    main, session = make_window(app, Settings.load(folder / "settings.json"))
    session.error_raised.connect(lambda error: print("error:", error, file=sys.stderr))
    main.resize(1280, 800)
    main.show()
    main.show_page("label")
    page: Any = main.page("label")
    driver.wait(1)
    painted = page.middle.view.document_painted
    result: dict[str, Any] = {"opening_ms": _until(painted, lambda: session.open(folder / "million.fovea"))}
    driver.wait(SETTLED_S)
    watch = Watch()
    keys = []
    for _ in range(N_KEYS):
        keys.append(_until(painted, lambda: driver.press(page, Qt.Key.Key_1, "1")))
        driver.wait(BETWEEN_KEYS_S)
    result |= {"next_ms": figures(keys), "late_while_deciding_ms": watch.take(), "bare_commit_ms": _bare(folder)}
    words = [word for word in corpus.words()[:300] if len(word) == 2][:N_SEARCHES]
    result["search_ms"] = figures([_until(page.queue.model.reloaded, partial(_search, page, word)) for word in words])
    _search(page, "")
    driver.wait(SETTLED_S)
    watch.take()
    first = session.counts.total // 3 if session.counts else 0
    many = range(first, first + min(N_MANY, first))
    result["bulk_s"] = _until(session.notice, lambda: page.bulk.label(many, 1)) / 1000
    result["late_ms"] = watch.take()
    result["undo_s"] = _until(session.undone, session.undo) / 1000
    result["late_while_undoing_ms"] = watch.take()
    session.shutdown()
    main.close()
    return result


def _bare(folder: Path) -> dict[str, float]:
    """What the disk alone takes at the same pace."""
    times = []
    with BareCommits(folder) as commits:
        for _ in range(N_KEYS):
            times.append(commits.one_ms())
            driver.wait(BETWEEN_KEYS_S)
    return figures(times)


def _until(signal: Any, act: Callable[[], object]) -> float:
    """Milliseconds until what the act leads to."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(TIMEOUT_MS, loop, loop.quit)
    start = time.perf_counter()
    act()
    loop.exec()
    elapsed_ms = (time.perf_counter() - start) * 1000
    signal.disconnect(loop.quit)
    return round(elapsed_ms, 2)


def _search(page: Any, word: str) -> None:
    """Without the short wait for the next letter."""
    page.queue.search.setText(word)
    page.queue.filters._ask()
