"""One decision about many documents, chosen by a filter or by hand: one act, one undo, some milliseconds at a time."""

from __future__ import annotations

import json
import random
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from core.progress import Report, ignore
from core.project import annotation_rows, answers, holdout, schema
from core.project.changes import Action, Rows
from core.project.documents import Documents
from core.project.journal import Journal
from core.project.search import twins
from core.project.values import DocumentFilter, Likeness, Preview, TwinsPreview

SAMPLES = 10
PART = 20_000
BY_ANSWER = (
    "SELECT state, labels, count(*) FROM documents WHERE id IN (SELECT value FROM json_each(?)) GROUP BY state, labels"
)
LABELS = "SELECT id, labels FROM documents WHERE id IN (SELECT value FROM json_each(?))"
FLAGS = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) AND is_flagged = ?"

Target = DocumentFilter | Sequence[int]
Change = Callable[[Action, Sequence[int]], None]


class Bulk:
    """What can be decided about many at once. Each method is long work, and returns how many documents there were."""

    def __init__(self, journal: Journal, documents: Documents, rules: answers.Rules) -> None:
        self._journal = journal
        self._store = journal.store
        self._documents = documents
        self._rules = rules

    def preview(self, target: Target, report: Report = ignore) -> Preview:
        """How many there are, what is said of them now, and some of them, drawn at random."""
        ids = self._ids(target, report)
        by_answer: Counter[tuple[int, str]] = Counter()
        for start in range(0, len(ids), PART):
            part = json.dumps(ids[start : start + PART].tolist())
            for state, labels, n in self._store.sql(BY_ANSWER, (part,)):
                by_answer[state, labels] += n
            report(start, len(ids))
        return Preview(
            n=len(ids),
            unlabelled=by_answer.pop((schema.UNLABELLED, ""), 0),
            skipped=by_answer.pop((schema.SKIPPED, ""), 0),
            disputed=by_answer.pop((schema.DISPUTED, ""), 0),
            labelled={tuple(json.loads(labels)): n for (_, labels), n in by_answer.items()},
            samples=tuple(self._documents.listed(random.sample(ids, min(SAMPLES, len(ids))))),
        )

    def annotate(self, target: Target, labels: Sequence[int], report: Report = ignore) -> int:
        """Give all of them these labels, in the place of what they had."""
        annotation_rows.check_labels(self._store, labels, self._rules)

        def change(action: Action, ids: Sequence[int]) -> None:
            annotation_rows.check_labels(self._store, labels, self._rules)
            holdout.settle(self._store, ids)
            self._answer(action, ids, labels)

        return self._each("bulk-annotate", target, change, report, labels=sorted(set(labels)))

    def add_label(self, target: Target, label_id: int, report: Report = ignore) -> int:
        """Give all of them this label besides those that they have: where a document may have several."""
        annotation_rows.check_labels(self._store, [label_id], self._rules)

        def change(action: Action, ids: Sequence[int]) -> None:
            annotation_rows.check_labels(self._store, [label_id], self._rules)
            holdout.settle(self._store, ids)
            alike: dict[str, list[int]] = {}  # documents that have the same labels now
            for id, labels in self._store.tuples(LABELS, (json.dumps(ids),)):
                alike.setdefault(labels, []).append(id)
            for labels, some in alike.items():
                self._answer(action, some, {*json.loads(labels or "[]"), label_id})

        return self._each("bulk-annotate", target, change, report, labels=[label_id])

    def preview_twins(self, likeness: Likeness, report: Report = ignore) -> TwinsPreview:
        """What `pass_on` would do."""
        found = twins.find(self._store, likeness, report)
        every = [(id, labels) for labels, ids in found.by_labels.items() for id in ids]
        chosen = dict(random.sample(every, min(SAMPLES, len(every))))
        rows = (replace(row, labels=chosen[row.id]) for row in self._documents.listed(list(chosen)))
        labelled = {labels: len(ids) for labels, ids in found.by_labels.items()}
        return TwinsPreview(labelled, found.conflicts, tuple(rows))

    def pass_on(self, likeness: Likeness, report: Report = ignore) -> int:
        """Give documents without an answer the labels of those that are "exact"ly or "near"ly the same."""
        found = twins.find(self._store, likeness, report)
        labels_of = {id: labels for labels, ids in found.by_labels.items() for id in ids}

        def change(action: Action, ids: Sequence[int]) -> None:
            holdout.settle(self._store, ids)
            alike: dict[tuple[int, ...], list[int]] = {}
            for id in ids:
                alike.setdefault(labels_of[id], []).append(id)
            for labels, some in alike.items():
                self._answer(action, some, labels)

        return self._each("propagate", list(labels_of), change, report)

    def skip(self, target: Target, report: Report = ignore) -> int:
        return self._each("bulk-skip", target, lambda action, ids: self._answer(action, ids, None), report)

    def clear(self, target: Target, report: Report = ignore) -> int:
        """Take their answers away, as Annotations.clear does."""

        def change(action: Action, ids: Sequence[int]) -> None:
            mine = (self._journal.annotator_id(), schema.FIRST)
            given = annotation_rows.images(self._store, ids)
            gone = [key for key in given if self._rules.policy == "last" or key[1:] == mine]
            annotation_rows.change(action, [([key], given[key], None) for key in gone])
            annotation_rows.settle(action, ids, self._rules)

        return self._each("bulk-clear", target, change, report)

    def flag(self, target: Target, is_flagged: bool, report: Report = ignore) -> int:
        def change(action: Action, ids: Sequence[int]) -> None:
            after = {"is_flagged": int(is_flagged)}
            found = self._store.sql(FLAGS, (json.dumps(ids), 1 - is_flagged)).scalars()
            keys = [(id,) for id in found]
            action.change_all(schema.documents, [(keys, {"is_flagged": 1 - is_flagged}, after)])
            action.count("flagged", len(keys) if is_flagged else -len(keys))

        return self._each("bulk-flag", target, change, report, is_flagged=is_flagged)

    def _answer(self, action: Action, ids: Sequence[int], labels: Collection[int] | None) -> None:
        """In the name of the project's annotator; None: skip."""
        after = annotation_rows.image(self._store, labels or (), is_skipped=labels is None)
        mine = (self._journal.annotator_id(), schema.FIRST)
        given = annotation_rows.images(self._store, ids)
        keys = [(id, *mine) for id in ids]
        rows: list[Rows] = [([key], given[key], after) for key in keys if key in given]
        rows.append(([key for key in keys if key not in given], None, after))
        annotation_rows.change(action, rows)
        annotation_rows.settle(action, ids, self._rules)

    def _each(self, kind: str, target: Target, change: Change, report: Report, **details: Any) -> int:
        ids = self._ids(target, report)
        with self._journal.long_action(kind) as act:
            act.details |= details | {"n": len(ids)}
            done = 0
            while done < len(ids):
                part = ids[done : done + act.pace.size].tolist()
                with act.step(part) as (action, free):
                    change(action, free)
                done += len(part)
                report(done, len(ids))
        return len(ids)

    def _ids(self, target: Target, report: Report) -> array[int]:
        """As they are now: what is decided meanwhile changes nothing about who is meant."""
        found = array("q")
        for part in self._documents.ids(target) if isinstance(target, DocumentFilter) else [sorted(set(target))]:
            found.extend(part)
            report(0, 0)
        return found
