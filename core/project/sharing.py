"""A project as one file: a zip with database, runs and copied pictures. From anybody, so nothing in it is trusted."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core import temporary
from core.errors import N_, AppError, InputError
from core.pictures import kinds
from core.progress import Report, ignore
from core.project import copies, files, pictures
from core.project.store import Store

BLOCK = 1 << 20
MOST_FILES = 1_000_000
PARTS = (files.RUNS, pictures.FOLDER)
SPARE_BYTES = 64 << 20  # of the disk stay free
STORED = (".safetensors", *kinds.SUFFIXES)  # packed they would hardly be smaller


def share(store: Store, path: Path, report: Report = ignore) -> None:
    """Write the zip; `report` counts bytes. What can be made again (the index) and the backups stay out."""
    root = PurePosixPath(store.folder.name)
    inside = store.folder.resolve()  # a link in a project of somebody else would take other files along
    beside = [file for part in PARTS for file in (store.folder / part).rglob("*") if file.is_file()]
    beside = [file for file in beside if file.resolve().is_relative_to(inside)]
    beside = sorted(file for file in beside if file.name != "run.lock" and file.suffix != ".part")
    with copies.drafted(path) as draft, temporary.folder() as aside:
        database = aside / files.DATABASE
        copies.copy(store, database)
        total = database.stat().st_size + sum(file.stat().st_size for file in beside)
        done = 0
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for file, name in [(database, files.DATABASE), *((file, _inside(store.folder, file)) for file in beside)]:
                for n in _pack(archive, file, str(root / name)):
                    done += n
                    report(done, total)


def is_shared(path: Path) -> bool:
    """Whether a file is a zip with a project in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _database(archive) is not None
    except (OSError, zipfile.BadZipFile):
        return False


def unpack(path: Path, folder: Path, report: Report = ignore) -> Path:
    """Make a project of a shared one in `folder`, under its name or one like it; the project's folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            database = _database(archive)
            if database is None:
                raise InputError("not-shared", N_("core", "{path} holds no Fovea project."), path=path)
            root = database.parent
            target = _free(folder / root.name)
            draft = target.with_name(f".{target.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            try:
                _take_out(archive, root, draft, report)
                (draft / files.RUNS).mkdir(exist_ok=True)
                copies.verify(draft / files.DATABASE)
                files.check_version(draft / files.DATABASE)
                draft.rename(target)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            return target
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        template = N_("core", "{path} can't be unpacked: {reason}.")
        raise AppError("unpack", template, path=path, reason=error) from error


def _inside(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


def _pack(archive: zipfile.ZipFile, file: Path, name: str) -> Iterator[int]:
    info = zipfile.ZipInfo.from_file(file, name)
    info.compress_type = zipfile.ZIP_STORED if file.suffix in STORED else zipfile.ZIP_DEFLATED
    with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            target.write(block)
            yield len(block)


def _database(archive: zipfile.ZipFile) -> PurePosixPath | None:
    """NAME.fovea/project.db, the only one at that depth."""
    found = [PurePosixPath(name) for name in archive.namelist() if PurePosixPath(name).name == files.DATABASE]
    tops = [path for path in found if len(path.parts) == 2 and path.parts[0].endswith(files.SUFFIX)]
    return tops[0] if len(tops) == 1 else None


def _take_out(archive: zipfile.ZipFile, root: PurePosixPath, draft: Path, report: Report) -> None:
    """Only database, runs and pictures, nothing outside of the folder, and never more than was announced."""
    infos = [
        info for info in archive.infolist() if not info.is_dir() and _is_wanted(PurePosixPath(info.filename), root)
    ]
    total = sum(info.file_size for info in infos)
    draft.parent.mkdir(parents=True, exist_ok=True)
    if len(infos) > MOST_FILES or total > shutil.disk_usage(draft.parent).free - SPARE_BYTES:
        raise InputError("too-big", N_("core", "There is no room to unpack this: it takes {mb} MB."), mb=total >> 20)
    done = 0
    for info in infos:
        target = draft.joinpath(*PurePosixPath(info.filename).relative_to(root).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        left = info.file_size
        with archive.open(info) as source, target.open("wb") as file:
            while block := source.read(min(BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise zipfile.BadZipFile("a file is longer than it says")
                file.write(block)
                done += len(block)
                report(done, total)


def _is_wanted(name: PurePosixPath, root: PurePosixPath) -> bool:
    if name.is_absolute() or ".." in name.parts or any(":" in part or "\\" in part for part in name.parts):
        return False
    is_run = name.parts[:2] == (root.name, files.RUNS) and len(name.parts) > 3
    is_picture = name.parts[:2] == (root.name, pictures.FOLDER) and kinds.is_picture(name.name)
    return name == root / files.DATABASE or is_run or is_picture


def _free(path: Path) -> Path:
    """This path, or one with a number that is free."""
    number = 2
    stem, free = path.name.removesuffix(files.SUFFIX), path
    while free.exists():
        free = path.with_name(f"{stem} {number}{files.SUFFIX}")
        number += 1
    return free
