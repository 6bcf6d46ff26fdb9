"""From a text to what it is found by: words, and of Chinese (or Japanese) every character and every pair of neighbours.

Pairs answer for words of two characters at once, single characters for the rest; longer words are found by all their
pairs and then looked for in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from operator import add

DENSE = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\U00020000-\U000323af"
"""Scripts without spaces between words: Han, kana, Thai, Lao; for a character class."""
DENSE_RUN = re.compile(f"[{DENSE}]+")
WORD = re.compile(rf"[^\W_{DENSE}]+")
PIECE = re.compile(rf"([{DENSE}]+)|([^\W_{DENSE}]+)")
WORDLIKE = re.compile(r"[^\W_]+")
SHORT, CELL = "\ue000", "\ue001"  # begin words that no text has
WIDE = re.compile("[\uff01-\uff5e]")
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ＡＢＣ１２３ → ABC123


def fold(text: str) -> str:
    """Upper and lower case alike, full-width letters and digits like the others."""
    text = text.lower()
    return text.translate(NARROW) if WIDE.search(text) else text


def tokens(text: str) -> str:
    """All that a text is found by, each once, with spaces between."""
    folded = fold(text)
    found = _dense(folded)
    for word in WORD.findall(folded):
        found.update((word, SHORT + word[0], SHORT + word[:2]))
    return " ".join(found)


def words(text: str) -> set[str]:
    """Its tokens without the beginnings of words."""
    folded = fold(text)
    return _dense(folded).union(WORD.findall(folded))


def _dense(folded: str) -> set[str]:
    found: set[str] = set()
    for run in DENSE_RUN.findall(folded):
        found.update(run)
        found.update(map(add, run, run[1:]))
    return found


def open_match(word: str) -> str:
    """What the index is asked for words that begin so; the shortest beginnings are words of their own in it."""
    return f'"{SHORT}{word}"' if len(word) <= 2 else f'"{word}" *'


def pieces(folded: str) -> Iterator[tuple[str, bool]]:
    """The runs of a folded query in order; whether each is one of a dense script."""
    for match in PIECE.finditer(folded):
        yield match.group(), match.group(1) is not None


def dense_tokens(run: str) -> list[str]:
    """What a text must have that holds this run of a dense script: exact for one and two characters."""
    return list(dict.fromkeys(map(add, run, run[1:]))) or [run]


def metadata_token(column: str, value: str) -> str:
    """One word for a cell of metadata, such as no text has."""
    return CELL + blake2b(f"{column}\0{value}".encode(), digest_size=10).hexdigest()
