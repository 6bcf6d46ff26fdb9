"""The documents that a run's explanations are checked on, frozen: check.jsonl in the run's folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import text as literal

from core.progress import Report
from core.project import schema
from core.project.store import Store
from core.project.visibility import visible_sql

MARKS = (
    "(SELECT json_group_array(json_array(name, start, stop)) FROM rationales JOIN annotators"
    " ON annotators.id = annotator_id WHERE rationales.document_id = documents.id) AS marks"
)
HELD_OUT = (
    f"SELECT documents.id, text, {MARKS} FROM documents JOIN texts ON texts.document_id = documents.id"
    f" WHERE split = {schema.HOLDOUT} AND {{visible}} ORDER BY marks = '[]', rank, documents.id LIMIT ?"
)
OTHERS = (
    "SELECT documents.id, text, '[]' AS marks FROM ranks CROSS JOIN documents ON documents.id = ranks.document_id"
    " JOIN texts ON texts.document_id = documents.id"
    f" WHERE split IS NOT {schema.HOLDOUT} AND {{visible}} ORDER BY ranks.rank, documents.id LIMIT ?"
)


def write(store: Store, path: Path, limit: int, report: Report, *, max_chars: int | None = None) -> int:
    """At most `limit` documents, in random order: of the hold-out first, and of those the ones with marked words.

    Marks of documents that a run may have learned from would flatter it: they are left out. No more than `max_chars`
    characters in all, but one document. The number written.
    """
    written = chars = 0
    with store.reading(), path.open("w", encoding="utf-8", newline="\n") as file:
        for line in _lines(store, limit):
            report(written, limit)
            chars += len(line["text"])
            if written and max_chars is not None and chars > max_chars:
                break
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            written += 1
    return written


def write_all(store: Store, path: Path, report: Report) -> int:
    """Every document that is seen, in order, with its id; the number written."""
    total, written = int(store.sql(f"SELECT count(*) FROM documents WHERE {visible_sql(store)}").scalar_one()), 0
    query = f"SELECT id, text FROM documents JOIN texts ON document_id = id WHERE {visible_sql(store)} ORDER BY id"
    with store.reading(), path.open("w", encoding="utf-8", newline="\n") as file:
        for id, text in store.stream(literal(query)):
            report(written, total)
            file.write(json.dumps({"id": id, "text": text}, ensure_ascii=False) + "\n")
            written += 1
    return written


def _lines(store: Store, limit: int) -> Iterator[dict[str, Any]]:
    visible, left = visible_sql(store), limit
    for query in (HELD_OUT, OTHERS):
        for id, text, marks in store.sql(query.format(visible=visible), (left,)):
            yield {"id": id, "text": text, "marks": _by_annotator(json.loads(marks))}
            left -= 1


def _by_annotator(marks: list[tuple[str, int, int]]) -> dict[str, list[list[int]]]:
    found: defaultdict[str, list[list[int]]] = defaultdict(list)
    for name, start, stop in marks:
        found[name].append([start, stop])
    return found
