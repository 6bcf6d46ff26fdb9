"""Write a file whole or not at all."""

from __future__ import annotations

import glob
import json
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TextIO

from core import written
from core.errors import N_, AppError

_CHUNK = 1 << 20
_FAILED = N_("core", "{file} could not be written: {reason}. What was there is unchanged.")


@contextmanager
def replacing(path: Path, *, bom: bool = False) -> Iterator[TextIO]:
    """A UTF-8 file beside `path` that takes its place when all went well, and goes away when not."""
    with replaced(path) as temporary, temporary.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        yield file


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """The same for a writer that wants a path. What a killed one left beside this file goes away, too."""
    _sweep(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with _plain_errors(path):
        try:
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
            written.note(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        with suppress(OSError, ValueError):  # on Windows it can't be removed while its writer lives
            if sys.platform == "win32" or not _is_alive(int(left.name.split(".")[-2])):
                left.unlink()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


class Piles:
    """Temporary files without names, on the disk where the result goes: they part what will be in one archive."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()
        self._piles: dict[str, TextIO] = {}

    def __enter__(self) -> Piles:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, name: str, text: str) -> None:
        with _plain_errors(self._path):
            if name not in self._piles:
                pile = TemporaryFile("w+", encoding="utf-8", newline="", dir=self._path.parent)  # noqa: SIM115
                self._piles[name] = self._stack.enter_context(pile)
            self._piles[name].write(text)

    def names(self) -> list[str]:
        return sorted(self._piles)

    def pack(self, name: str, archive: zipfile.ZipFile, member: str) -> None:
        """All of a pile as a member of an archive."""
        pile = self._piles[name]
        pile.seek(0)
        with archive.open(member, "w", force_zip64=True) as file:
            while part := pile.read(_CHUNK):
                file.write(part.encode())


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


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AppError("formats.write", _FAILED, file=path, reason=error.strerror or error) from error
