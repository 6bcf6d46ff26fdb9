"""Keywords and regions together: for each word of captions, where in which pictures a run looked when it read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.records import Box

FILE = "words.jsonl"
MAX_BYTES = 256 << 20
"""A longer file is none of ours."""


@dataclass(frozen=True, slots=True)
class Place:
    """One look: the word number `word` of caption number `caption` of a picture, and the box of half of the look."""

    document_id: int
    caption: int
    word: int
    probability: float
    box: Box


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """A word, and every look that goes with it; the surest first."""

    word: str
    places: tuple[Place, ...]


def read(run_dir: Path) -> list[WordPlaces]:
    """Of a run's folder, the most frequent word first; empty where the run has no index. What is broken is left out."""
    path = run_dir / FILE
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return []
    return sorted(_words(path), key=lambda one: (-len(one.places), one.word))


def share_of_picture(words: Sequence[WordPlaces]) -> float:
    """How much of a picture the box of half of a look takes, on average over all looks; 0: there are none."""
    areas = [place.box.width * place.box.height for one in words for place in one.places]
    return sum(areas) / len(areas) if areas else 0.0


def _words(path: Path) -> Iterator[WordPlaces]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            try:
                row = json.loads(line)
                places = sorted((_place(*place) for place in row["places"]), key=lambda one: -one.probability)
                yield WordPlaces(str(row["word"]), tuple(places))
            except (ValueError, TypeError, KeyError, RecursionError):
                continue


def _place(document_id: int, caption: int, word: int, probability: float, box: Sequence[float]) -> Place:
    return Place(int(document_id), int(caption), int(word), float(probability), Box(*map(float, box)))
