"""Taking rows into a project: in short steps, seen by nobody until all of them are in; one undoable act, or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import annotation_rows, annotators, captioned, counts, holdout, leftovers, schema, turns
from core.project.answers import Rules
from core.project.arriving import Arriving
from core.project.changes import Action, Key
from core.project.incoming import image
from core.project.journal import Journal
from core.project.labels import LabelSet
from core.project.long_acts import LongAct
from core.project.values import ImportOptions, ImportReport
from core.project.visibility import visible_sql
from core.records import Rejected, Row

__all__ = ["ImportOptions", "ImportReport", "Imports"]

HIDE = f"UPDATE imports SET state = {schema.WITHDRAWN} WHERE id = ?"
NURSERY = 200_000  # new objects that Python looks among for cycles: more than a step's rows, which have none
HASHES = "SELECT id, text_hash FROM documents WHERE {visible} OR id >= {first_id} ORDER BY id"


class Imports:
    """Brings documents in, with the labels that their file gives them."""

    def __init__(self, journal: Journal, labels: LabelSet, rules: Rules, *, seed: int) -> None:
        self._journal = journal
        self._store = journal.store
        self._labels = labels
        self._rules = rules
        self._seed = seed

    def add(
        self,
        rows: Iterable[Row | Rejected],
        options: ImportOptions,
        report: Report = ignore,
        *,
        kind: str = "import",
        before: Callable[[LongAct, Arriving], object] | None = None,
    ) -> ImportReport:
        """Import; `report` gets the number of rows read so far, and may raise Cancelled: then nothing is kept.

        An act of another kind may do more `before` the new documents are shown: in steps of its own.
        """
        if not 0 <= options.holdout_share <= 1:
            raise InputError("bad-share", N_("core", "The hold-out's share is a number from 0 to 1."))
        with turns.turn(self._store.folder):
            self._tidy()
            arriving = Arriving(self._store, self._labels, self._rules, options, seed=self._seed)
            try:
                with self._store.stepwise():
                    self._bring(arriving, rows, report)
                with self._journal.steps(kind) as act:
                    if before is not None:
                        before(act, arriving)
                    n_answers = self._finish(act, arriving)
            except BaseException:
                leftovers.remove(self._store, arriving.import_id)
                raise
        if not arriving.n_imported:
            leftovers.remove(self._store, arriving.import_id)
        return arriving.report(n_answers)

    def tidy(self) -> int:
        """Take away what imports that were killed have left; how many there were. Long work."""
        if not leftovers.unfinished(self._store) or turns.is_taken(self._store.folder):
            return 0
        with turns.turn(self._store.folder):
            return self._tidy()

    def _tidy(self) -> int:
        found = leftovers.unfinished(self._store)
        for import_id in found:
            leftovers.remove(self._store, import_id)
        return len(found)

    def _bring(self, arriving: Arriving, rows: Iterable[Row | Rejected], report: Report) -> None:
        source = iter(rows)
        with _large_nursery():
            while chunk := list(islice(source, arriving.pace.size)):
                arriving.add(chunk)
                report(arriving.n_read, 0)
            arriving.finish(lambda: report(arriving.n_read, 0))

    def _finish(self, act: LongAct, arriving: Arriving) -> int:
        """What rows say of texts that were there already, then all of the new ones at once."""
        n_answers = self._add_answers(act, arriving) if arriving.again else 0
        if arriving.n_imported or n_answers:
            with act.step() as (action, _):
                self._show(action, arriving)
        told = {"n": arriving.n_imported, "answers": n_answers, "source": arriving.source}
        act.details = told | act.details
        return n_answers

    def _show(self, action: Action, arriving: Arriving) -> None:
        present = {label.name for label in self._labels.all()}
        fresh = {name: id for name, id in arriving.new_labels.items() if name not in present}
        self._labels.take_up(action, fresh)
        for key, n in arriving.counts.items():
            action.count(key, n)
        if arriving.n_imported:
            self._store.sql(HIDE, (arriving.import_id,))  # that is what an undo goes back to
            action.put(schema.imports, (arriving.import_id,), {"state": schema.PRESENT})
            counts.add(self._store, {"holdout": arriving.n_holdout})

    def _add_answers(self, act: LongAct, arriving: Arriving) -> int:
        """Answers of people to documents that are there already, unless they gave theirs; captions of pictures."""
        documents = self._documents_of(arriving)
        rows: dict[int, list[Row]] = {}
        for text_hash, row in arriving.again:
            rows.setdefault(documents[text_hash], []).append(row)
        ids, n = sorted(rows), 0
        while ids:
            part, ids = ids[: act.pace.size], ids[act.pace.size :]
            with act.step(part) as (action, free):
                n += self._answer(action, {id: rows[id] for id in free}, arriving)
        return n

    def _answer(self, action: Action, rows: Mapping[int, Sequence[Row]], arriving: Arriving) -> int:
        if self._rules.has_pictures:
            joined = [id for id, found in rows.items() if captioned.join(action, id, found, annotators.IMPORT_ID)]
            rows = {id: rows[id] for id in joined}
        there: set[Key] = set(annotation_rows.images(self._store, list(rows)))
        fresh: dict[Key, dict[str, object]] = {}
        for id, row in ((id, row) for id, found in rows.items() for row in found):
            for one in arriving.incoming.annotations(row):
                key = (id, arriving.incoming.person(one.annotator), one.round)
                if (one.is_person or row.captions) and key not in there:
                    fresh.setdefault(key, image(one))
        answered = sorted({int(key[0]) for key in fresh})
        annotation_rows.change(action, [([key], None, after) for key, after in fresh.items()])
        holdout.settle(self._store, answered)
        annotation_rows.settle(action, answered, self._rules)
        return len(rows) if self._rules.has_pictures else len(fresh)

    def _documents_of(self, arriving: Arriving) -> dict[int, int]:
        """The first document that has the text of each hash."""
        wanted = {text_hash for text_hash, _ in arriving.again}
        query = HASHES.format(visible=visible_sql(self._store), first_id=arriving.first_id)
        found: dict[int, int] = {}
        for id, text_hash in self._store.tuples(query):
            if text_hash in wanted:
                found.setdefault(text_hash, id)
        return found


@contextmanager
def _large_nursery() -> Iterator[None]:
    """Around rows that come and go by the ten thousand: looking at each of them took an eighth of an import."""
    before = gc.get_threshold()
    gc.set_threshold(max(NURSERY, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
