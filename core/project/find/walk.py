"""Walking ways: the documents behind a place, block by block, so that nobody waits long for what is hard to find."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.progress import Report, ignore
from core.project.find.ways import Way
from core.project.pace import Pace
from core.project.store import Store
from core.project.values import Place

FIRST_BLOCK, LAST_BLOCK = 1000, 10_000  # documents looked at between two looks at the clock

Keys = tuple[float, ...]


def turned(ways: Sequence[Way]) -> list[Way]:
    """The same, from the end."""
    return [replace(way, is_descending=not way.is_descending) for way in reversed(ways)]


def place_of(store: Store, ways: Sequence[Way], document_id: int) -> Place | None:
    for part, way in enumerate(ways):
        if (keys := way.place_of(store, document_id)) is not None:
            return Place(part, keys)
    return None


def ids(
    store: Store, ways: Sequence[Way], *, start: Place | None = None, limit: int, budget_s: float = float("inf")
) -> tuple[list[int], Place | None]:
    """At most `limit` documents behind `start`, and where to go on; None: that was all.

    After `budget_s` it gives those that it has.
    """
    deadline = time.monotonic() + budget_s
    found: list[int] = []
    pace = Pace(FIRST_BLOCK)
    for part in range(start.part if start else 0, len(ways)):
        keys = start.keys if start and start.part == part else None
        for begin, end in _blocks(store, ways[part], keys, pace):
            begun, n = time.monotonic(), pace.size
            rows = _select(store, ways[part], begin, end, limit - len(found))
            pace.took(n, time.monotonic() - begun)
            found += [row[-1] for row in rows]
            if len(found) == limit:
                return found, Place(part, tuple(rows[-1][:-1]))
            if end is not None and time.monotonic() > deadline:
                return found, Place(part, end)
    return found, None


def all_ids(store: Store, ways: Sequence[Way]) -> Iterator[list[int]]:
    """Every document, by blocks of any size."""
    for way in ways:
        for begin, end in _blocks(store, way, None):
            yield [row[-1] for row in _select(store, way, begin, end, -1)]


def count(store: Store, ways: Sequence[Way], report: Report = ignore) -> int:
    """How many there are; `report` gets how many of them were found so far, and may raise Cancelled."""
    n = 0
    for way in ways:
        for begin, end in _blocks(store, way, None):
            where, params = _within(way, begin, end)
            n += int(store.sql(f"SELECT count(*) FROM {way.origin} WHERE {where}", params).scalar_one())
            report(n, 0)
    return n


def _blocks(
    store: Store, way: Way, begin: Keys | None, pace: Pace | None = None
) -> Iterator[tuple[Keys | None, Keys | None]]:
    """(behind, to): the last block has no end; where all pass there is but one. Their sizes grow, or go by a pace."""
    size = FIRST_BLOCK
    while True:
        end = _step(store, way, begin, pace.size if pace else size) if way.is_stepwise and way.tests else None
        yield begin, end
        if end is None:
            return
        begin, size = end, min(2 * size, LAST_BLOCK)


def _step(store: Store, way: Way, begin: Keys | None, size: int) -> Keys | None:
    """The keys `size` documents further on, whether these pass or not: steps of a known size, not pages."""
    where, params = _within(replace(way, tests=()), begin, None)
    query = f"SELECT {', '.join(way.keys)} FROM {way.driver.origin} WHERE {where} ORDER BY {_order(way)}"
    row = store.sql(f"{query} LIMIT 1 OFFSET {size - 1}", params).one_or_none()
    return None if row is None else tuple(row)


def _select(store: Store, way: Way, begin: Keys | None, end: Keys | None, limit: int) -> Sequence[Any]:
    where, params = _within(way, begin, end)
    columns = ", ".join((*way.keys, way.driver.column))
    query = f"SELECT {columns} FROM {way.origin} WHERE {where} ORDER BY {_order(way)} LIMIT {limit}"
    return store.sql(query, params).all()


def _within(way: Way, begin: Keys | None, end: Keys | None) -> tuple[str, dict[str, object]]:
    """The condition for what passes behind `begin`, up to `end`."""
    after, until = ("<", ">=") if way.is_descending else (">", "<=")
    keys = f"({', '.join(way.keys)})"
    conditions, params = [way.condition], dict[str, object](way.params)
    for name, sign, place in (("begin", after, begin), ("end", until, end)):
        if place is not None:
            names = [f"{name}{index}" for index in range(len(place))]
            conditions.append(f"{keys} {sign} ({', '.join(f':{key}' for key in names)})")
            params |= dict(zip(names, place, strict=True))
    return " AND ".join(conditions), params


def _order(way: Way) -> str:
    return ", ".join(f"{key} DESC" if way.is_descending else key for key in way.keys)
