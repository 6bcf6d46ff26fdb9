"""Whether a word was said for the places that its map shows: they are blurred in the picture itself, densest first.

Deletion and insertion (Petsiuk et al. 2018, "RISE", section 4.2), against random orders. The other way round a random
order is one too, so that the pictures of a deletion serve an insertion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml.captions.captioner import Caption, Captioner, View
from core.ml.captions.maps import Subject
from core.progress import Report, ignore

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Of the places; symmetrical, see above."""
N_ORDERS = 19
"""By chance a map is better than all of them one time in twenty."""
BATCH = 8
DIGITS = 6
Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]


class Fading:
    """One word of a caption, and its picture sharp and blurred, as pixels (3, size, size) that the encoder sees."""

    def __init__(
        self, captioner: Captioner, view: View, caption: Caption, word: int, images: tuple[Pixels, Pixels]
    ) -> None:
        self._captioner, self._word = captioner, word
        self._subject: Subject = captioner.subject(view, caption)
        self._sharp, self._blurred = images
        self.n_places = captioner.rows * captioner.columns

    def probabilities(self, orders: NDArray[np.int_], report: Report = ignore) -> Floats:
        """(N, K): with the first of each order of places (N, L) blurred, as many as each of SHARES says."""
        ends = [0, self.n_places]
        masks = [self._mask(orders[0], n) for n in ends]
        steps = [round(share * self.n_places) for share in SHARES[1:-1]]
        masks += [self._mask(order, n) for order in orders for n in steps]
        found = []
        for start in range(0, len(masks), BATCH):
            report(start, len(masks))
            found += self._asked(masks[start : start + BATCH])
        report(len(masks), len(masks))
        sharp, blurred, *between = found
        inner = np.reshape(between, (len(orders), len(steps)))
        return np.column_stack([np.full(len(orders), sharp), inner, np.full(len(orders), blurred)])

    def _mask(self, order: NDArray[np.int_], n: int) -> NDArray[np.bool_]:
        """Which pixels (size, size) are blurred."""
        is_blurred = np.zeros(self.n_places, bool)
        is_blurred[order[:n]] = True
        grid = is_blurred.reshape(self._captioner.rows, self._captioner.columns)
        down, across = (np.arange(n) * cells // n for n, cells in zip(self._sharp.shape[1:], grid.shape, strict=True))
        found: NDArray[np.bool_] = grid[down[:, None], across[None]]
        return found

    def _asked(self, masks: Sequence[NDArray[np.bool_]]) -> list[float]:
        pixels = [np.where(mask, self._blurred, self._sharp) for mask in masks]
        logs = self._captioner.logs_of(pixels, self._subject)
        return [float(np.exp(log)) for log in logs[:, self._word]]


def measure(fading: Fading, weights: NDArray[np.floating[Any]], report: Report = ignore) -> dict[str, Any]:
    """What core.word_curves reads; `weights` (L) is the word's map."""
    n = len(weights)
    rng = np.random.default_rng(0)
    noise = rng.random(n)  # places of one weight, as of a uniform map, come in no order
    densest = np.lexsort((noise, -weights))
    orders = np.stack([densest, densest[::-1], *(rng.permutation(n) for _ in range(N_ORDERS))])
    found = fading.probabilities(orders, report)
    hidden, shown, by_chance = found[0], found[1][::-1], found[2:]
    deletion, insertion = _curve(hidden, by_chance, is_low_good=True), _curve(shown, by_chance[:, ::-1])
    return {"shares": list(SHARES), "n_orders": N_ORDERS, "deletion": deletion, "insertion": insertion}


def _curve(own: Floats, by_chance: Floats, *, is_low_good: bool = False) -> dict[str, Any]:
    """Of a map (K) and of random orders (N, K)."""
    area = float(np.trapezoid(own, SHARES))
    areas = np.trapezoid(by_chance, SHARES, axis=1)
    beaten = areas > area if is_low_good else areas < area
    rows = {"probabilities": own, "low": by_chance.min(0), "middle": by_chance.mean(0), "high": by_chance.max(0)}
    told = {name: np.round(row, DIGITS).tolist() for name, row in rows.items()}
    areas_told = {"area": round(area, DIGITS), "random_area": round(float(areas.mean()), DIGITS)}
    return told | areas_told | {"n_beaten": int(beaten.sum())}
