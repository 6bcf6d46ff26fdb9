"""What a run says of a picture, as widgets take it: captions, their words, and where each word looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.heat import Floats
from core.records import Box, Note, Span

WHOLE = Box(0.0, 0.0, 1.0, 1.0)
ATTENTION = "attention"


@dataclass(frozen=True)
class CaptionWord:
    """A word of a caption: where it stands, how probable it was, and how far what was seen counted (the gate)."""

    text: str
    span: Span
    probability: float | None = None
    gate: float | None = None


@dataclass(frozen=True)
class MapChecks:
    """Whether maps tell where the model looked; `entropy` is 0..1, `change` the total variation to the word before."""

    level: str = ""
    note: Note | None = None
    entropy: tuple[float, ...] = ()
    change: tuple[float, ...] = ()


@dataclass(frozen=True)
class ReadCaption:
    """One caption and its maps: by method an array (words, rows, columns), each word's summing to 1."""

    text: str = ""
    words: tuple[CaptionWord, ...] = ()
    maps: Mapping[str, Floats] = field(default_factory=dict)
    score: float | None = None
    checks: MapChecks = MapChecks()
    sample: tuple[tuple[int, int], ...] = ()

    def with_maps_of(self, other: ReadCaption) -> ReadCaption:
        """The same caption with the maps of both."""
        return ReadCaption(
            self.text, self.words, {**self.maps, **other.maps}, self.score, self.checks, self.sample or other.sample
        )

    def looking_at(self, method: str, x: float, y: float) -> list[tuple[int, float]]:
        """The words that look at a place of the grid (0..1), each with its multiple of the uniform level."""
        maps = self.maps.get(method)
        if maps is None or not (0 <= x < 1 and 0 <= y < 1):
            return []
        _, rows, columns = maps.shape
        there = maps[:, int(y * rows), int(x * columns)] * rows * columns
        return [(int(word), float(there[word])) for word in np.argsort(-there)]


@dataclass(frozen=True)
class ImageReading:
    """The captions of a picture, best first; the grid of the maps covers the part `view` of it."""

    captions: tuple[ReadCaption, ...] = ()
    view: Box = WHOLE
    methods: tuple[str, ...] = ()


def of_answer(found: Mapping[str, Any]) -> ImageReading:
    """From what the worker says."""
    captions = tuple(_caption(one, found) for one in found.get("captions", ()))
    offered = tuple(map(str, found.get("methods") or (captions[0].maps if captions else ())))
    return ImageReading(captions, Box(*map(float, found.get("view", (0, 0, 1, 1)))), offered)


def of_text(text: str, spans: Sequence[Span]) -> ReadCaption:
    """A caption that no run has read."""
    return ReadCaption(text, tuple(CaptionWord(text[span.start : span.end], span) for span in spans))


def _caption(one: Mapping[str, Any], found: Mapping[str, Any]) -> ReadCaption:
    checks = one.get("checks") or found.get("checks") or {}
    sample = one.get("sample") or found.get("sample") or ()
    columns = max(1, int(found.get("columns", 1)))
    maps = {name: np.asarray(rows, np.float32) for name, rows in one.get("maps", {}).items() if len(rows)}
    score = one.get("score")
    return ReadCaption(
        str(one.get("text", "")),
        tuple(_word(word) for word in one.get("words", ())),
        maps,
        None if score is None else float(score),
        _checks(checks),
        tuple(divmod(cell, columns) if isinstance(cell, int) else (int(cell[0]), int(cell[1])) for cell in sample),
    )


def _word(word: Mapping[str, Any]) -> CaptionWord:
    probability, gate = word.get("probability"), word.get("gate")
    return CaptionWord(
        str(word["text"]),
        Span(int(word["start"]), int(word["end"])),
        None if probability is None else float(probability),
        None if gate is None else float(gate),
    )


def _checks(checks: Mapping[str, Any]) -> MapChecks:
    note = checks.get("note")
    said = Note(str(note["template"]), dict(note.get("values", {}))) if note else None
    entropy, change = (tuple(float(value or 0) for value in checks.get(name, ())) for name in ("entropy", "change"))
    return MapChecks(str(checks.get("level", "")), said, entropy, change)
