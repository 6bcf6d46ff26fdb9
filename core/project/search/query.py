"""The language of the search field: words, "phrases", -without, either OR other, /regular expressions/.

Words stand anywhere in the text, all of them; a Latin word also finds those that begin with it. What the index can't
decide is looked up in the text (Matcher).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from core.errors import N_, InputError
from core.project.search import tokens

ONE_TEXT_S = 0.1  # a regular expression that takes longer for one text is refused,
SLOW_TEXT_S, PATIENCE_S = 0.002, 1.0  # and so is one that takes so long for each, after a while
PART = re.compile(r'(-?)(?:/((?:[^/\\]|\\.)+)/(?!\S)|["“”]([^"“”]*)["“”]?|([^\s"“”]+))')
WORDY = rf"[^\W_{tokens.DENSE}]"
EITHER = ("OR", "|")
Test = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Term:
    """One word, phrase or regular expression; `text` is folded, but for an expression."""

    text: str
    is_phrase: bool = False
    is_regex: bool = False

    @property
    def match(self) -> str:
        """What the index is asked, in the language of FTS5; empty: it knows nothing about this."""
        runs = [] if self.is_regex else list(tokens.pieces(self.text))
        asked = []
        for place, (run, is_dense) in enumerate(runs):
            is_open = place == len(runs) - 1 and not self.is_phrase and self.text.endswith(run)
            if is_dense:
                asked += [f'"{token}"' for token in tokens.dense_tokens(run)]
            else:
                asked.append(tokens.open_match(run) if is_open else f'"{run}"')
        return " AND ".join(asked)

    @property
    def is_exact(self) -> bool:
        """Whether the index alone decides: one run, and of a dense script at most two characters."""
        runs = [] if self.is_regex else list(tokens.pieces(self.text))
        return len(runs) == 1 and runs[0][0] == self.text and (not runs[0][1] or len(self.text) <= 2)

    def test(self) -> Test:
        """Whether a text (and the same folded) has it."""
        if self.is_regex:
            search = compiled(self.text).search
            return lambda text, _: search(text, timeout=ONE_TEXT_S, concurrent=True) is not None
        if not re.search(WORDY, self.text) and " " not in self.text:
            return lambda _, folded: self.text in folded
        found = re.compile(self._pattern()).search
        return lambda _, folded: found(folded) is not None

    def _pattern(self) -> str:
        """Latin words from their beginning, in a phrase to their end; any white space for a space."""
        body = r"\s+".join(re.escape(word) for word in self.text.split())
        before = rf"(?<!{WORDY})" if re.match(WORDY, self.text) else ""
        after = rf"(?!{WORDY})" if self.is_phrase and re.search(rf"{WORDY}\Z", self.text) else ""
        return before + body + after


@dataclass(frozen=True, slots=True)
class Query:
    """All of `groups` (in each one term is enough) and none of `excluded`."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()

    @property
    def match(self) -> str:
        """What the index is asked: it finds all that a Matcher accepts, and perhaps more; empty: it can't help."""
        asked = [_either(group) for group in self.groups if all(term.match for term in group)]
        if not asked:
            return ""
        found = " AND ".join(f"({group})" for group in asked)
        without = _either(term for term in self.excluded if term.is_exact)
        return f"({found}) NOT ({without})" if without else found

    @property
    def is_exact(self) -> bool:
        """Whether what the index finds needs no look at the texts."""
        return bool(self.match) and all(term.is_exact for term in self.terms())

    def terms(self) -> tuple[Term, ...]:
        return (*(term for group in self.groups for term in group), *self.excluded)


class Matcher:
    """Looks a query up in texts; InputError when a regular expression takes too long over it."""

    def __init__(self, query: Query) -> None:
        self._groups = [[term.test() for term in group] for group in query.groups]
        self._excluded = [term.test() for term in query.excluded]
        self._is_slow = any(term.is_regex for term in query.terms())
        self._n = 0
        self._spent_s = 0.0

    def __call__(self, text: str) -> bool:
        start = time.perf_counter() if self._is_slow else 0.0
        folded = tokens.fold(text)
        try:
            found = all(any(test(text, folded) for test in group) for group in self._groups)
            found = found and not any(test(text, folded) for test in self._excluded)
        except TimeoutError:
            raise _too_slow() from None
        if self._is_slow:
            self._n += 1
            self._spent_s += time.perf_counter() - start
            if self._spent_s > max(PATIENCE_S, SLOW_TEXT_S * self._n):
                raise _too_slow()
        return found


@lru_cache(maxsize=64)
def parse(search: str) -> Query:
    """Read a search; what is only half typed is left out. InputError for a regular expression that is none."""
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    is_either = False
    for minus, expression, phrase, word in PART.findall(search):
        if word in EITHER:
            is_either = bool(groups)
            continue
        term = _term(expression, phrase, word)
        if term is None:
            continue
        if minus:
            excluded.append(term)
        elif is_either:
            groups[-1].append(term)
        else:
            groups.append([term])
        is_either = False
    return Query(tuple(map(tuple, groups)), tuple(excluded))


@lru_cache(maxsize=64)
def compiled(expression: str) -> regex.Pattern[str]:
    try:
        return regex.compile(expression, regex.IGNORECASE)
    except regex.error as error:
        template = N_("core", "/{expression}/ is no regular expression: {reason}.")
        raise InputError("bad-regex", template, expression=expression, reason=error.msg) from None


def _term(expression: str, phrase: str, word: str) -> Term | None:
    if expression:
        compiled(expression)
        return Term(expression, is_regex=True)
    if word.startswith("/") or word == "-":
        return None
    text = " ".join(tokens.fold(phrase or word).split())
    return Term(text, is_phrase=bool(phrase)) if text else None


def _either(terms: Iterable[Term]) -> str:
    return " OR ".join(f"({term.match})" for term in terms)


def _too_slow() -> InputError:
    return InputError("slow-regex", N_("core", "This regular expression takes too long. Make it simpler."))
