"""The tables of project.db. A change here needs a new VERSION and a migration."""

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    literal_column,
)

VERSION = 1
APPLICATION_ID = 0x466F7665  # "Fove", in the file's header

UNLABELLED, LABELLED, SKIPPED = 0, 1, 2  # documents.state
TRAIN, HOLDOUT = 0, 1  # documents.split; NULL: settled at the first label
DONE, UNDONE, DROPPED, FACT = 0, 1, 2, 3  # events.state
EVENT_STATES = ("done", "undone", "dropped", "fact")

metadata = MetaData()

properties = Table("properties", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

labels = Table(
    "labels",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("color", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("guideline", Text, nullable=False),
    Column("is_removed", Integer, nullable=False),  # a label is never deleted: old events speak of it
)
Index("labels_name", labels.c.name, unique=True, sqlite_where=literal_column("is_removed = 0"))

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("split", Text, nullable=False),
    Column("holdout_share", Float, nullable=False),
    Column("holdout_max", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer, ForeignKey("imports.id"), nullable=False),
    Column("text_hash", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("split", Integer),
    Column("state", Integer, nullable=False),
    Column("is_flagged", Integer, nullable=False),
    Column("is_withdrawn", Integer, nullable=False),  # its import was undone
    Column("meta", Text, nullable=False),  # a JSON object, or empty
    Column("text", Text, nullable=False),
)
# spelt out, not bound, so that SQLite finds the partial indexes
is_visible: ColumnElement[bool] = literal_column("documents.is_withdrawn = 0")
is_flagged: ColumnElement[bool] = literal_column("documents.is_flagged = 1")
is_holdout: ColumnElement[bool] = literal_column("documents.split = 1")
Index("documents_state", documents.c.state, sqlite_where=literal_column("is_withdrawn = 0"))
Index("documents_rank", documents.c.rank, documents.c.state, sqlite_where=literal_column("is_withdrawn = 0"))
Index("documents_hash", documents.c.text_hash, sqlite_where=literal_column("is_withdrawn = 0"))
Index("documents_flagged", documents.c.is_flagged, sqlite_where=literal_column("is_withdrawn = 0 AND is_flagged = 1"))
Index("documents_holdout", documents.c.split, sqlite_where=literal_column("is_withdrawn = 0 AND split = 1"))

annotations = Table(
    "annotations",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("annotator", Text, nullable=False),
    Column("labels", Text, nullable=False),  # label ids in order, a JSON list
    Column("is_skipped", Integer, nullable=False),
    Column("is_imported", Integer, nullable=False),
    Column("suggestion_seen", Integer, nullable=False),
    Column("seconds", Float),
    Column("at", Text, nullable=False),
)
is_by_person: ColumnElement[bool] = literal_column("annotations.is_imported = 0")
Index("annotations_at", annotations.c.at, sqlite_where=literal_column("is_imported = 0"))

annotation_labels = Table(  # the same labels, to find documents by label
    "annotation_labels",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("label_id", Integer, ForeignKey("labels.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
Index("annotation_labels_label", annotation_labels.c.label_id, annotation_labels.c.document_id)

rationales = Table(
    "rationales",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("stop", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

counts = Table("counts", metadata, Column("key", Text, primary_key=True), Column("n", Integer, nullable=False))

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("document_id", Integer),
    Column("annotator", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("changes", Text, nullable=False),
)
Index("events_state", events.c.state)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
    Column("spec", Text, nullable=False),
    Column("label_ids", Text, nullable=False),  # in the order of the spec's labels
    Column("counts", Text, nullable=False),
)

predictions = Table(
    "predictions",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("predicted", Text, nullable=False),  # label ids in order, a JSON list
    Column("confidence", Float, nullable=False),
    Column("margin", Float, nullable=False),
    Column("probabilities", LargeBinary, nullable=False),  # float32, little-endian, in the order of the run's labels
    sqlite_with_rowid=False,
)
Index("predictions_margin", predictions.c.run, predictions.c.margin, predictions.c.document_id)
