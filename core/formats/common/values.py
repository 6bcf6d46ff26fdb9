"""Cells as what they stand for: labels, yes or no, seconds, moments."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from core.formats.common.flatten import cell, mappings
from core.records import Span

_TRUE = ("true", "yes", "1")
_BAR = "|"
MAX_NAME = 200  # characters of an annotator's name
MOST_EDITS = 1000  # of a document


def words(value: Any) -> tuple[str, ...] | None:
    """One word, a number, or a list of them; None for something else."""
    if isinstance(value, str):
        parts = [value]
    elif isinstance(value, list):
        if not all(isinstance(one, str | int | float) for one in value):
            return None
        parts = [cell(one) for one in value]
    elif isinstance(value, dict):
        return None
    else:
        parts = [cell(value)]
    return tuple(part.strip() for part in parts if part.strip())


def bar_joined(labels: Sequence[str]) -> str:
    """Several labels in one cell: good|cheap; as JSON where a label could be taken for more."""
    if any(_BAR in label or label.startswith("[") for label in labels):
        return json.dumps(list(labels), ensure_ascii=False)
    return _BAR.join(labels)


def bar_split(text: str) -> list[str]:
    """The way back."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return text.split(_BAR)


def number_of(key: str) -> int | str:
    """A name that is a number as one."""
    return int(key) if key.isascii() and key.isdecimal() and str(int(key[:18])) == key else key


def marks(value: Any) -> list[tuple[Span, str]] | None:
    """Spans and who marked them, from [start, end] or [start, end, who], perhaps as JSON; None for something else."""
    if not value:
        return []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    found = [_mark(one) for one in value] if isinstance(value, list) else [None]
    return None if None in found else [one for one in found if one]


def _mark(value: Any) -> tuple[Span, str] | None:
    match value:
        case [int(start), int(end)]:
            return Span(start, end), ""
        case [int(start), int(end), str(who)]:
            return Span(start, end), who
        case {"start": int(start), "end": int(end)}:
            return Span(start, end), str(value.get("annotator") or "")
    return None


def edits(value: Any) -> tuple[dict[str, str], ...]:
    """Texts that were made of one: {"text", "annotator", "at"} each, perhaps as JSON; what is none is left out."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else []
        except (ValueError, RecursionError):
            value = []
    found = [one for one in mappings(value)[:MOST_EDITS] if isinstance(one.get("text"), str) and _is_whole(one["text"])]
    return tuple({"text": one["text"], "annotator": _name(one), "at": moment(one.get("at"))} for one in found)


def _is_whole(text: str) -> bool:
    try:
        return bool(text.encode())
    except UnicodeEncodeError:  # half of a character
        return False


def _name(one: Mapping[str, Any]) -> str:
    name = " ".join(cell(one.get("annotator")).split())[:MAX_NAME]
    return name if _is_whole(name) else ""


def truth(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip().casefold() in _TRUE)


def number(value: Any) -> float | None:
    """A finite number that is not negative, else None."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def moment(value: Any) -> str:
    """ISO 8601 in UTC with microseconds; "" for what is no moment. One without a zone is taken for UTC."""
    if not isinstance(value, str):
        return ""
    try:
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return ""


def moment_of(seconds: Any) -> str:
    """The same from seconds since 1970."""
    found = number(seconds)
    try:
        return "" if found is None else datetime.fromtimestamp(found, UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError, OSError):
        return ""
