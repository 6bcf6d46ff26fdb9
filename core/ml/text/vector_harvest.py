"""What is kept of a file of word vectors while it is read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, InputError
from core.formats.common.reasons import Reason

MAX_BROKEN = 1000  # lines; more, and more than half of all, is not a file of word vectors
SHOWN_BROKEN = 20

NO_NUMBER = N_("core", "not a number")
NOT_UTF8 = N_("core", "not UTF-8")

Floats = NDArray[np.float32]


class Harvest:
    """The vectors of the words wanted, as they are found, and what is wrong with the file."""

    def __init__(self, name: str, wanted: Collection[str]) -> None:
        self.name = name
        self.vectors: dict[str, Floats] = {}
        self.lines = 0
        self.duplicates = 0
        self.n_broken = 0
        self.broken: list[tuple[int, Reason]] = []
        self._wanted: dict[str, list[str]] = {}  # by their lower case
        self._forms: dict[str, str] = {}  # of each word found, the form that was taken
        for word in wanted:
            self._wanted.setdefault(word.lower(), []).append(word)
        firsts = (key.partition(" ")[0] for key in self._wanted)
        self._beginnings: set[str | None] = {None, *self._wanted, *firsts}

    def suspects(self, beginnings: Sequence[bytes]) -> list[int]:
        """Which of the beginnings, words up to the first blank or tab, may be wanted or are not UTF-8."""
        keys: Sequence[str | None]
        try:
            keys = b"\n".join(beginnings).decode().lower().split("\n")
        except UnicodeDecodeError:
            keys = []
        if len(keys) != len(beginnings):
            keys = [_lower(beginning) for beginning in beginnings]
        wanted = self._beginnings
        return [place for place, key in enumerate(keys) if key in wanted]

    def take(self, form: str, numbers: Sequence[str] | bytes) -> None:
        """Keep the vector for every wanted word that this form suits better than what is there, or BrokenError."""
        wanted = self._wanted.get(form.lower(), ())
        takers = [word for word in wanted if _distance(form, word) < _distance(self._forms.get(word), word)]
        if takers:
            vector = _vector(numbers)
            self.vectors.update(dict.fromkeys(takers, vector))
            self._forms.update(dict.fromkeys(takers, form))
        elif any(self._forms[word] == form for word in wanted):
            self.duplicates += 1

    def note(self, line: int, template: str, **values: object) -> None:
        self.n_broken += 1
        if len(self.broken) < SHOWN_BROKEN:
            self.broken.append((line, Reason(template, **values)))
        if self.n_broken > MAX_BROKEN and 2 * self.n_broken > self.lines:
            raise no_vectors(self.name)


class BrokenError(ValueError):
    """Why a line gives no vector: a template."""


def no_vectors(name: str) -> InputError:
    message = N_("core", "{name} is not a file of word vectors (word2vec, GloVe or fastText .vec).")
    return InputError("bad-vectors", message, name=name)


def _lower(word: bytes) -> str | None:
    try:
        return word.decode().lower()
    except UnicodeDecodeError:
        return None


def decoded(word: bytes) -> str:
    try:
        return word.decode()
    except UnicodeDecodeError as error:
        raise BrokenError(NOT_UTF8) from error


def _distance(form: str | None, word: str) -> int:
    """A word's own form, then its lower case, then any other case."""
    if form is None:
        return 3
    return 0 if form == word else 1 if form == word.lower() else 2


def _vector(numbers: Sequence[str] | bytes) -> Floats:
    try:
        with np.errstate(over="ignore"):
            vector = (
                np.frombuffer(numbers, dtype="<f4").astype(np.float32)
                if isinstance(numbers, bytes)
                else np.array(list(map(float, numbers)), dtype=np.float32)
            )
    except ValueError as error:
        raise BrokenError(NO_NUMBER) from error
    if not np.isfinite(vector).all():
        raise BrokenError(NO_NUMBER)
    return vector
