"""Documents like a given one: by meaning where a run has placed it among others, else by the words that it shares.

By meaning: cosine of the vectors that a run left (core.meanings); of several runs that with most documents, or the
newest. By words: cosine of tf-idf vectors over words and pairs of characters, those of the index. The rare words of the
document name candidates by the index; what these have in common with it is then read from their texts. G. Salton and
C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988 (binary tf, idf, cosine); words that the
document has not weigh as much as one of its own in the mean, so that the index is not asked for each.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core import meanings
from core.project import counts, files
from core.project.search import tokens
from core.project.store import Store
from core.project.visibility import visible_sql

MOST = 200  # documents that are found
SPARE = 200  # more, of which some may not be there any more
ASKED = 64  # words of the document, the rarest, that name candidates
PER_WORD = 1000  # documents looked up for a word; from their ids it is told how many there are beyond
CANDIDATES = 400  # whose texts are read
OWN = "SELECT text FROM texts WHERE document_id = ?"
TEXTS = "SELECT document_id, text FROM texts WHERE document_id IN (SELECT value FROM json_each(?)) AND "
WITH_WORD = f"SELECT rowid FROM search.words WHERE words MATCH ? ORDER BY rowid LIMIT {PER_WORD}"
RUNS = "SELECT id FROM runs ORDER BY number DESC"
THERE = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) AND "
HOW_MANY = f"SELECT count(*), max(rowid) FROM ({WITH_WORD})"  # far quicker than to hand the ids over


@dataclass(frozen=True, slots=True)
class Similar:
    """(document, cosine) of the most similar ones, the nearest first; `run`: whose vectors say so, "": their words."""

    found: tuple[tuple[int, float], ...] = ()
    run: str = ""

    @property
    def ids(self) -> list[int]:
        return [id for id, _ in self.found]


def find(store: Store, document_id: int) -> Similar:
    """Without the document itself."""
    return _by_meaning(store, document_id) or Similar(tuple(by_words(store, document_id)))


def placed(store: Store) -> list[Path]:
    """The folders of runs that left vectors, the newest first."""
    names = [name for name in store.sql(RUNS).scalars() if Path(name).name == name]  # it may be anybody's project
    folders = [store.folder / files.RUNS / name for name in names]
    return [folder for folder in folders if (folder / meanings.FILE).is_file()]


def _by_meaning(store: Store, document_id: int) -> Similar | None:
    """None where no run knows the document."""
    for folder in sorted(placed(store), key=meanings.count, reverse=True):
        if near := meanings.nearest(folder, document_id, MOST + SPARE):
            listed = json.dumps([id for id, _ in near])
            there = {id for (id,) in store.tuples(THERE + visible_sql(store), (listed,))}
            return Similar(tuple(one for one in near if one[0] in there)[:MOST], folder.name)
    return None


def by_words(store: Store, document_id: int) -> list[tuple[int, float]]:
    """(document, cosine)."""
    text = store.sql(OWN, (document_id,)).scalar()
    if text is None or not store.has_search:
        return []
    total = max(1, counts.kept_counts(store).get("total", 0))
    weights: dict[str, float] = {}
    for word in sorted(tokens.words(text)):
        [(n, last)] = store.tuples(HOW_MANY, (f'"{word}"',))
        if n > 1:  # that others have, too
            weights[word] = _idf(n, last, total)
    asked = sorted(weights, key=lambda word: -weights[word])[:ASKED]
    found = [[id for (id,) in store.tuples(WITH_WORD, (f'"{word}"',))] for word in asked]
    candidates = _sharing(found, [weights[word] ** 2 for word in asked])
    return _nearest(store, [id for id in candidates if id != document_id], weights)


def _sharing(found: Sequence[Sequence[int]], worth: Sequence[float]) -> list[int]:
    """The documents in which words stand that together are worth most."""
    total: dict[int, float] = {}
    for ids, each in zip(found, worth, strict=True):
        for id in ids:
            total[id] = total.get(id, 0.0) + each
    return heapq.nsmallest(CANDIDATES + 1, total, key=lambda id: (-total[id], id))


def _nearest(store: Store, candidates: Sequence[int], weights: Mapping[str, float]) -> list[tuple[int, float]]:
    own = sum(weight**2 for weight in weights.values())
    foreign = own / len(weights) if weights else 0.0
    near = []
    for id, text in store.sql(TEXTS + visible_sql(store, "document_id"), (json.dumps(candidates),)):
        words = tokens.words(text)
        common = [weights[word] ** 2 for word in words & weights.keys()]
        norm = sum(common) + foreign * (len(words) - len(common))
        cosine = sum(common) / math.sqrt(own * norm) if norm else 0.0
        near.append((id, cosine))
    return sorted(near, key=lambda one: (-one[1], one[0]))[:MOST]


def _idf(n: int, last: int, total: int) -> float:
    """Of a word in n documents up to that id; where they are as many as are asked for, it goes on as densely behind."""
    n_all = n if n < PER_WORD else max(PER_WORD, PER_WORD * total / last)
    return math.log(1 + total / n_all)
