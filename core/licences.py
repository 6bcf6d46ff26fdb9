"""Others' work in the program, as packaging/notices.py has listed it in the bundle; from source there is no list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from core import paths

FOLDER, INDEX = "licences", "index.json"


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of it."""

    name: str
    version: str
    licence: str
    url: str
    file: Path

    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")


def all_works(folder: Path | None = None) -> list[Work]:
    """By name; none when the program runs from source."""
    folder = folder or paths.root() / FOLDER
    if not (folder / INDEX).is_file():
        return []
    rows = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return [Work(row["name"], row["version"], row["licence"], row["url"], folder / row["file"]) for row in rows]
