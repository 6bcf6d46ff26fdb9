"""Small projects of pictures to try things on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

from core.formats import images
from core.project.project import Project
from core.project.taking import PictureReport, bring
from core.project.values import ImportOptions
from core.records import Box, Picture, Region, Row, Span

DOG = Region(Box(0.1, 0.2, 0.3, 0.4), "", 0, Span(2, 5))


def paint(folder: Path, n: int, *, start: int = 0) -> Path:
    """n little pictures, all different: p0.png, p1.png…"""
    folder.mkdir(exist_ok=True, parents=True)
    for number in range(start, start + n):
        Image.new("RGB", (24, 16), (number % 256, number // 256, 99)).save(folder / f"p{number}.png")
    return folder


def row(number: int, *captions: str, regions: Iterable[Region] = (), **fields: Any) -> Row:
    return Row("", picture=Picture(f"p{number}.png"), captions=captions, regions=tuple(regions), line=number, **fields)


def bring_in(project: Project, folder: Path, rows: Iterable[Row], **options: Any) -> PictureReport:
    is_copied = options.pop("is_copied", False)
    with images.opened([folder]) as found:
        return bring(project, list(rows), found, ImportOptions(**options), is_copied=is_copied)
