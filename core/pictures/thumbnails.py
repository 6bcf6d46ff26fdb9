"""Small forms of a project's pictures, in a file of their own beside its database: derived, made anew when it is gone.

They are known by the digest of the picture, so that a picture that moves keeps its own.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from PIL import Image

from core.errors import AppError
from core.pictures import reading
from core.progress import Report, ignore

FILE = "thumbnails.db"
VERSION = 1
SIDE = 192  # pixels of the longer side
QUALITY = 82
AT_ONCE = 64  # made in one transaction
TABLE = "CREATE TABLE thumbnails (digest TEXT PRIMARY KEY, picture BLOB NOT NULL) WITHOUT ROWID"
PUT = "INSERT OR IGNORE INTO thumbnails VALUES (?, ?)"


class Thumbnails:
    """Those of one project; to be used from one thread at a time (each thread has its own)."""

    def __init__(self, folder: Path) -> None:
        self._connection = _connect(folder / FILE)

    def get(self, digest: str) -> Image.Image | None:
        """In RGB; None: there is none (yet), or the picture can't be read."""
        row = self._connection.execute("SELECT picture FROM thumbnails WHERE digest = ?", (digest,)).fetchone()
        if row is None or not row[0]:
            return None
        try:
            return reading.read(bytes(row[0]), digest)
        except AppError:
            return None

    def has(self, digest: str) -> bool:
        """Whether it was made, or tried."""
        query = "SELECT 1 FROM thumbnails WHERE digest = ?"
        return self._connection.execute(query, (digest,)).fetchone() is not None

    def put(self, pictures: Iterable[tuple[str, Image.Image]]) -> None:
        """Take small pictures in."""
        self._keep([(digest, small(picture)) for digest, picture in pictures])

    def make(self, pictures: Sequence[tuple[str, Path]], report: Report = ignore) -> int:
        """Of all (digest, file) that have none; what is no picture is noted, and not tried again. Long work.

        How many were made; when it is cancelled what it did stays.
        """
        n = 0
        for start in range(0, len(pictures), AT_ONCE):
            made = []
            for digest, path in pictures[start : start + AT_ONCE]:
                report(start, len(pictures))
                if not self.has(digest) and (data := _made(path)) is not None:
                    made.append((digest, data))
            self._keep(made)
            n += sum(bool(data) for _, data in made)
        return n

    def close(self) -> None:
        self._connection.close()

    def _keep(self, rows: Sequence[tuple[str, bytes]]) -> None:
        if rows:
            with self._connection:
                self._connection.executemany(PUT, rows)


def small(picture: Image.Image) -> bytes:
    """A picture as it is kept."""
    if max(picture.size) > SIDE:
        picture = picture.copy()
        picture.thumbnail((SIDE, SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _made(path: Path) -> bytes | None:
    """None: the file is not there now."""
    try:
        return small(reading.read(path, max_side=SIDE))
    except AppError as error:
        return None if error.code == reading.MISSING else b""


def _connect(file: Path) -> sqlite3.Connection:
    """With what is there, if it is ours and whole; else a new one takes its place. In memory where none can be."""
    try:
        return _opened(file)
    except (OSError, sqlite3.Error):  # a folder that can't be written to
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.execute(TABLE)
        return connection


def _opened(file: Path) -> sqlite3.Connection:
    for path in () if _is_good(file) else (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    connection = sqlite3.connect(file, timeout=60.0, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # lost with the power they are made again
    if connection.execute("PRAGMA user_version").fetchone() == (0,):
        with connection:
            connection.execute(TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection


def _is_good(file: Path) -> bool:
    if not file.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()
            columns = [row[1] for row in connection.execute("PRAGMA table_info(thumbnails)")]
            return version == (0,) or (version == (VERSION,) and columns == ["digest", "picture"])
    except sqlite3.Error:
        return False
