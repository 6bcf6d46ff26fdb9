"""The rows of one import on their way into the tables, a short transaction at a time; nobody sees them yet."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from core import pairs
from core.errors import N_
from core.project import captioned, counts, holdout, linked, schema
from core.project.answers import Rules
from core.project.changes import now
from core.project.incoming import ANNOTATIONS, Incoming, Said, tidy
from core.project.known_texts import KnownTexts
from core.project.labels import LabelSet
from core.project.pace import Pace
from core.project.store import Store
from core.project.values import ImportOptions, ImportReport
from core.records import Rejected, Row

TO_SPLIT = {"train": schema.TRAIN, "test": schema.HOLDOUT, "holdout": schema.HOLDOUT}
MAX_SOURCES = 3  # names of files that are kept
NEXT_ID = "SELECT coalesce(max(id), 0) + 1 FROM documents"
BARE = (  # of documents that nothing is said of, most of them: so much is the same for all that it need not be bound
    "documents (import_id, split, is_flagged, state, labels, is_imported, n_answers, answered_at, revision,"
    " id, text_hash, rank, length)"
)
BARE_VALUES = f"({{import_id}}, {{split}}, 0, {schema.UNLABELLED}, '', 0, 0, NULL, 0, ?, ?, ?, ?)"
DOCUMENTS = (
    "documents (import_id, id, text_hash, rank, length, split, is_flagged, state, labels, is_imported, n_answers,"
    " answered_at, revision)"
)
TEXTS = "texts (document_id, meta, text)"
LABELS = "document_labels (label_id, document_id)"
RATIONALES = "INSERT OR IGNORE INTO rationales (document_id, annotator_id, start, stop) VALUES (?, ?, ?, ?)"
EDITS = "INSERT INTO edits (document_id, number, annotator_id, text, at) VALUES (?, ?, ?, ?, ?)"
RANKS = "ranks (rank, document_id)"
LENGTHS = "lengths (length, document_id)"
TO_HOLDOUT = f"UPDATE documents SET split = {schema.HOLDOUT} WHERE id = ?"
QUOTED = json.encoder.encode_basestring


@dataclass(slots=True)
class Candidates:
    """Rows that can come in, column by column: that is quicker than one object each."""

    rows: list[Row] = field(default_factory=list)
    metas: list[str] = field(default_factory=list)  # JSON
    digests: list[bytes] = field(default_factory=list)
    lots: list[bytes] = field(default_factory=list)  # of pairs: the digests of their sources, which decide the ranks
    hashes: list[int] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)

    def only(self, wanted: Sequence[bool]) -> Candidates:
        found = Candidates(list(compress(self.rows, wanted)), list(compress(self.metas, wanted)))
        found.hashes, found.ranks = list(compress(self.hashes, wanted)), list(compress(self.ranks, wanted))
        return found


class Arriving:
    """One import until it is shown: its documents are first_id, first_id + 1…; `counts` tell what it brings.

    `again` are rows with answers to texts that are there already, by the hashes of these. Pairs that share a source
    share a rank, so that they are on one side of the hold-out. Pictures are known by their content.
    """

    def __init__(self, store: Store, labels: LabelSet, rules: Rules, options: ImportOptions, *, seed: int) -> None:
        self._has_pairs, self._has_pictures = rules.has_pairs, rules.has_pictures
        self.pace = Pace()
        self.new_labels: dict[str, int] = {}
        self.counts: Counter[str] = Counter()
        self.again: list[tuple[int, Row]] = []
        self.n_read = self.n_imported = self.n_holdout = 0
        self._store = store
        self._labels = labels
        self._options = options
        self._digest = holdout.digest_of(seed)
        self._at = now()
        self.incoming = Incoming(store, rules, self._at)
        self.incoming.label_ids.update((label.name, label.id) for label in labels.all())
        self._rejected: list[Rejected] = []
        self._sources: dict[str, None] = {}
        self._n_duplicates = 0
        self._ranks, self._lengths = array("q"), array("q")
        self._lots: dict[str, array[int]] = {}  # labels → what holdout.draw takes
        with store.transaction():
            self.first_id = int(store.sql(NEXT_ID).scalar_one())
            self.import_id = self._record()
        self._known = KnownTexts(store) if options.duplicates == "skip" else None
        self._bare_values = BARE_VALUES.format(import_id=self.import_id, split=TO_SPLIT.get(options.split, "NULL"))

    @property
    def source(self) -> str:
        return ", ".join(Path(file).name for file in self._sources if file)

    @property
    def _has_ties(self) -> bool:
        return self._has_pairs or self._has_pictures

    def report(self, answers_added: int) -> ImportReport:
        return ImportReport(
            read=self.n_read,
            imported=self.n_imported,
            duplicates=self._n_duplicates,
            rejected=tuple(self._rejected),
            labels_added=tuple(self.new_labels),
            holdout=self.n_holdout,
            answers_added=answers_added,
        )

    def add(self, chunk: Sequence[Row | Rejected]) -> None:
        self.n_read += len(chunk)
        found = Candidates()
        for row in chunk:
            if row.file not in self._sources and len(self._sources) < MAX_SOURCES:
                self._sources[row.file] = None
            rejected = row if isinstance(row, Rejected) else self._examine(row, found)
            if rejected:
                self._rejected.append(rejected)
        found.hashes, found.ranks = holdout.fingerprints(found.digests)
        if self._has_pairs:
            found.ranks = holdout.fingerprints(found.lots)[1]
        fresh = self._without_duplicates(found)
        self._prepare(row for row in fresh.rows if row.labels or row.answers)
        self._insert(fresh)

    def prepare_labels(self, names: Iterable[str]) -> None:
        """Labels that something said in the import needs."""
        known = self.incoming.label_ids
        for name in dict.fromkeys(name for name in names if name not in known):
            known[name] = self.new_labels[name] = self._labels.prepare(name)

    def finish(self, tick: Callable[[], None]) -> None:
        """Put the documents into their orders, the random one and that by length; draw the hold-out."""
        for order, keys in ((RANKS, self._ranks), (LENGTHS, self._lengths)):
            self._sort_into(order, keys, tick)
        options = self._options
        room = options.holdout_max - holdout.size(self._store) - self.n_holdout
        is_drawn = options.split == "auto"
        drawn = holdout.draw(self._lots, options.holdout_share, room, has_ties=self._has_ties) if is_drawn else []
        while drawn:
            ids, drawn = drawn[: self.pace.size], drawn[self.pace.size :]
            with self._store.step(self.pace, len(ids)):
                self._store.run_many(TO_HOLDOUT, [(id,) for id in ids])
            self.n_holdout += len(ids)
        self.counts["total"] = self.n_imported
        with self._store.transaction():
            counts.add(self._store, {counts.holdout_key(self.import_id): self.n_holdout})
            last = {"last_id": self.first_id + self.n_imported - 1, "source": self.source}
            self._store.execute(update(schema.imports).where(schema.imports.c.id == self.import_id).values(last))

    def _record(self) -> int:
        row = {
            "at": self._at,
            "source": "",
            "split": self._options.split,
            "holdout_share": self._options.holdout_share,
            "holdout_max": self._options.holdout_max,
            "state": schema.COMING,
            "first_id": self.first_id,
            "last_id": schema.ENDLESS,
        }
        return int(self._store.execute(insert(schema.imports).returning(schema.imports.c.id), row).scalar_one())

    def _examine(self, row: Row, found: Candidates) -> Rejected | None:
        """Among the candidates, or why not."""
        stripped = row.text.strip()
        if not stripped:
            return Rejected(row.file, row.line, N_("core", "The text is empty."))
        if (row.labels or row.answers) and (problem := self.incoming.problem(row)):
            return Rejected(row.file, row.line, problem)
        if row.rationales and any(not 0 <= span.start < span.end <= len(row.text) for span in row.rationales):
            return Rejected(row.file, row.line, N_("core", "A marked span lies outside the text."))
        if self._has_pictures and (problem := captioned.problem(row)):
            return Rejected(row.file, row.line, problem)
        try:
            digest = self._digest(row.picture.digest if row.picture else stripped)
            meta = _as_json(row.meta) if row.meta else ""
            meta.encode()
            if row.labels or row.answers:
                "".join((*_names(row), *(one.annotator + one.note for one in row.answers))).encode()
        except UnicodeEncodeError:
            return Rejected(row.file, row.line, N_("core", "The text holds half of a character (a lone surrogate)."))
        found.rows.append(row)
        found.metas.append(meta)
        found.digests.append(digest)
        if self._has_pairs:
            found.lots.append(self._digest(pairs.of_text(stripped).source))
        return None

    def _without_duplicates(self, found: Candidates) -> Candidates:
        if self._known is None:
            return found
        is_new = self._known.add(found.hashes)
        fresh = found if all(is_new) else found.only(is_new)
        if fresh is not found:
            self._n_duplicates += len(found.rows) - len(fresh.rows)
            rows = zip(found.hashes, found.rows, is_new, strict=True)
            again = [
                (text_hash, row)
                for text_hash, row, new in rows
                if not new and (row.answers or row.captions or row.regions)
            ]
            self._prepare(row for _, row in again)
            self.again += again
        return fresh

    def _insert(self, fresh: Candidates) -> None:
        rows, first = fresh.rows, self.first_id + self.n_imported
        ids = range(first, first + len(rows))
        texts = [row.text for row in rows]
        lengths = list(map(len, texts))
        heads = list(zip(ids, fresh.hashes, fresh.ranks, lengths, strict=True))
        is_bare = [not (self._has_pairs or _is_told(row)) for row in rows]
        told = [(head, row) for head, row, bare in zip(heads, rows, is_bare, strict=True) if not bare]
        tables = {TEXTS: list(zip(ids, fresh.metas, texts, strict=True)), **self._told(told)}
        marked = [
            (id, who, span.start, span.end)
            for id, row in zip(ids, rows, strict=True)
            if row.rationales
            for who, span in self.incoming.marks(row)
        ]
        edited = list(self._edits(ids, rows))
        self._ranks.extend(fresh.ranks)
        self._lengths.extend(lengths)
        with self._store.step(self.pace, len(rows)):
            self._store.insert_many(BARE, list(compress(heads, is_bare)), values=self._bare_values)
            for table, values in tables.items():
                self._store.insert_many(table, values)
            self._store.run_many(RATIONALES, marked)
            self._store.run_many(EDITS, edited)
            if self._has_pairs:
                linked.insert(self._store, zip(ids, rows, strict=True), self._at)
            if self._has_pictures:
                captioned.insert(self._store, list(zip(ids, rows, strict=True)), self.incoming, self._at)
        self.n_imported += len(rows)
        if self._options.split == "test":
            self.n_holdout = self.n_imported

    def _edits(self, ids: Iterable[int], rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
        """Texts that were made of the documents elsewhere."""
        for id, row in zip(ids, rows, strict=True):
            for number, edit in enumerate(row.edits, start=1):
                yield id, number, self.incoming.person(edit["annotator"]), edit["text"], edit["at"] or self._at

    def _told(self, rows: Sequence[tuple[tuple[int, int, int, int], Row]]) -> dict[str, list[Any]]:
        """What goes into which table for documents that something is said of."""
        documents: list[Any] = []
        annotations: list[Any] = []
        labels: list[tuple[int, int]] = []
        for head, row in rows:
            id, said = head[0], self.incoming.said(row)
            split = self._split(head[2], id, row, said)
            documents.append((self.import_id, *head, split, int(row.is_flagged), *said.answer))
            annotations += [(id, *one) for one in said.annotations]
            labels += [(label, id) for label in said.labels]
            self.counts.update((*said.counted, "flagged") if row.is_flagged else said.counted)
        return {DOCUMENTS: documents, ANNOTATIONS: annotations, LABELS: labels}

    def _split(self, rank: int, id: int, row: Row, said: Said) -> int | None:
        """As it is wanted, else as the file says; a labelled document of which nothing is said may be drawn."""
        wanted = self._options.split if self._options.split != "auto" else row.split
        if wanted in TO_SPLIT:
            self.n_holdout += self._options.split == "auto" and wanted == "holdout"
            return TO_SPLIT[wanted]
        if not (said.is_labelled or self._has_pairs):
            return None
        self._lots.setdefault(str(said.labels), array("Q")).append(holdout.lot(rank) << 40 | id)
        return schema.TRAIN

    def _sort_into(self, table: str, keys: array[int], tick: Callable[[], None]) -> None:
        """Its rows come in sorted: each page of it is written once, not at every step."""
        import numpy as np

        values = np.array(keys, dtype=np.int64)
        order = np.argsort(values, kind="stable")
        start = 0
        while start < len(order):
            part = order[start : start + self.pace.size]
            rows = list(zip(values[part].tolist(), (part + self.first_id).tolist(), strict=True))
            with self._store.step(self.pace, len(part)):
                self._store.insert_many(table, rows)
            start += len(part)
            tick()

    def _prepare(self, rows: Iterable[Row]) -> None:
        self.prepare_labels(name for row in rows for name in _names(row))


def _is_told(row: Row) -> bool:
    """Whether anything is said of it."""
    return bool(row.labels or row.answers or row.captions or row.is_flagged or row.split)


def _names(row: Row) -> tuple[str, ...]:
    """Of all labels in it."""
    return tidy(tuple(name for answer in row.answers for name in answer.labels) if row.answers else row.labels)


def _as_json(meta: Mapping[str, str]) -> str:
    """What json.dumps makes of what is not empty, in a quarter of the time."""
    cells = ""
    for key, value in meta.items():
        if value:
            cells += f", {QUOTED(key)}: {QUOTED(value)}"
    return f"{{{cells[2:]}}}" if cells else ""
