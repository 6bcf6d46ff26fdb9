"""What an alignment is drawn from: the words of both sides, how strongly they belong together, what people linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.alignment.links import GoldLinks, Link

UNCOVERED = 0.3
"""A source word that gets less than this of all the looks together was hardly read."""


@dataclass(frozen=True)
class Alignment:
    """`weights`: a row for each target word, a share for each source word; empty where the model has no attention.

    `gold` is what a person linked, `links` what the weights come to; `is_editable`: links can be given here. `replaced`
    are target words that were taken from the source.
    """

    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    weights: tuple[tuple[float, ...], ...] = ()
    title: str = ""
    gold: GoldLinks = field(default_factory=GoldLinks)
    links: frozenset[Link] = frozenset()
    is_editable: bool = False
    replaced: frozenset[int] = frozenset()

    @property
    def has_weights(self) -> bool:
        return bool(self.weights and self.source)

    def weight(self, link: Link) -> float:
        """Of a source word and a target word."""
        i, j = link
        return self.weights[j][i] if self.has_weights else 0.0

    def uncovered(self) -> list[int]:
        """The source words that were hardly looked at."""
        if not self.has_weights:
            return []
        sums = [sum(row[i] for row in self.weights) for i in range(len(self.source))]
        return [i for i, total in enumerate(sums) if total < UNCOVERED]


def of_document(found: Mapping[str, Any], *, is_shifted: bool, title: str = "") -> Alignment:
    """From a translation as the worker gives it; `is_shifted`: read at the step at which the word is told."""
    is_own = (found.get("reading", "shifted") == "shifted") == is_shifted
    rows: Sequence[Sequence[float]] = found["weights"] if is_own else found["other_weights"]
    return Alignment(
        tuple(map(str, found["source"])),
        tuple(map(str, found["target"])),
        tuple(tuple(map(float, row)) for row in rows),
        title,
        replaced=frozenset(map(int, found.get("replaced", ()))),
    )


def hypotheses(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The alternatives of a translation, best first, each with the reading that the run has."""
    return [{**one, "reading": found.get("reading", "shifted")} for one in found.get("hypotheses", ())]
