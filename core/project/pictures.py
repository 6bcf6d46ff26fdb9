"""Where the picture of each document is: copied into the project, or where it lay; what is gone is said."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

from core.errors import N_, AppError, InputError
from core.pictures import kinds
from core.progress import Report, ignore
from core.project import schema
from core.project.journal import Journal
from core.project.store import Store, damaged, read_only
from core.project.visibility import visible_sql
from core.records import Picture, Row

FOLDER = "pictures"
WINDOW = 1000
COLUMNS = "name, file, is_copied, digest, width, height"
INSERT = f"INSERT INTO pictures (document_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
LISTED = f"SELECT document_id, {COLUMNS} FROM pictures WHERE document_id IN (SELECT value FROM json_each(?))"
ALL = f"SELECT document_id, {COLUMNS} FROM pictures WHERE document_id > ? AND {{visible}} ORDER BY document_id LIMIT ?"
COPIED = "SELECT file FROM pictures WHERE is_copied = 1"


def insert(store: Store, rows: Sequence[tuple[int, Row]]) -> None:
    """The pictures of an import's rows; within its transaction."""
    given = [(id, *_values(row.picture)) for id, row in rows if row.picture]
    if given:
        store.run_many(INSERT, given)


class Pictures:
    """The pictures of a project. They never change; where they are may."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store
        self.folder = journal.store.folder / FOLDER

    def of(self, document_id: int) -> Picture:
        """InputError where there is none."""
        found = self.listed([document_id]).get(document_id)
        if found is None:
            raise InputError("no-document", N_("core", "There is no such document any more."))
        return found

    def listed(self, document_ids: Sequence[int]) -> dict[int, Picture]:
        """Those of these documents; quick."""
        rows = self._store.tuples(LISTED, (json.dumps(list(document_ids)),))
        return {int(id): _picture(values) for id, *values in rows}

    def all(self) -> Iterator[tuple[int, Picture]]:
        """Of every document that is seen, in the order of their import."""
        last, query = 0, ALL.format(visible=visible_sql(self._store, "document_id"))
        while rows := self._store.tuples(query, (last, WINDOW)):
            for id, *values in rows:
                yield int(id), _picture(values)
            last = int(rows[-1][0])

    def path(self, document_id: int) -> Path:
        """The file of a document's picture, which may be gone."""
        return self.path_of(self.of(document_id))

    def path_of(self, picture: Picture) -> Path:
        """AppError for a path that no program of ours has written: the project may come from anybody."""
        if not picture.is_copied:
            is_absolute = PureWindowsPath(picture.file).is_absolute() or PurePosixPath(picture.file).is_absolute()
            if kinds.is_remote(picture.file) or not is_absolute:
                raise damaged()
            return Path("/", picture.file)  # also of another system, where a colleague has it: then it is not here
        inner = PurePath(picture.file)
        if inner.is_absolute() or inner.drive or ".." in inner.parts:
            raise damaged()
        return self.folder / inner

    def missing(self, report: Report = ignore) -> list[int]:
        """Documents whose picture is not where it should be. Long work."""
        found = []
        for n, (id, picture) in enumerate(self.all()):
            report(n, 0)
            if not self.path_of(picture).is_file():
                found.append(id)
        return found

    def find_again(self, folder: Path, report: Report = ignore) -> int:
        """Look in a folder for the pictures that are gone: by name first, then by content; how many were found.

        One act that can be undone. Long work.
        """
        from core.pictures import reading  # with Pillow

        gone = {id: replace(one, is_copied=False) for id, one in self.listed(self.missing(report)).items()}
        wanted = {PurePath(picture.name).name.casefold() for picture in gone.values()}
        there: dict[str, Path] = {}
        for n, path in enumerate(sorted(folder.rglob("*")) if gone else ()):
            report(n, 0)
            if path.name.casefold() in wanted and path.is_file():
                with suppress(AppError):  # one that can't be read is not it
                    there.setdefault(reading.digest(reading.load(path)), path.resolve())
        found = {id: there[picture.digest] for id, picture in gone.items() if picture.digest in there}
        self.move({id: replace(gone[id], file=str(path)) for id, path in found.items()}, "find-pictures")
        return len(found)

    def count_outside(self) -> int:
        """How many lie where they lay: they don't come along when the project goes elsewhere."""
        query = f"SELECT count(*) FROM pictures WHERE is_copied = 0 AND {visible_sql(self._store, 'document_id')}"
        return int(self._store.sql(query).scalar_one())

    def move(self, found: Mapping[int, Picture], kind: str = "copy-pictures") -> None:
        """Pictures are somewhere else now: one act that can be undone."""
        with self._journal.action(kind) as action:
            for id, picture in found.items():
                action.put(schema.pictures, (id,), {"file": picture.file, "is_copied": int(picture.is_copied)})
            action.details["n"] = len(found)

    def unused(self) -> list[Path]:
        """Copies that neither the project nor any of its backups knows: killed imports left them."""
        if not self.folder.is_dir():
            return []
        known = set(self._store.sql(COPIED).scalars())
        for backup in (self._store.folder / "backups").glob("*.db"):
            known |= _known_to(backup)
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path for path in files if path.relative_to(self.folder).as_posix() not in known)


def _known_to(backup: Path) -> set[str]:
    try:
        with closing(read_only(backup)) as connection:
            return {row[0] for row in connection.execute(COPIED)}
    except sqlite3.Error:  # no backup, or one of before there were pictures
        return set()


def _values(picture: Picture | None) -> tuple[Any, ...]:
    assert picture is not None
    return picture.name, picture.file, int(picture.is_copied), picture.digest, picture.width, picture.height


def _picture(values: Sequence[Any]) -> Picture:
    name, file, is_copied, digest, width, height = values
    return Picture(name, file, bool(is_copied), digest, width, height)
