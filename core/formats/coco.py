"""COCO: captions, and instances as boxes with the names of their categories; both know pictures by the same ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from core import captions
from core.errors import N_
from core.formats.common.album import Album, CaptionFormat
from core.formats.common.encoding import open_text
from core.formats.common.json_stream import members
from core.formats.common.reasons import Reason
from core.formats.common.source import open_sources
from core.formats.common.writing import replacing
from core.progress import Report
from core.records import Box, Region, Row

ID = "coco_id"  # a picture's metadata: what it is called in COCO
ODD = N_("core", "It is not an image or an annotation of COCO.")
NO_IMAGE = N_("core", "Its image is not in the file.")
REPORT_EVERY = 1000
PARTS = ("images", "annotations", "categories")


def knows(path: Path, head: str) -> bool:
    names = path.name.lower().removesuffix(".gz")
    return names.endswith(".json") and head.lstrip().startswith("{") and any(f'"{part}"' in head for part in PARTS)


def read(path: Path, album: Album, report: Report) -> None:
    """The annotations may stand before the images: the file is gone through twice."""
    parts = _Parts(path.name, album)
    for wanted in (("images", "categories"), ("annotations",)):
        for number, (part, line, value) in enumerate(_members(path)):
            if part in wanted:
                parts.take(part, line, value)
            if number % REPORT_EVERY == 0:
                report(number, 0)


class _Parts:
    """What a file says until it is put together."""

    def __init__(self, file: str, album: Album) -> None:
        self._file = file
        self._album = album
        self._images: dict[int, tuple[Row, float, float]] = {}
        self._categories: dict[int, str] = {}

    def take(self, part: str, line: int, value: Any) -> None:
        try:
            getattr(self, f"_{part}_of")(value, line)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            self._album.reject(self._file, line, Reason(ODD))

    def _images_of(self, value: Mapping[str, Any], line: int) -> None:
        row = self._album.picture(str(value["file_name"]), self._file, line)
        if row is not None:
            row.meta = {ID: str(int(value["id"]))}
            self._images[int(value["id"])] = row, float(value.get("width") or 0), float(value.get("height") or 0)

    def _categories_of(self, value: Mapping[str, Any], _: int) -> None:
        self._categories[int(value["id"])] = captions.one_line(str(value["name"]))

    def _annotations_of(self, value: Mapping[str, Any], line: int) -> None:
        found = self._images.get(int(value["image_id"]))
        if found is None:
            self._album.reject(self._file, line, Reason(NO_IMAGE))
            return
        row, width, height = found
        if "caption" in value:
            self._album.caption(row, str(value["caption"]), self._file, line)
        elif not value.get("iscrowd"):
            left, top, wide, high = (float(number) for number in value["bbox"])
            box = Box(left / width, top / height, wide / width, high / height)
            name = self._categories.get(int(value.get("category_id") or 0), "")
            self._album.region(row, Region(box, name), self._file, line)


def write_captions(rows: Iterable[Row], path: Path) -> None:
    """Pictures without captions are images without annotations."""
    _write(rows, path, lambda row: ({"caption": caption} for caption in row.captions), [])


def write_instances(rows: Iterable[Row], path: Path) -> None:
    """Boxes in pixels; what a region shows (its words, or its name) is its category."""
    names: dict[str, int] = {}

    def boxes(row: Row) -> Iterator[dict[str, Any]]:
        width, height = (row.picture.width, row.picture.height) if row.picture else (0, 0)
        for region in row.regions:
            name = captions.one_line(captions.words_of(region, row.captions))
            box = region.box
            sides = [box.left * width, box.top * height, box.width * width, box.height * height]
            number = names.setdefault(name, len(names) + 1)
            area = round(sides[2] * sides[3], 2)
            yield {"category_id": number, "bbox": [round(side, 2) for side in sides], "area": area, "iscrowd": 0}

    _write(rows, path, boxes, names)


def _write(rows: Iterable[Row], path: Path, annotations: Any, names: Any) -> None:
    """The images first, then what is said of them, which waits in memory."""
    said: list[dict[str, Any]] = []
    with replacing(path) as file:
        file.write('{"info": {"description": "Fovea"}, "licenses": [], "images": [')
        for number, row in enumerate(rows):
            image = image_id(row)
            size = {"width": row.picture.width, "height": row.picture.height} if row.picture else {}
            one = {"id": image, "file_name": row.picture.name if row.picture else "", **size}
            file.write((",\n" if number else "\n") + json.dumps(one, ensure_ascii=False))
            said += ({"image_id": image, **found} for found in annotations(row))
        file.write('\n], "annotations": [')
        _write_list(file, ({"id": number, **one} for number, one in enumerate(said, start=1)))
        file.write('\n], "categories": [')
        _write_list(file, ({"id": names[name], "name": name} for name in names))
        file.write("\n]}\n")


def image_id(row: Row) -> int:
    """The one that it had in COCO, else its document's."""
    known = row.meta.get(ID, "")
    return int(known) if known.isdecimal() else int(row.key or 0)


def _write_list(file: TextIO, found: Iterable[Mapping[str, Any]]) -> None:
    for number, one in enumerate(found):
        file.write((",\n" if number else "\n") + json.dumps(one, ensure_ascii=False))


def _members(path: Path) -> Iterator[tuple[str, int, Any]]:
    with open_sources(path) as (_, (source, *_more)), source.open() as stream:
        yield from members(open_text(stream, "utf-8-sig"), source.name)


_LOST = ("flag", "skip", "annotator", "split")
FORMATS = (
    CaptionFormat("coco", N_("core", "COCO captions"), (".json",), knows, read, write_captions, ("regions", *_LOST)),
    CaptionFormat(
        "coco-instances",
        N_("core", "COCO instances (boxes)"),
        (".json",),
        knows,
        read,
        write_instances,
        ("captions", "ties", *_LOST),
    ),
)
