"""The hold-out: documents that are never trained on and never selected, so that metrics on them tell the truth.

Which documents these are depends on nothing but the project's seed and their texts; once settled, for good.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b

from core.project import counts, schema
from core.project.store import Store
from core.project.visibility import visible_sql

MASK = (1 << 64) - 1
LOT_BITS = 20  # of a rank: the lot of the draw. The queue sorts by the rank, that is by the other bits.
LOTS = 1 << LOT_BITS
RESERVED = (  # an unlabelled document that its first label will make hold-out, while there is room
    f"(documents.split IS NULL AND (documents.rank & {LOTS - 1}) < imports.holdout_share * {LOTS}"
    " AND imports.holdout_max > (SELECT n FROM counts WHERE key = 'holdout'))"
)
UNSETTLED = (
    "SELECT documents.id, documents.rank, import_id, holdout_share, holdout_max FROM documents"
    " JOIN imports ON imports.id = import_id"
    " WHERE documents.split IS NULL AND documents.id IN (SELECT value FROM json_each(?)) ORDER BY documents.id"
)
SETTLE = "UPDATE documents SET split = ? WHERE id = ?"


def digest_of(seed: int) -> Callable[[str], bytes]:
    """What makes the digest of a text without white space at its ends, for `fingerprints`."""
    salted = blake2b(digest_size=14, salt=(seed % (1 << 128)).to_bytes(16, "little"))

    def digest(stripped: str) -> bytes:
        hashed = salted.copy()  # a third quicker than another one with the same salt
        hashed.update(stripped.encode())
        return hashed.digest()

    return digest


def fingerprints(digests: Sequence[bytes]) -> tuple[list[int], list[int]]:
    """Texts' hashes (64 bits, to find the same text again) and ranks (their random places, 48 bits)."""
    import numpy as np

    parts = np.frombuffer(b"".join(digests), np.dtype([("hash", "<u8"), ("low", "<u4"), ("high", "<u2")]))
    hashes = (parts["hash"] ^ np.uint64(1 << 63)).view(np.int64)
    ranks = parts["low"].astype(np.int64) | parts["high"].astype(np.int64) << 32
    return hashes.tolist(), ranks.tolist()


def lot(document_rank: int) -> int:
    return document_rank & (LOTS - 1)


def quotas(sizes: Mapping[str, int], share: float, room: int) -> dict[str, int]:
    """How many of each label become hold-out: in proportion, largest remainders first."""
    total = sum(sizes.values())
    target = max(0, min(round(total * share), room))
    exact = {label: target * size / total for label, size in sizes.items()}
    quota = {label: int(value) for label, value in exact.items()}
    remainders = sorted(sizes, key=lambda label: (quota[label] - exact[label], label))
    for label in remainders[: target - sum(quota.values())]:
        quota[label] += 1
    return quota


def draw(lots: Mapping[str, Sequence[int]], share: float, room: int, *, has_ties: bool = False) -> list[int]:
    """Draw from labelled documents, label by label; `lots` hold lot << 40 | id; the ids drawn.

    `has_ties`: those with the same lot belong together, and the last one drawn brings its own with it.
    """
    quota = quotas({label: len(values) for label, values in lots.items()}, share, room)
    drawn: list[int] = []
    for label, values in lots.items():
        ordered, n = sorted(values), quota[label]
        while has_ties and 0 < n < len(ordered) and ordered[n] >> 40 == ordered[n - 1] >> 40:
            n += 1
        drawn += [value & ((1 << 40) - 1) for value in ordered[:n]]
    return drawn


def settle(store: Store, document_ids: Sequence[int]) -> None:
    """At the first label of documents: hold-out or train. Not part of the act, so no undo takes it back."""
    n_holdout = size(store)
    settled: list[tuple[int, int]] = []
    drawn: Counter[str] = Counter()
    for row in store.sql(UNSETTLED, (json.dumps(document_ids),)):
        is_drawn = lot(row.rank) < row.holdout_share * LOTS and n_holdout + drawn["holdout"] < row.holdout_max
        settled.append((schema.HOLDOUT if is_drawn else schema.TRAIN, row.id))
        if is_drawn:
            drawn.update(("holdout", counts.holdout_key(row.import_id)))
    if settled:
        store.sql(SETTLE, settled)
        counts.add(store, drawn)


def size(store: Store) -> int:
    return counts.kept_counts(store).get("holdout", 0)


class HoldOut:
    """What can be asked about the hold-out; nothing can be changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def size(self) -> int:
        return size(self._store)

    def labelled_size(self) -> int:
        """Those that metrics are made of."""
        query = f"SELECT count(*) FROM documents WHERE split = 1 AND state = ? AND {visible_sql(self._store)}"
        return int(self._store.sql(query, (schema.LABELLED,)).scalar_one())
