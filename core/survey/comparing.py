"""Two runs on the same documents: whose predictions changed, and whose explanations changed most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.survey.words import Line, documents, split


def distances(one: Path, other: Path) -> dict[int, float]:
    """For every document in both files of explanations, how far its highlights are apart: 0 alike, 1 nothing shared.

    The total variation distance ½ Σ |p − q| of what speaks for the label (or is looked at), spread over the characters,
    so that runs with other words can be compared; a run that gives another label is compared by what speaks for that.
    """
    found, mine = {}, dict(_weights(one))
    for id, theirs in _weights(other):
        if id in mine and len(mine[id]) == len(theirs):
            found[id] = sum(abs(p - q) for p, q in zip(mine[id], theirs, strict=True)) / 2
    return found


def _weights(path: Path) -> Iterator[tuple[int, Sequence[float]]]:
    """By document, the share of each character."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        for id, lines in documents(path):
            own, _ = split(lines)
            if own is not None and isinstance(id, int):
                yield id, _spread(own)


def _spread(line: Line) -> list[float]:
    shares = [0.0] * len(line["text"])
    tokens: Sequence[Mapping[str, Any]] = line["tokens"]
    speaking = [max(0.0, float(token["weight"])) for token in tokens]
    total = sum(speaking) or 1.0
    for token, weight in zip(tokens, speaking, strict=True):
        start, end = int(token["start"]), int(token["end"])
        for place in range(start, min(end, len(shares))):
            shares[place] += weight / total / max(1, end - start)
    return shares
