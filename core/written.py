"""Which files the program has written on this computer: projects, and what people had written elsewhere.

The names are kept in the settings folder as they come; settings, log, and files within projects need no note. The rest
is looked for when somebody asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from core import paths, temporary

FILE = "written.jsonl"
MOST = 5000
"""Names that are kept; the oldest go."""
DATABASE = "project.db"
Report = dict[str, list[dict[str, Any]]]


def note(path: Path) -> None:
    """Remember that this file, or the project in this folder, was written."""
    path = path.absolute()
    if any((parent / DATABASE).exists() for parent in path.parents):
        return
    file = paths.config_dir() / FILE
    known = _known(file)
    if str(path) in known:
        return
    known.add(str(path))
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="ascii") as lines:
            lines.write(f"{json.dumps(str(path))}\n")


def report() -> Report:
    """{"settings", "log", "temporary", "projects", "files"}: [{"path", "bytes"}] of what is there."""
    noted = {Path(name) for name in _read(paths.config_dir() / FILE)}
    logs = set(_within(paths.log_dir()))
    projects = [path for path in noted if (path / DATABASE).exists()]
    return {
        "settings": _listed(set(_within(paths.config_dir())) - logs),
        "log": _listed(logs),
        "temporary": _listed(file for folder in temporary.folders() for file in _within(folder)),
        "projects": _listed(file for path in projects for file in _within(path)),
        "files": _listed(path for path in noted if path.is_file()),
    }


def _within(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _listed(files: Iterable[Path]) -> list[dict[str, Any]]:
    return [{"path": str(file), "bytes": file.stat().st_size} for file in sorted(files)]


@cache
def _known(file: Path) -> set[str]:
    """In this process; a record that has grown long is made short."""
    names = _read(file)
    if len(names) > MOST:
        with suppress(OSError):
            file.write_text("".join(f"{json.dumps(name)}\n" for name in names[-MOST // 2 :]), encoding="ascii")
    return set(names)


def _read(file: Path) -> list[str]:
    """Each once, in order; lines that are no names are none."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return []
    return list(dict.fromkeys(name for line in lines if (name := _name(line))))


def _name(line: bytes) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""
