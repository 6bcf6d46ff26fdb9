"""The words of a corpus as a run's explanations weigh them: what counts, what is only looked at, and where it changes.

For each word (in lower case) of the documents that a run gives one label:

    documents     how many of them hold it
    contribution  the mean of what it adds to the label's score there, in logits; shares, where the run's own method
                  gives no signed scores
    score         contribution × documents: what it decides in all of them together
    use           the mean size of its score in units of an even share, |w| · n / Σ|w|: 1 is what every word would have
    look          the same of the attention, α · n

Read from a file of explanations, as `explain` writes them: for each document a line of the run's own method, and one of
its attention where it has any.
"""

from __future__ import annotations

import heapq
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

ATTENTION = "attention"
MAX_PLACES = 50
MIN_DOCUMENTS = 3
MUCH, LITTLE = 1.5, 0.75  # in even shares: looked at, or used; and not

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands in a document, and what it adds there."""

    document_id: int
    start: int
    end: int
    weight: float


@dataclass(slots=True)
class Word:
    """One word of the documents of one label; sums over documents."""

    text: str
    documents: int = 0
    contributions: float = 0.0
    uses: float = 0.0
    looks: float = 0.0
    places: list[tuple[float, int, int, Place]] = field(default_factory=list)  # a heap of the heaviest
    values: Counter[str] = field(default_factory=Counter)  # of a metadata column: documents

    @property
    def contribution(self) -> float:
        return self.contributions / self.documents

    @property
    def score(self) -> float:
        return self.contributions

    @property
    def use(self) -> float:
        return self.uses / self.documents

    @property
    def look(self) -> float:
        return self.looks / self.documents

    def heaviest(self) -> list[Place]:
        return [place for *_, place in sorted(self.places, reverse=True)]


@dataclass(slots=True)
class Words:
    """All words by label; `n` documents have each label, `n_of` each label and value of the column."""

    n: Counter[str] = field(default_factory=Counter)
    n_of: Counter[tuple[str, str]] = field(default_factory=Counter)
    has_looks: bool = False
    by_label: dict[str, dict[str, Word]] = field(default_factory=dict)

    def keywords(self, label: str) -> list[Word]:
        """What speaks for the label, the most in all first."""
        return sorted((word for word in self._known(label) if word.contributions > 0), key=lambda word: -word.score)

    def against(self, label: str) -> list[Word]:
        """What speaks against the label in the documents that have it all the same."""
        return sorted((word for word in self._known(label) if word.contributions < 0), key=lambda word: word.score)

    def unused(self, label: str) -> list[Word]:
        """Looked at much, and of little use."""
        found = [word for word in self._known(label) if word.look >= MUCH and word.use <= LITTLE]
        return sorted(found, key=lambda word: -(word.look - word.use) * math.sqrt(word.documents))

    def unseen(self, label: str) -> list[Word]:
        """Of much use, and hardly looked at."""
        found = [word for word in self._known(label) if word.use >= MUCH and word.look <= LITTLE]
        return sorted(found, key=lambda word: -(word.use - word.look) * math.sqrt(word.documents))

    def changing(self, label: str, values: Sequence[str]) -> list[tuple[Word, list[float]]]:
        """Words for the label with the share of its documents that hold them, by value; the widest range first."""
        found = []
        for word in self.keywords(label):
            shares = [word.values[value] / max(1, self.n_of[label, value]) for value in values]
            found.append((word, shares))
        return sorted(found, key=lambda item: -(max(item[1], default=0.0) - min(item[1], default=0.0)))

    def _known(self, label: str) -> Iterator[Word]:
        return (word for word in self.by_label.get(label, {}).values() if word.documents >= MIN_DOCUMENTS)


def read_words(path: Path, value_of: Callable[[int], str] | None = None) -> Words:
    """From a file of explanations; `value_of` a document's id is its value of a metadata column. Empty: no file."""
    found = Words()
    with suppress(ValueError, KeyError, TypeError, AttributeError):  # a stranger's file: what came before counts
        for id, lines in documents(path):
            _add(found, id, lines, value_of)
    return found


def documents(path: Path) -> Iterator[tuple[Any, list[Line]]]:
    """By document, its explanations; a file that breaks off says what it can."""
    for id, lines in groupby(_lines(path), key=lambda line: line.get("id")):
        yield id, list(lines)


def _lines(path: Path) -> Iterator[Line]:
    with suppress(OSError, ValueError), path.open(encoding="utf-8") as file:
        for text in file:
            line = json.loads(text)
            if isinstance(line, dict):
                yield line


def split(lines: Iterable[Line]) -> tuple[Line | None, Line | None]:
    """Of one document: the explanation by the run's own method, and its attention."""
    own = attention = None
    for line in lines:
        if line["method"] == ATTENTION and attention is None:
            attention = line
        if line["method"] == line["methods"][0] and own is None:
            own = line
    return own, attention


def _add(found: Words, id: Any, lines: Sequence[Line], value_of: Callable[[int], str] | None) -> None:
    own, attention = split(lines)
    if own is None or not isinstance(id, int):
        return
    label, value = str(own["label"]), value_of(id) if value_of is not None else ""
    found.n[label] += 1
    found.n_of[label, value] += 1
    found.has_looks |= attention is not None
    uses, looks = _shares(own), _shares(attention) if attention is not None else None
    words: dict[str, list[int]] = {}
    for place, token in enumerate(own["tokens"]):
        if any(character.isalnum() for character in token["text"]):
            words.setdefault(str(token["text"]).lower(), []).append(place)
    known = found.by_label.setdefault(label, {})
    for text, places in words.items():
        word = known.setdefault(text, Word(text))
        word.documents += 1
        word.values[value] += 1
        word.contributions += sum(float(own["tokens"][place]["weight"]) for place in places)
        word.uses += sum(uses[place] for place in places) / len(places)
        if looks is not None and len(looks) == len(uses):
            word.looks += sum(looks[place] for place in places) / len(places)
        _keep(word, id, [own["tokens"][place] for place in places])


def _keep(word: Word, id: int, tokens: Sequence[Line]) -> None:
    for token in tokens:
        place = Place(id, int(token["start"]), int(token["end"]), float(token["weight"]))
        item = (abs(place.weight), -id, -place.start, place)
        if len(word.places) < MAX_PLACES:
            heapq.heappush(word.places, item)
        elif item > word.places[0]:
            heapq.heapreplace(word.places, item)


def _shares(line: Line) -> list[float]:
    """The size of each token's weight in units of an even share."""
    sizes = [abs(float(token["weight"])) for token in line["tokens"]]
    total = sum(sizes) or 1.0
    return [size * len(sizes) / total for size in sizes]
