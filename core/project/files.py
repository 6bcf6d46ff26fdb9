"""A project as a folder: made whole or not at all, and recognised before anything touches it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import create_engine, insert

from core.errors import N_, AppError, InputError
from core.project import migrations, schema
from core.project.annotators import IMPORT, IMPORT_ID
from core.project.store import damaged

DATABASE = "project.db"
RUNS = "runs"
SUFFIX = ".fovea"
HEADER_BYTES = 100
VERSION_AT, APPLICATION_ID_AT = 60, 68  # https://www.sqlite.org/fileformat2.html#the_database_header


def create(path: Path, properties: Mapping[str, str]) -> None:
    """Make the folder under another name, then give it its own: a crash leaves no half project."""
    if path.exists():
        raise InputError("project-exists", N_("core", "{path} is there already."), path=path)
    draft = path.with_name(f".{path.name}.new")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        (draft / RUNS).mkdir(parents=True)
        _create_database(draft / DATABASE, properties)
        draft.rename(path)
        _sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        shutil.rmtree(draft, ignore_errors=True)
        template = N_("core", "The project could not be made in {path}: {reason}.")
        raise AppError("project-create", template, path=path.parent, reason=error) from error


def _sync_folder(path: Path) -> None:
    """So that a new name in it outlives a power cut; Windows does that by itself."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def recognise(path: Path) -> Path:
    """The database of the project at `path`, brought up to this version; InputError when it is none, or is newer."""
    file = path / DATABASE
    migrations.migrate(file, check_version(file, path))
    return file


def check_version(file: Path, path: Path | None = None) -> int:
    """The version of a project's database; InputError when it is none, or is newer. `path` is what it is called.

    Only the file's first bytes are read, so that a foreign or newer file stays as it is.
    """
    path = path or file
    try:
        header = b""
        if file.is_file():  # a pipe would never end
            with file.open("rb") as stream:
                header = stream.read(HEADER_BYTES)
    except OSError as error:
        template = N_("core", "{path} can't be read: {reason}.")
        raise AppError("project-unreadable", template, path=file, reason=error.strerror) from error
    is_sqlite = len(header) == HEADER_BYTES and header.startswith(b"SQLite format 3\0")
    if not is_sqlite or _number(header, APPLICATION_ID_AT) != schema.APPLICATION_ID:
        raise InputError("not-a-project", N_("core", "{path} is not a Fovea project."), path=path)
    version = _number(header, VERSION_AT)
    if not version:
        raise damaged()
    if version > schema.VERSION:
        template = N_("core", "{path} was made by a newer Fovea. Update Fovea to open it; nothing was changed.")
        raise InputError("newer-project", template, path=path)
    return version


def _number(header: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", header, at)[0])


def _create_database(file: Path, properties: Mapping[str, str]) -> None:
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(file, isolation_level=None))
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN")  # of itself sqlite3 would commit every table
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.properties), [{"key": k, "value": v} for k, v in properties.items()])
        connection.execute(insert(schema.counts), [{"key": "total", "n": 0}, {"key": "holdout", "n": 0}])
        connection.execute(insert(schema.annotators), {"id": IMPORT_ID, "name": IMPORT, "is_person": 0})
    engine.dispose()
