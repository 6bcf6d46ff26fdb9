"""Streams of bytes, wherever they stand: a file, a gzip file, a folder, a zip archive. Hostile archives are refused."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from core.errors import N_, InputError
from core.formats.common.encoding import decode, detect

MAX_BYTES = 2 << 30
MAX_RATIO = 200
_RATIO_FROM = 16 << 20  # below this a high ratio does no harm
_BUFFER = 1 << 18
_UTF8_NAME = 0x800  # flag bit of a zip member

_BROKEN = N_("core", "{file} can't be read: {reason}")
_TOO_BIG = N_(
    "core", "{file} is refused: unpacked it would be larger than {limit} GB, or is packed suspiciously tightly."
)
_ESCAPES = N_("core", "{file} is refused: it holds a name that points outside the archive ({name}).")
_SECRET = N_("core", "{file} is protected by a password. Unpack it first.")
_MISSING = N_("core", "{file} does not exist.")


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of bytes; `name` is shown to the user and, in an archive or folder, holds the path in it."""

    name: str
    size: int  # 0: unknown
    opener: Callable[[], BinaryIO] = field(repr=False)
    inner: str = ""  # the path inside the folder or archive

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.inner or self.name).suffix.lower()

    @contextmanager
    def open(self) -> Iterator[Meter]:
        """A buffered stream that counts; InputError when it breaks or grows past all measure."""
        try:
            with self.opener() as raw, Meter(raw, self.name) as stream:
                yield stream
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
            raise _broken(self.name, error) from error


def total(sources: Sequence[Source]) -> int:
    """Bytes of all of them."""
    return sum(one.size for one in sources)


class Meter(io.BufferedReader):
    """A buffered reader that knows how far it is in its source, for progress."""

    def __init__(self, raw: BinaryIO, name: str) -> None:
        self._counter = _Counter(raw, name)
        super().__init__(self._counter, _BUFFER)

    @property
    def done(self) -> int:
        return self._counter.done

    def set_done(self, done: int) -> None:
        """For a reader that must load all before it gives the first row."""
        self._counter.done = done


class _Counter(io.RawIOBase):
    def __init__(self, raw: BinaryIO, name: str) -> None:
        self._raw = raw
        self._name = name
        self._packed = raw.fileobj if isinstance(raw, gzip.GzipFile) else None
        self.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self.done += len(data)
        if self._packed is not None:
            check_size(self._name, self.done, self._packed.tell())
        return len(data)


def check_size(name: str, unpacked: int, packed: int) -> None:
    """Refuse what would fill the memory or the disk."""
    if unpacked > MAX_BYTES or (unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise InputError("formats.too-big", _TOO_BIG, file=name, limit=MAX_BYTES >> 30)


@contextmanager
def open_sources(path: Path) -> Iterator[tuple[str, list[Source]]]:
    """The container ("", "gz", "zip", "folder") and its streams in order of their names, readable inside the `with`."""
    if path.is_dir():
        yield "folder", _in_folder(path)
        return
    magic, size = _head(path)
    if magic.startswith(b"\x1f\x8b"):
        yield "gz", [_gzip(path)]
    elif magic.startswith(b"PK"):
        with _archive(path) as archive:
            if is_workbook(archive):
                yield "", [Source(path.name, size, lambda: path.open("rb"))]
            else:
                yield "zip", _in_zip(path, archive)
    else:
        yield "", [Source(path.name, size, lambda: path.open("rb"))]


def _head(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as file:
            return file.read(4), path.stat().st_size
    except FileNotFoundError as error:
        raise InputError("formats.missing", _MISSING, file=path.name) from error
    except OSError as error:
        raise _broken(path.name, error) from error


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether a zip file is an Excel or OpenDocument workbook."""
    names = set(archive.namelist())
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def _gzip(path: Path) -> Source:
    """Its last four bytes tell the size inside; what is shorter is broken and found out later."""
    with path.open("rb") as file:
        file.seek(-min(4, path.stat().st_size), io.SEEK_END)
        size = int.from_bytes(file.read(4), "little")
    inner = path.stem if path.suffix.lower() == ".gz" else path.name
    return Source(path.name, size, lambda: gzip.open(path, "rb"), inner)  # type: ignore[arg-type,return-value]


def _in_folder(folder: Path) -> list[Source]:
    def source(path: Path) -> Source:
        inner = path.relative_to(folder).as_posix()
        return Source(f"{folder.name}/{inner}", path.stat().st_size, lambda: path.open("rb"), inner)

    try:
        paths = sorted(
            path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(folder))
        )
        return [source(path) for path in paths]
    except OSError as error:
        raise _broken(folder.name, error) from error


def _in_zip(path: Path, archive: zipfile.ZipFile) -> list[Source]:
    members = [info for info in archive.infolist() if not info.is_dir()]
    found = []
    for info, name in zip(members, _names(members), strict=True):
        inner = PureWindowsPath(name)
        if inner.root or inner.drive or ".." in inner.parts or "\0" in name:
            raise InputError("formats.zip-slip", _ESCAPES, file=path.name, name=name)
        if info.flag_bits & 1:
            raise InputError("formats.password", _SECRET, file=path.name)
        if not _is_hidden(inner):
            found.append(
                Source(f"{path.name}/{inner.as_posix()}", info.file_size, _member(archive, info), inner.as_posix())
            )
    return sorted(found, key=lambda source: source.inner)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: archive.open(info)  # type: ignore[return-value]


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """Archives made on a Chinese Windows hold GBK names that zipfile takes for code page 437."""
    raw = [info.orig_filename.encode("cp437") for info in members if not info.flag_bits & _UTF8_NAME]
    encoding = detect(io.BytesIO(b"\n".join(raw))).encoding
    return [
        info.orig_filename if info.flag_bits & _UTF8_NAME else decode(info.orig_filename.encode("cp437"), encoding)
        for info in members
    ]


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise _broken(path.name, error) from error
    with archive:
        members = archive.infolist()
        check_size(path.name, sum(i.file_size for i in members), sum(i.compress_size for i in members))
        yield archive


def _is_hidden(path: PurePath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts) or path.name in ("Thumbs.db", "desktop.ini")


def _broken(name: str, error: Exception) -> InputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError("formats.broken", _BROKEN, file=name, reason=reason)
