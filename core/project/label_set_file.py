"""A label set with its guidelines as a JSON file, for a team to share: written whole, read with suspicion."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import written
from core.errors import N_, InputError
from core.project.values import LabelSetChange, SharedLabel
from core.records import Example

if TYPE_CHECKING:
    from core.project.project import Project

KIND, VERSION = "fovea-labels", 1
MAX_BYTES = 20_000_000
MAX_LABELS, MAX_EXAMPLES, MAX_CHARS = 1000, 200, 20_000


def write(project: Project, path: Path) -> int:
    """Write all labels; how many."""
    guidelines = project.guidelines.all()
    found = [
        {
            "name": label.name,
            "color": label.color,
            "key": label.key,
            "definition": label.guideline,
            "examples": [
                {"text": example.text, "is_positive": example.is_positive, "note": example.note}
                for example in guidelines[label.id].examples
            ],
        }
        for label in project.labels.all()
    ]
    data = {"kind": KIND, "version": VERSION, "is_multi_label": project.is_multi_label, "labels": found}
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(draft, path)  # noqa: PTH105
    written.note(path)
    return len(found)


def read(path: Path) -> list[SharedLabel]:
    """InputError when it is no label set, or one of a newer version."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(data, dict) or data.get("kind") != KIND or not isinstance(data.get("labels"), list):
            raise ValueError
        if data.get("version") != VERSION:
            raise InputError(
                "newer-labels", N_("core", "{file} was made by a newer Fovea. Update Fovea to read it."), file=path.name
            )
        found = [_label(one) for one in data["labels"][:MAX_LABELS]]
        return list({one.name: one for one in found}.values())
    except OSError as error:
        template = N_("core", "{path} can't be read: {reason}.")
        raise InputError("unreadable", template, path=path, reason=error.strerror) from error
    except (ValueError, RecursionError):
        template = N_("core", "{file} holds no label set. Choose a file that was exported from the label set's window.")
        raise InputError("no-label-set", template, file=path.name) from None


def take_in(project: Project, path: Path) -> LabelSetChange:
    """Add the labels that are missing, take over definitions and examples: one act, one undo."""
    shared = read(path)
    return project.labels.take_over(shared, project.guidelines)


def _label(data: Any) -> SharedLabel:
    if not isinstance(data, dict):
        raise ValueError
    name, color = " ".join(_text(data, "name").split()), data.get("color")
    pinned = data.get("examples", [])
    if not name or not isinstance(pinned, list):
        raise ValueError
    is_color = isinstance(color, int) and not isinstance(color, bool) and 0 <= color < 1000
    examples = tuple(_example(one) for one in pinned[:MAX_EXAMPLES])
    return SharedLabel(name, color if is_color else None, _text(data, "key")[:20], _text(data, "definition"), examples)


def _example(data: Any) -> Example:
    if not isinstance(data, dict) or not isinstance(data.get("is_positive"), bool) or not _text(data, "text"):
        raise ValueError
    return Example(0, _text(data, "text"), data["is_positive"], _text(data, "note"))


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise ValueError
    value.encode()  # half a character (a lone surrogate) can't be kept
    return value[:MAX_CHARS]
