"""The kept counts: changed in the transaction that changes what they count."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core.project import schema
from core.project.store import Store
from core.project.values import Counts

UPSERT = "INSERT INTO counts (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = n + excluded.n"
HOLDOUT = "SELECT count(*) FROM documents WHERE is_withdrawn = 0 AND split = 1"


def label_key(label_id: int) -> str:
    return f"label:{label_id}"


def read(store: Store) -> Counts:
    kept = kept_counts(store)
    ids = store.execute(select(schema.labels.c.id).where(schema.labels.c.is_removed == 0)).scalars()
    names = ("total", "labelled", "skipped", "flagged", "holdout")
    return Counts(**{name: kept.get(name, 0) for name in names}, by_label={i: kept.get(label_key(i), 0) for i in ids})


def kept_counts(store: Store) -> dict[str, int]:
    return {key: n for key, n in store.execute(select(schema.counts.c.key, schema.counts.c.n))}


def add(store: Store, deltas: Mapping[str, int]) -> None:
    rows = [(key, n) for key, n in deltas.items() if n]
    if rows:
        store.sql(UPSERT, rows)


def refresh_holdout(store: Store) -> None:
    """Count the hold-out again, after whole ranges of documents came or went."""
    store.sql(f"INSERT OR REPLACE INTO counts (key, n) VALUES ('holdout', ({HOLDOUT}))")


def recount(store: Store) -> dict[str, int]:
    """What the counts should be, from the rows themselves."""
    states = dict(store.sql("SELECT state, count(*) FROM documents WHERE is_withdrawn = 0 GROUP BY state").all())
    flagged = store.sql("SELECT count(*) FROM documents WHERE is_withdrawn = 0 AND is_flagged = 1").scalar_one()
    by_label = store.sql(
        "SELECT label_id, count(*) FROM annotation_labels JOIN documents ON documents.id = document_id"
        " WHERE is_withdrawn = 0 GROUP BY label_id"
    )
    return {
        "total": sum(states.values()),
        "labelled": states.get(schema.LABELLED, 0),
        "skipped": states.get(schema.SKIPPED, 0),
        "flagged": flagged,
        "holdout": store.sql(HOLDOUT).scalar_one(),
        **{label_key(label_id): n for label_id, n in by_label},
    }
