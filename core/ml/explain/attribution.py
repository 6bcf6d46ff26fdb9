"""What a method says of the words of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Fact = float | int | str | bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """A number for each of W words: shares that sum to 1, or signed scores in logits.

    base: where scores add up to the target, what they add to. sentences: the shares or scores of whole sentences,
    where the method has them. facts: what tells how far to believe it.
    """

    scores: Floats
    base: float | None = None
    sentences: Floats | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        sentences = None if self.sentences is None else self.sentences.tolist()
        return {"scores": self.scores.tolist(), "base": self.base, "sentences": sentences, "facts": dict(self.facts)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Attribution:
        """ValueError, KeyError or TypeError for what is none."""
        sentences, base, facts = data["sentences"], data["base"], data["facts"]
        if not isinstance(facts, dict) or not all(isinstance(fact, float | int | str) for fact in facts.values()):
            raise ValueError("facts that are none")
        return cls(
            _numbers(data["scores"]),
            None if base is None else float(base),
            None if sentences is None else _numbers(sentences),
            facts,
        )


def _numbers(values: Sequence[object]) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or not np.isfinite(found).all():
        raise ValueError("not a list of numbers")
    return found
