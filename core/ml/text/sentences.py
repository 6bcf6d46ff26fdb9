"""Sentences of Chinese and English text, by rules (the cases are those that Pragmatic Segmenter collected)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from core.ml.text.normalise import FLAG_LETTERS, SPACELESS, extending
from core.records import Span

FULL_STOPS = "。！？；｡"
CLOSING = "[”’」』）】》〉〕)\\]}»]|[\"'](?!\\w)"
BREAKS = "\n\r\v\f\x85\u2028\u2029"
LONG, COSTS = 400, {"han": 2, "word": 4}  # 100 words or 200 characters of spaceless writing; a sign costs 1


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEVER = _words(  # the sentence goes on
    "mr mrs ms messrs mme dr drs prof mt gen sen rep lt col sgt capt cmdr maj rev hon gov pres vs e.g i.e eg ie cf "
    "viz approx incl esp"
)
NUMBERED = _words("no nos vol vols fig figs pp ch sec art jan feb mar apr jun jul aug sep sept oct nov dec")
SOMETIMES = _words("inc ltd co corp bros jr sr etc st ft dept est al ave blvd ph.d")  # and U.S., a.m., J.
STARTERS = _words(
    "a an the this that these those there he she it they we you i my our his her its their your what when where who "
    "why how which and but or so if in on at as for from then now yes no not all some do did does is are was were"
)

NEXT = re.compile(r"\s*(\S?)(\w{0,20})")
BEFORE = re.compile(r"(?:^|[\s(\[“\"'/])([^\W_](?:[\w.&-]*[^\W_])?)$")
BEGINS = re.compile(r"[A-Z][\w'’]*(?![\w.@/])")
INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
NUMBER_OF_LIST = re.compile(rf"(?:^|[{BREAKS}]|[.!?]\s)[^\S{BREAKS}]*\(?(?:\d{{1,3}}|[A-Za-z]|[ivxIVX]{{1,4}})$")


def split(text: str) -> list[Span]:
    """Spans of the sentences: disjoint, in order, without blanks at their ends; together all that is no blank.

    A sentence ends at its mark with the quotes and brackets that close there, or with its line, except in hard-wrapped
    English; one of more than about 100 words or 200 Han characters is cut at commas.
    """
    has_case = text != text.lower()
    ends = [found.end() for found in _ends().finditer(text) if _is_end(text, found, has_case)]
    whole = (_stripped(text, start, end) for start, end in pairwise([0, *ends, len(text)]))
    return [part for span in whole for part in _shortened(text, span) if part.start < part.end]


@functools.cache
def _ends() -> re.Pattern[str]:
    """Where a sentence may end: marks with what closes there, or the end of a line."""
    run = f"[.!?{FULL_STOPS}…]+{extending()}*(?:[ \\t]++[.!?]+(?=\\s|$))*"
    tags = rf"<br\s*/?>(?:\s{{0,9}}<br\s*/?>)*{extending()}*"
    return re.compile(
        f"(?P<marks>{run})(?:{CLOSING}|{extending()})*(?:\\s{{0,9}}{tags}|\\s[\"']\\s{{0,9}}\\Z)?|{tags}"
        f"|(?P<line>[{BREAKS}]\\s*)"
    )


def _is_end(text: str, found: re.Match[str], has_case: bool) -> bool:
    start, end = found.span()
    line, marks = found["line"], found["marks"]
    following = NEXT.match(text, end)
    assert following
    after, word = following[1], following[0].strip()
    is_apart = following.end(1) - end > len(after)  # a blank follows
    if line:
        before = text[start - 1 : start]
        is_wrapped = before == "," or ("a" <= after <= "z" and before.isascii())
        return len(line.rstrip(" \t").splitlines()) > 1 or not is_wrapped
    if marks is None or not after or found[0].endswith(">"):
        return True
    if after in "，、,：:" and not is_apart:
        return False
    if any(mark in FULL_STOPS for mark in marks):
        return True
    if SPACELESS.match(after):
        return marks != "." or not NUMBER_OF_LIST.search(text[max(0, start - 9) : start])
    if not is_apart:
        return _is_blank_missing(text, found)
    is_token = len(marks) == 1 and text[start - 1 : start].isspace() and end == start + 1
    if after.islower() and not is_token and (has_case or "…" in marks or marks.count(".") > 1):
        return False
    return marks != "." or not _is_abbreviation(text, start - is_token, word)


def _is_blank_missing(text: str, found: re.Match[str]) -> bool:
    """As in "world.Today is": a word in small letters before, one with a capital after, no quote between."""
    before = text[max(0, found.start() - 2) : found.start()]
    return len(found[0]) == 1 and before.isalpha() and before.islower() and bool(BEGINS.match(text, found.end()))


def _is_abbreviation(text: str, start: int, following: str) -> bool:
    """Whether the full stop at `start` belongs to the word before it, and the sentence goes on."""
    if NUMBER_OF_LIST.search(text[max(0, start - 9) : start]):
        return True
    found = BEFORE.search(text[max(0, start - 20) : start])
    if not found:
        return False
    word = found[1].lower()
    if word in NUMBERED:
        return following[:1].isdigit()
    if word in NEVER:
        return True
    return (word in SOMETIMES or bool(INITIALS.fullmatch(word))) and following.lower() not in STARTERS


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end].lstrip()
    return Span(end - len(part), end - len(part) + len(part.rstrip()))


@functools.cache
def _units() -> re.Pattern[str]:
    """What is never cut: a character of spaceless writing, a word, a sign."""
    han, more = SPACELESS.pattern[1:-1], extending()
    letter = f"(?:[^\\W_{han}]|{more})"
    soft = f"[，、；：—]{more}*|[,;:](?=[\\s{han}])"
    sign = f"(?:[{FLAG_LETTERS}]{{2}}|\\S){more}*"
    return re.compile(f"(?P<han>[{han}]{more}*)|(?P<word>{letter}+(?:['’]{letter}+)*)|(?P<soft>{soft})|{sign}")


def _shortened(text: str, span: Span) -> Iterator[Span]:
    """The sentence cut after its last comma before it becomes too long, else where it does."""
    start, cost, soft, cost_at_soft = span.start, 0, 0, 0
    for unit in _units().finditer(text, start, span.end) if span.end - start > LONG // 2 else ():
        cost += COSTS.get(unit.lastgroup or "", 1)
        if cost > LONG and unit.start() > start:
            cut = soft or unit.start()
            yield _stripped(text, start, cut)
            start, soft, cost = cut, 0, cost - cost_at_soft if soft else COSTS.get(unit.lastgroup or "", 1)
        if unit.lastgroup == "soft":
            soft, cost_at_soft = unit.end(), cost
    yield _stripped(text, start, span.end)
