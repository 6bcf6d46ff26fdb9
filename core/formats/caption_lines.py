"""Captions as JSON lines: an object a picture, with all its captions, and regions tied to their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.captions import region_object
from core.errors import N_
from core.formats.common.album import Album, CaptionFormat, answer_of
from core.formats.common.encoding import detect as detect_encoding
from core.formats.common.json_records import objects
from core.formats.common.reasons import NO_OBJECT, Reason
from core.formats.common.source import open_sources
from core.formats.common.values import truth
from core.formats.common.writing import write_lines
from core.progress import Report
from core.records import Box, Region, Row, Span

NAMES = ("image", "file_name", "filename", "picture", "img", "图片")
TEXTS = ("captions", "caption", "sentences", "sentence", "描述")
NO_NAME = N_("core", "It does not say which picture it is about.")
BAD_REGION = N_("core", "A region is not of the form box, name, caption, span.")


def knows(path: Path, head: str) -> bool:
    names = path.name.lower().removesuffix(".gz")
    first = head.lstrip().lstrip("[").lstrip()
    is_json = names.endswith((".jsonl", ".ndjson", ".json"))
    return is_json and first.startswith("{") and any(f'"{name}"' in first[:20_000] for name in NAMES)


def read(path: Path, album: Album, report: Report) -> None:
    with open_sources(path) as (_, (source, *_more)):
        with source.open() as stream:
            guess = detect_encoding(stream)
        with source.open() as stream:
            for line, value, problem in objects(stream, source, guess.encoding):
                report(stream.done, source.size)
                if problem or not isinstance(value, dict):
                    album.reject(source.name, line, problem or Reason(NO_OBJECT))
                else:
                    _take(album, value, source.name, line)


def _take(album: Album, value: Mapping[str, Any], file: str, line: int) -> None:
    name = next((value[name] for name in NAMES if isinstance(value.get(name), str)), "")
    if not name:
        album.reject(file, line, Reason(NO_NAME))
        return
    row = album.picture(name, file, line)
    if row is None:
        return
    numbers = [album.caption(row, text, file, line) for text in _texts(value)]
    album.part(row, str(value.get("split") or ""))
    row.is_flagged = row.is_flagged or truth(value.get("is_flagged"))
    row.answers = row.answers or answer_of(value)
    meta, regions = value.get("meta"), value.get("regions") or []
    row.meta = row.meta or ({str(key): str(cell) for key, cell in meta.items()} if isinstance(meta, dict) else {})
    for one in regions if isinstance(regions, list) else [regions]:
        region = _region(one, numbers, row)
        if region is None:
            album.reject(file, line, Reason(BAD_REGION))
        else:
            album.region(row, region, file, line)


def _texts(value: Mapping[str, Any]) -> list[str]:
    for name in TEXTS:
        found = value.get(name)
        if isinstance(found, str):
            return [found]
        if isinstance(found, list):
            return [
                one if isinstance(one, str) else str(one.get("raw", "")) for one in found if isinstance(one, str | dict)
            ]
    return []


def _region(one: Any, numbers: list[int | None], row: Row) -> Region | None:
    """`numbers` are those that the captions of this line have got; a tie to one that was refused goes."""
    try:
        left, top, width, height = (float(side) for side in one["box"])
        name, number, span = str(one.get("name") or ""), one.get("caption"), one.get("span")
        box = Box(left, top, width, height)
        if number is None or span is None:
            return Region(box, name)
        tied, (start, end) = numbers[int(number)], (int(place) for place in span)
        if tied is None or not 0 <= start < end <= len(row.captions[tied]):
            return None
        return Region(box, name, tied, Span(start, end))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError):
        return None


def write(rows: Iterable[Row], path: Path) -> None:
    write_lines(map(to_object, rows), path)


def to_object(row: Row) -> dict[str, Any]:
    """All that is known of a picture; boxes are fractions of it, upright; spans are code points."""
    picture, answer = row.picture, row.answers[0] if row.answers else None
    return {
        "image": picture.name if picture else "",
        "width": picture.width if picture else 0,
        "height": picture.height if picture else 0,
        "split": row.split,
        "captions": list(row.captions),
        "regions": list(map(region_object, row.regions)),
        "is_flagged": row.is_flagged,
        "is_skipped": bool(answer and answer.is_skipped),
        "annotator": answer.annotator if answer else "",
        "at": answer.at if answer else "",
        **({"meta": dict(row.meta)} if row.meta else {}),
    }


FORMATS = (CaptionFormat("jsonl", N_("core", "JSON lines"), (".jsonl",), knows, read, write),)
