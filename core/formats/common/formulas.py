"""Cells that a spreadsheet would run: an apostrophe keeps them text, and our own import takes it away again.

What begins with one of `=+-@`, a tab or a line break (CWE-1236), after any number of apostrophes, gets one more in
front; what begins with apostrophes before one of those loses one. So every cell comes back as it was. Plain numbers
such as -5 stay: they run nothing.
"""

from __future__ import annotations

import re
from typing import Any

_FIRST = frozenset("'=+-@\t\r\n＝＋－＠")
_RUNS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_DEFUSED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def defused(text: str) -> str:
    if text[:1] not in _FIRST:
        return text
    return "'" + text if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def freed(value: Any) -> Any:
    """The way back; only for cells of a file that we wrote."""
    return value[1:] if isinstance(value, str) and value.startswith("'") and _DEFUSED.match(value) else value
