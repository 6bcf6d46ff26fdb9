"""How a map over a picture is drawn: its levels on the one scale, smoothed or in cells, and where half of it lies."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.highlight import ATTENTION_FULL
from core.records import Box

Floats = NDArray[np.float32]
SIGMA_CELLS = 0.6
"""Width of the Gaussian, in cells: the bilinear enlarging and the blur of the usual drawings together."""
DRAWN, OUTLINED = 112, 56
"""So many points a side, about, has a smoothed map, and the one that an outline is drawn from."""
HALF, DENSE = 0.5, 0.4
"""An outline is drawn around half of the mass if that fills at most so much of the grid: noise has no outline."""

# The corners of a square of four points, clockwise from the top left, count 1, 2, 4, 8 where they are inside; the
# sides 0 (top), 1 (right), 2 (bottom), 3 (left) that the outline crosses (marching squares; Lorensen and Cline 1987).
CROSSED: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 0), (1, 2)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((3, 2),),
    9: ((0, 2),),
    10: ((0, 1), (3, 2)),
    11: ((1, 2),),
    12: ((3, 1),),
    13: ((0, 1),),
    14: ((3, 0),),
}


def multiples(cells: Floats) -> Floats:
    """Of the uniform level: a map (rows, columns) that sums to 1 becomes one whose mean is 1."""
    return (cells * cells.size).astype(np.float32)


def smoothed(cells: Floats, sigma: float = SIGMA_CELLS, *, points: int = DRAWN) -> Floats:
    """The same map on a finer grid, as a mean of its cells under a Gaussian: a uniform map stays exactly uniform."""
    rows, columns = cells.shape
    finer = max(4, points // max(rows, columns))
    result: Floats = _weights(rows, finer, sigma) @ cells.astype(np.float32) @ _weights(columns, finer, sigma).T
    return result


def levels(cells: Floats, *, is_smooth: bool) -> Floats:
    """0..1 a point on the one scale: 1 is ATTENTION_FULL times the uniform level, or more."""
    values = multiples(cells)
    if is_smooth:
        values = smoothed(values)
    result: Floats = np.clip(values / ATTENTION_FULL, 0.0, 1.0)
    return result


def half_level(values: Floats) -> float:
    """The highest level at which the points at or above it hold half of the mass."""
    ordered = np.sort(values, axis=None)[::-1]
    reached = np.cumsum(ordered, dtype=np.float64)
    place = int(np.searchsorted(reached, HALF * reached[-1]))
    return float(ordered[min(place, len(ordered) - 1)])


def half_box(cells: Floats, view: Box) -> Box:
    """The smallest box of whole cells around those that hold half of the mass; fractions of the picture."""
    rows, columns = np.nonzero(cells >= half_level(cells))
    height, width = cells.shape
    left, right = int(columns.min()) / width, (int(columns.max()) + 1) / width
    top, bottom = int(rows.min()) / height, (int(rows.max()) + 1) / height
    return Box(
        view.left + left * view.width,
        view.top + top * view.height,
        (right - left) * view.width,
        (bottom - top) * view.height,
    )


def half_outline(cells: Floats, *, is_smooth: bool) -> Floats:
    """The outline of where half of the mass lies: lines (n, 4) of x, y, x, y in fractions of the grid.

    None where that is hardly denser than the rest.
    """
    values = smoothed(cells, points=OUTLINED) if is_smooth else cells
    if (values >= half_level(values)).mean() > DENSE:
        return np.zeros((0, 4), np.float32)
    return _outline(values) if is_smooth else _cell_outline(cells)


@lru_cache(maxsize=32)
def _weights(n: int, finer: int, sigma: float) -> Floats:
    """Of the n cells of a side at each of its n × finer points; rows sum to 1."""
    points = (np.arange(n * finer) + 0.5) / finer
    far = (points[:, None] - (np.arange(n) + 0.5)) / sigma
    weights = np.exp(-0.5 * far**2)
    result: Floats = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def _cell_outline(cells: Floats) -> Floats:
    """Along the borders of cells."""
    rows, columns = cells.shape
    inside = np.pad(cells >= half_level(cells), 1)
    y, x = np.nonzero(inside[1:, 1:-1] != inside[:-1, 1:-1])
    across = np.stack([x, y, x + 1, y], axis=1)
    y, x = np.nonzero(inside[1:-1, 1:] != inside[1:-1, :-1])
    down = np.stack([x, y, x, y + 1], axis=1)
    lines: Floats = (np.concatenate([across, down]) / (columns, rows, columns, rows)).astype(np.float32)
    return lines


def _outline(values: Floats) -> Floats:
    """By marching squares over the points, with nothing around them."""
    rows, columns = values.shape
    level = half_level(values)
    around = np.pad(values, 1)
    corners = (around[:-1, :-1], around[:-1, 1:], around[1:, 1:], around[1:, :-1])
    kinds = np.sum([(corner >= level) << place for place, corner in enumerate(corners)], axis=0)
    found = []
    for kind, sides in CROSSED.items():
        y, x = np.nonzero(kinds == kind)
        if len(y):
            here = tuple(corner[y, x] for corner in corners)
            for one, other in sides:
                ends = (*_crossing(here, one, x, y, level), *_crossing(here, other, x, y, level))
                found.append(np.stack(ends, axis=1))
    if not found:
        return np.zeros((0, 4), np.float32)
    # Point (0, 0) of the padded grid lies half a step outside of the picture.
    lines = (np.concatenate(found) - 0.5) / (columns, rows, columns, rows)
    result: Floats = np.clip(lines, 0.0, 1.0).astype(np.float32)
    return result


def _crossing(
    corners: tuple[Floats, ...], side: int, x: NDArray[np.intp], y: NDArray[np.intp], level: float
) -> tuple[Floats, Floats]:
    """Where the level is met on a side of squares; x, y."""
    first, second = ((0, 1), (1, 2), (3, 2), (0, 3))[side]
    low, high = corners[first], corners[second]
    part = (level - low) / np.where(high == low, 1.0, high - low)
    if side in (0, 2):
        return (x + part).astype(np.float32), (y + (side == 2)).astype(np.float32)
    return (x + (side == 1)).astype(np.float32), (y + part).astype(np.float32)
