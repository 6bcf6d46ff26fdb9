"""What a run trains on, frozen: snapshot.jsonl, written as it is read."""

from __future__ import annotations

import heapq
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from core import pairs
from core.captions import region_object
from core.errors import N_, InputError
from core.progress import Report
from core.project import counts, holdout, regions, schema
from core.project.pictures import Pictures
from core.project.store import Store
from core.project.visibility import visible_sql

POOL_MAX = 100_000
REPORT_EVERY = 2000
SPANS = (
    "(SELECT json_group_array(json_array(start, stop)) FROM"
    " (SELECT DISTINCT start, stop FROM rationales WHERE document_id = documents.id)) AS spans"
)
LABELLED = (
    f"SELECT documents.id, text, text_hash, split, rank, labels, {SPANS} FROM documents"
    " JOIN texts ON document_id = documents.id WHERE state = 1 AND {visible} ORDER BY documents.id"
)
POOL = (
    "SELECT documents.id, text, text_hash FROM ranks CROSS JOIN documents ON documents.id = ranks.document_id"
    " JOIN imports ON imports.id = import_id JOIN texts ON texts.document_id = documents.id"
    " WHERE documents.state = 0 AND documents.split IS NOT 1"
    f" AND NOT {holdout.RESERVED} AND {{visible}} ORDER BY ranks.rank, ranks.document_id"
)
TEXTS = "SELECT documents.id, text FROM documents JOIN texts ON document_id = documents.id WHERE {visible} ORDER BY 1"
PAIRS = (
    "SELECT documents.id, text, split, links FROM documents JOIN texts ON texts.document_id = documents.id"
    " LEFT JOIN links ON links.document_id = documents.id WHERE {visible} ORDER BY documents.id"
)
HOLDOUT_PAIRS = "SELECT text FROM documents JOIN texts ON document_id = documents.id WHERE split = 1 AND {visible}"
PAIR_RANKS = "SELECT id, rank FROM documents WHERE split IS NOT 1 AND {visible}"
PICTURES = (
    "SELECT documents.id, text_hash, documents.split, documents.state, captions, regions FROM documents"
    " JOIN imports ON imports.id = import_id JOIN pictures ON pictures.document_id = documents.id"
    " LEFT JOIN captions ON captions.document_id = documents.id LEFT JOIN regions ON regions.document_id = documents.id"
    f" WHERE (documents.state = 1 OR (documents.state = 0 AND documents.split IS NOT 1 AND NOT {holdout.RESERVED}))"
    " AND {visible} ORDER BY documents.id"
)
HOLDOUT_TEXTS = "SELECT text_hash FROM documents WHERE split = 1 AND {visible}"
TRAIN_RANKS = "SELECT id, rank FROM documents WHERE state = 1 AND split IS NOT 1 AND {visible}"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which labelled documents count: at most `limit` to train on, drawn by the seed; of those in `only`, if given."""

    limit: int | None = None
    seed: int = 0
    only: Set[int] | None = None

    def has(self, id: int) -> bool:
        return self.only is None or id in self.only


@dataclass(slots=True)
class Contents:
    """What is in a snapshot; `parts` also counts the documents to train on with "rationales"."""

    parts: Counter[str] = field(default_factory=Counter)
    train_labels: Counter[str] = field(default_factory=Counter)


def write(store: Store, path: Path, selection: Selection, report: Report) -> Contents:
    """Write the snapshot. Of what is not selected, the hold-out stays out, other labelled ones count as unlabelled."""
    contents = Contents()
    with store.reading():
        for line in _written(_lines(store, selection), store, path, report):
            contents.parts[line["part"]] += 1
            if line["part"] == "train":
                contents.train_labels.update(line["labels"])
                contents.parts.update(["rationales"] if line["rationales"] else [])
    return contents


def write_texts(store: Store, path: Path, *, report: Report) -> Contents:
    """Write all texts, those of the hold-out too, and nothing of what people said of them: all is "pool"."""
    with store.reading():
        rows = (
            {"id": id, "text": text, "labels": [], "part": "pool", "rationales": []} for id, text in _rows(store, TEXTS)
        )
        return Contents(Counter(line["part"] for line in _written(rows, store, path, report)))


def write_pairs(store: Store, path: Path, selection: Selection, report: Report) -> Contents:
    """Write all pairs, with what people linked in them; no source of the hold-out is trained on. "linked" counts."""
    contents = Contents()
    with store.reading():
        for line in _written(_pairs(store, selection), store, path, report):
            contents.parts.update([line["part"], *(["linked"] if line["links"] else [])])
    return contents


def write_pictures(store: Store, path: Path, found: Pictures, selection: Selection, report: Report) -> Contents:
    """Write all pictures, and captions without pictures ("text"); no content of the hold-out is trained on.

    "captions" and "regions" count those of the pictures to train on.
    """
    contents = Contents()
    with store.reading():
        lines = itertools.chain(_pictures(store, found, selection), _bare(store))
        for line in _written(lines, store, path, report):
            contents.parts[line["part"]] += 1
            if line["part"] == "train":
                contents.parts.update({"captions": len(line["captions"]), "regions": len(line["regions"])})
    return contents


def _pictures(store: Store, found: Pictures, selection: Selection) -> Iterator[dict[str, Any]]:
    secret = {text_hash for (text_hash,) in _rows(store, HOLDOUT_TEXTS)}
    chosen = selection.only if selection.limit is None else _choose(store, selection)
    n_pool = 0
    rows = _rows(store, PICTURES)
    while window := list(itertools.islice(rows, REPORT_EVERY)):
        pictures = found.listed([row.id for row in window])
        for row in window:
            part = "pool" if row.state == schema.UNLABELLED else _part(row, secret, selection, chosen)
            if part is None or (part == "pool" and (n_pool == POOL_MAX or row.text_hash in secret)):
                continue
            n_pool += part == "pool"
            is_told = part != "pool"
            yield {
                "id": row.id,
                "picture": str(found.path_of(pictures[row.id])),
                "digest": pictures[row.id].digest,
                "part": part,
                "captions": json.loads(row.captions or "[]") if is_told else [],
                "regions": [region_object(one) for one in regions.from_json(row.regions or "[]")] if is_told else [],
            }


def _bare(store: Store) -> Iterator[dict[str, Any]]:
    for (found,) in store.stream(text("SELECT captions FROM bare_captions ORDER BY id")):
        for caption in json.loads(found):
            yield {"id": 0, "picture": "", "digest": "", "part": "text", "captions": [caption], "regions": []}


def _pairs(store: Store, selection: Selection) -> Iterator[dict[str, Any]]:
    secret = {pairs.of_text(row.text).source for row in _rows(store, HOLDOUT_PAIRS)}
    chosen = selection.only if selection.limit is None else _choose(store, selection, PAIR_RANKS)
    for row in _rows(store, PAIRS):
        pair = pairs.of_text(row.text)
        is_holdout = row.split == schema.HOLDOUT
        if (
            not selection.has(row.id)
            if is_holdout
            else pair.source in secret or not (chosen is None or row.id in chosen)
        ):
            continue
        found = [[a, b, c, d, bool(sure)] for a, b, c, d, sure in json.loads(row.links or "[]")]
        yield {
            "id": row.id,
            "source": pair.source,
            "target": pair.target,
            "part": "holdout" if is_holdout else "train",
            "links": [[[a, b], [c, d], is_sure] for a, b, c, d, is_sure in found],
        }


def _written(lines: Iterator[dict[str, Any]], store: Store, path: Path, report: Report) -> Iterator[dict[str, Any]]:
    """The lines again, each when it is in the file."""
    total = counts.kept_counts(store)["total"]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for done, line in enumerate(lines):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            if done % REPORT_EVERY == 0:
                report(done, total)
            yield line


def _lines(store: Store, selection: Selection) -> Iterator[dict[str, Any]]:
    names = {id: name for id, name in store.execute(select(schema.labels.c.id, schema.labels.c.name))}
    secret = {
        text_hash for (text_hash,) in _rows(store, HOLDOUT_TEXTS)
    }  # no copy of a hold-out text is trained on either
    chosen = selection.only if selection.limit is None else _choose(store, selection)
    n_pool = 0
    for row in _rows(store, LABELLED):
        part = _part(row, secret, selection, chosen)
        if part is None or (part == "pool" and n_pool == POOL_MAX):
            continue
        n_pool += part == "pool"
        given = [] if part == "pool" else [names[id] for id in json.loads(row.labels)]
        spans = [] if part == "pool" else json.loads(row.spans)
        yield {"id": row.id, "text": row.text, "labels": given, "part": part, "rationales": spans}
    for row in _rows(store, POOL):
        if n_pool == POOL_MAX:
            break
        if row.text_hash not in secret:
            n_pool += 1
            yield {"id": row.id, "text": row.text, "labels": [], "part": "pool", "rationales": []}


def _rows(store: Store, query: str) -> Iterator[Any]:
    return store.stream(text(query.format(visible=visible_sql(store))))


def _part(row: Any, secret: set[int], selection: Selection, chosen: Set[int] | None) -> str | None:
    if row.split == schema.HOLDOUT:
        return "holdout" if selection.has(row.id) else None
    if row.text_hash in secret:
        return None
    return "train" if chosen is None or row.id in chosen else "pool"


def _mix(rank: int, seed: int) -> int:
    """Another random order for each seed (splitmix64)."""
    z = (rank ^ (seed * 0x9E3779B97F4A7C15)) & holdout.MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & holdout.MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & holdout.MASK
    return z ^ (z >> 31)


def _choose(store: Store, selection: Selection, query: str = TRAIN_RANKS) -> set[int]:
    """So many documents to train on, at random; the seed decides which."""
    limit = selection.limit or 0
    if limit < 1:
        raise InputError("bad-limit", N_("core", "The number of labelled documents to train on is at least 1."))
    ranks = ((rank, id) for id, rank in _rows(store, query) if selection.has(id))
    return {id for _, id in heapq.nsmallest(limit, ((_mix(rank, selection.seed), id) for rank, id in ranks))}
