"""The door to all formats of captions: find out what files are, and gather what they say of each picture."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core import temporary
from core.errors import N_, InputError
from core.formats import caption_lines, caption_tables, coco, flickr8k, images
from core.formats.common.album import Album, CaptionFormat
from core.formats.common.encoding import decode
from core.formats.common.refusals import no_format
from core.formats.common.source import Source, open_sources
from core.formats.images import Images
from core.pictures import kinds
from core.progress import Report, ignore
from core.records import Row

FORMATS: dict[str, CaptionFormat] = {
    one.name: one for module in (coco, flickr8k, caption_lines, caption_tables) for one in module.FORMATS
}
"""The only list of formats of captions, in the order in which they are tried."""
EXPORTS = {name: one for name, one in FORMATS.items() if one.write}
_HEAD = 1 << 16
_ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt", ".xlsx")
_ASIDE = ("readme", "license", "licence")
_UNKNOWN = N_("core", "{file} is neither pictures nor captions of a kind that is read here.")
_NOTHING = N_("core", "{file} holds no pictures.")


@dataclass(frozen=True, slots=True)
class Told:
    """What was found: the captions, and where the pictures are. `missing`: names that are not among these."""

    album: Album
    images: Images
    missing: tuple[str, ...]


@contextmanager
def opened(
    files: Sequence[Path], places: Sequence[Path] = (), format: str = "", report: Report = ignore
) -> Iterator[Told]:
    """Everything that files say, with the pictures of `places` (folders, zips); these may be among the files, too.

    A folder or zip among the files may hold captions beside its pictures. Pictures of which nothing is said come too,
    unless something is said of others. Nothing is decoded. InputError when a file is neither.
    """
    album = Album()
    with ExitStack() as stack:
        spots, texts = list(places), list[Path]()
        for file in files:
            if kinds.is_picture(file.name) and file.is_file():
                spots.append(file)
            elif _is_container(file):
                spots.append(file)
                texts += stack.enter_context(_captions_in(file))
            else:
                texts.append(file)
        for path in texts:
            _read(path, format, album, report)
        beside = None if spots or not texts else texts[0].resolve().parent
        found = stack.enter_context(images.opened(spots, beside))
        if not len(album) and not album.bare and not album.rejected:
            _take_all(found, album, files)
        names = (row.picture.name for row in album.rows() if isinstance(row, Row) and row.picture)
        yield Told(album, found, tuple(name for name in names if found.find(name) is None))


def named(name: str) -> CaptionFormat:
    """The format of this name; InputError when there is none."""
    if name not in FORMATS:
        raise no_format(name, FORMATS)
    return FORMATS[name]


def exported(name: str, suffix: str) -> CaptionFormat:
    """The format to write, by name, else by the file's ending."""
    name = {"csv": "table", "tsv": "table", "json": "coco"}.get(name, name)
    found = (
        EXPORTS.get(name) if name else next((one for one in EXPORTS.values() if suffix.lower() in one.suffixes), None)
    )
    if found is None:
        raise no_format(name or suffix, EXPORTS)
    return found


def _read(path: Path, format: str, album: Album, report: Report) -> None:
    head = _head(path)
    found = named(format) if format else next((one for one in FORMATS.values() if one.knows(path, head)), None)
    if found is None:
        raise InputError("no-captions", _UNKNOWN, file=path.name)
    found.read(path, album, report)
    album.formats.append(found.name)


def _take_all(found: Images, album: Album, files: Sequence[Path]) -> None:
    """Pictures alone, to be captioned by hand."""
    for one in found.all():
        album.picture(one.name, one.source.name, 0)
    if not len(album):
        raise InputError("no-pictures", _NOTHING, file=", ".join(file.name for file in files[:3]))
    album.formats.append("pictures")


def _is_container(path: Path) -> bool:
    """A folder or a zip archive that is no workbook."""
    if path.is_dir():
        return True
    with open_sources(path) as (container, _):
        return container == "zip"


@contextmanager
def _captions_in(place: Path) -> Iterator[list[Path]]:
    """The files of captions in a folder or archive, as files; readable inside the `with`."""
    with open_sources(place) as (container, sources), temporary.folder() as folder:
        wanted = [source for source in sources if _may_be_captions(source)]
        if container == "folder":
            yield [place / source.inner for source in wanted]
            return
        paths = []
        for number, source in enumerate(wanted):
            path = Path(folder, str(number), PurePosixPath(source.inner).name)
            path.parent.mkdir()
            with source.open() as stream, path.open("wb") as file:
                while block := stream.read(_HEAD):
                    file.write(block)
            paths.append(path)
        yield paths


def _may_be_captions(source: Source) -> bool:
    """By its name; a card or a licence that comes along is none."""
    path = PurePosixPath(source.inner.lower().removesuffix(".gz"))
    return path.suffix in _ENDINGS and path.stem not in _ASIDE and len(path.parts) <= 3


def _head(path: Path) -> str:
    """The beginning of a file's text."""
    with open_sources(path) as (_, (source, *_more)), source.open() as stream:
        try:
            return decode(stream.read(_HEAD), "utf-8-sig")
        except (OSError, gzip.BadGzipFile):
            return ""
