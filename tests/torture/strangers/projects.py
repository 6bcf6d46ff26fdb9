"""Projects from strangers: other people's SQLite."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from core.progress import Report
from core.project import schema
from core.project.check import check
from core.project.files import DATABASE
from core.project.project import Project
from core.project.values import DocumentFilter
from tests.torture.killing import make_project
from tests.torture.strangers.case import Case, damaged

N = 300


def cases(folder: Path, rng: random.Random, n_damaged: int) -> Iterator[Case]:
    """The handmade ones, and n damaged forms of a sound database."""
    sound = folder / "sound.fovea"
    make_project(sound, N)
    with Project.open(sound) as project:
        for document in range(1, 60):
            project.annotations.annotate(document, (1,))
        (sound / "runs" / "2026-run").mkdir(parents=True, exist_ok=True)
    for name, harm in HANDMADE.items():
        yield from _case(f"project, {name}", sound, folder, harm)
    data = (sound / DATABASE).read_bytes()
    for damage, harmed in damaged(data, rng, n_damaged):
        yield from _case(f"project, {damage}", sound, folder, lambda path, harmed=harmed: _put(path, harmed))
    shutil.rmtree(sound)


def open_and_look(path: Path, report: Report) -> str:
    """As the window does it: open, look at the first texts, search, label, undo, check."""
    with Project.open(path) as project:
        report(0, 0)
        ids = next(iter(project.documents.ids(DocumentFilter())), [])[:50]
        project.documents.listed(ids)
        for id in ids:
            project.documents.get(id)
        project.documents.count(DocumentFilter(search="stay", label_ids=(1,)))
        project.documents.counts()
        project.history.events(20)
        for step in (project.history.undo, project.history.redo):
            while step():
                report(0, 0)
        project.runs.all()
        if ids:
            project.annotations.annotate(ids[0], (project.labels.all()[0].id,))
        report(0, 0)
    found = check(path)
    return "; ".join((*found.problems, *found.mended))[:300] or "nothing wrong"


def _case(name: str, sound: Path, folder: Path, harm: Callable[[Path], object]) -> Iterator[Case]:
    path = folder / "stranger.fovea"
    shutil.copytree(sound, path)
    harm(path)
    yield Case(name, path, partial(open_and_look, path))
    shutil.rmtree(path)


def _put(path: Path, data: bytes) -> None:
    (path / DATABASE).write_bytes(data)


def _sql(*statements: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path / DATABASE, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)

    return harm


def _link(path: Path) -> None:
    (path / DATABASE).unlink()
    (path / DATABASE).symlink_to("/etc/passwd")


def _folder(path: Path) -> None:
    (path / DATABASE).unlink()
    (path / DATABASE).mkdir()


def _spec(content: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        columns = "id, created, filter, spec, label_ids, counts"
        row = f"INSERT INTO runs ({columns}) VALUES ('../../etc', 'x', '', ?, '[1]', '{{}}')"
        with closing(sqlite3.connect(path / DATABASE, isolation_level=None)) as connection:
            connection.execute(row, (content,))

    return harm


def _pipe(path: Path) -> None:
    (path / DATABASE).unlink()
    os.mkfifo(path / DATABASE)


HANDMADE: dict[str, Callable[[Path], object]] = {
    "nothing wrong": lambda _: None,
    "trigger": _sql("CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM annotations; END"),
    "view": _sql("ALTER TABLE labels RENAME TO old", "CREATE VIEW labels AS SELECT * FROM old"),
    "virtual table": _sql("CREATE VIRTUAL TABLE v USING fts5(a)"),
    "default": _sql("DROP TABLE filters", "CREATE TABLE filters (id INTEGER, name TEXT DEFAULT (load_extension('x')))"),
    "generated": _sql("ALTER TABLE labels ADD COLUMN g AS (randomblob(1000000000)) VIRTUAL"),
    "index on a function": _sql("CREATE INDEX i ON labels (abs(id) % 7)"),
    "check": _sql("CREATE TABLE c (a CHECK (length(randomblob(1000000000)) > a))"),
    "newer": _sql(f"PRAGMA user_version = {schema.VERSION + 1}"),
    "far newer": _sql("PRAGMA user_version = 2147483647"),
    "older than any": _sql("PRAGMA user_version = 0"),
    "negative version": _sql("PRAGMA user_version = -1"),
    "another program": _sql("PRAGMA application_id = 1"),
    "no documents": _sql("DROP TABLE documents"),
    "no texts": _sql("DELETE FROM texts"),
    "no properties": _sql("DELETE FROM properties"),
    "odd properties": _sql("UPDATE properties SET value = 'x'"),
    "no counts": _sql("DELETE FROM counts"),
    "wrong counts": _sql("UPDATE counts SET n = -9223372036854775808"),
    "huge label": _sql("UPDATE labels SET name = printf('%.*c', 50000000, 'a') || id"),
    "markup label": _sql("UPDATE labels SET name = '<img src=file:///etc/passwd>' || id"),
    "label as a number": _sql("UPDATE labels SET name = id * 1.5, color = 'x'"),
    "blob text": _sql("UPDATE texts SET text = randomblob(1000)"),
    "invalid text": _sql("UPDATE texts SET text = CAST(x'fffe00ff' AS TEXT)"),
    "huge text": _sql("UPDATE texts SET text = printf('%.*c', 100000000, 'a') WHERE document_id = 1"),
    "labels of no label": _sql("UPDATE documents SET labels = '[999]'"),
    "broken labels": _sql("UPDATE documents SET labels = '[[[' "),
    "deep labels": _sql("UPDATE annotations SET labels = printf('%.*c', 100000, '[')"),
    "broken changes": _sql("UPDATE events SET changes = 'nonsense'"),
    "foreign changes": _sql(
        """UPDATE events SET changes = '{"changes": [["sqlite_master", [[1]], null, {"sql": "x"}]], "counts": {}}'"""
    ),
    "injected changes": _sql(
        "UPDATE events SET changes = "
        """'{"changes": [["labels", [[1]], {}, {"name = 1; DROP TABLE texts": 1}]], "counts": {}}'"""
    ),
    "moving for ever": _sql("UPDATE events SET state = 7"),
    "recursive schema": _sql("UPDATE sqlite_master SET sql = 'CREATE TABLE labels (a' WHERE name = 'labels'"),
    "lying root page": _sql("UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'documents'"),
    "shared root page": _sql("UPDATE sqlite_master SET rootpage = 2"),
    "odd schema": _sql("UPDATE sqlite_master SET type = 'x', name = 5 WHERE name = 'texts'"),
    "run elsewhere": _spec(json.dumps({"run_dir": "/etc", "model": "logistic"})),
    "run without a spec": _spec("[]"),
    "run with a deep spec": _spec("[" * 100_000),
    "database is a link": _link,
    "database is a folder": _folder,
    "database is a pipe": _pipe,
    "runs is a link": lambda path: (shutil.rmtree(path / "runs"), (path / "runs").symlink_to("/etc")),
    "a loop of links": lambda path: (path / "runs" / "loop").symlink_to(path),
    "empty": lambda path: _put(path, b""),
    "only a head": lambda path: _put(path, (path / DATABASE).read_bytes()[:100]),
    "zeros": lambda path: _put(path, bytes(1 << 20)),
    "half": lambda path: _put(path, (path / DATABASE).read_bytes()[: 1 << 15]),
    "foreign log": lambda path: (path / f"{DATABASE}-wal").write_bytes(random.Random(0).randbytes(1 << 16)),
    "foreign journal": lambda path: (path / f"{DATABASE}-journal").write_bytes(random.Random(0).randbytes(1 << 16)),
}
