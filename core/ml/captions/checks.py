"""Whether the maps of a caption's words say anything: flat ones, and the same for all words, are called what they are.

Users of every public implementation ask why all maps look alike: often they are, and only the drawing, which scales
each by itself, makes them look rich.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_
from core.jobs.captioning import CONSTANT, POINTS, UNIFORM
from core.records import Note

FLAT = 0.95  # of log L: with more entropy than this, half of the places hold about half of the weight
STEADY = 0.05  # mean total variation from word to word: less is the same picture for the eye
Maps = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Checked:
    """Of each word's map: entropy / log L, and half the sum of what changed since the word before (0 for the first)."""

    entropy: tuple[float, ...]
    change: tuple[float, ...]
    n_places: int

    @property
    def level(self) -> str:
        if not self.entropy:
            return POINTS
        if float(np.mean(self.entropy)) > FLAT:
            return UNIFORM
        if len(self.change) > 1 and float(np.mean(self.change[1:])) < STEADY:
            return CONSTANT
        return POINTS

    @property
    def note(self) -> Note:
        """What to say of it."""
        mean = round(100 * float(np.mean(self.entropy or (0.0,))))
        if self.level == UNIFORM:
            template = N_(
                "core",
                "About uniform: it does not show where the model looked. The maps are as spread as {percent} % of what "
                "is possible.",
            )
            return Note(template, {"percent": mean})
        if self.level == CONSTANT:
            change = round(100 * float(np.mean(self.change[1:])), 1)
            template = N_(
                "core",
                "The same for all words: from word to word only {percent} % of the weight moves. The maps do not show "
                "what belongs to a word.",
            )
            return Note(template, {"percent": change})
        return Note(N_("core", "The maps differ from word to word, and are narrower than uniform ones."), {})

    def to_json(self) -> Mapping[str, Any]:
        note = self.note
        return {
            "entropy": [round(value, 4) for value in self.entropy],
            "change": [round(value, 4) for value in self.change],
            "uniform": 1 / self.n_places,
            "level": self.level,
            "note": {"template": note.template, "values": dict(note.values)},
        }


def check(weights: Maps) -> Checked:
    """Of attention (T, L) of a caption's words."""
    if not len(weights):
        return Checked((), (), max(1, weights.shape[-1]))
    inner = np.maximum(weights, 1e-12)
    entropy = -(weights * np.log(inner)).sum(axis=1) / math.log(max(2, weights.shape[1]))
    change = np.abs(np.diff(weights, axis=0)).sum(axis=1) / 2
    return Checked(tuple(entropy.tolist()), (0.0, *change.tolist()), weights.shape[1])
