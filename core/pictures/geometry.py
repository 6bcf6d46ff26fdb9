"""Where things are: from a picture to what an encoder sees of it, to the cells of a map, and back.

Boxes are fractions of the upright picture. A map has rows × columns cells of equal size over the view, the part of the
picture that the encoder sees.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.records import Box

Map = NDArray[np.floating[Any]]
WHOLE = Box(0.0, 0.0, 1.0, 1.0)
FITS = ("squash", "crop")


def view(width: int, height: int, fit: str = "squash") -> Box:
    """What is seen of a picture of this size: all of it, squashed; or the square in its middle."""
    if fit == "squash":
        return WHOLE
    side = min(width, height)
    across, down = side / width, side / height
    return Box((1 - across) / 2, (1 - down) / 2, across, down)


def fitted(image: Image.Image, size: int, fit: str = "squash") -> Image.Image:
    """The picture as an encoder wants it, size × size."""
    seen = view(image.width, image.height, fit)
    left, top = seen.left * image.width, seen.top * image.height
    box = (left, top, left + seen.width * image.width, top + seen.height * image.height)
    return image.resize((size, size), Image.Resampling.BILINEAR, box=box)


def covered(box: Box, seen: Box, rows: int, columns: int) -> NDArray[np.float64]:
    """Which share of each cell of the view the box covers (rows, columns)."""
    across = _shares(box.left, box.width, seen.left, seen.width, columns)
    down = _shares(box.top, box.height, seen.top, seen.height, rows)
    return np.outer(down, across)


def covered_by_any(boxes: list[Box], seen: Box, rows: int, columns: int) -> NDArray[np.float64]:
    """As `covered`, of several boxes together, counting nothing twice as far as cells can tell."""
    found = np.zeros((rows, columns))
    for box in boxes:
        found = np.maximum(found, covered(box, seen, rows, columns))
    return found


def contains(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height


def center(row: int, column: int, seen: Box, rows: int, columns: int) -> tuple[float, float]:
    """The middle of a cell, as fractions (x, y) of the picture."""
    return seen.left + (column + 0.5) / columns * seen.width, seen.top + (row + 0.5) / rows * seen.height


def box_of_mass(weights: Map, seen: Box = WHOLE, share: float = 0.5) -> Box:
    """The smallest rectangle of cells that holds this share of a map (rows, columns) that sums to 1.

    Of several equally small ones it is the one that holds most.
    """
    rows, columns = weights.shape
    total = np.zeros((rows + 1, columns + 1))
    total[1:, 1:] = weights.cumsum(axis=0).cumsum(axis=1)
    best, found = (rows * columns + 1, 0.0), (0, 0, rows, columns)
    for height in range(1, rows + 1):
        for width in range(1, columns + 1):
            held = total[height:, width:] - total[:-height, width:] - total[height:, :-width] + total[:-height, :-width]
            most = float(held.max())
            if most >= share - 1e-9 and (height * width, -most) < best:
                top, left = divmod(int(held.argmax()), held.shape[1])
                best, found = (height * width, -most), (top, left, height, width)
    top, left, height, width = found
    across, down = seen.width / columns, seen.height / rows
    return Box(seen.left + left * across, seen.top + top * down, width * across, height * down)


def _shares(start: float, size: float, seen_start: float, seen_size: float, n: int) -> NDArray[np.float64]:
    """Which share of each of the n parts of a view the stretch covers."""
    edges = seen_start + np.arange(n + 1) / n * seen_size
    inside = np.minimum(edges[1:], start + size) - np.maximum(edges[:-1], start)
    shares: NDArray[np.float64] = np.clip(inside / (seen_size / n), 0.0, 1.0)
    return shares
