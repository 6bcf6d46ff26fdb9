"""Text as the tokenizer sees it, with the way back: every character knows where it stands in the original."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

GAP = "\u2423"  # stands for white space inside writing that has no spaces between words
ZERO_WIDTH_JOINER = "\u200d"
APOSTROPHES = "'\u2019"

# Han, kana, bopomofo, Thai, Lao, Tibetan, Myanmar, Khmer: no spaces between words
SPACELESS = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3035\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]"
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text[i]` stands for original[starts[i]:ends[i]]; `continues[i]`: no word may begin at i.

    Characters that stand for white space have a span of no width, so that a word never begins with a blank.
    """

    text: str
    starts: list[int]
    ends: list[int]
    continues: list[bool]


def normalise(text: str) -> Normalised:
    """NFKC, lower case, one kind of blank. Words of spaced writing get a blank before them, wherever they stand.

    A cluster (a character with its marks) is normalised by itself; whatever it becomes keeps the cluster's span and
    is never torn apart, hence spans of words are disjoint.
    """
    out = Normalised("", [], [], [])
    chars: list[str] = []
    before, has_gap = "", False  # kind of the last character: "word", "spaceless", "other" or "" at the start
    for start, end in _clusters(text):
        form = _form(text[start:end])
        if not form or form.isspace():
            has_gap = has_gap or form.isspace()
            continue
        kind = _kind(form[0])
        if kind == "other" and before == "word" and not has_gap and _is_inner_apostrophe(text, start, end):
            kind = "word"
        is_joined = False
        blank = _blank(before, kind, has_gap)
        if blank:
            _emit(out, chars, blank, (start, start), is_joined=False)
            is_joined = True
        is_joined = is_joined or (kind == before == "word" and not has_gap)
        _emit(out, chars, form, (start, end), is_joined=is_joined)
        before, has_gap = _kind(form[-1]) if kind != "word" else kind, False
    return Normalised("".join(chars), out.starts, out.ends, out.continues)


def _emit(out: Normalised, chars: list[str], form: str, span: tuple[int, int], *, is_joined: bool) -> None:
    for offset, char in enumerate(form):
        chars.append(char)
        out.starts.append(span[0])
        out.ends.append(span[1])
        out.continues.append(is_joined or offset > 0)


def _blank(before: str, kind: str, has_gap: bool) -> str:
    if kind == "word" and (before != "word" or has_gap):
        return " "
    return GAP if kind == before == "spaceless" and has_gap else ""


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(text)):
        if not _extends(text[place]) and text[place - 1] != ZERO_WIDTH_JOINER:
            yield start, place
            start = place
    if text:
        yield start, len(text)


@functools.lru_cache(maxsize=1 << 16)
def _extends(char: str) -> bool:
    """Combining marks, joiners and skin tones belong to the character before them."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"


@functools.lru_cache(maxsize=1 << 16)
def _form(cluster: str) -> str:
    """The normal form of one cluster: "" when nothing of it can be seen."""
    if cluster.isspace():
        return " "
    form = unicodedata.normalize("NFKC", cluster).lower()
    form = "".join(map(_seen, form))
    return form if form.isspace() else "".join(form.split())


@functools.lru_cache(maxsize=1 << 16)
def _seen(char: str) -> str:
    """One character as SentencePiece may get it: no control characters, no lone surrogates, none of its own signs."""
    if char in ("\u2581", GAP):
        return "_"
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Cf") or "\ufe00" <= char <= "\ufe0f":
        return " " if char.isspace() else ""
    return char


@functools.lru_cache(maxsize=1 << 16)
def _kind(char: str) -> str:
    if SPACELESS.match(char):
        return "spaceless"
    return "word" if char.isalnum() or unicodedata.category(char)[0] == "M" else "other"


def _is_inner_apostrophe(text: str, start: int, end: int) -> bool:
    return text[start] in APOSTROPHES and end < len(text) and _kind(text[end]) == "word"
