"""Taking rows into a project: all of them in one transaction and one undoable act, or none."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import insert, update

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import annotators, answers, counts, holdout, schema
from core.project.changes import Action, Journal, now
from core.project.labels import LabelSet
from core.project.values import ImportOptions, ImportReport
from core.project.visibility import hidden
from core.records import Rejected, Row

__all__ = ["ImportOptions", "ImportReport", "Imports"]

BATCH = 2000
TO_SPLIT = {"train": schema.TRAIN, "test": schema.HOLDOUT}
KNOWN = "SELECT text_hash, document_id FROM hashes WHERE text_hash IN (SELECT value FROM json_each(?))"
DOCUMENTS = (
    "INSERT INTO documents (id, import_id, text_hash, rank, length, split, is_flagged, state, labels, is_imported,"
    " n_answers, answered_at, revision) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, ?, 0)"
)
TEXTS = "INSERT INTO texts (document_id, meta, text) VALUES (?, ?, ?)"
ANNOTATIONS = (
    "INSERT INTO annotations (document_id, annotator_id, round, labels, is_skipped, is_imported, suggestion_seen,"
    f" note, revision, at) VALUES (?, {annotators.IMPORT_ID}, {schema.FIRST}, ?, 0, 1, 0, '', 0, ?)"
)
LABELS = "INSERT INTO document_labels (document_id, label_id) VALUES (?, ?)"
RATIONALES = f"INSERT OR IGNORE INTO rationales VALUES (?, {annotators.IMPORT_ID}, ?, ?)"
ORDERS = (
    "INSERT INTO ranks SELECT rank, id FROM documents WHERE id >= ? ORDER BY rank, id",
    "INSERT INTO hashes SELECT text_hash, id FROM documents WHERE id >= ? ORDER BY text_hash, id",
)

Candidate = tuple[int, int, Row, tuple[str, ...], str]  # text's hash, rank, row, label names, metadata as JSON


@dataclass(slots=True)
class Tally:
    """What an import has come to so far."""

    read: int = 0
    imported: int = 0
    duplicates: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    labels_added: list[str] = field(default_factory=list)
    lots: dict[str, array[int]] = field(default_factory=dict)  # labels → what holdout.draw takes


class Imports:
    """Brings documents in, with the labels that their file gives them."""

    def __init__(self, journal: Journal, labels: LabelSet, *, is_multi_label: bool, seed: int) -> None:
        self._journal = journal
        self._labels = labels
        self._is_multi_label = is_multi_label
        self._seed = seed

    def add(self, rows: Iterable[Row | Rejected], options: ImportOptions, report: Report = ignore) -> ImportReport:
        """Import; `report` gets the number of rows read so far, and may raise Cancelled: then nothing is kept."""
        if not 0 <= options.holdout_share <= 1:
            raise InputError("bad-share", N_("core", "The hold-out's share is a number from 0 to 1."))
        with self._journal.action("import") as action:
            batches = Batches(action, self._labels, options, self._seed, is_multi_label=self._is_multi_label)
            source = iter(rows)
            while chunk := list(islice(source, BATCH)):
                batches.add(chunk)
                report(batches.tally.read, 0)
            n_holdout = batches.finish()
        tally = batches.tally
        return ImportReport(
            read=tally.read,
            imported=tally.imported,
            duplicates=tally.duplicates,
            rejected=tuple(tally.rejected),
            labels_added=tuple(tally.labels_added),
            holdout=n_holdout,
        )


class Batches:
    """One import within its transaction, a batch of rows at a time."""

    def __init__(
        self, action: Action, labels: LabelSet, options: ImportOptions, seed: int, *, is_multi_label: bool
    ) -> None:
        self.tally = Tally()
        self._action = action
        self._store = action.store
        self._labels = labels
        self._ids = {label.name: label.id for label in labels.all()}
        self._cache: dict[tuple[str, ...], tuple[list[int], str]] = {}
        self._options = options
        self._salt = holdout.salt(seed)
        self._is_multi_label = is_multi_label
        self._at = now()
        self._at_ms = answers.milliseconds(self._at)
        self._first_id = int(self._store.sql("SELECT coalesce(max(id), 0) + 1 FROM documents").scalar_one())
        self._seen: set[int] = set()
        self._hidden = hidden(self._store)
        row = {
            "at": self._at,
            "source": "",
            "split": options.split,
            "holdout_share": options.holdout_share,
            "holdout_max": options.holdout_max,
            "state": schema.COMING,
            "first_id": self._first_id,
            "last_id": self._first_id - 1,
        }
        record = insert(schema.imports).returning(schema.imports.c.id)
        self._import_id = int(self._store.execute(record, row).scalar_one())

    def add(self, chunk: list[Row | Rejected]) -> None:
        self.tally.read += len(chunk)
        candidates: list[Candidate] = []
        for row in chunk:
            found = row if isinstance(row, Rejected) else self._examine(row)
            if isinstance(found, Rejected):
                self.tally.rejected.append(found)
            else:
                candidates.append(found)
        self._insert(self._without_duplicates(candidates))

    def finish(self) -> int:
        """Draw the hold-out and record the act; the number of documents that became hold-out."""
        n_imported = self.tally.imported
        if not n_imported:
            return 0
        for statement in ORDERS:
            self._store.sql(statement, (self._first_id,))
        options = self._options
        room = options.holdout_max - holdout.size(self._store)
        drawn = holdout.draw(self.tally.lots, options.holdout_share, room) if options.split == "auto" else []
        if drawn:
            self._store.sql("UPDATE documents SET split = 1 WHERE id = ?", [(id,) for id in drawn])
        n_holdout = n_imported if options.split == "test" else len(drawn)
        counts.add(self._store, {"holdout": n_holdout, counts.holdout_key(self._import_id): n_holdout})
        last = update(schema.imports).where(schema.imports.c.id == self._import_id)
        self._store.execute(
            last.values(last_id=self._first_id + n_imported - 1, state=schema.WITHDRAWN)
        )  # so that an undo leaves it withdrawn
        self._action.put(schema.imports, (self._import_id,), {"state": schema.PRESENT})
        self._action.count("total", n_imported)
        self._action.details["n"] = n_imported
        return n_holdout

    def _examine(self, row: Row) -> Rejected | Candidate:
        stripped = row.text.strip()
        if not stripped:
            return Rejected(row.file, row.line, N_("core", "The text is empty."))
        names = _names(row.labels)
        if len(names) > 1 and not self._is_multi_label:
            return Rejected(row.file, row.line, N_("core", "There is more than one label."))
        if row.rationales and any(not 0 <= span.start < span.end <= len(row.text) for span in row.rationales):
            return Rejected(row.file, row.line, N_("core", "A marked span lies outside the text."))
        try:
            meta = json.dumps(dict(row.meta), ensure_ascii=False) if row.meta else ""
            "".join((meta, *names)).encode()
            return (*holdout.fingerprint(stripped, self._salt), row, names, meta)
        except UnicodeEncodeError:
            return Rejected(row.file, row.line, N_("core", "The text holds half of a character (a lone surrogate)."))

    def _without_duplicates(self, candidates: list[Candidate]) -> list[Candidate]:
        if self._options.duplicates == "keep":
            return candidates
        known = self._seen
        hashes = sorted(candidate[0] for candidate in candidates)
        for text_hash, id in self._store.sql(KNOWN, (json.dumps(hashes),)):
            if not any(first <= id <= last for first, last in self._hidden):
                known.add(text_hash)
        fresh = []
        for candidate in candidates:
            if candidate[0] not in known:
                known.add(candidate[0])
                fresh.append(candidate)
        self.tally.duplicates += len(candidates) - len(fresh)
        return fresh

    def _insert(self, candidates: list[Candidate]) -> None:
        self._add_labels(candidates)
        documents: list[Any] = []
        texts: list[tuple[int, str, str]] = []
        annotations: list[Any] = []
        labels: list[tuple[int, int]] = []
        rationales: list[tuple[int, int, int]] = []
        id = self._first_id + self.tally.imported
        for hashed, rank, row, names, meta in candidates:
            split = TO_SPLIT.get(self._options.split, schema.TRAIN if names else None)
            state = schema.LABELLED if names else schema.UNLABELLED
            given, as_json = self._given(names) if names else ([], "")
            at = self._at_ms if names else None
            head = (id, self._import_id, hashed, rank, len(row.text), split)
            documents.append((*head, state, as_json, int(bool(names)), at))
            texts.append((id, meta, row.text))
            if names:
                annotations.append((id, as_json, self._at))
                labels += [(id, label) for label in given]
                self.tally.lots.setdefault(as_json, array("Q")).append(holdout.lot(rank) << 40 | id)
            rationales += [(id, span.start, span.end) for span in row.rationales]
            id += 1
        for statement, rows in (
            (DOCUMENTS, documents),
            (TEXTS, texts),
            (ANNOTATIONS, annotations),
            (LABELS, labels),
            (RATIONALES, rationales),
        ):
            if rows:
                self._store.sql(statement, rows)
        self._count(len(documents), len(annotations), Counter(label for _, label in labels))

    def _add_labels(self, candidates: list[Candidate]) -> None:
        names = dict.fromkeys(name for candidate in candidates for name in candidate[3] if name not in self._ids)
        for label in self._labels.add_missing(self._action, list(names)):
            self._ids[label.name] = label.id
            self.tally.labels_added.append(label.name)

    def _given(self, names: tuple[str, ...]) -> tuple[list[int], str]:
        """The ids of these labels, and the same as JSON."""
        found = self._cache.get(names)
        if found is None:
            ids = sorted(self._ids[name] for name in names)
            found = self._cache[names] = ids, json.dumps(ids)
        return found

    def _count(self, imported: int, labelled: int, by_label: Counter[int]) -> None:
        self.tally.imported += imported
        self._action.count("labelled", labelled)
        self._action.count(counts.annotator_key(annotators.IMPORT_ID), labelled)
        for label, n in by_label.items():
            self._action.count(counts.label_key(label), n)


@lru_cache(maxsize=1000)
def _names(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, white space tidied, the empty ones left out."""
    return tuple(filter(None, dict.fromkeys(" ".join(name.split()) for name in labels)))
