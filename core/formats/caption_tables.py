"""Captions in a table: a column with the picture's name, one or several with captions; a picture may have many rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from core.errors import N_, InputError
from core.formats import detect
from core.formats.common.album import Album, CaptionFormat, answer_of, lines
from core.formats.common.formulas import defused
from core.formats.common.table import Columns, Table
from core.formats.common.values import truth
from core.formats.common.writing import replacing
from core.pictures import kinds
from core.progress import Report
from core.records import Rejected, Row

IMAGE = re.compile(
    r"(image|img|picture|photo)([ _-]?(name|file|filename|path|id))?|file([ _-]?(name|path))?", re.IGNORECASE
)
IMAGE_ZH = ("图片", "图像", "照片", "图片名", "图片文件", "文件名", "文件")
CAPTION = re.compile(r"(captions?|sentences?|descriptions?|comments?|text)([ _-]?\d+)?", re.IGNORECASE)
CAPTION_ZH = re.compile(r"(描述|说明|标题|字幕|句子|文本)([ _-]?\d+)?")
SPLIT = ("split", "set", "part", "subset")
COLUMNS = ("image", "caption", "split", "is_flagged", "is_skipped", "annotator", "at")
NO_COLUMNS = N_("core", "{file}: which columns name the picture and hold the caption? It has: {columns}.")


def knows(path: Path, _: str) -> bool:
    """Whatever else is a table."""
    names = path.name.lower().removesuffix(".gz")
    return Path(names).suffix in detect.SUFFIXES


def read(path: Path, album: Album, report: Report) -> None:
    """InputError when no column can be the captions'. A table without pictures holds bare captions."""
    table = _table(path)
    image, found = columns_of(table)
    text = image or found[0]
    wanted = Columns(text, meta=tuple(name for name in table.columns if name != text), roles=table.roles)
    for one in detect.read(table, wanted, report):
        if isinstance(one, Rejected):
            album.rejected.append(one)
        elif not image:
            album.bare += [one.text, *(one.meta[name] for name in found[1:] if name in one.meta)]
        elif row := album.picture(one.text, one.file, one.line):
            _take(album, row, one, found)


def _table(path: Path) -> Table:
    """Of few and short cells it is hard to tell whether the first row are names; here it is known what they may be."""
    table = detect.inspect(path)
    if not table.has_header and not table.is_records:
        named = detect.inspect(path, has_header=True)
        if any(map(_is_caption, named.columns)):
            return named
    return table


def columns_of(table: Table) -> tuple[str, list[str]]:
    """The column of the picture ("": none) and those of captions."""
    found = list(filter(_is_caption, table.columns))
    named = [name for name in table.columns if IMAGE.fullmatch(name.strip()) or name.strip() in IMAGE_ZH]
    image = next((name for name in named if name not in found), "") or _looks_like_pictures(table)
    found = [name for name in found if name != image]
    if not found and table.text_column not in (None, image):
        found = [str(table.text_column)]
    if not image and not found:
        raise InputError("no-captions", NO_COLUMNS, file=table.path.name, columns=", ".join(table.columns))
    return image, found


def _is_caption(name: str) -> bool:
    return (CAPTION.fullmatch(name.strip()) or CAPTION_ZH.fullmatch(name.strip())) is not None


def _looks_like_pictures(table: Table) -> str:
    for place, name in enumerate(table.columns):
        cells = [row[place] for row in table.preview if place < len(row) and row[place]]
        if cells and all(map(kinds.is_picture, cells)):
            return name
    return ""


def _take(album: Album, row: Row, one: Row, found: list[str]) -> None:
    said: Mapping[str, str] = one.meta
    for name in found:
        if name in said:
            album.caption(row, said[name], one.file, one.line)
    album.part(row, next((said[name] for name in SPLIT if name in said), one.split))
    row.is_flagged = row.is_flagged or truth(said.get("is_flagged"))
    row.answers = row.answers or answer_of(said)


def write(rows: Iterable[Row], path: Path) -> None:
    """A row a caption, as CSV, or TSV where the file's name says so."""
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    with replacing(path) as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row, caption in lines(rows):
            answer = row.answers[0] if row.answers else None
            who = (str(answer.is_skipped).lower(), answer.annotator, answer.at) if answer else ("false", "", "")
            name = row.picture.name if row.picture else ""
            cells = (name, caption, row.split, str(row.is_flagged).lower(), *who)
            writer.writerow([defused(cell) for cell in cells])


FORMATS = (
    CaptionFormat("table", N_("core", "Captions table (CSV, TSV)"), (".csv", ".tsv"), knows, read, write, ("regions",)),
)
