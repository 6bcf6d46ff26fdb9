"""The bytes that may hold word vectors: a file as it is, or in a .gz, .bz2, .zip or .tar.gz, as streams.

Whatever a stranger packed, a read takes the memory of a few blocks, and the disk's reads report and can be cancelled.
"""

from __future__ import annotations

import bz2
import gzip
import io
import re
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from core.errors import N_, InputError
from core.progress import Report, ignore

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 1 << 20  # bytes; the disk reports before each
MAX_RATIO = 200  # unpacked : packed; numbers pack to a third
RATIO_FROM = 64 << 20  # below this a high ratio does no harm
MAX_MEMBERS = 20  # of a zip file, the largest first
MAX_EXTENSION = 1 << 16  # bytes of a tar extension header
TAR_RECORD = 512

Stream: TypeAlias = "io.BufferedReader[Any]"


@contextmanager
def streams(path: Path, report: Report = ignore) -> Iterator[Iterator[tuple[str, Stream]]]:
    """Name and bytes of all that the file holds: itself, or the members of an archive; each is read before the next.

    Reports bytes of the file on disk. Damage raises EOFError, zlib.error, BadZipFile, or OSError without a number.
    """
    with ExitStack() as stack:
        disk = stack.enter_context(_Disk(path))
        file = stack.enter_context(io.BufferedReader(disk, BLOCK))
        magic = file.peek(4)[:4]
        if magic == b"PK\3\4":
            with _zip_damage():
                archive = stack.enter_context(zipfile.ZipFile(file))
            members = _in_zip(path.name, archive, disk)
        else:
            stream = _unpacked(path.name, file, magic, disk)
            members = _in_tar(path.name, stream) if _is_tar(stream) else iter([(path.name, stream)])
        disk.report = report
        yield members


class _Disk(io.FileIO):
    """The file on disk, which tells how far it is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.size = path.stat().st_size
        self.report: Report = ignore

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self.report(self.tell(), self.size)
        return super().readinto(buffer) or 0


class _Unpacked(io.RawIOBase):
    """What comes out of a packed stream, as long as it is in proportion to what went in."""

    def __init__(self, name: str, packed: io.BufferedIOBase | IO[bytes], disk: _Disk) -> None:
        self._name, self._packed, self._disk = name, packed, disk
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._packed.read(len(view))
        view[: len(data)] = data
        self._done += len(data)
        if self._done > RATIO_FROM and self._done > MAX_RATIO * self._disk.tell():
            raise InputError(
                "tight-vectors", N_("core", "{name} is refused: it is packed suspiciously tightly."), name=self._name
            )
        return len(data)


class _Member(io.RawIOBase):
    """The next `left` bytes of a stream."""

    def __init__(self, stream: Stream, left: int) -> None:
        self._stream = stream
        self.left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(min(len(view), self.left))
        if not data and self.left:
            raise EOFError
        view[: len(data)] = data
        self.left -= len(data)
        return len(data)


def _unpacked(name: str, file: Stream, magic: bytes, disk: _Disk) -> Stream:
    if magic.startswith(b"\x1f\x8b"):
        return io.BufferedReader(_Unpacked(name, gzip.GzipFile(fileobj=file), disk), BLOCK)
    if magic.startswith(b"BZh"):
        return io.BufferedReader(_Unpacked(name, bz2.BZ2File(file), disk), BLOCK)
    return file


def _in_zip(name: str, archive: zipfile.ZipFile, disk: _Disk) -> Iterator[tuple[str, Stream]]:
    """The largest first: GloVe's own archives hold the same words in several sizes."""
    members = sorted(archive.infolist(), key=lambda info: info.file_size, reverse=True)
    for info in members[:MAX_MEMBERS]:
        is_locked = info.flag_bits & 1
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or is_locked:
            raise InputError(
                "packed-vectors", N_("core", "{name} is packed in a way that is not read here. Unpack it."), name=name
            )
        with _zip_damage():
            packed = archive.open(info)
        with packed:
            yield f"{name}/{info.filename}", io.BufferedReader(_Unpacked(name, packed, disk), BLOCK)


@contextmanager
def _zip_damage() -> Iterator[None]:
    """The module zipfile meets damaged names and sizes with all kinds of errors."""
    try:
        yield
    except (ValueError, OverflowError, RuntimeError, struct.error, zipfile.BadZipFile) as error:
        raise EOFError from error


def _is_tar(stream: Stream) -> bool:
    return stream.peek(TAR_RECORD)[257:262] == b"ustar"


def _in_tar(name: str, stream: Stream) -> Iterator[tuple[str, Stream]]:
    """Record by record: the module tarfile would load an extension header of any size."""
    size_told = 0
    while record := stream.read(TAR_RECORD):
        if not record.strip(b"\0"):
            return
        try:
            info = tarfile.TarInfo.frombuf(record, "utf-8", "replace")
        except tarfile.HeaderError as error:
            raise EOFError from error
        size = size_told or info.size
        if size < 0:
            raise EOFError
        size_told = 0
        member = _Member(stream, size)
        if info.type == tarfile.XHDTYPE and size <= MAX_EXTENSION:
            size_told = _told_size(member.read(size) or b"")
        elif info.isreg():
            yield f"{name}/{info.name}", io.BufferedReader(member, BLOCK)
        _skip(stream, member.left + -size % TAR_RECORD)


def _told_size(extension: bytes) -> int:
    """A member of more than 8 GB has its size in the extension header before it."""
    told = re.search(rb"^\d+ size=(\d{1,18})$", extension, re.MULTILINE)
    return int(told[1]) if told else 0


def _skip(stream: Stream, n_bytes: int) -> None:
    while n_bytes > 0:
        data = stream.read(min(n_bytes, BLOCK))
        if not data:
            raise EOFError
        n_bytes -= len(data)
