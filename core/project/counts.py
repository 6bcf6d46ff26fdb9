"""The kept counts: changed in the transaction that changes what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.project import schema
from core.project.store import Store
from core.project.values import Counts
from core.project.visibility import visible_sql

UPSERT = "INSERT INTO counts (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = n + excluded.n"
NAMES = ("total", "labelled", "skipped", "disputed", "flagged", "holdout")
STATES = {schema.LABELLED: "labelled", schema.SKIPPED: "skipped", schema.DISPUTED: "disputed"}


def label_key(label_id: int) -> str:
    """Documents whose answer has the label."""
    return f"label:{label_id}"


def annotator_key(annotator_id: int) -> str:
    """Documents that the annotator answered."""
    return f"annotator:{annotator_id}"


def holdout_key(import_id: int) -> str:
    """Documents of the hold-out that an import brought, also while it is withdrawn."""
    return f"holdout:{import_id}"


def read(store: Store) -> Counts:
    kept = kept_counts(store)
    ids = store.tuples("SELECT id FROM labels WHERE is_removed = 0")
    by_label = {id: kept.get(label_key(id), 0) for (id,) in ids}
    return Counts(**{name: kept.get(name, 0) for name in NAMES}, by_label=by_label)


def kept_counts(store: Store) -> dict[str, int]:
    return dict(store.tuples("SELECT key, n FROM counts"))


def add(store: Store, deltas: Mapping[str, int]) -> None:
    rows = [(key, n) for key, n in deltas.items() if n]
    if rows:
        store.sql(UPSERT, rows)


def put(store: Store, real: Mapping[str, int]) -> None:
    """Forget what is kept for what is real."""
    store.sql("DELETE FROM counts")
    add(store, real)


def follow_imports(store: Store, import_ids: Sequence[int], *, is_back: bool) -> None:
    """Imports were withdrawn, or came back, and their part of the hold-out with them."""
    kept = kept_counts(store)
    n = sum(kept.get(holdout_key(id), 0) for id in import_ids)
    add(store, {"holdout": -n if is_back else n})


def recount(store: Store) -> dict[str, int]:
    """What the counts should be, from the rows themselves."""
    seen = visible_sql(store)
    states = dict(store.sql(f"SELECT state, count(*) FROM documents WHERE {seen} GROUP BY state").all())
    single = {
        "flagged": f"SELECT count(*) FROM documents WHERE is_flagged = 1 AND {seen}",
        "holdout": f"SELECT count(*) FROM documents WHERE split = 1 AND {seen}",
    }
    seen_too = visible_sql(store, "document_id")
    grouped = {
        label_key: f"SELECT label_id, count(*) FROM document_labels WHERE {seen_too} GROUP BY label_id",
        annotator_key: "SELECT annotator_id, count(*) FROM annotations"
        f" WHERE round = {schema.FIRST} AND {seen_too} GROUP BY annotator_id",
        holdout_key: "SELECT import_id, count(*) FROM documents WHERE split = 1 GROUP BY import_id",
    }
    return {
        "total": sum(states.values()),
        **{name: states.get(state, 0) for state, name in STATES.items()},
        **{name: store.sql(query).scalar_one() for name, query in single.items()},
        **{key(id): n for key, query in grouped.items() for id, n in store.sql(query)},
    }
