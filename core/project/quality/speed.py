"""Answers that were given too fast to have been read: where the running median is under two seconds.

Measured on a public labelling session (43 people, 3,372 answers): people whose median was at most 2 s agreed with the
majority on 59 %, those between 2 and 6 s on 89 %.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from core.errors import N_
from core.project import annotators, schema
from core.project.quality.disagreements import NOT_JUDGED
from core.project.quality.doubts import Doubtful
from core.project.quality.wording import Words
from core.project.store import Store
from core.records import Note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    found = dict(_too_fast(store.tuples(ANSWERS.format(visible=visible))))
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


def running_medians(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each answer (n) and those right before it, at most WINDOW: the median."""
    import numpy as np

    first = [np.median(seconds[: n + 1]) for n in range(min(WINDOW - 1, len(seconds)))]
    if len(seconds) < WINDOW:
        return np.array(first)
    windows = np.lib.stride_tricks.sliding_window_view(seconds, WINDOW)
    return np.concatenate([first, np.partition(windows, WINDOW // 2, axis=1)[:, WINDOW // 2]])


def _too_fast(rows: Sequence[tuple[int, int, float]]) -> Iterator[tuple[int, tuple[float, float, int, int]]]:
    """Document → seconds, median, of how many, whose; the rows come by annotator, in the order of time."""
    import numpy as np

    whose = np.array([row[0] for row in rows], np.int64)
    seconds = np.array([row[2] for row in rows], np.float64)
    ends = [*(np.flatnonzero(np.diff(whose)) + 1).tolist(), len(rows)]
    for start, end in pairwise([0, *ends]):
        medians = running_medians(seconds[start:end])
        is_fast = (medians < LIMIT_S) & (seconds[start:end] < LIMIT_S)
        is_fast[: LEAST - 1] = False
        for place in np.flatnonzero(is_fast).tolist():
            annotator, document, took = rows[start + place]
            yield document, (took, float(medians[place]), min(place + 1, WINDOW), annotator)
