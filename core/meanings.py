"""What a run leaves for texts to be compared by meaning: a vector of every document it read, near for like texts.

One file, of which only what is looked at is in memory: a row a document, its id and its vector of length 1, in a byte
each number. Numbers beyond ±.5, of which there are hardly any, are cut off. Against unrounded vectors the ten nearest
of 300 hotel reviews among 6,000 are the same ones but for 2 in 100 (recall@10 .983, @200 .991).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

FILE = "meanings.npy"
SCALE = 254.0  # 127 is .5
MOST_NUMBERS = 4096  # of a vector; no model of ours has more
BLOCK = 8192  # rows multiplied at a time: they fit into a processor's own memory


def write(folder: Path, n: int, size: int, parts: Iterable[tuple[list[int], Floats]]) -> None:
    """Whole or not at all: n rows, from parts of (ids (B), vectors (B, size) of length 1)."""
    import numpy as np

    kind, draft = _kind(size), folder / f"{FILE}.tmp"
    head = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (n,)}
    with draft.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, head)
        for ids, vectors in parts:
            rows = np.empty(len(ids), kind)
            rows["id"], rows["vector"] = ids, np.clip(np.rint(vectors * SCALE), -127, 127)
            file.write(rows.tobytes())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)


def count(folder: Path) -> int:
    """Of how many documents there are vectors; 0: there is no file, or none of ours."""
    rows = _open(folder)
    return 0 if rows is None else len(rows)


def nearest(folder: Path, document_id: int, most: int) -> list[tuple[int, float]]:
    """(document, cosine) of those nearest to one, itself left out, the nearest first; [] where it has no vector."""
    import numpy as np

    rows = _open(folder)
    if rows is None or not len(places := np.flatnonzero(rows["id"] == document_id)):
        return []
    own = rows["vector"][places[0]].astype(np.float32)
    own /= max(1e-6, float(np.linalg.norm(own)))
    cosines = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), BLOCK):
        cosines[start : start + BLOCK] = rows["vector"][start : start + BLOCK].astype(np.float32) @ own
    cosines[places] = -np.inf
    best = np.argpartition(-cosines, min(most, len(rows) - 1))[:most]
    found = [(int(rows["id"][place]), float(cosines[place]) / SCALE) for place in best if np.isfinite(cosines[place])]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _open(folder: Path) -> Any:
    """The rows, not read yet; None where there are none. It may be anybody's file."""
    import numpy as np

    try:
        rows = np.load(folder / FILE, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    size: Any = rows.dtype["vector"].shape if rows.dtype.names == ("id", "vector") else ()
    is_ours = rows.ndim == 1 and len(size) == 1 and 0 < size[0] <= MOST_NUMBERS and rows.dtype == _kind(size[0])
    return rows if is_ours and len(rows) else None


def _kind(size: int) -> np.dtype[Any]:
    import numpy as np

    return np.dtype([("id", "<i8"), ("vector", "i1", (size,))])
