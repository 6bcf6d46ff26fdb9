"""Text as the tokenizer sees it, with the way back: every character knows where it stands in the original."""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = "\u2423"  # stands for white space inside writing that has no spaces between words
APOSTROPHES = ("'", "\u2019")

# Han, kana, bopomofo, Thai, Lao, Tibetan, Myanmar, Khmer: no spaces between words
SPACELESS = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3035\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]"
)
SPACELESS_SHARE = 0.3  # of a text's characters; more, and its writing has no blanks to cut at
# What joins the character before it without being a mark or joiner by category: skin tones, vowels and finals of
# Hangul written in parts, the vowel AM of Thai and Lao, half-width voice marks of kana
JOINING = "\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7ff\u0e33\u0eb3\uff9e\uff9f"
FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"  # two of them are one flag
PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"  # what a joiner joins
HIGH = "[\U00010000-\U0010ffff]"
VARIATIONS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


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
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    continues: list[bool] = []
    before, has_gap, end = "", False, 0  # kind of the last character: "word", "spaceless", "other" or "" at the start
    found = clusters(text)
    for number, cluster in enumerate(found):
        start, end = end, end + len(cluster)
        form, kind, last = _look(cluster)
        if not kind:
            has_gap = has_gap or form == " "
            continue
        if before == "word" and form in APOSTROPHES and not has_gap and _kind_at(found, number + 1) == "word":
            form, kind = "'", "word"
        is_joined = kind == before == "word" and not has_gap
        blank = "" if is_joined else " " if kind == "word" else GAP if kind == before == "spaceless" and has_gap else ""
        if blank:
            chars.append(blank)
            starts.append(start)
            ends.append(start)
            continues.append(False)
            is_joined = True
        chars.append(form)
        for _ in form:
            starts.append(start)
            ends.append(end)
            continues.append(is_joined)
            is_joined = True
        before, has_gap = last if kind != "word" else kind, False
    return Normalised("".join(chars), starts, ends, continues)


def clusters(text: str) -> list[str]:
    """The characters of a text, each with the marks that belong to it."""
    if text.isascii():
        return list(text)
    mark, cluster = _cluster_patterns()
    return cluster.findall(text) if mark.search(text) else list(text)


@functools.cache
def marks() -> str:
    """A regular expression for a combining mark."""
    return _either("Mn", "Mc", "Me")


@functools.cache
def extending() -> str:
    """A regular expression for what belongs to the character before it."""
    return rf"(?:[{JOINING}]|{_either('Mn', 'Mc', 'Me', 'Cf')}|(?<=\u200d)[{PICTURES}])"


def _either(*categories: str) -> str:
    """One character of these Unicode categories; rare planes apart, because `re` walks through their characters."""
    low, high = (
        "".join(char for char in map(chr, points) if unicodedata.category(char) in categories)
        for points in (range(0x80, 0x10000), (*range(0x10000, 0x20000), *range(0xE0000, 0xE0200)))
    )
    return f"(?:[{low}]|(?={HIGH})[{high}])"


@functools.cache
def _cluster_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is found where clusters are longer than a character, and what a cluster is."""
    return re.compile(f"{HIGH}|{extending()}"), re.compile(rf"(?:[{FLAG_LETTERS}]{{2}}|[\s\S]){extending()}*")


@functools.lru_cache(maxsize=1 << 16)
def _look(cluster: str) -> tuple[str, str, str]:
    """The normal form of one cluster, the kind of its first character and of its last; "" where nothing is seen."""
    if cluster.isspace():
        return " ", "", ""
    form = "".join(map(_seen, unicodedata.normalize("NFKC", cluster).lower()))
    if not form or form.isspace():
        return form[:1] and " ", "", ""
    form = "".join(form.split())
    bases = [char for char in form if unicodedata.category(char)[0] != "M"] or form
    return sys.intern(form), _kind(form[0]), _kind(bases[-1])


def _seen(char: str) -> str:
    """One character as SentencePiece may get it: no control characters, no lone surrogates, none of its own signs."""
    if char in ("\u2581", GAP):
        return "_"
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Cf") or VARIATIONS.match(char):
        return " " if char.isspace() else ""
    return char


def _kind(char: str) -> str:
    if SPACELESS.match(char):
        return "spaceless"
    return "word" if char.isalnum() or unicodedata.category(char)[0] == "M" else "other"


def _kind_at(found: list[str], number: int) -> str:
    return _look(found[number])[1] if number < len(found) else ""


def is_spaceless(texts: Sequence[str]) -> bool:
    """Whether they are in a writing that has no blanks to cut at, such as Chinese."""
    sample = "".join(texts[:1000])
    return sum(bool(SPACELESS.match(char)) for char in sample) > SPACELESS_SHARE * max(1, len(sample))
