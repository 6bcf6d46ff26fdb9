"""What runs say of the documents: taken in from a run's predictions.jsonl, and looked through."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, func, select, tuple_

from core.errors import N_, AppError
from core.progress import Report, ignore
from core.project import properties, run_files, schema
from core.project.documents import snippet, snippet_of
from core.project.journal import Journal
from core.project.pace import Pace
from core.project.values import Changed, Prediction, PredictionFilter
from core.project.visibility import visible
from core.survey.slices import Judged

__all__ = ["Prediction", "PredictionFilter", "Predictions"]

UNREADABLE = "bad-predictions"  # an AppError's code
COMING = "predictions_coming"  # property: the ids of runs that are being taken in
LINE_CHARS = 1_000_000  # of a file in a project from somebody else; far more than any line of ours
UNSURE_BELOW = 0.3  # margin
SURE_FROM = 0.8  # confidence
DIRECTIONS = {"unsure": 1, "surely_wrong": -1}  # kinds that go by the margin, rising or falling
documents, texts, predictions, runs = schema.documents, schema.texts, schema.predictions, schema.runs
IS_LABELLED: ColumnElement[bool] = documents.c.state == schema.LABELLED
TABLE = "predictions (run, document_id, predicted, confidence, margin, probabilities)"
REMOVE = (
    "DELETE FROM predictions WHERE run = :run AND document_id IN"
    " (SELECT document_id FROM predictions WHERE run = :run LIMIT :n)"
)
HAS_ANY = "SELECT 1 FROM predictions WHERE run = ? LIMIT 1"
PRESENT = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))"
RUN = select(runs.c.id, runs.c.number, runs.c.label_ids, runs.c.spec).where(runs.c.id == bindparam("run"))
NAMES = select(schema.labels.c.id, schema.labels.c.name)
ORIGIN = predictions.join(documents, documents.c.id == predictions.c.document_id).join(
    texts, texts.c.document_id == predictions.c.document_id
)
COLUMNS = (
    predictions.c.document_id,
    predictions.c.predicted,
    predictions.c.confidence,
    predictions.c.margin,
    snippet_of.label("beginning"),
    documents.c.split,
    documents.c.state,
    documents.c.labels,
)


class Predictions:
    """The predictions of every run, kept beside the documents."""

    def __init__(self, journal: Journal, folder: Path, *, is_multi_label: bool) -> None:
        """`folder`: where the runs' own folders lie."""
        self._journal = journal
        self._store = journal.store
        self._folder = folder
        self._is_multi_label = is_multi_label

    def rows(self, run_id: str, filter: PredictionFilter, *, after: Prediction | None, limit: int) -> list[Prediction]:
        """The window behind `after`, in the order of the documents; least sure first, or, of the wrong ones, surest."""
        run = self._run(run_id)
        if run is None:
            return []
        keys: list[ColumnElement[Any]] = [predictions.c.document_id]
        place: list[float] = [after.document_id] if after else []
        if filter.kind in DIRECTIONS:
            direction = DIRECTIONS[filter.kind]
            keys.insert(0, predictions.c.margin * direction)
            place = [after.margin * direction, after.document_id] if after else []
        query = select(*COLUMNS).select_from(ORIGIN).where(*self._conditions(run, filter))
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(*place))
        names = {id: name for id, name in self._store.execute(NAMES)}
        return [_prediction(row, names) for row in self._store.execute(query.order_by(*keys).limit(limit))]

    def count(self, run_id: str, filter: PredictionFilter) -> int:
        run = self._run(run_id)
        if run is None:
            return 0
        query = select(func.count()).select_from(ORIGIN).where(*self._conditions(run, filter))
        return int(self._store.execute(query).scalar_one())

    def of(self, run_id: str, document_id: int) -> Mapping[str, float] | None:
        """The probability of each label of the run; None where the run has not seen the document."""
        run = self._run(run_id)
        if run is None:
            return None
        query = select(predictions.c.probabilities).where(
            predictions.c.run == run.number, predictions.c.document_id == document_id
        )
        packed = self._store.execute(query).scalar()
        if packed is None:
            return None
        return dict(zip(_names_then(run), struct.unpack(f"<{len(packed) // 4}f", packed), strict=True))

    def judged(self, run_id: str) -> list[Judged]:
        """The labelled documents of the hold-out, with whether the run is right about each."""
        run = self._run(run_id)
        if run is None:
            return []
        columns = (documents.c.id, texts.c.text, texts.c.meta, documents.c.labels, predictions.c.predicted)
        where = self._conditions(run, PredictionFilter(holdout_only=True))
        query = select(*columns).select_from(ORIGIN).where(*where, documents.c.state == schema.LABELLED)
        return [
            Judged(id, text, {key: str(value) for key, value in json.loads(meta or "{}").items()}, labels == predicted)
            for id, text, meta, labels, predicted in self._store.execute(query.order_by(documents.c.id))
        ]

    def changed(self, run_id: str, other_id: str, limit: int) -> list[Changed]:
        """Documents that the other run labels differently, the surest of both first; the hold-out before the rest."""
        run, other = self._run(run_id), self._run(other_id)
        if run is None or other is None:
            return []
        theirs = predictions.alias("theirs")
        joined = ORIGIN.join(theirs, theirs.c.document_id == predictions.c.document_id)
        columns = (*COLUMNS, theirs.c.predicted.label("other"), theirs.c.confidence.label("other_confidence"))
        names = {id: name for id, name in self._store.execute(NAMES)}
        query = (
            select(*columns)
            .select_from(joined)
            .where(*self._conditions(run, PredictionFilter()), theirs.c.run == other.number)
            .where(theirs.c.predicted != predictions.c.predicted)
            .order_by(documents.c.split.desc(), -(predictions.c.confidence + theirs.c.confidence), documents.c.id)
            .limit(limit)
        )
        return [_changed(row, names) for row in self._store.execute(query)]

    def snippets(self, ids: Sequence[int]) -> dict[int, str]:
        """The beginnings of documents, by their ids."""
        query = select(documents.c.id, snippet_of).join(texts, texts.c.document_id == documents.c.id).where(_among(ids))
        return {id: snippet(beginning) for id, beginning in self._store.execute(query)}

    def take_in(self, run_id: str, path: Path, report: Report = ignore) -> None:
        """Replace what is known of a run by its predictions.jsonl; until all of it is there, `is_due` says so.

        Of what can't be read nothing stays.
        """
        run = self._run(run_id)
        if run is None or not path.exists():
            return
        self._set_coming(run_id, is_coming=True)
        with self._store.stepwise():
            self._remove(run.number)
            with path.open(encoding="utf-8", errors="replace") as file:
                lines = iter(lambda: file.readline(LINE_CHARS), "")
                try:
                    self._add(run.number, json.loads(run.label_ids), lines, report)
                except AppError:
                    self._remove(run.number)
                    raise
        self._set_coming(run_id, is_coming=False)

    def is_due(self, run_id: str, path: Path) -> bool:
        """Whether a run's predictions.jsonl was never taken in, or not to its end: who was at it is gone."""
        run = self._run(run_id)
        if run is None or not path.exists():
            return False
        return run_id in self._coming() or not self._store.tuples(HAS_ANY, (run.number,))

    def _coming(self) -> list[str]:
        found = properties.get(self._store, COMING)
        return [str(id) for id in found] if isinstance(found, list) else []

    def _set_coming(self, run_id: str, *, is_coming: bool) -> None:
        with self._store.transaction():
            others = [id for id in self._coming() if id != run_id]
            properties.put(self._store, COMING, [*others, run_id] if is_coming else others)

    def _remove(self, run: int) -> None:
        pace, n = Pace(), 1
        while n:
            with self._store.step(pace, pace.size):
                n = self._store.sql(REMOVE, {"run": run, "n": pace.size}).rowcount

    def _add(self, run: int, label_ids: Sequence[int], lines: Iterator[str], report: Report) -> None:
        pace, n = Pace(), 0
        while rows := [self._row(run, label_ids, line) for line in islice(lines, pace.size)]:
            with self._store.step(pace, len(rows)):
                present = set(self._store.sql(PRESENT, (json.dumps([row[1] for row in rows]),)).scalars())
                self._store.insert_many(TABLE, [row for row in rows if row[1] in present], replaces=True)
            n += len(rows)
            report(n, 0)

    def _row(self, run: int, label_ids: Sequence[int], line: str) -> tuple[Any, ...]:
        try:
            data = json.loads(line)
            probabilities = [float(value) for value in data["probabilities"]]
            document_id = int(data["id"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            probabilities, document_id = [], 0
        if not probabilities or len(probabilities) != len(label_ids):
            raise AppError(UNREADABLE, N_("core", "The predictions of this run can't be read."))
        predicted, confidence, margin = _summary(probabilities, is_multi_label=self._is_multi_label)
        chosen = json.dumps(sorted(label_ids[index] for index in predicted))
        packed = struct.pack(f"<{len(probabilities)}f", *probabilities)
        return run, document_id, chosen, confidence, margin, packed

    def _run(self, run_id: str) -> Row[Any] | None:
        return self._store.execute(RUN, {"run": run_id}).one_or_none()

    def _conditions(self, run: Row[Any], filter: PredictionFilter) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [predictions.c.run == run.number, visible(self._store)]
        found += self._of_kind(run, filter)
        if filter.kind == "holdout" or filter.holdout_only:
            found.append(schema.is_holdout)
        if filter.predicted is not None:
            found.append(_includes(predictions.c.predicted, self._label_id(run, filter.predicted)))
        if filter.actual is not None:
            found += [IS_LABELLED, _includes(documents.c.labels, self._label_id(run, filter.actual))]
        if filter.ids is not None:
            found.append(_among(filter.ids))
        if filter.is_unreviewed:
            found.append(documents.c.id.not_in(self._reviewed(run)))
        if filter.search:
            found.append(func.holds(texts.c.text, filter.search) == 1)
        return found

    def _of_kind(self, run: Row[Any], filter: PredictionFilter) -> list[ColumnElement[bool]]:
        is_wrong = [IS_LABELLED, documents.c.labels != predictions.c.predicted]
        match filter.kind:
            case "wrong":
                return is_wrong
            case "surely_wrong":
                return [*is_wrong, predictions.c.confidence >= SURE_FROM]
            case "disagreement":
                return [*is_wrong, documents.c.is_imported == 0]
            case "unsure":
                return [predictions.c.margin < UNSURE_BELOW]
            case "untrusted":
                levels = run_files.levels(self._folder / run.id)
                return [_among([id for id, level in levels.items() if level == "poor"])]
        return []

    def _reviewed(self, run: Row[Any]) -> Select[Any]:
        """The documents whose explanation the annotator has accepted or rejected."""
        reviews, people = schema.reviews, schema.annotators
        me = select(people.c.id).where(people.c.name == self._journal.annotator)
        return select(reviews.c.document_id).where(
            reviews.c.run == run.number, reviews.c.verdict != "", reviews.c.annotator_id.in_(me)
        )

    def _label_id(self, run: Row[Any], name: str) -> int:
        """By today's names, else by those of the time of the run (a confusion matrix has them)."""
        now = {label: id for id, label in self._store.execute(NAMES.where(schema.labels.c.is_removed == 0))}
        then = dict(zip(_names_then(run), json.loads(run.label_ids), strict=True))
        return int(now.get(name, then.get(name, -1)))


def _names_then(run: Row[Any]) -> list[str]:
    return list(json.loads(run.spec)["labels"])


def _among(ids: Sequence[int]) -> ColumnElement[bool]:
    each = func.json_each(json.dumps(list(ids))).table_valued("value")
    return documents.c.id.in_(select(each.c.value))


def _includes(column: ColumnElement[Any], label_id: int) -> ColumnElement[bool]:
    each = func.json_each(column).table_valued("value")
    return exists().where(each.c.value == label_id)


def _summary(probabilities: Sequence[float], *, is_multi_label: bool) -> tuple[list[int], float, float]:
    """The predicted labels' indexes, the confidence in them, and the margin by which they were chosen."""
    if is_multi_label:
        chosen = [index for index, value in enumerate(probabilities) if value >= 0.5]
        sure = min(max(value, 1 - value) for value in probabilities)
        return chosen, sure, 2 * sure - 1
    order = sorted(range(len(probabilities)), key=lambda index: -probabilities[index])
    first = probabilities[order[0]]
    return [order[0]], first, first - (probabilities[order[1]] if len(order) > 1 else 0.0)


def _changed(row: Row[Any], names: Mapping[int, str]) -> Changed:
    mine = _prediction(row, names)
    return Changed(
        document_id=mine.document_id,
        snippet=mine.snippet,
        one=mine.predicted,
        one_confidence=mine.confidence,
        other=", ".join(names[id] for id in json.loads(row.other)),
        other_confidence=row.other_confidence,
        actual=None if mine.actual is None else ", ".join(mine.actual),
        is_holdout=mine.is_holdout,
    )


def _prediction(row: Row[Any], names: Mapping[int, str]) -> Prediction:
    is_labelled = row.state == schema.LABELLED
    return Prediction(
        document_id=row.document_id,
        snippet=snippet(row.beginning),
        predicted=", ".join(names[id] for id in json.loads(row.predicted)),
        confidence=row.confidence,
        margin=row.margin,
        actual=tuple(names[id] for id in json.loads(row.labels)) if is_labelled else None,
        is_holdout=row.split == schema.HOLDOUT,
    )
