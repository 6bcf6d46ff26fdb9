"""The tables of project.db. A change here needs a new VERSION and a migration.

What is derived from them to find documents (words, metadata, near duplicates) has a database of its own: search/.
"""

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

VERSION = 4
APPLICATION_ID = 0x466F7665  # "Fove", in the file's header

UNLABELLED, LABELLED, SKIPPED, DISPUTED = 0, 1, 2, 3  # documents.state
TRAIN, HOLDOUT = 0, 1  # documents.split; NULL: settled at the first label
COMING, PRESENT, WITHDRAWN = 0, 1, 2  # imports.state: only what is present is seen
ENDLESS = 1 << 62  # imports.last_id of what is coming
FIRST, SECOND, ADJUDICATION = 0, 1, 2  # annotations.round: an annotator's answer, his second one, a judge's
DONE, UNDONE, DROPPED, FACT = 0, 1, 2, 3  # events.state
DOING, UNDOING, REDOING = 4, 5, 6  # events.state of an act on many documents while it is on its way
EVENT_STATES = ("done", "undone", "dropped", "fact", "doing", "undoing", "redoing")

metadata = MetaData()

properties = Table("properties", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

annotators = Table(
    "annotators",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("is_person", Integer, nullable=False),  # 0: a file that does not say who
)

labels = Table(
    "labels",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("color", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", Text, nullable=False),  # a letter of its own, or empty
    Column("guideline", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # of its guideline: the id in definitions, or 0
    Column("is_removed", Integer, nullable=False),  # a label is never deleted: old events speak of it
)
Index("labels_name", labels.c.name, unique=True, sqlite_where=literal_column("is_removed = 0"))

definitions = Table(  # every wording that a guideline ever had; the ids count the project's revisions
    "definitions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label_id", Integer, ForeignKey("labels.id")),  # NULL: the guideline of the whole project
    Column("text", Text, nullable=False),
    Column("annotator_id", Integer, ForeignKey("annotators.id"), nullable=False),
    Column("at", Text, nullable=False),
)

examples = Table(  # pinned to a label's guideline
    "examples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label_id", Integer, ForeignKey("labels.id"), nullable=False),
    Column("document_id", Integer, ForeignKey("documents.id")),  # NULL: came with a label set from elsewhere
    Column("text", Text, nullable=False),
    Column("is_positive", Integer, nullable=False),
    Column("note", Text, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("source", Text, nullable=False),  # names of files
    Column("split", Text, nullable=False),
    Column("holdout_share", Float, nullable=False),
    Column("holdout_max", Integer, nullable=False),
    Column("state", Integer, nullable=False),
    Column("first_id", Integer, nullable=False),  # its documents are first_id..last_id
    Column("last_id", Integer, nullable=False),
)

# What is said of a document, in one short row: a filter that no index helps reads a million of them in a moment.
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer, nullable=False),
    Column("text_hash", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("length", Integer, nullable=False),  # code points
    Column("split", Integer),
    Column("is_flagged", Integer, nullable=False),
    # the answer, as answers.py resolves it from the annotations
    Column("state", Integer, nullable=False),
    Column("labels", Text, nullable=False),  # label ids in order, a JSON list; empty unless labelled
    Column("is_imported", Integer, nullable=False),
    Column("n_answers", Integer, nullable=False),  # by people
    Column("answered_at", Integer),  # milliseconds since 1970
    Column("revision", Integer, nullable=False),  # the guidelines' when it was given
)
is_flagged: ColumnElement[bool] = literal_column("documents.is_flagged = 1")
is_holdout: ColumnElement[bool] = literal_column("documents.split = 1")
is_answered: ColumnElement[bool] = literal_column("documents.answered_at IS NOT NULL")
# spelt out, not bound, so that SQLite finds the partial indexes
Index("documents_state", documents.c.state)
Index("documents_flagged", documents.c.is_flagged, sqlite_where=literal_column("is_flagged = 1"))
Index("documents_holdout", documents.c.split, sqlite_where=literal_column("split = 1"))
Index("documents_answered", documents.c.answered_at, sqlite_where=literal_column("answered_at IS NOT NULL"))

texts = Table(
    "texts",
    metadata,
    Column("document_id", Integer, primary_key=True),
    Column("meta", Text, nullable=False),  # a JSON object, or empty
    Column("text", Text, nullable=False),
)

# The random order has nothing to do with the ids: a table, not an index, so that an import can bring its documents in
# sorted. An index would be written all over at each of its short steps.
ranks = Table(
    "ranks",
    metadata,
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("document_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

lengths = Table(  # the order by length, a table for the same reason
    "lengths",
    metadata,
    Column("length", Integer, primary_key=True, autoincrement=False),
    Column("document_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

annotations = Table(
    "annotations",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("annotator_id", Integer, ForeignKey("annotators.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("labels", Text, nullable=False),  # label ids in order, a JSON list
    Column("is_skipped", Integer, nullable=False),
    Column("is_imported", Integer, nullable=False),
    Column("suggestion_seen", Integer, nullable=False),
    Column("seconds", Float),
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # the guidelines' at the time
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
is_by_person: ColumnElement[bool] = literal_column("annotations.is_imported = 0")
Index("annotations_at", annotations.c.at, sqlite_where=literal_column("is_imported = 0"))
Index("annotations_annotator", annotations.c.annotator_id, annotations.c.document_id)

document_labels = Table(  # the labels of the answers, to find documents by label
    "document_labels",
    metadata,
    Column("label_id", Integer, ForeignKey("labels.id"), primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

rationales = Table(
    "rationales",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("annotator_id", Integer, ForeignKey("annotators.id"), primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("stop", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

edits = Table(  # texts that were made of a document's, to see what a model makes of them
    "edits",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("annotator_id", Integer, ForeignKey("annotators.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

reviews = Table(  # what people say of a run's explanations
    "reviews",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("annotator_id", Integer, ForeignKey("annotators.id"), primary_key=True, autoincrement=False),
    Column("verdict", Text, nullable=False),  # accepted, rejected, or empty: a comment only
    Column("comment", Text, nullable=False),
    Column("method", Text, nullable=False),  # what the words were coloured by
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

links = Table(  # of the words of a pair of sentences: what one person says of the whole pair
    "links",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("links", Text, nullable=False),  # [[source start, end, target start, end, is sure]…], a JSON list
    Column("annotator_id", Integer, ForeignKey("annotators.id"), nullable=False),
    Column("at", Text, nullable=False),
)

pictures = Table(  # where the file of a document is
    "pictures",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),  # what it is called, below the folder or archive that it came from
    Column("file", Text, nullable=False),  # is_copied: below the project's pictures/; else where it lay
    Column("is_copied", Integer, nullable=False),
    Column("digest", Text, nullable=False),  # of its bytes
    Column("width", Integer, nullable=False),  # pixels, upright
    Column("height", Integer, nullable=False),
)

captions = Table(  # all those of a picture, as whoever touched them last left them
    "captions",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("captions", Text, nullable=False),  # a JSON list of texts
    Column("annotator_id", Integer, ForeignKey("annotators.id"), nullable=False),
    Column("at", Text, nullable=False),
)

regions = Table(  # all those of a picture
    "regions",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("regions", Text, nullable=False),  # a JSON list, see regions.py
    Column("annotator_id", Integer, ForeignKey("annotators.id"), nullable=False),
    Column("at", Text, nullable=False),
)

bare_captions = Table(  # captions without pictures, a file a row: they teach a model how captions read
    "bare_captions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("captions", Text, nullable=False),  # a JSON list of texts
)

word_reviews = Table(  # what people say of where a run looked at a word of a caption
    "word_reviews",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("annotator_id", Integer, ForeignKey("annotators.id"), primary_key=True, autoincrement=False),
    Column("caption", Text, primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),  # of the word in it, in code points
    Column("stop", Integer, nullable=False),
    Column("verdict", Text, nullable=False),  # accepted, rejected, or empty: a comment only
    Column("comment", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

counts = Table("counts", metadata, Column("key", Text, primary_key=True), Column("n", Integer, nullable=False))

filters = Table(  # those that a person gave a name
    "filters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("document_id", Integer),
    Column("annotator", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("details", Text, nullable=False),  # what the history tells of it, a JSON object
    Column("changes", Text, nullable=False),
)
Index("events_state", events.c.state)

event_steps = Table(  # of acts on many documents: each a transaction
    "event_steps",
    metadata,
    Column("event_id", Integer, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("first_id", Integer, nullable=False),  # its documents lie between these; no other step has any of them
    Column("last_id", Integer, nullable=False),
    Column("is_applied", Integer, nullable=False),
    Column("changes", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
    Column("filter", Text, nullable=False),  # which documents it was trained on; empty: all
    Column("spec", Text, nullable=False),
    Column("label_ids", Text, nullable=False),  # in the order of the spec's labels
    Column("counts", Text, nullable=False),
)

queue = Table(  # the list that a strategy made, in the order of asking; nothing but the next list replaces it
    "queue",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("kind", Text, nullable=False),  # why it is asked: a strategy, random, holdout
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),  # what else there is to tell of it, a JSON list
    Column("is_counted", Integer, nullable=False),  # 1: a strategy chose it out of the whole pool
    Column("asks_again", Integer, nullable=False),  # 1: though it has an answer
    Column("is_done", Integer, nullable=False),
)

chosen = Table(  # documents that a strategy chose out of the whole pool, before a person had answered them
    "chosen",
    metadata,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
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
Index("predictions_confidence", predictions.c.run, predictions.c.confidence, predictions.c.document_id)
Index("predictions_predicted", predictions.c.run, predictions.c.predicted, predictions.c.document_id)
