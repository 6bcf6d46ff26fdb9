"""Stages that fill a project: import (alone, and while somebody decides), undo, the index; and bare sqlite3 beside."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from core.project.project import Project
from core.project.search import building, tokens
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row
from tests.benchmarks.workload import corpus
from tests.benchmarks.workload.figures import figures, peak_mb, timed

BATCH = 20_000
N_FIRST = 2000  # documents that are there before, to be decided about while the others come in
N_MEANWHILE = 600_000  # of those others


def fill(folder: Path, source: Path) -> dict[str, Any]:
    """Import everything, as the peer does: nobody else writes; and some of it while somebody labels."""
    path = folder / "million.fovea"
    shutil.rmtree(path, ignore_errors=True)
    with Project.create(path, labels=corpus.LABELS) as project:
        elapsed_ms, report = timed(lambda: project.imports.add(corpus.rows(source), ImportOptions(duplicates="keep")))
        undo_ms, _ = timed(project.history.undo)
        redo_ms, _ = timed(project.history.redo)
    return {
        "rows": report.imported,
        "rows_per_s": round(report.imported / elapsed_ms * 1000),
        "peak_mb": peak_mb(),
        "undo_ms": round(undo_ms, 1),
        "redo_ms": round(redo_ms, 1),
        **_while_deciding(folder / "meanwhile.fovea", source),
    }


def _while_deciding(path: Path, source: Path) -> dict[str, Any]:
    """Somebody labels, with another connection in another thread."""
    shutil.rmtree(path, ignore_errors=True)
    with Project.create(path, labels=corpus.LABELS) as project:
        project.imports.add((Row(f"first {i}") for i in range(N_FIRST)), ImportOptions())
        labeller = Labeller(path)
        labeller.start()
        rows = islice(corpus.rows(source), N_MEANWHILE)
        elapsed_ms, report = timed(lambda: project.imports.add(rows, ImportOptions(duplicates="keep")))
        waits = labeller.stop()
    shutil.rmtree(path)
    return {
        "rows_per_s_while_deciding": round(report.imported / elapsed_ms * 1000),
        "decision_meanwhile_ms": figures(waits),
    }


class Labeller(threading.Thread):
    """Decides about one document after the other, twenty times a second, and notes how long each takes."""

    def __init__(self, path: Path) -> None:
        super().__init__(name="labeller")
        self._path = path
        self._is_stopped = threading.Event()
        self._waits: list[float] = []

    def run(self) -> None:
        with Project.open(self._path) as project:
            label = project.labels.all()[0].id
            for id in range(1, N_FIRST):
                if self._is_stopped.wait(0.05):
                    break
                elapsed_ms, _ = timed(lambda id=id: project.annotations.annotate(id, [label]))
                self._waits.append(elapsed_ms)

    def stop(self) -> list[float]:
        self._is_stopped.set()
        self.join()
        return self._waits


def index(folder: Path, source: Path) -> dict[str, Any]:  # noqa: ARG001
    with Project.open(folder / "million.fovea") as project:
        elapsed_ms, _ = timed(lambda: building.bring_up_to_date(project.store))
        n = project.documents.counts().total
        near = project.documents.count(DocumentFilter(duplicates="near"))
    size_mb = round((folder / "million.fovea" / "search.db").stat().st_size / 1e6)
    return {
        "seconds": round(elapsed_ms / 1000, 1),
        "rows_per_s": round(n / elapsed_ms * 1000),
        "near_duplicates": near,
        "size_mb": size_mb,
        "peak_mb": peak_mb(),
    }


def peer(folder: Path, source: Path) -> dict[str, Any]:
    """Bare sqlite3: the same texts into one table, then the same words into the same kind of index."""
    file = folder / "peer.db"
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(tokens, content='', detail=none, tokenize='ascii')")
    start = time.perf_counter()
    n = _insert(connection, "INSERT INTO texts VALUES (?, ?)", enumerate(corpus.texts(source), 1))
    rows_s = time.perf_counter() - start
    start = time.perf_counter()
    found = connection.execute("SELECT id, text FROM texts")
    _insert(
        connection, "INSERT INTO words (rowid, tokens) VALUES (?, ?)", ((id, tokens.tokens(text)) for id, text in found)
    )
    index_s = time.perf_counter() - start
    connection.close()
    file.unlink()
    return {
        "rows_per_s": round(n / rows_s),
        "index_rows_per_s": round(n / index_s),
        "seconds": round(rows_s + index_s, 1),
    }


def _insert(connection: sqlite3.Connection, statement: str, rows: Iterable[tuple[int, str]]) -> int:
    source, n = iter(rows), 0
    while batch := list(islice(source, BATCH)):
        connection.execute("BEGIN")
        connection.executemany(statement, batch)
        connection.execute("COMMIT")
        n += len(batch)
    return n
