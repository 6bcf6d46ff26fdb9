"""Read a JSON array, objects one after the other, or one object of arrays, value by value: never a whole file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from core.formats.common.limits import MAX_LINE
from core.formats.common.reasons import TOO_DEEP, Reason
from core.formats.common.refusals import bad_json

_CHUNK = 1 << 16
_GAP = re.compile(r"[\s,]*")


def values(stream: TextIO, file: str) -> Iterator[tuple[int, Any, str]]:
    """(line, value, problem) for each element; InputError at the first that is not JSON: none after it can be found."""
    window = _Window(stream)
    is_array = window.peek() == "["
    if is_array:
        window.skip(1)
    while character := window.peek():
        if is_array and character == "]":
            return
        line = window.line
        try:
            yield line, window.value(), ""
        except RecursionError as error:
            raise bad_json(file, line, Reason(TOO_DEEP)) from error
        except ValueError as error:
            detail = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise bad_json(file, line, detail) from error
    if is_array:
        raise bad_json(file, window.line, "it ends in the middle")


def members(stream: TextIO, file: str) -> Iterator[tuple[str, int, Any]]:
    """(name, line, value) of one object's members: of an array one element at a time. InputError for what is none."""
    window = _Window(stream)
    try:
        if window.peek() != "{":
            raise ValueError("it is no object")
        window.skip(1)
        while window.peek() not in ("", "}"):
            name = window.value()
            if not isinstance(name, str) or window.peek() != ":":
                raise ValueError("a name was expected")
            window.skip(1)
            if window.peek() != "[":
                yield name, window.line, window.value()
                continue
            window.skip(1)
            while window.peek() not in ("", "]"):
                yield name, window.line, window.value()
            window.skip(1)
        if window.peek() != "}":
            raise ValueError("it ends in the middle")
    except RecursionError as error:
        raise bad_json(file, window.line, Reason(TOO_DEEP)) from error
    except ValueError as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise bad_json(file, window.line, detail) from error


class _Window:
    """The part of the text that is being looked at, and the line where it starts."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = stream.read(_CHUNK).removeprefix("\ufeff")
        self._at = 0
        self._decoder = json.JSONDecoder()
        self.line = 1

    def peek(self) -> str:
        """The next character that is neither white space nor a comma; "" at the end."""
        while True:
            gap = _GAP.match(self._text, self._at)
            self.skip(gap.end() - self._at if gap else 0)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self, n: int) -> None:
        self.line += self._text.count("\n", self._at, self._at + n)
        self._at += n

    def value(self) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if len(self._text) - self._at > MAX_LINE or not self._more():
                    raise
            else:
                if end < len(self._text) or not self._more():
                    self.skip(end - self._at)
                    return value

    def _more(self) -> bool:
        """Read on, at least as much again as is waiting, so that a long value is not scanned too often."""
        waiting = self._text[self._at :]
        more = self._stream.read(max(_CHUNK, len(waiting)))
        self._text, self._at = waiting + more, 0
        return bool(more)
