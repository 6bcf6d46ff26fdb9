"""Which document here has a text from elsewhere: by the texts' hashes, sixteen bytes a document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.project import holdout
from core.project.store import Store
from core.project.visibility import visible_sql

HASHES = "SELECT text_hash, id FROM documents WHERE {visible}"


class Matching:
    """The visible documents of a project. Copies of a text are matched one to one, in the order of their import."""

    def __init__(self, store: Store, seed: int) -> None:
        self._digest = holdout.digest_of(seed)
        rows = store.tuples(HASHES.format(visible=visible_sql(store)))
        found = np.array(rows, np.int64).reshape(-1, 2)
        order = np.lexsort((found[:, 1], found[:, 0]))
        self._hashes, self._ids = found[order, 0], found[order, 1]
        self._taken = np.zeros(len(found), np.uint32)  # at the first place of a text

    def __len__(self) -> int:
        return len(self._ids)

    def of(self, keys: Sequence[str]) -> list[int | None]:
        """For each text, of a picture its digest, the document.

        None: it is not here, or as often as it is here it was asked for already.
        """
        if not keys:
            return []
        hashes, _ = holdout.fingerprints([self._digest(key.strip()) for key in keys])
        firsts = np.searchsorted(self._hashes, np.array(hashes, np.int64))
        return [self._take(value, int(first)) for value, first in zip(hashes, firsts, strict=True)]

    def _take(self, value: int, first: int) -> int | None:
        place = first + (int(self._taken[first]) if first < len(self._taken) else 0)
        if place >= len(self._hashes) or self._hashes[place] != value:
            return None
        self._taken[first] += 1
        return int(self._ids[place])
