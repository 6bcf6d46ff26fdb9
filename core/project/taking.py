"""Pictures on their way into a project: each is looked at whole, told by its content, made small, copied if wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core import captions
from core.errors import N_, AppError
from core.formats.common.reasons import Reason
from core.formats.images import Found, Images
from core.pictures import kinds, reading
from core.pictures.thumbnails import SIDE, Thumbnails
from core.progress import Report, ignore
from core.project.values import ImportOptions, ImportReport
from core.records import Picture, Rejected, Row

if TYPE_CHECKING:
    from PIL import Image

    from core.project.project import Project

AT_ONCE = 64
THREADS = 4  # Pillow decodes beside Python
MISSING = N_("core", "{name} is not among the pictures.")
_NOT_COPIED = N_("core", "{file} could not be copied into the project: {reason}.")


@dataclass(frozen=True, slots=True)
class PictureReport:
    """What an import of pictures did; `missing` and `broken` of the rejected ones, `copied` into the project."""

    rows: ImportReport
    missing: int
    broken: int
    copied: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """A row, where its picture is, and whether that is to be copied."""

    row: Row
    found: Found
    is_copied: bool


@dataclass(frozen=True, slots=True)
class _Looked:
    """A row with its picture, its small form, and the bytes to be copied (b"": it stays where it is)."""

    row: Row
    picture: Picture
    small: Image.Image
    data: bytes


class _Broken(Rejected):
    """A row whose picture can't be read."""


def bring(
    project: Project,
    rows: Sequence[Row | Rejected],
    images: Images,
    options: ImportOptions,
    *,
    is_copied: bool,
    report: Report = ignore,
) -> PictureReport:
    """Import rows that name their pictures; those of archives and other machines are always copied. Long work."""
    taking = _Taking(project.pictures.folder, images, is_copied=is_copied)
    done = project.imports.add(taking.rows(rows, report), options)
    return PictureReport(done, taking.n_missing, taking.n_broken, taking.n_copied)


class _Taking:
    def __init__(self, folder: Path, images: Images, *, is_copied: bool) -> None:
        self._folder = folder
        self._images = images
        self._is_copied = is_copied
        self._written: list[Path] = []
        self.n_missing = self.n_broken = 0

    @property
    def n_copied(self) -> int:
        return len(self._written)

    def rows(self, given: Sequence[Row | Rejected], report: Report) -> Iterator[Row | Rejected]:
        """Each with what is known of its picture, or why it can't come in. In the end all copies are on the disk."""
        with ThreadPoolExecutor(THREADS) as pool, closing(Thumbnails(self._folder.parent)) as thumbnails:
            for start in range(0, len(given), AT_ONCE):
                report(start, len(given))
                looked = list(pool.map(_look, map(self._sought, given[start : start + AT_ONCE])))
                thumbnails.put((one.picture.digest, one.small) for one in looked if isinstance(one, _Looked))
                self.n_broken += sum(isinstance(one, _Broken) for one in looked)
                for one in looked:
                    yield self._taken(one) if isinstance(one, _Looked) else one
        report(len(given), len(given))
        for path in self._written:
            _sync(path)

    def _sought(self, row: Row | Rejected) -> _Sought | Rejected:
        if isinstance(row, Rejected):
            return row
        found = self._images.find(row.picture.name) if row.picture else None
        if found is None:
            self.n_missing += 1
            return Rejected(row.file, row.line, Reason(MISSING, name=row.picture.name if row.picture else ""))
        return _Sought(row, found, self._is_copied or found.path is None or kinds.is_remote(str(found.path)))

    def _taken(self, one: _Looked) -> Row:
        if one.data:
            path = self._folder / one.picture.file
            if _copy(one.data, path):
                self._written.append(path)
        text = captions.to_text(one.picture.name, one.row.captions)
        return replace(one.row, picture=one.picture, text=text)


def copy_all(project: Project, report: Report = ignore) -> int:
    """Copy the pictures that lie elsewhere into the project, so that it can go anywhere; how many. Long work.

    One act that can be undone: the copies stay, but the originals are looked at again. What is gone stays where it was.
    """
    outside = [(id, picture) for id, picture in project.pictures.all() if not picture.is_copied]
    taken: dict[int, Picture] = {}
    for n, (id, picture) in enumerate(outside):
        report(n, len(outside))
        there = carried(picture, project.pictures.path_of(picture), project.pictures.folder)
        if there.is_copied:
            taken[id] = there
    project.pictures.move(taken)
    return len(taken)


def carried(picture: Picture, file: Path | None, folder: Path) -> Picture:
    """A picture with its file copied into this project; one that is gone, or is another one now, stays as it was."""
    if file is None or not file.is_file():
        return picture
    data = reading.load(file)
    if reading.digest(data) != picture.digest:
        return picture
    inner = f"{picture.digest[:2]}/{picture.digest}{file.suffix}"
    if _copy(data, folder / inner):
        _sync(folder / inner)
    return replace(picture, file=inner, is_copied=True)


def _copy(data: bytes, path: Path) -> bool:
    """Whole or not at all; whether it was not there yet."""
    with _plain_errors(path):
        if path.exists() and path.stat().st_size == len(data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".part")
        draft.write_bytes(data)
        draft.replace(path)
    return True


def _look(sought: _Sought | Rejected) -> _Looked | _Broken | Rejected:
    """In a thread of the pool."""
    if isinstance(sought, Rejected):
        return sought
    row, found = sought.row, sought.found
    try:
        data = found.load()
        looked = reading.look(data, found.name)
        small = reading.read(data, found.name, max_side=SIDE)
    except AppError as error:
        return _Broken(row.file, row.line, Reason(error.template, **error.values))
    digest = reading.digest(data)
    file = f"{digest[:2]}/{digest}{kinds.suffix_of(looked.format)}" if sought.is_copied else str(found.path)
    name = row.picture.name if row.picture else found.name
    picture = Picture(name, file, sought.is_copied, digest, looked.width, looked.height)
    return _Looked(row, picture, small, data if sought.is_copied else b"")


def _sync(path: Path) -> None:
    with _plain_errors(path), path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AppError("copy-picture", _NOT_COPIED, file=path.name, reason=error.strerror or error) from error
