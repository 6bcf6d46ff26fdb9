"""What people say of where things are in pictures: rectangles, tied to words of a caption or with a name only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from core import captions
from core.project import schema
from core.project.changes import Action, now
from core.project.journal import Journal
from core.project.store import Store
from core.records import Box, Region, Span

INSERT = "INSERT INTO regions (document_id, regions, annotator_id, at) VALUES (?, ?, ?, ?)"
CAPTIONS = "SELECT captions FROM captions WHERE document_id = ?"
Json = list[Any]


def to_list(region: Region) -> Json:
    """As it stands in a row: [left, top, width, height, name, caption's number, start, end]."""
    span = (region.span.start, region.span.end) if region.span else (None, None)
    box = region.box
    return [box.left, box.top, box.width, box.height, region.name, region.caption, *span]


def to_json(found: Iterable[Region]) -> str:
    return json.dumps([to_list(region) for region in found], ensure_ascii=False)


def from_json(text: str) -> tuple[Region, ...]:
    return tuple(
        Region(Box(*box), name, caption, None if start is None else Span(start, end))
        for *box, name, caption, start, end in json.loads(text)
    )


def of(store: Store, document_id: int) -> tuple[Region, ...]:
    query = select(schema.regions.c.regions).where(schema.regions.c.document_id == document_id)
    text = store.execute(query).scalar_one_or_none()
    return () if text is None else from_json(text)


def write(action: Action, document_id: int, found: Sequence[Region], annotator_id: int) -> None:
    """Within an act; no regions at all: nothing is said any more. What stays the same stays whose it is."""
    if tuple(found) != of(action.store, document_id):
        image = {"regions": to_json(found), "annotator_id": annotator_id, "at": now()} if found else None
        action.put(schema.regions, (document_id,), image)


class Regions:
    """The regions of each picture, given by whoever touched them last; every change can be undone."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def of(self, document_id: int) -> tuple[Region, ...]:
        return of(self._store, document_id)

    def put(self, document_id: int, regions: Sequence[Region]) -> None:
        """All regions of a picture, in the place of what it had. InputError for one that lies outside."""
        with self._journal.action("regions", document_id) as action:
            text = self._store.sql(CAPTIONS, (document_id,)).scalar_one_or_none()
            captions.check_regions(regions, json.loads(text or "[]"))
            write(action, document_id, regions, self._journal.annotator_id())
            action.details["n"] = len(regions)

    def count(self) -> int:
        """How many pictures have some."""
        return int(self._store.sql("SELECT count(*) FROM regions").scalar_one())
