"""Write a file whole or not at all."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TextIO

_CHUNK = 1 << 20


@contextmanager
def replacing(path: Path, *, bom: bool = False) -> Iterator[TextIO]:
    """A UTF-8 file beside `path` that takes its place when all went well, and goes away when not."""
    with replaced(path) as temporary, temporary.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        yield file


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """The same for a writer that wants a path."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def spool(folder: Path) -> TextIO:
    """A temporary file without a name, on the disk where the result goes."""
    return TemporaryFile("w+", encoding="utf-8", newline="", dir=folder)


def pack(pile: TextIO, archive: zipfile.ZipFile, name: str) -> None:
    """All of a temporary file as a member of an archive."""
    pile.seek(0)
    with archive.open(name, "w", force_zip64=True) as member:
        while part := pile.read(_CHUNK):
            member.write(part.encode())


def write_lines(objects: Iterable[Mapping[str, Any]], path: Path) -> None:
    """JSON, one object a line."""
    with replacing(path) as file:
        for one in objects:
            file.write(_json(one) + "\n")


def write_array(objects: Iterable[Mapping[str, Any]], path: Path) -> None:
    """One JSON array, an element a line."""
    with replacing(path) as file:
        file.write("[")
        for number, one in enumerate(objects):
            file.write(("," if number else "") + "\n" + _json(one))
        file.write("\n]\n")


def _json(one: Mapping[str, Any]) -> str:
    return json.dumps(one, ensure_ascii=False)
