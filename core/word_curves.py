"""What becomes of one word of a caption while its picture is blurred place by place, or comes back: as a worker tells.

Deletion and insertion (Petsiuk et al. 2018, "RISE"): once in the order of a map, its densest places first, and many
times in random order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NEEDED = 0.5
"""A word that keeps so much of its probability with the whole picture blurred is not said because of the picture."""
CARRIES, HIDES, SHOWS, NOTHING, INDEPENDENT = "carries", "hides", "shows", "nothing", "independent"


@dataclass(frozen=True, slots=True)
class Curve:
    """The word's probability at each share of places; of the random orders the least, the mean and the most.

    `area` is that under the curve, `random_area` the mean of the random ones'; `n_beaten`: than how many of them the
    map's is better.
    """

    probabilities: tuple[float, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    area: float
    random_area: float
    n_beaten: int


@dataclass(frozen=True, slots=True)
class WordCurves:
    """`deletion`: the places are blurred, `insertion`: they alone are sharp; `shares` of 0 to 1."""

    shares: tuple[float, ...]
    n_orders: int
    deletion: Curve
    insertion: Curve

    @property
    def level(self) -> str:
        """What the map is good for: better than every random order at hiding, at showing, at both or at neither."""
        sharp, blurred = self.deletion.probabilities[0], self.deletion.probabilities[-1]
        if blurred >= NEEDED * sharp:
            return INDEPENDENT
        hides, shows = (one.n_beaten == self.n_orders for one in (self.deletion, self.insertion))
        return {(True, True): CARRIES, (True, False): HIDES, (False, True): SHOWS}.get((hides, shows), NOTHING)


def of_answer(found: Mapping[str, Any]) -> WordCurves:
    """From what the worker answers to a DeletionSpec."""
    shares = tuple(map(float, found["shares"]))
    return WordCurves(shares, int(found["n_orders"]), *(_curve(found[name]) for name in ("deletion", "insertion")))


def _curve(found: Mapping[str, Any]) -> Curve:
    own, low, middle, high = (tuple(map(float, found[name])) for name in ("probabilities", "low", "middle", "high"))
    return Curve(own, low, middle, high, float(found["area"]), float(found["random_area"]), int(found["n_beaten"]))
