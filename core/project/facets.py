"""What there is to filter by: people, imports, metadata columns and their values, each with its number of documents."""

from __future__ import annotations

from core.project import counts, schema
from core.project.store import Store
from core.project.values import Column, Facets, Imported

IMPORTS = (
    f"SELECT id, at, source, last_id - first_id + 1 FROM imports WHERE state = {schema.PRESENT}"
    " AND first_id <= last_id ORDER BY id DESC"
)
ANNOTATORS = "SELECT id, name FROM annotators ORDER BY name"
COLUMNS = "SELECT name, has_more FROM search.columns ORDER BY name"
VALUES = (
    "SELECT value, sum(n) FROM search.cells JOIN imports ON imports.id = import_id"
    f" WHERE column_name = ? AND imports.state = {schema.PRESENT} GROUP BY value ORDER BY 2 DESC, 1"
)


def read(store: Store) -> Facets:
    """The metadata is that of the documents that the index has."""
    kept = counts.kept_counts(store)
    people = ((name, kept.get(counts.annotator_key(id), 0)) for id, name in store.sql(ANNOTATORS))
    columns = store.sql(COLUMNS).all() if store.has_search else []
    found = (Column(name, tuple(map(tuple, store.sql(VALUES, (name,)))), bool(more)) for name, more in columns)
    return Facets(
        annotators={name: n for name, n in people if n},
        imports=tuple(Imported(*row) for row in store.sql(IMPORTS)),
        columns=tuple(column for column in found if column.values or column.has_more),
        has_predictions=store.sql("SELECT 1 FROM predictions LIMIT 1").scalar() is not None,
    )
