"""Pictures by their names: in a folder, in a zip archive, or one by one. Nothing is decoded here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from core.errors import N_, InputError
from core.formats.common.source import Source, open_sources
from core.pictures import kinds

MAX_PICTURES = 1_000_000
_MANY = N_("core", "{file} holds more than {limit:,} pictures.")


@dataclass(frozen=True, slots=True)
class Found:
    """One picture: what it is called, its bytes, and where it lies; None: within an archive."""

    name: str
    source: Source
    path: Path | None

    def load(self) -> bytes:
        """All of it; InputError when it is too large, or breaks."""
        if self.source.size > kinds.MAX_BYTES:
            raise kinds.too_long(self.name, self.source.size)
        with self.source.open() as stream:
            data = stream.read(kinds.MAX_BYTES + 1)
        if len(data) > kinds.MAX_BYTES:
            raise kinds.too_long(self.name, len(data))
        return data


class Images:
    """All pictures of one place. A name is found with its folders, else by its last part where only one has it."""

    def __init__(self, found: Sequence[Found], beside: Path | None = None) -> None:
        self._found = list(found)
        self._beside = beside
        self._by_name = {_plain(one.name): one for one in self._found}
        self._by_last: dict[str, Found | None] = {}
        for one in self._found:
            for last in {_last(one.name), _stem(one.name)}:
                self._by_last[last] = None if last in self._by_last else one

    def all(self) -> list[Found]:
        """In the order of their names."""
        return self._found

    def find(self, name: str) -> Found | None:
        """None where there is no such picture, or several have only the last part of the name in common."""
        plain = _plain(name)
        found = self._by_name.get(plain) or self._by_last.get(_last(plain)) or self._lying(name)
        return found or (None if PurePosixPath(plain).suffix else self._by_last.get(plain))

    def _lying(self, name: str) -> Found | None:
        """Where the name itself says, seen from the file that names it."""
        if self._beside is None or "\0" in name or kinds.is_remote(name):
            return None
        for path in (self._beside / name, self._beside / "images" / name):
            try:
                if path.is_file():
                    return _of_file(path.resolve(), name)
            except OSError:  # no name that this system can have
                continue
        return None


@contextmanager
def opened(places: Sequence[Path], beside: Path | None = None) -> Iterator[Images]:
    """The pictures of folders, archives and files, readable inside the `with`.

    `beside`: the folder of the file that names them, where there is no other place to look.
    """
    found: list[Found] = []
    with ExitStack() as stack:
        for place in places:
            if kinds.is_picture(place.name) and place.is_file():
                found.append(_of_file(place.resolve(), place.name))
                continue
            container, sources = stack.enter_context(open_sources(place))
            folder = place.resolve() if container == "folder" else None
            for source in sources:
                if container in ("zip", "folder") and kinds.is_picture(source.inner):
                    found.append(Found(source.inner, source, folder / source.inner if folder else None))
            if len(found) > MAX_PICTURES:
                raise InputError("too-many-pictures", _MANY, file=place.name, limit=MAX_PICTURES)
        yield Images(found, beside)


def _of_file(path: Path, name: str) -> Found:
    return Found(name, Source(path.name, path.stat().st_size, lambda: path.open("rb")), path)


def _plain(name: str) -> str:
    """With slashes, without what leads nowhere."""
    return "/".join(part for part in PureWindowsPath(name.strip()).parts if part not in (".", "\\", "/")).casefold()


def _last(name: str) -> str:
    return PurePosixPath(_plain(name)).name


def _stem(name: str) -> str:
    """Some tables leave the ending out."""
    return PurePosixPath(_plain(name)).stem
