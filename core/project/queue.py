"""The list of what comes next by a strategy: how it is made, and why each document is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import insert

from core.jobs.specs import MeterSpec, QueueSpec, Strategy
from core.project import properties, queue_again, queue_pool, queue_request, schema
from core.project.documents import Documents
from core.project.labels import LabelSet
from core.project.queue_pool import Pool
from core.project.runs import Runs
from core.project.store import Store, damaged
from core.project.values import POOL_ORDERS, ListInfo, Reason, Wish
from core.selection import mixing, reading
from core.selection.limits import LISTED
from core.selection.reading import Reading

FOLDER = "queue"  # beside runs; the worker writes there what it has learned from the texts
INFO, METER, TARGET = "queue", "meter", "target_accuracy"
DEFAULT_TARGET = 0.9
queue = schema.queue
CHOSEN = "INSERT OR IGNORE INTO chosen SELECT document_id, kind FROM queue WHERE document_id = ? AND is_counted = 1"
DONE = "UPDATE queue SET is_done = 1 WHERE document_id = ?"
IN_STATE = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) AND state = ?"
WHY = "SELECT kind, reason, is_done FROM queue WHERE document_id = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list."""

    document_id: int
    kind: str
    score: float = 0.0
    said: Sequence[Any] = ()
    is_counted: bool = False
    asks_again: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project means to its list."""

    folder: Path
    is_multi_label: bool


def note(store: Store, document_id: int) -> None:
    """A person answered a document: within the transaction of that act."""
    store.sql(CHOSEN, (document_id,))
    store.sql(DONE, (document_id,))


class Queue:
    """The list in force. There is none while documents come as imported or at random."""

    def __init__(self, store: Store, labels: LabelSet, documents: Documents, runs: Runs, rules: Rules) -> None:
        self._store = store
        self._labels = labels
        self._documents = documents
        self._runs = runs
        self._rules = rules

    def info(self) -> ListInfo | None:
        found = properties.get(self._store, INFO)
        try:
            return ListInfo(**found) if found else None
        except TypeError:
            return None

    def reason(self, document_id: int) -> Reason | None:
        """Why the document is in the list; None when it is not."""
        rows = self._store.tuples(WHY, (document_id,))
        if not rows:
            return None
        kind, reason, is_done = rows[0]
        try:
            said = tuple(None if pair is None else (str(pair[0]), pair[1]) for pair in json.loads(reason))
        except (ValueError, TypeError, IndexError, KeyError, RecursionError):
            raise damaged() from None
        return Reason(kind, said, not is_done)

    def ask_meter(self, *, is_written: bool) -> MeterSpec:
        """What the worker must know to read the meter; all that is written down already where a list was just made."""
        name = queue_request.POOL if is_written else self._write(Wish())
        return MeterSpec(**self._common(), documents=name, target=self.target())

    def meter(self) -> Reading | None:
        """What the meter read last."""
        return reading.from_json(properties.get(self._store, METER))

    def keep_meter(self, read: Mapping[str, Any]) -> None:
        with self._store.transaction():
            properties.put(self._store, METER, read)

    def target(self) -> float:
        """The accuracy that the project aims at."""
        found = properties.get(self._store, TARGET)
        return float(found) if isinstance(found, int | float) and 0 < found < 1 else DEFAULT_TARGET

    def set_target(self, accuracy: float) -> None:
        with self._store.transaction():
            properties.put(self._store, TARGET, accuracy)

    def ask(self, wish: Wish) -> QueueSpec:
        """Write down what the worker must know to make the list."""
        name = self._write(wish)
        return QueueSpec(**self._common(), documents=name, strategy=cast(Strategy, wish.order), label=wish.label)

    def begin(self, wish: Wish, random_share: float, annotator: str) -> ListInfo:
        """What needs no model: all of a second pass; of the others random documents, until the worker has answered.

        A list of the same kind that is there from before stays as long.
        """
        kept = self.info()
        if kept is not None and _still_serves(kept, wish):
            return kept
        if wish.order == "second":
            ids = queue_again.second_pass(self._store, self._documents, wish.filter, annotator)
            return self._replace([Entry(id, "second", asks_again=True) for id in ids], _info(wish))
        entries = [] if wish.order == "suspects" else self._mixed(wish, [], random_share)
        return self._replace(entries, _info(wish, is_waiting=True))

    def take_in(self, wish: Wish, found: Mapping[str, Any], random_share: float) -> ListInfo:
        """Put the worker's list in force, random documents mixed in where it is about unlabelled ones."""
        about = {name: found[name] for name in ("is_cold", "scored", "labels", "model")}
        is_again = wish.order == "suspects"
        is_counted = not is_again and queue_pool.is_whole(wish.filter)
        ids = json.dumps([row["id"] for row in found["rows"]])
        state = schema.LABELLED if is_again else schema.UNLABELLED
        still = set(self._store.sql(IN_STATE, (ids, state)).scalars())
        entries = [
            Entry(row["id"], row["kind"], row["score"], (row["first"], row["second"]), is_counted, is_again)
            for row in found["rows"]
            if row["id"] in still
        ]
        if not is_again:
            entries = self._mixed(wish, entries, random_share)
        return self._replace(entries, _info(wish, **about))

    def clear(self) -> None:
        """Documents come as imported or at random from now on."""
        with self._store.transaction():
            self._store.sql("DELETE FROM queue")
            properties.put(self._store, INFO, None)

    def _write(self, wish: Wish) -> str:
        return queue_request.write(self._store, self._documents, self._pool(wish), wish, self._rules.folder)

    def _common(self) -> dict[str, Any]:
        """What every question to the worker says of the project."""
        foundation = self._runs.foundation()
        return {
            "folder": str(self._rules.folder),
            "labels": tuple(label.name for label in self._labels.all()),
            "is_multi_label": self._rules.is_multi_label,
            "pretrained": str(foundation.path) if foundation else "",
        }

    def _mixed(self, wish: Wish, chosen: Sequence[Entry], random_share: float) -> list[Entry]:
        """First where people differ, if so wished; then chosen documents, random ones and the hold-out's between."""
        different = []
        if wish.order == "disagreement":
            different = queue_again.different(self._store, self._documents, wish.filter, LISTED)
        found = {id: Entry(id, "annotators", said=said, asks_again=True) for id, said in different}
        share = random_share if chosen else 1.0
        slots = mixing.slots(
            queue_pool.n_answered(self._store),
            LISTED,
            random_share=share,
            holdout_share=queue_pool.holdout_share(self._store),
        )
        pool = self._pool(wish)
        sources = {
            "chosen": iter(chosen),
            "random": self._entries("random", pool.random(2 * LISTED)),
            "holdout": self._entries("holdout", pool.held_out(LISTED)),
        }
        for slot in slots:
            entry = next((entry for entry in sources[slot] if entry.document_id not in found), None)
            if entry is not None:
                found[entry.document_id] = entry
            elif slot == "chosen":
                break
        return list(found.values())

    def _pool(self, wish: Wish) -> Pool:
        return Pool(self._store, wish.filter, is_multi_label=self._rules.is_multi_label)

    def _entries(self, kind: str, ids: Sequence[int]) -> Iterator[Entry]:
        return (Entry(id, kind) for id in ids)

    def _replace(self, entries: Sequence[Entry], info: ListInfo) -> ListInfo:
        """In one short transaction, so that no decision waits for it."""
        rows = [
            {
                "place": place,
                "document_id": entry.document_id,
                "kind": entry.kind,
                "score": entry.score,
                "reason": json.dumps(entry.said, ensure_ascii=False),
                "is_counted": int(entry.is_counted),
                "asks_again": int(entry.asks_again),
                "is_done": 0,
            }
            for place, entry in enumerate(entries)
        ]
        with self._store.transaction():
            self._store.sql("DELETE FROM queue")
            if rows:
                self._store.execute(insert(queue), rows)
            properties.put(self._store, INFO, asdict(info))
        return info


def _still_serves(kept: ListInfo, wish: Wish) -> bool:
    is_alike = (kept.order, kept.label, kept.is_waiting) == (wish.order, wish.label, False)
    return is_alike and wish.order in POOL_ORDERS and kept.is_whole and queue_pool.is_whole(wish.filter)


def _info(wish: Wish, **about: Any) -> ListInfo:
    return ListInfo(wish.order, wish.label, is_whole=queue_pool.is_whole(wish.filter), **about)
