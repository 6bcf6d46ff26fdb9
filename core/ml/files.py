"""Small files written whole or not at all: a temporary file beside the target, then a replacement."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_bytes(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    write_bytes(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8"))


def read_json(path: Path) -> dict[str, Any]:
    """The object in the file; ValueError when it holds anything else, OSError when it cannot be read."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    return data
