"""The samples that come with the program: reviews and pairs written for it, and scenes that it draws."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core import paths, temporary
from core.progress import Report, ignore
from core.records import Picture, Rejected, Row, Span

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.taking import PictureReport

FILES = {"zh": "reviews_zh.jsonl", "en": "reviews_en.jsonl"}
LABELS = {"zh": ("好评", "中评", "差评"), "en": ("good", "mixed", "bad")}
UNLABELLED_EVERY = 4
"""Every fourth review without rationales comes without its label, so that there is something left to label."""


PAIRS = "travel_en_zh.jsonl"
"""English sentences of travellers and reviewers with their Chinese; some with the links of their words."""


def pair_rows() -> Iterator[Row | Rejected]:
    """The pairs as rows to import."""
    from core.formats import parallel  # the window starts without the formats
    from core.formats.parallel import PairChoice

    return parallel.read([paths.resource("sample", PAIRS)], PairChoice())


def add_pictures(project: Project, language: str, report: Report = ignore) -> PictureReport:
    """Draw the scenes, and bring them into a project of pictures with captions ("en", "zh") and regions. Long work."""
    from dataclasses import replace

    from core.formats import images
    from core.pictures import scenes
    from core.project.taking import bring
    from core.project.values import ImportOptions

    with temporary.folder() as folder:
        rows = [replace(row, picture=Picture(row.text)) for row in scenes.draw(folder, language, report=report)]
        with images.opened([folder]) as found:
            return bring(project, rows, found, ImportOptions(), is_copied=True, report=report)


def file(language: str) -> Path:
    return paths.resource("sample", FILES[language])


def rows(language: str, *, unlabelled_every: int = UNLABELLED_EVERY) -> Iterator[Row]:
    """The reviews as rows to import; 0: all with their labels."""
    path = file(language)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            data = json.loads(line)
            rationales = tuple(Span(start, end) for start, end in data.get("rationales", ()))
            is_open = unlabelled_every > 0 and number % unlabelled_every == 0 and not rationales
            yield Row(
                text=data["text"],
                labels=() if is_open else (data["label"],),
                meta={"domain": data["domain"]},
                rationales=rationales,
                file=path.name,
                line=number,
            )
