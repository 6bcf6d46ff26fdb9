"""The order of a walk through documents, as one or two ways: each a driver, the keys it is sorted by, and tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.project import counts, schema
from core.project.find.parts import ACTIVE_RUN, EVERYTHING, ID, NEAREST, PROBE, Driver, Part, parts, similar_to
from core.project.search import index
from core.project.store import Store
from core.project.values import DocumentFilter, Order
from core.project.visibility import visible_sql

WINDOW = 200  # rows that a walk is mostly made for
WORDS = Driver("search.words AS named", "named.rowid", "named.words MATCH :match")
RANKS = Driver("ranks AS named", "named.document_id")
LENGTHS = Driver("lengths AS named", "named.document_id")
ANSWERED = Driver("documents INDEXED BY documents_answered", ID)
MARGINS = "predictions AS named INDEXED BY predictions_margin"
LIST = Driver("queue AS named", "named.document_id")
PLACE = "coalesce((SELECT place FROM queue WHERE document_id = documents.id), -1)"  # what is not listed: before all
IS_OPEN = f"CASE named.asks_again WHEN 1 THEN named.is_done = 0 ELSE documents.state = {schema.UNLABELLED} END"
"""Of what is in the list: it is still to be asked."""
MARGIN = "(SELECT margin FROM predictions WHERE run = {run} AND document_id = documents.id)"


@dataclass(frozen=True, slots=True)
class Way:
    """Documents in the order of `keys`, those that pass all `tests`; `own_keys` are the same keys by the document.

    It leads to documents that are `own` alone. `is_stepwise`: they come by themselves in that order, so that one may
    stop anywhere and go on from there.
    """

    driver: Driver
    keys: tuple[str, ...]
    own_keys: tuple[str, ...]
    own: str = "1"
    tests: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    reads_text: bool = False
    is_descending: bool = False
    is_stepwise: bool = True

    @property
    def origin(self) -> str:
        text = f" CROSS JOIN texts ON texts.document_id = {ID}" if self.reads_text else ""
        return self.driver.origin + text

    @property
    def condition(self) -> str:
        return " AND ".join((self.driver.condition, self.own, *self.tests))

    def place_of(self, store: Store, document_id: int) -> tuple[float, ...] | None:
        """The keys of a document, whether it passes or not; None when this way does not lead to it."""
        query = f"SELECT {', '.join(self.own_keys)} FROM documents WHERE id = ? AND {self.own}"
        row = store.sql(query, (document_id,)).one_or_none()
        return None if row is None else tuple(row)


@dataclass(frozen=True, slots=True)
class Choice:
    """A driver, how many documents it names (at most PROBE + 1 are counted), and what is left to be tested."""

    driver: Driver
    n: int
    rest: tuple[Part, ...]


class Ways:
    """Finds the way that costs least: from the part of the filter that names fewest documents."""

    def __init__(self, store: Store, where: DocumentFilter, *, is_multi_label: bool) -> None:
        self._store = store
        self._similar_to = where.similar_to
        self._parts = tuple(parts(store, where, is_multi_label=is_multi_label))
        self._total = counts.kept_counts(store).get("total", 0)
        self._match = " AND ".join(f"({part.match})" for part in self._parts if part.match)
        self._upto = index.upto(store) if self._match else 0
        self._is_behind = bool(self._match) and self._upto < index.last(store)

    def inside(self) -> Way:
        """Only the tests: for documents that are given."""
        return self._way(Choice(EVERYTHING, 0, self._parts), (ID,), (ID,))

    def of(self, order: Order) -> list[Way]:
        if self._similar_to is not None:
            return [self._by_likeness(self._similar_to)]
        match order:
            case "imported":
                return list(self._imported())
            case "random":
                return [self._random()]
            case "shortest" | "longest":
                keys, own_keys = ("named.length", "named.document_id"), ("documents.length", ID)
                walk = Choice(LENGTHS, self._total, self._parts)
                return [self._choose(self._best(), walk, keys, own_keys, "1", is_descending=order == "longest")]
            case "latest":
                return self._latest()
            case "unsure" | "sure":
                return self._by_margin(is_descending=order == "sure")
            case _:
                return [self._way(Choice(LIST, self._total, self._parts), ("named.place",), (PLACE,))]

    def _imported(self) -> Iterator[Way]:
        """Where the index is behind: what it has, then the rest, text by text."""
        if not self._is_behind:
            yield self._by_id(self._best())
            return
        if self._upto:
            yield self._by_id(self._best(has_index=True), own=f"{ID} <= {self._upto}")
        yield self._by_id(self._best(), own=f"{ID} > {self._upto}")

    def _by_likeness(self, document_id: int) -> Way:
        """The nearest first."""
        listed = json.dumps(similar_to(self._store, document_id).ids)
        place = f"(SELECT key FROM json_each('{listed}') WHERE value = {ID})"
        part = next(part for part in self._parts if part.driver and part.driver.source == NEAREST)
        assert part.driver is not None
        choice = Choice(part.driver, 0, tuple(other for other in self._parts if other is not part))
        return self._way(choice, ("named.key",), (place,), own=f"{place} IS NOT NULL", is_stepwise=False)

    def _random(self) -> Way:
        best = self._best()
        keys = ("documents.rank", ID)
        if best.n * best.n <= WINDOW * self._total:
            return self._sorted(best, keys)
        walk = Choice(RANKS, self._total, self._parts)
        return self._way(walk, ("named.rank", "named.document_id"), keys)

    def _latest(self) -> list[Way]:
        best = self._best()
        keys, own = ("documents.answered_at", ID), "documents.answered_at IS NOT NULL"
        walk = Choice(ANSWERED, self._total, self._parts)
        first = self._choose(best, walk, keys, keys, own, is_descending=True)
        return [first, self._by_id(best, own="documents.answered_at IS NULL")]

    def _by_margin(self, *, is_descending: bool) -> list[Way]:
        best = self._best()
        run = self._store.sql(ACTIVE_RUN).scalar()
        if run is None:
            return [self._by_id(best)]
        margin = MARGIN.format(run=int(run))
        walk = Choice(Driver(MARGINS, "named.document_id", f"named.run = {int(run)}"), self._total, self._parts)
        keys, own_keys = ("named.margin", "named.document_id"), (margin, ID)
        first = self._choose(best, walk, keys, own_keys, f"{margin} IS NOT NULL", is_descending=is_descending)
        return [first, self._by_id(best, own=f"{margin} IS NULL")]

    def _choose(
        self, best: Choice, walk: Choice, keys: tuple[str, ...], own_keys: tuple[str, ...], own: str, **how: bool
    ) -> Way:
        """Sort what the best driver names, if that is little; else walk."""
        if best.n * best.n <= WINDOW * self._total:
            return self._way(best, own_keys, own_keys, own=own, is_stepwise=False, **how)
        return self._way(walk, keys, own_keys, own=own, **how)

    def _by_id(self, choice: Choice, own: str = "1") -> Way:
        key = (choice.driver.column,)
        return self._way(choice, key, (ID,), own=own, is_stepwise=choice.driver.is_sorted)

    def _sorted(self, choice: Choice, keys: tuple[str, ...], *, is_descending: bool = False) -> Way:
        return self._way(choice, keys, keys, is_descending=is_descending, is_stepwise=False)

    def _way(self, choice: Choice, keys: tuple[str, ...], own_keys: tuple[str, ...], **how: Any) -> Way:
        tests = [part.test for part in choice.rest]
        if (seen := visible_sql(self._store, choice.driver.column)) != "1":
            tests.insert(0, seen)
        params: dict[str, Any] = {"match": self._match} | dict(choice.driver.params)
        for part in choice.rest:
            params |= part.params
        reads_text = any(part.reads_text for part in choice.rest)
        return Way(choice.driver, keys, own_keys, tests=tuple(tests), params=params, reads_text=reads_text, **how)

    def _best(self, *, has_index: bool = False) -> Choice:
        """Of the drivers the one with fewest documents; one that does not sort them only if these are few.

        The index of words is one of them where it is not behind, or behind nothing that matters (`has_index`).
        """
        found = [Choice(EVERYTHING, self._total, self._parts)]
        for part in self._parts:
            if part.driver and part.count:
                rest = tuple(other for other in self._parts if other is not part)
                choice = Choice(part.driver, part.count(), rest)
                if part.driver.is_sorted or choice.n <= PROBE:
                    found.append(choice)
        if self._match and (has_index or not self._is_behind):
            rest = tuple(part for part in self._parts if not (part.match and part.is_exact))
            found.append(Choice(WORDS, self._count_words(), rest))
        return min(found, key=lambda choice: choice.n)

    def _count_words(self) -> int:
        probe = f"SELECT count(*) FROM (SELECT 1 FROM {WORDS.source} WHERE {WORDS.condition} LIMIT {PROBE + 1})"
        return int(self._store.sql(probe, {"match": self._match}).scalar_one())
