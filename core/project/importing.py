"""Taking rows into a project: all of them in one transaction and one undoable act, or none."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import insert, update

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import answers, counts, holdout, schema
from core.project.changes import Action, Journal, now
from core.project.incoming import ANNOTATIONS, Incoming, Said, image, tidy
from core.project.labels import LabelSet
from core.project.values import ImportOptions, ImportReport
from core.project.visibility import hidden
from core.records import Rejected, Row

__all__ = ["ImportOptions", "ImportReport", "Imports"]

BATCH = 2000
TO_SPLIT = {"train": schema.TRAIN, "test": schema.HOLDOUT, "holdout": schema.HOLDOUT}
KNOWN = "SELECT text_hash, document_id FROM hashes WHERE text_hash IN (SELECT value FROM json_each(?))"
DOCUMENTS = (
    "INSERT INTO documents (id, import_id, text_hash, rank, length, split, is_flagged, state, labels, is_imported,"
    " n_answers, answered_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
TEXTS = "INSERT INTO texts (document_id, meta, text) VALUES (?, ?, ?)"
LABELS = "INSERT INTO document_labels (document_id, label_id) VALUES (?, ?)"
RATIONALES = "INSERT OR IGNORE INTO rationales VALUES (?, ?, ?, ?)"
GIVEN = "SELECT document_id, annotator_id, round FROM annotations WHERE document_id IN (SELECT value FROM json_each(?))"
ORDERS = (
    "INSERT INTO ranks SELECT rank, id FROM documents WHERE id >= ? ORDER BY rank, id",
    "INSERT INTO hashes SELECT text_hash, id FROM documents WHERE id >= ? ORDER BY text_hash, id",
)


class Candidate(NamedTuple):
    """A row that can come in."""

    text_hash: int
    rank: int
    row: Row
    names: tuple[str, ...]  # of all labels in it
    meta: str  # JSON


@dataclass(slots=True)
class Tally:
    """What an import has come to so far."""

    read: int = 0
    imported: int = 0
    duplicates: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    labels_added: list[str] = field(default_factory=list)
    lots: dict[str, array[int]] = field(default_factory=dict)  # labels → what holdout.draw takes
    n_holdout: int = 0  # as the file says
    answers_added: int = 0


class Imports:
    """Brings documents in, with the labels that their file gives them."""

    def __init__(self, journal: Journal, labels: LabelSet, rules: answers.Rules, *, seed: int) -> None:
        self._journal = journal
        self._labels = labels
        self._rules = rules
        self._seed = seed

    def add(self, rows: Iterable[Row | Rejected], options: ImportOptions, report: Report = ignore) -> ImportReport:
        """Import; `report` gets the number of rows read so far, and may raise Cancelled: then nothing is kept."""
        if not 0 <= options.holdout_share <= 1:
            raise InputError("bad-share", N_("core", "The hold-out's share is a number from 0 to 1."))
        with self._journal.action("import") as action:
            batches = Batches(action, self._labels, self._rules, options, seed=self._seed)
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
            answers_added=tally.answers_added,
        )


class Batches:
    """One import within its transaction, a batch of rows at a time."""

    def __init__(
        self, action: Action, labels: LabelSet, rules: answers.Rules, options: ImportOptions, *, seed: int
    ) -> None:
        self.tally = Tally()
        self._action = action
        self._store = action.store
        self._labels = labels
        self._rules = rules
        self._options = options
        self._salt = holdout.salt(seed)
        at = now()
        self._incoming = Incoming(self._store, rules, at)
        self._incoming.label_ids.update((label.name, label.id) for label in labels.all())
        self._first_id = int(self._store.sql("SELECT coalesce(max(id), 0) + 1 FROM documents").scalar_one())
        self._seen: set[int] = set()
        self._places = Places(self._first_id)
        self._hidden = hidden(self._store)
        row = {
            "at": at,
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
        fresh, again = self._sorted_out(candidates)
        self._add_labels([*fresh, *(candidate for _, candidate in again)])
        self._insert(fresh)
        if again:
            self._add_answers(again)

    def finish(self) -> int:
        """Draw the hold-out and record the act; the number of documents that became hold-out."""
        n_imported = self.tally.imported
        if not n_imported:
            return 0
        for statement in ORDERS:
            self._store.sql(statement, (self._first_id,))
        options = self._options
        room = options.holdout_max - holdout.size(self._store) - self.tally.n_holdout
        drawn = holdout.draw(self.tally.lots, options.holdout_share, room) if options.split == "auto" else []
        if drawn:
            self._store.sql("UPDATE documents SET split = 1 WHERE id = ?", [(id,) for id in drawn])
        n_holdout = n_imported if options.split == "test" else len(drawn) + self.tally.n_holdout
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
        if problem := self._incoming.problem(row):
            return Rejected(row.file, row.line, problem)
        names = tidy(tuple(name for answer in row.answers for name in answer.labels) if row.answers else row.labels)
        if row.rationales and any(not 0 <= span.start < span.end <= len(row.text) for span in row.rationales):
            return Rejected(row.file, row.line, N_("core", "A marked span lies outside the text."))
        try:
            known = {name: value for name, value in row.meta.items() if value}
            meta = json.dumps(known, ensure_ascii=False) if known else ""
            "".join((meta, *names, *(f"{one.annotator}{one.note}" for one in row.answers))).encode()
            return Candidate(*holdout.fingerprint(stripped, self._salt), row, names, meta)
        except UnicodeEncodeError:
            return Rejected(row.file, row.line, N_("core", "The text holds half of a character (a lone surrogate)."))

    def _sorted_out(self, candidates: list[Candidate]) -> tuple[list[Candidate], list[tuple[int, Candidate]]]:
        """Those that are new, and the answers that others bring to documents that are there already."""
        if self._options.duplicates == "keep":
            return candidates, []
        hashes = sorted(candidate.text_hash for candidate in candidates)
        known: dict[int, int] = {}
        for text_hash, id in self._store.sql(KNOWN, (json.dumps(hashes),)):
            if not any(first <= id <= last for first, last in self._hidden):
                known.setdefault(text_hash, id)
        fresh: list[Candidate] = []
        again: list[tuple[int, Candidate]] = []
        for candidate in candidates:
            text_hash = candidate.text_hash
            if text_hash not in known and text_hash not in self._seen:
                self._seen.add(text_hash)
                self._places.add(text_hash)
                fresh.append(candidate)
            elif candidate.row.answers:
                again.append((known.get(text_hash) or self._places.id_of(text_hash), candidate))
        self.tally.duplicates += len(candidates) - len(fresh)
        return fresh, again

    def _insert(self, candidates: list[Candidate]) -> None:
        documents: list[Any] = []
        texts: list[tuple[int, str, str]] = []
        annotations: list[Any] = []
        labels: list[tuple[int, int]] = []
        rationales: list[tuple[int, int, int, int]] = []
        by_key: Counter[str] = Counter()
        id = self._first_id + self.tally.imported
        for candidate in candidates:
            row, said = candidate.row, self._incoming.said(candidate.row)
            head = (id, self._import_id, candidate.text_hash, candidate.rank, len(row.text))
            documents.append((*head, self._split(candidate, id, said), int(row.is_flagged), *said.answer))
            texts.append((id, candidate.meta, row.text))
            annotations += [(id, *one) for one in said.annotations]
            labels += [(id, label) for label in said.labels]
            if row.rationales:
                rationales += [(id, who, span.start, span.end) for who, span in self._incoming.marks(row)]
            by_key.update((*said.counted, "flagged") if row.is_flagged else said.counted)
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
        self.tally.imported += len(documents)
        for key, n in by_key.items():
            self._action.count(key, n)

    def _split(self, candidate: Candidate, id: int, said: Said) -> int | None:
        """As it is wanted, else as the file says; a labelled document of which nothing is said may be drawn."""
        wanted = self._options.split if self._options.split != "auto" else candidate.row.split
        if wanted in TO_SPLIT:
            self.tally.n_holdout += self._options.split == "auto" and wanted == "holdout"
            return TO_SPLIT[wanted]
        if not said.is_labelled:
            return None
        lot = holdout.lot(candidate.rank) << 40 | id
        self.tally.lots.setdefault(str(said.labels), array("Q")).append(lot)
        return schema.TRAIN

    def _add_answers(self, again: Sequence[tuple[int, Candidate]]) -> None:
        """Answers of people to documents that are there already, unless they gave theirs."""
        ids = sorted({id for id, _ in again})
        there = {tuple(row) for row in self._store.sql(GIVEN, (json.dumps(ids),))}
        touched: dict[int, None] = {}
        for id, candidate in again:
            for one in self._incoming.annotations(candidate.row):
                key = (id, self._incoming.person(one.annotator), one.round)
                if one.is_person and key not in there:
                    there.add(key)
                    touched[id] = None
                    answers.put(self._action, key, image(one))
                    self.tally.answers_added += 1
        for id in touched:
            holdout.settle(self._store, id)
        answers.settle(self._action, list(touched), self._rules)

    def _add_labels(self, candidates: list[Candidate]) -> None:
        known = self._incoming.label_ids
        names = dict.fromkeys(name for candidate in candidates for name in candidate.names if name not in known)
        for label in self._labels.add_missing(self._action, list(names)):
            known[label.name] = label.id
            self.tally.labels_added.append(label.name)


class Places:
    """Which document of an import has a text: found only when it is asked for, as that costs memory."""

    def __init__(self, first_id: int) -> None:
        self._first_id = first_id
        self._hashes = array("q")
        self._places: dict[int, int] = {}

    def add(self, text_hash: int) -> None:
        self._hashes.append(text_hash)

    def id_of(self, text_hash: int) -> int:
        for place in range(len(self._places), len(self._hashes)):
            self._places[self._hashes[place]] = place
        return self._first_id + self._places[text_hash]
