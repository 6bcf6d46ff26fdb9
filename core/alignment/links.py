"""Links between the words of a pair, and their usual text form (Pharaoh): i-j, source word i and target word j."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import N_, InputError

Link = tuple[int, int]
"""The number of a source word and of a target word, both from 0."""
LINK = re.compile(r"(\d{1,6})([-?p])(\d{1,6})")


@dataclass(frozen=True, slots=True)
class GoldLinks:
    """What a person says of a pair: the links that are sure, and those that are possible but not sure."""

    sure: frozenset[Link] = frozenset()
    possible: frozenset[Link] = frozenset()

    @property
    def all(self) -> frozenset[Link]:
        return self.sure | self.possible


def to_pharaoh(gold: GoldLinks) -> str:
    """Sure links as i-j, possible ones as i?j, in order."""
    marked = [(link, "-") for link in gold.sure] + [(link, "?") for link in gold.possible - gold.sure]
    return " ".join(f"{i}{mark}{j}" for (i, j), mark in sorted(marked))


def from_pharaoh(text: str) -> GoldLinks:
    """InputError for what is no link; "p" stands for "?" too."""
    found = [(part, LINK.fullmatch(part)) for part in text.split()]
    for part, match in found:
        if match is None:
            raise InputError("bad-link", N_("core", "“{part}” is no link such as 0-1 or 2?3."), part=part[:40])
    links = [(match[2], (int(match[1]), int(match[3]))) for _, match in found if match]
    return of_lists(
        sure=(link for mark, link in links if mark == "-"), possible=(link for mark, link in links if mark != "-")
    )


def of_lists(sure: Iterable[Link], possible: Iterable[Link] = ()) -> GoldLinks:
    """A link that is both is sure."""
    certain = frozenset((int(i), int(j)) for i, j in sure)
    return GoldLinks(certain, frozenset((int(i), int(j)) for i, j in possible) - certain)
