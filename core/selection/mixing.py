"""How random documents are mixed into a list: spread evenly, so that every stretch of it has its share."""

from __future__ import annotations

from typing import Literal

Slot = Literal["chosen", "random", "holdout"]


def slots(start: int, n: int, *, random_share: float, holdout_share: float) -> list[Slot]:
    """What the places start … start + n − 1 of an endless list are for.

    `holdout_share` of all are for documents that only measure, `random_share` of the others for random ones. With
    `start` the number of labels so far, lists that replace each other keep the shares together.
    """
    found: list[Slot] = []
    for place in range(start, start + n):
        if _is_due(place, holdout_share):
            found.append("holdout")
        else:
            others = place - int(place * holdout_share)
            found.append("random" if _is_due(others, random_share) else "chosen")
    return found


def _is_due(place: int, share: float) -> bool:
    """Whether the place is one of those that have the share so far (0: never, 1: always)."""
    return int((place + 1) * share + 1e-9) > int(place * share + 1e-9)
