"""Which texts a project has already, by their hashes: eight bytes each, for an import that leaves duplicates out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.project.store import Store
from core.project.visibility import visible_sql

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRESH = 200_000  # as many in a set, which takes ten times the room; then they join the others
HASHES = "SELECT text_hash FROM documents WHERE {visible}"


class KnownTexts:
    """Begins with the visible documents of a project; grows."""

    def __init__(self, store: Store) -> None:
        import numpy as np

        rows = store.tuples(HASHES.format(visible=visible_sql(store)))
        self._sorted: NDArray[np.int64] = np.fromiter((value for (value,) in rows), np.int64, len(rows))
        self._sorted.sort()
        self._fresh: set[int] = set()

    def add(self, hashes: Sequence[int]) -> list[bool]:
        """For each whether it is new; from now on it is known."""
        fresh = self._fresh
        is_new = []
        for value, is_old in zip(hashes, self._among_sorted(hashes), strict=True):
            is_new.append(not is_old and value not in fresh)
            if is_new[-1]:
                fresh.add(value)
        if len(fresh) > FRESH:
            self._join()
        return is_new

    def _among_sorted(self, hashes: Sequence[int]) -> list[bool]:
        import numpy as np

        if not len(self._sorted):
            return [False] * len(hashes)
        values = np.array(hashes, np.int64)
        places = np.minimum(np.searchsorted(self._sorted, values), len(self._sorted) - 1)
        found: list[bool] = (self._sorted[places] == values).tolist()
        return found

    def _join(self) -> None:
        import numpy as np

        self._sorted = np.concatenate((self._sorted, np.fromiter(self._fresh, np.int64)))
        self._sorted.sort()
        self._fresh.clear()
