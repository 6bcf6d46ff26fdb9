"""How often maps point at the right thing, and how much of them lies on it: against what people, or COCO, drew.

Pointing accuracy is Zhang et al.'s (2018) pointing game without tolerance; the mass in the boxes is Liu et al.'s (2017)
"attention correctness". Boxes are large and in the middle: saying "the middle" hits often, and any map has mass on a
large box. So the mass counts less the boxes' area, and hits are also given for boxes that leave the middle free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import AppError
from core.intervals import wilson
from core.ml.captions.captioner import Captioner, View
from core.ml.captions.lessons import Captioned
from core.ml.captions.maps import Maps
from core.pictures import geometry
from core.pointing import CENTRE, RANDOM
from core.progress import Report, ignore
from core.records import Box, Span

CENTER_WIDTH = 0.25  # σ of the baseline's Gaussian, of the picture's side
DRAWS = 1000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Item:
    """Some words of a caption and where what they name is; `covered` (L): the shares of the cells that it covers."""

    steps: tuple[int, ...]
    boxes: tuple[Box, ...]
    covered: Floats

    @property
    def area(self) -> float:
        return float(self.covered.mean())

    @property
    def is_off_center(self) -> bool:
        return not self.holds(0.5, 0.5)

    def holds(self, x: float, y: float) -> bool:
        return any(geometry.contains(box, x, y) for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Point:
    """What came of one item: whether the peak lay in a box (by chance: how often it does), the mass there, its area."""

    hit: float
    mass: float
    area: float
    is_off_center: bool
    picture: int


def items(one: Captioned, number: int, spans: Sequence[Span], view: View, grid: tuple[int, int]) -> list[Item]:
    """What of one caption can be pointed at; `spans` are those of its words. Empty boxes are no item."""
    boxes: dict[Span, list[Box]] = {}
    for marked, box in one.boxes(number):
        boxes.setdefault(marked, []).append(box)
    found = []
    for marked, own in boxes.items():
        steps = tuple(t for t, span in enumerate(spans) if span.start < marked.end and marked.start < span.end)
        covered = geometry.covered_by_any(own, view.seen, *grid).ravel()
        if steps and covered.any():
            found.append(Item(steps, tuple(own), covered))
    return found


def point(weights: Maps, item: Item, view: View, grid: tuple[int, int], picture: int) -> Point:
    """Of a map (L) that sums to 1. A map without a peak points at nothing."""
    row, column = divmod(int(weights.argmax()), grid[1])
    has_peak = float(weights.max() - weights.min()) > 1e-9
    is_hit = has_peak and item.holds(*geometry.center(row, column, view.seen, *grid))
    return Point(float(is_hit), float(weights @ item.covered), item.area, item.is_off_center, picture)


def measure(
    captioner: Captioner, pictures: Sequence[Captioned], methods: Sequence[str], report: Report = ignore
) -> dict[str, Any]:
    """Each method's figures beside those of always pointing at the centre, and of pointing at random.

    The words are those of people's captions, read by the model. Words that it has not learned are only counted.
    """
    found: dict[str, list[Point]] = {name: [] for name in (*methods, CENTRE, RANDOM)}
    n_unknown, drawn = 0, [one for one in pictures if one.is_placed]
    for number, one in enumerate(drawn):
        report(number, len(drawn))
        try:
            view = captioner.view(one.picture)
        except AppError:
            continue
        for place, text in enumerate(one.captions):
            n_unknown += _caption(captioner, one, (number, place, text), view, found)
    report(len(drawn), len(drawn))
    figures = {name: _figures(points) for name, points in found.items()}
    return {
        "n": len(found[RANDOM]),
        "n_off_centre": sum(one.is_off_center for one in found[RANDOM]),
        "n_pictures": len(drawn),
        "n_unknown": n_unknown,
        "methods": {name: figures[name] for name in methods},
        "baselines": {name: figures[name] for name in (CENTRE, RANDOM)},
    }


def best(measured: Mapping[str, Any], first: str) -> str:
    """The method to draw with: the one with most mass over area; `first` where nothing was measured."""
    methods: Mapping[str, Mapping[str, Any]] = measured["methods"]
    return max(methods, key=lambda name: methods[name]["gain"]) if measured["n"] else first


def _caption(
    captioner: Captioner, one: Captioned, told: tuple[int, int, str], view: View, found: dict[str, list[Point]]
) -> int:
    """Adds what the maps of one caption come to; how many of its items have words that are not known."""
    number, place, text = told
    if not one.boxes(place):
        return 0
    caption, grid = captioner.read(view, text), (captioner.rows, captioner.columns)
    spans = [Span(span.start, span.end) for span in caption.spans]
    all_items = items(one, place, spans, view, grid)
    known = [item for item in all_items if all(caption.is_known[t] for t in item.steps)]
    if known:
        for name, points in found.items():
            maps = _baseline(name, view, grid) if name in (CENTRE, RANDOM) else captioner.draw(view, caption, name)
            for item in known:
                points.append(_pointed(name, maps, item, view, grid, number))
    return len(all_items) - len(known)


def _pointed(name: str, maps: Maps, item: Item, view: View, grid: tuple[int, int], number: int) -> Point:
    if name == CENTRE:
        return Point(float(not item.is_off_center), float(maps @ item.covered), item.area, item.is_off_center, number)
    if name == RANDOM:
        return Point(item.area, item.area, item.area, item.is_off_center, number)
    return point(maps[list(item.steps)].mean(axis=0), item, view, grid, number)


def _baseline(name: str, view: View, grid: tuple[int, int]) -> Maps:
    """(L): uniform; or a Gaussian around the middle of the picture."""
    if name == RANDOM:
        return np.full(grid[0] * grid[1], 1 / (grid[0] * grid[1]), np.float32)
    places = [geometry.center(row, column, view.seen, *grid) for row in range(grid[0]) for column in range(grid[1])]
    distance = ((np.array(places) - 0.5) ** 2).sum(axis=1)
    heights = np.exp(-distance / (2 * CENTER_WIDTH**2))
    found: Maps = (heights / heights.sum()).astype(np.float32)
    return found


def _figures(points: Sequence[Point]) -> dict[str, Any]:
    """Accuracy and mass with 95 % intervals: Wilson's, and by bootstrap of pictures."""
    off = [one for one in points if one.is_off_center]
    return {**_of(points), "off_centre": _of(off)}


def _of(points: Sequence[Point]) -> dict[str, Any]:
    if not points:
        return {"n": 0, "accuracy": 0.0, "accuracy_interval": None, "mass": 0.0, "gain": 0.0, "gain_interval": None}
    hits = sum(one.hit for one in points)
    gains = np.array([one.mass - one.area for one in points])
    return {
        "n": len(points),
        "accuracy": hits / len(points),
        "accuracy_interval": wilson(round(hits), len(points)),
        "mass": float(np.mean([one.mass for one in points])),
        "area": float(np.mean([one.area for one in points])),
        "gain": float(gains.mean()),
        "gain_interval": _interval(gains, np.array([one.picture for one in points])),
    }


def _interval(gains: Floats, pictures: NDArray[np.int_]) -> tuple[float, float]:
    names, rows = np.unique(pictures, return_inverse=True)
    sums, n = np.bincount(rows, gains), np.bincount(rows)
    drawn = np.random.default_rng(0).integers(0, len(names), (DRAWS, len(names)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / n[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)
