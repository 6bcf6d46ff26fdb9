"""Answers that were given too fast to have been read: where the running median is under two seconds.

Measured on a public labelling session (43 people, 3,372 answers): people whose median was at most 2 s agreed with the
majority on 59 %, those between 2 and 6 s on 89 %.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from core.errors import N_
from core.project import annotators, schema
from core.project.quality.disagreements import NOT_JUDGED
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words
from core.project.store import Store
from core.records import Note

LIMIT_S = 2.0
WINDOW, LEAST = 9, 5  # answers in the running median, and how few will do
ANSWERS = (
    "SELECT annotator_id, document_id, seconds FROM annotations JOIN documents ON documents.id = document_id"
    f" WHERE round = {schema.FIRST} AND seconds IS NOT NULL"
    f" AND {NOT_JUDGED} AND {{visible}} ORDER BY annotator_id, annotations.at"
)
WHY = N_("core", "{annotator} answered in {seconds} s; the last {n} answers took {median} s (median)")


def find(store: Store, visible: str) -> Doubtful:
    """The fastest first."""
    found = dict(_too_fast(store.sql(ANSWERS.format(visible=visible))))
    return Doubtful("fast", array("q", sorted(found, key=lambda id: found[id][0])), found)


def reasons(store: Store, doubtful: Doubtful, ids: Sequence[int], _: Words) -> Mapping[int, Note]:
    names = annotators.names(store)
    told = ((id, doubtful.measures[id]) for id in ids)
    return {
        id: Note(
            WHY, {"annotator": names[int(who)], "seconds": f"{seconds:.1f}", "median": f"{median:.1f}", "n": int(n)}
        )
        for id, (seconds, median, n, who) in told
    }


def running_medians(seconds: Iterable[float]) -> Iterator[tuple[float, int]]:
    """Of each answer and those right before it, at most WINDOW: the median, and of how many."""
    window: deque[float] = deque()
    in_order: list[float] = []
    for value in seconds:
        window.append(value)
        insort(in_order, value)
        if len(window) > WINDOW:
            del in_order[bisect_left(in_order, window.popleft())]
        middle = len(in_order) // 2
        is_odd = len(in_order) % 2
        yield (in_order[middle] if is_odd else (in_order[middle - 1] + in_order[middle]) / 2), len(in_order)


def _too_fast(rows: Iterable[Sequence[int | float]]) -> Iterator[tuple[int, tuple[float, float, int, int]]]:
    """Document → seconds, median, of how many, whose; the rows come by annotator, in the order of time."""
    for annotator, of_annotator in _by_annotator(rows):
        medians = running_medians(seconds for _, seconds in of_annotator)
        for (id, seconds), (median, n) in zip(of_annotator, medians, strict=True):
            if n >= LEAST and median < LIMIT_S and seconds < LIMIT_S:
                yield id, (seconds, median, n, annotator)


def _by_annotator(rows: Iterable[Sequence[int | float]]) -> Iterator[tuple[int, list[tuple[int, float]]]]:
    for annotator, found in groupby(rows, key=lambda row: int(row[0])):
        yield annotator, [(int(document), float(seconds)) for _, document, seconds in found]
