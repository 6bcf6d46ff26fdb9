"""The text as Qt shows it: one paragraph a line, none of them endless, in pieces that are laid out one by one."""

from __future__ import annotations

import re

PIECE = 2000
"""Characters laid out in one go (some 3 ms of Han); longer documents grow between two events."""
LONG_PARAGRAPH = 1200
"""A longer paragraph is shown with a line break at the next end of a sentence, for the reader and for Qt."""
_SENTENCE_END = re.compile(r"[。！？；…]+[”’」』）]*|[.!?;]+[\"')]*\s+")


def shown(text: str) -> tuple[str, list[int]]:
    """The text to give to Qt, and the code points of `text` before which a line break was put in.

    Otherwise each character keeps its place: Qt makes one character of CR LF, so CR becomes a blank there.
    """
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    breaks: list[int] = []
    start = 0
    for paragraph in plain.split("\n"):
        breaks += _breaks(plain, start, start + len(paragraph))
        start += len(paragraph) + 1
    parts = [plain[a:b] for a, b in zip([0, *breaks], [*breaks, len(plain)], strict=True)]
    return "\n".join(parts), breaks


def pieces(text: str) -> list[str]:
    """Cut before line starts into pieces of at least PIECE characters, the last one excepted."""
    result, start = [], 0
    while len(text) - start > PIECE:
        end = text.find("\n", start + PIECE) + 1
        if end <= 0:
            break
        result.append(text[start:end])
        start = end
    return [*result, text[start:]]


def _breaks(text: str, start: int, end: int) -> list[int]:
    result = []
    while end - start > 2 * LONG_PARAGRAPH:
        match = _SENTENCE_END.search(text, start + LONG_PARAGRAPH, start + 2 * LONG_PARAGRAPH)
        start = match.end() if match else start + 2 * LONG_PARAGRAPH
        result.append(start)
    return result
