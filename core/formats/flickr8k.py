"""Flickr8k: a line a caption (NAME.jpg#0, tab, caption), and lists of names that say which part a picture is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.errors import N_
from core.formats.common.album import Album, CaptionFormat, lines
from core.formats.common.encoding import detect, open_text, without_marks
from core.formats.common.parse import lines_of
from core.formats.common.reasons import Reason
from core.formats.common.source import open_sources
from core.formats.common.writing import replacing
from core.pictures import kinds
from core.progress import Report
from core.records import Row

TOKEN = re.compile(r"(?P<name>[^\t]+)#(?P<number>\d+)\t(?P<caption>.*)")
PART = re.compile("test|dev|val|train", re.IGNORECASE)
ODD = N_("core", "It is not of the form NAME.jpg#0, tab, caption.")
REPORT_EVERY = 1000


def knows_tokens(_: Path, head: str) -> bool:
    first = next((line for line in head.splitlines() if line.strip()), "")
    return TOKEN.fullmatch(first) is not None


def knows_names(path: Path, head: str) -> bool:
    """A text file of names, whose own name says which part they are."""
    found = [line.strip() for line in head.splitlines()[:20] if line.strip()]
    is_text = path.suffix.lower() in (".txt", "")
    return is_text and bool(found) and all(map(kinds.is_picture, found)) and not any("\t" in one for one in found)


def read_tokens(path: Path, album: Album, report: Report) -> None:
    for number, line in _lines(path):
        match = TOKEN.fullmatch(line)
        if match is None:
            album.reject(path.name, number, Reason(ODD))
        elif row := album.picture(match["name"], path.name, number):
            album.caption(row, match["caption"], path.name, number)
        if number % REPORT_EVERY == 0:
            report(number, 0)


def read_names(path: Path, album: Album, report: Report) -> None:
    """Pictures of a list called …test… are hold-out, of …train… never; one that says neither settles nothing."""
    found = PART.search(path.stem)
    for number, line in _lines(path):
        if row := album.picture(line, path.name, number):
            album.part(row, found.group() if found else "")
    report(len(album), 0)


def write_tokens(rows: Iterable[Row], path: Path) -> None:
    counts: dict[str, int] = {}
    with replacing(path) as file:
        for row, caption in lines(rows):
            name = row.picture.name if row.picture else ""
            if caption:
                file.write(f"{name}#{counts.get(name, 0)}\t{caption}\n")
                counts[name] = counts.get(name, 0) + 1


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Those that are not blank, with their numbers."""
    with open_sources(path) as (_, (source, *_more)):
        with source.open() as stream:
            guess = detect(stream)
        with source.open() as stream:
            for number, line in enumerate(lines_of(open_text(stream, guess.encoding), source.name), start=1):
                if line.strip():
                    yield number, without_marks(line.rstrip("\r\n"))


FORMATS = (
    CaptionFormat(
        "flickr8k",
        N_("core", "Flickr8k tokens"),
        (".txt",),
        knows_tokens,
        read_tokens,
        write_tokens,
        ("regions", "bare pictures", "flag", "skip", "annotator", "split"),
    ),
    CaptionFormat("names", N_("core", "A list of pictures"), (".txt",), knows_names, read_names),
)
