"""What a sound project's database never holds: looked for when everything is checked, or when something has failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Float, Integer, LargeBinary, Table

from core.project import schema
from core.project.store import Store, damaged
from core.project.visibility import visible_sql

SIGNS = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)
"""What a program stumbles with over a database that holds nonsense."""
KINDS = {Integer: "'integer'", Float: "'real', 'integer'", LargeBinary: "'blob'"}
JSON = {
    *("documents.labels", "texts.meta", "annotations.labels", "events.details", "events.changes"),
    *("captions.captions", "regions.regions", "bare_captions.captions"),
    *("event_steps.changes", "runs.spec", "runs.label_ids", "runs.counts", "predictions.predicted"),
}
CONTRADICTIONS = {  # what must not be there → how it is reported
    "SELECT count(*) FROM documents LEFT JOIN"  # put together once: no index leads from a document to its labels
    " (SELECT document_id, '[' || group_concat(label_id, ', ') || ']' AS found FROM"
    " (SELECT document_id, label_id FROM document_labels ORDER BY document_id, label_id) GROUP BY document_id)"
    " ON document_id = id WHERE labels != CASE WHEN state != 1 THEN '' ELSE coalesce(found, '[]') END": (
        "documents whose labels are not those they are found by"
    ),
    "SELECT count(*) FROM document_labels JOIN labels ON labels.id = label_id"
    " WHERE is_removed = 1 AND {visible}": "documents with a removed label",
    "SELECT count(*) FROM documents WHERE state = 1 AND split IS NULL": (
        "labelled documents of which it is not settled whether they are hold-out"
    ),
    "SELECT count(*) FROM documents WHERE split IS NOT NULL AND split NOT IN (0, 1)": "documents in no known split",
    "SELECT count(*) FROM documents LEFT JOIN texts ON document_id = id"
    " WHERE document_id IS NULL OR length != code_points(text)": "documents whose text is not as long as it was",
    "SELECT count(*) FROM rationales JOIN documents ON id = document_id"
    " WHERE start < 0 OR start >= stop OR stop > length": "rationales outside their text",
    "SELECT count(*) FROM documents LEFT JOIN ranks ON document_id = id AND ranks.rank = documents.rank"
    " WHERE document_id IS NULL AND {visible_documents}": "documents missing from the random order",
    "SELECT count(*) FROM documents LEFT JOIN lengths ON document_id = id AND lengths.length = documents.length"
    " WHERE document_id IS NULL AND {visible_documents}": "documents missing from the order by length",
    "SELECT count(*) FROM captions WHERE json_type(captions) != 'array'"
    " OR EXISTS (SELECT 1 FROM json_each(captions) WHERE type != 'text')": "captions that are no texts",
    "SELECT count(*) FROM regions WHERE json_type(regions) != 'array'"
    " OR EXISTS (SELECT 1 FROM json_each(regions) AS one WHERE type != 'array' OR json_array_length(value) != 8"
    " OR EXISTS (SELECT 1 FROM json_each(one.value) AS part WHERE part.type NOT IN"
    " (CASE WHEN part.key < 4 THEN 'real' WHEN part.key = 4 THEN 'text' ELSE 'null' END, 'integer')))": (
        "regions that are none"
    ),
    "SELECT count(*) FROM pictures LEFT JOIN documents ON id = document_id WHERE id IS NULL OR length(digest) != 32": (
        "pictures of no document"
    ),
    "SELECT count(*) FROM (SELECT text, (SELECT group_concat(value, char(10)) FROM json_each(captions)) AS said"
    " FROM captions LEFT JOIN texts USING (document_id)) WHERE substr(text, -length(said)) IS NOT said": (
        "pictures whose text is not that of their captions"
    ),
    f"SELECT count(*) FROM events WHERE state NOT BETWEEN 0 AND {len(schema.EVENT_STATES) - 1}": (
        "acts in no known state"
    ),
}


def faults(store: Store) -> list[str]:
    """Values of the wrong kind; if there are none, contradictions between the rows."""
    return [*wrong_kinds(store)] or [*contradictions(store)]


def look_through(store: Store, is_unwanted: Callable[[], bool]) -> None:
    """Read all of it: AppError("project-damaged") unless it is sound, Cancelled when that is not wanted any more."""
    with store.stoppable(is_unwanted):
        if store.sql("PRAGMA quick_check").scalars().all() != ["ok"] or faults(store):
            raise damaged()


def explain(store: Store, error: BaseException | None) -> None:
    """AppError("project-damaged") when that is why the error happened; it costs a look at all rows."""
    if isinstance(error, SIGNS) and faults(store):
        raise damaged() from error


def wrong_kinds(store: Store) -> Iterator[str]:
    """Tables with values that no program of ours has put there."""
    for table in schema.metadata.sorted_tables:
        n = store.sql(f"SELECT count(*) FROM {table.name} WHERE {' OR '.join(_tests(table))}").scalar_one()
        if n:
            yield f"{n} rows of {table.name} hold what does not belong there"


def _tests(table: Table) -> Iterator[str]:
    """Conditions of which none is true of a sound row."""
    for column in table.columns:
        kinds = KINDS.get(type(column.type), "'text'") + (", 'null'" if column.nullable else "")
        yield f"typeof({column.name}) NOT IN ({kinds})"
        if f"{table.name}.{column.name}" in JSON:
            yield f"({column.name} != '' AND NOT json_valid({column.name}))"


def contradictions(store: Store) -> Iterator[str]:
    """Rows that can't all be true; of a database without wrong kinds."""
    seen = {"visible": visible_sql(store, "document_id"), "visible_documents": visible_sql(store)}
    for query, what in CONTRADICTIONS.items():
        n = store.sql(query.format(**seen)).scalar_one()
        if n:
            yield f"{n} {what}"
