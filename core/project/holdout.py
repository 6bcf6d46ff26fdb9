"""The hold-out: documents that are never trained on and never selected, so that metrics on them tell the truth.

Which documents these are depends on nothing but the project's seed and their texts; once settled, for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from sqlalchemy import bindparam, select, update

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
documents, imports = schema.documents, schema.imports
OPTIONS = (
    select(documents.c.rank, documents.c.import_id, imports.c.holdout_share, imports.c.holdout_max)
    .join(imports, imports.c.id == documents.c.import_id)
    .where(documents.c.id == bindparam("document"), documents.c.split.is_(None))
)
SETTLE = update(documents).where(documents.c.id == bindparam("document")).values(split=bindparam("to"))


def salt(seed: int) -> bytes:
    return (seed % (1 << 128)).to_bytes(16, "little")


def fingerprint(stripped: str, salted: bytes) -> tuple[int, int]:
    """A text's hash (64 bits, to find the same text again) and its rank (its random place, 48 bits)."""
    value = int.from_bytes(blake2b(stripped.encode(), digest_size=14, salt=salted).digest(), "little")
    return (value & MASK) - (1 << 63), value >> 64


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


def draw(lots: Mapping[str, Sequence[int]], share: float, room: int) -> list[int]:
    """Draw from labelled documents, label by label; `lots` hold lot << 40 | id; the ids drawn."""
    quota = quotas({label: len(values) for label, values in lots.items()}, share, room)
    return [value & ((1 << 40) - 1) for label, values in lots.items() for value in sorted(values)[: quota[label]]]


def settle(store: Store, document_id: int) -> None:
    """At a document's first label: hold-out or train. Not part of the act, so no undo takes it back."""
    row = store.execute(OPTIONS, {"document": document_id}).one_or_none()
    if row is None:
        return
    is_drawn = lot(row.rank) < row.holdout_share * LOTS and size(store) < row.holdout_max
    store.execute(SETTLE, {"document": document_id, "to": schema.HOLDOUT if is_drawn else schema.TRAIN})
    if is_drawn:
        counts.add(store, {"holdout": 1, counts.holdout_key(row.import_id): 1})


def follow(store: Store, import_ids: Sequence[int], *, is_back: bool) -> None:
    """Imports came back or were withdrawn, and their part of the hold-out with them."""
    kept = counts.kept_counts(store)
    n = sum(kept.get(counts.holdout_key(id), 0) for id in import_ids)
    counts.add(store, {"holdout": n if is_back else -n})


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
