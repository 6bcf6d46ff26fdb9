"""Which texts are the same, or nearly: found by their signatures, all at once, and kept as groups."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from zlib import crc32

from core.project.search import index
from core.project.store import Store
from core.project.visibility import hidden, visible_sql

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

BAND = 4  # minima of 16 bits that must all be equal for two texts to be compared at all: one number of 64
SAME = 0.75  # share of equal minima from which on two texts are nearly the same
WINDOW = 50_000  # documents read at a time
HASHES = f"SELECT id, text_hash FROM documents WHERE id > ? AND id <= ? AND {{visible}} ORDER BY id LIMIT {WINDOW}"
SIGNATURES = "SELECT ids, bits FROM signatures ORDER BY first_id"
INSERT = "INSERT INTO duplicates (document_id, group_id, is_exact) VALUES (?, ?, ?)"
CLUSTERED = "SELECT value FROM search.state WHERE key = 'clustered'"


def are_stale(store: Store) -> bool:
    """Whether other documents are there than when the groups were made."""
    return bool(store.sql(CLUSTERED).scalar_one() != _mark(store))


def cluster(store: Store, connection: sqlite3.Connection, tick: Callable[[], None]) -> None:
    """Make the groups anew, of all visible documents that the index has."""
    import numpy as np

    mark = _mark(store)
    ids, hashes = _hashes(store)
    is_exact = np.zeros(len(ids), bool)
    groups = np.arange(len(ids))
    bits = _signatures(connection, ids)
    left, right = _neighbours(hashes)
    is_exact[left] = is_exact[right] = True
    _join(groups, left, right)
    for keys in bits.view(np.int64).T:
        tick()
        left, right = _neighbours(keys)
        alike = (bits[left] == bits[right]).mean(axis=1) >= SAME
        _join(groups, left[alike], right[alike])
    sizes = np.bincount(groups, minlength=len(ids))
    members = np.flatnonzero(sizes[groups] > 1)
    rows = zip(ids[members].tolist(), ids[groups[members]].tolist(), is_exact[members].tolist(), strict=True)
    _replace(connection, rows, mark)


def _mark(store: Store) -> int:
    """One number for which documents there are."""
    return crc32(repr((index.upto(store), hidden(store))).encode()) + 1


def _hashes(store: Store) -> tuple[Ints, Ints]:
    """The ids of all visible documents that the index has, and the hashes of their texts."""
    import numpy as np

    query, upto = HASHES.format(visible=visible_sql(store)), index.upto(store)
    parts = [np.empty((0, 2), np.int64)]
    while rows := store.tuples(query, (int(parts[-1][-1, 0]) if len(parts) > 1 else 0, upto)):
        parts.append(np.array(rows, np.int64))
    found = np.concatenate(parts)
    return np.ascontiguousarray(found[:, 0]), np.ascontiguousarray(found[:, 1])


def _signatures(connection: sqlite3.Connection, ids: Ints) -> NDArray[np.uint16]:
    """Those of these documents, in their order."""
    import numpy as np

    from core.project.search.signatures import N_MINIMA

    bits = np.zeros((len(ids), N_MINIMA), np.uint16)
    for of, block in connection.execute(SIGNATURES):
        known = np.frombuffer(of, np.int64)
        places = np.searchsorted(ids, known)
        is_there = np.flatnonzero(places < len(ids))
        is_there = is_there[ids[places[is_there]] == known[is_there]]
        bits[places[is_there]] = np.frombuffer(block, np.uint16).reshape(-1, N_MINIMA)[is_there]
    return bits


def _neighbours(keys: Ints) -> tuple[Ints, Ints]:
    """Places of equal keys, in pairs: each with the next of the same key."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    is_pair = keys[order[1:]] == keys[order[:-1]]
    return order[:-1][is_pair], order[1:][is_pair]


def _join(groups: Ints, left: Ints, right: Ints) -> None:
    """Make one group of the groups of each pair; a group is called by its first member."""
    import numpy as np

    while len(left):
        a, b = groups[left], groups[right]
        is_open = a != b
        left, right, a, b = left[is_open], right[is_open], a[is_open], b[is_open]
        np.minimum.at(groups, np.maximum(a, b), np.minimum(a, b))
        while (nearer := groups[groups] != groups).any():
            groups[nearer] = groups[groups[nearer]]


def _replace(connection: sqlite3.Connection, rows: Iterator[tuple[int, int, bool]], mark: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DELETE FROM duplicates")
        connection.executemany(INSERT, rows)
        connection.execute("UPDATE state SET value = ? WHERE key = 'clustered'", (mark,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
