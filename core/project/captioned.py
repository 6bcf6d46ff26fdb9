"""What people say of pictures: captions, each a sentence. They are the answer to a picture's document.

An annotation without labels says who gave them and when, so that a picture with captions is a labelled document: it is
counted, filtered and held out as one. The document's text is kept true: the picture's name, then a line a caption.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from core import captions
from core.errors import N_, InputError
from core.formats.common.reasons import Reason
from core.project import annotation_rows, annotators, answers, holdout, pictures, queue, regions, schema
from core.project.changes import Action, now
from core.project.incoming import Incoming
from core.project.journal import Journal
from core.project.store import Store
from core.project.visibility import visible_sql
from core.records import Region, Row

INSERT = "INSERT INTO captions (document_id, captions, annotator_id, at) VALUES (?, ?, ?, ?)"
NAME = "SELECT name FROM pictures WHERE document_id = ? AND {visible}"
SAID = (
    "SELECT pictures.document_id, captions, regions, annotators.name, captions.at FROM pictures"
    " LEFT JOIN captions USING (document_id) LEFT JOIN regions USING (document_id)"
    " LEFT JOIN annotators ON annotators.id = captions.annotator_id"
    " WHERE pictures.document_id IN (SELECT value FROM json_each(?)) ORDER BY pictures.document_id"
)
NO_PICTURE = N_("core", "It is no picture.")
LONE = N_("core", "The text holds half of a character (a lone surrogate).")


def of(store: Store, document_id: int) -> tuple[str, ...]:
    query = select(schema.captions.c.captions).where(schema.captions.c.document_id == document_id)
    text = store.execute(query).scalar_one_or_none()
    return () if text is None else tuple(json.loads(text))


@dataclass(frozen=True, slots=True)
class Said:
    """All captions of a picture with its regions, who gave them (by name), and when."""

    captions: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    annotator: str = ""
    at: str = ""


NOTHING = Said()


def said(store: Store, document_ids: Sequence[int]) -> dict[int, Said]:
    """Of those of the documents that anything is said of."""
    rows = store.tuples(SAID, (json.dumps(list(document_ids)),))
    return {
        int(id): Said(tuple(json.loads(texts or "[]")), regions.from_json(marked or "[]"), name or "", at or "")
        for id, texts, marked, name, at in rows
        if texts or marked
    }


def problem(row: Row) -> str:
    """Why a row can't be a picture of the project; "" when it can."""
    if row.picture is None or not row.picture.digest:
        return NO_PICTURE
    try:
        captions.check(row.captions)
        captions.check_regions(row.regions, row.captions)
        "".join((row.text, row.picture.file, *(region.name for region in row.regions))).encode()
    except InputError as error:
        return Reason(error.template, **error.values)
    except UnicodeEncodeError:
        return LONE
    return ""


def insert(store: Store, rows: Sequence[tuple[int, Row]], incoming: Incoming, at: str) -> None:
    """The pictures of an import's rows with all that is said of them; within its transaction."""
    pictures.insert(store, rows)
    given, marked = [], []
    for id, row in rows:
        who = incoming.person(row.answers[0].annotator) if row.answers else annotators.IMPORT_ID
        when = (row.answers and row.answers[0].at) or at
        if row.captions:
            given.append((id, json.dumps(row.captions, ensure_ascii=False), who, when))
        if row.regions:
            marked.append((id, regions.to_json(row.regions), who, when))
    for statement, values in ((INSERT, given), (regions.INSERT, marked)):
        if values:
            store.run_many(statement, values)


def join(action: Action, document_id: int, rows: Iterable[Row], annotator_id: int) -> bool:
    """What other files say of a picture that is there: what it has not yet; whether that was anything."""
    had, marked = of(action.store, document_id), regions.of(action.store, document_id)
    all_captions, all_regions = list(had), list(marked)
    for row in rows:
        if len({*all_captions, *row.captions}) > captions.MAX_CAPTIONS:
            continue
        all_captions += [caption for caption in dict.fromkeys(row.captions) if caption not in all_captions]
        places = [all_captions.index(caption) for caption in row.captions]
        all_regions += [region for region in captions.moved(row.regions, places) if region not in all_regions]
    write(action, document_id, all_captions, annotator_id)
    regions.write(action, document_id, all_regions, annotator_id)
    return len(all_captions) > len(had) or len(all_regions) > len(marked)


def write(action: Action, document_id: int, found: Sequence[str], annotator_id: int) -> None:
    """Within an act: the captions, the document's text, and the regions where their words are now."""
    before = of(action.store, document_id)
    if tuple(found) == before:
        return
    text = json.dumps(list(found), ensure_ascii=False)
    image: dict[str, Any] | None = {"captions": text, "annotator_id": annotator_id, "at": now()} if found else None
    action.put(schema.captions, (document_id,), image)
    _rewrite(action, document_id, found)
    marked = regions.of(action.store, document_id)
    regions.write(action, document_id, captions.carried(marked, before, found), annotator_id)


def _rewrite(action: Action, document_id: int, found: Sequence[str]) -> None:
    name = action.store.sql("SELECT name FROM pictures WHERE document_id = ?", (document_id,)).scalar_one()
    text = captions.to_text(name, found)
    action.put(schema.texts, (document_id,), {"text": text})
    action.put(schema.documents, (document_id,), {"length": len(text)})


class Captions:
    """The captions of each picture; every change can be undone."""

    def __init__(self, journal: Journal, rules: answers.Rules) -> None:
        self._journal = journal
        self._store = journal.store
        self._rules = rules

    def of(self, document_id: int) -> tuple[str, ...]:
        """(): it has none."""
        return of(self._store, document_id)

    def put(
        self,
        document_id: int,
        given: Sequence[str],
        *,
        marked: Sequence[Region] | None = None,
        seconds: float | None = None,
    ) -> None:
        """All captions of a picture, in the place of what it had; none: it waits for some again.

        `marked`: all regions with them, in the same act; None: those that are there stay with their words.
        """
        found = captions.tidy(given)
        captions.check(found)
        with self._journal.action("caption", document_id) as action:
            query = NAME.format(visible=visible_sql(self._store, "document_id"))
            if self._store.sql(query, (document_id,)).scalar() is None:
                raise InputError("no-document", N_("core", "There is no such document any more."))
            me = self._journal.annotator_id()
            has_changed = found != self.of(document_id)
            write(action, document_id, found, me)
            if marked is not None:
                captions.check_regions(marked, found)
                regions.write(action, document_id, marked, me)
            if has_changed:
                self._answer(action, document_id, seconds, is_answered=bool(found))
            action.details["n"] = len(found)

    def add_bare(self, source: str, given: Iterable[str]) -> int:
        """Captions without pictures, to learn from how captions read; how many."""
        kept = [caption for caption in captions.tidy(given) if len(caption) <= captions.MAX_CHARACTERS]
        with self._journal.action("bare-captions") as action:
            number = int(self._store.sql("SELECT coalesce(max(id), 0) + 1 FROM bare_captions").scalar_one())
            if kept:
                image = {"source": source, "captions": json.dumps(kept, ensure_ascii=False)}
                action.put(schema.bare_captions, (number,), image)
            action.details.update(n=len(kept), source=source)
        return len(kept)

    def _answer(self, action: Action, document_id: int, seconds: float | None, *, is_answered: bool) -> None:
        """The annotation that stands for the captions."""
        queue.note(self._store, document_id)
        if is_answered:
            holdout.settle(self._store, [document_id])
            mine = (document_id, self._journal.annotator_id(), schema.FIRST)
            annotation_rows.put(action, mine, annotation_rows.image(self._store, (), seconds=seconds))
        else:
            there = annotation_rows.images(self._store, [document_id])
            annotation_rows.change(action, [([key], image, None) for key, image in there.items()])
        annotation_rows.settle(action, [document_id], self._rules)
