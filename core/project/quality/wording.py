"""How labels are named in reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Words = Mapping[int, str]
"""The labels' names by id."""
NO_LABEL = "–"


def named(labels: Iterable[int], words: Words) -> str:
    return ", ".join(words.get(label, NO_LABEL) for label in labels) or NO_LABEL
