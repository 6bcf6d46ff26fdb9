"""How well weights agree with what people marked: ERASER's measures (DeYoung et al. 2020, section 4; numpy only).

Each takes documents of tokens (T): weights, or what is taken for a rationale, beside what was marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

IOU_MATCH = 0.5


def auprc(weights: Sequence[Floats], marked: Sequence[Flags]) -> float | None:
    """The mean area under the precision-recall curve; None when no document can tell.

    Documents of which nothing or everything is marked are left out. The area is the average precision, ERASER's
    `average_precision`; its `auprc` joins the curve's points by straight lines, which gives tied weights, such as
    uniform ones, more than half of everything.
    """
    areas = [
        _average_precision(soft, gold)
        for soft, gold in zip(weights, marked, strict=True)
        if gold.any() and not gold.all()
    ]
    return float(np.mean(areas)) if areas else None


def figures(weights: Sequence[Floats], marked: Sequence[Flags | None]) -> dict[str, float | int | None]:
    """All measures over the documents that somebody marked: n, token_f1, iou_f1, auprc, and the `share` they marked.

    The rationale out of weights is as long, by share, as the marked ones are on average (ERASER's hard selection).
    """
    pairs = [(soft, gold) for soft, gold in zip(weights, marked, strict=True) if gold is not None and gold.any()]
    if not pairs:
        return {"n": 0, "token_f1": None, "iou_f1": None, "auprc": None, "share": None}
    soft, gold = [one for one, _ in pairs], [one for _, one in pairs]
    share = float(np.mean([one.mean() for one in gold]))
    chosen = [top_tokens(one, share) for one in soft]
    return {
        "n": len(pairs),
        "token_f1": token_f1(chosen, gold),
        "iou_f1": iou_f1(chosen, gold),
        "auprc": auprc(soft, gold),
        "share": share,
    }


def top_tokens(weights: Floats, share: float) -> Flags:
    """The heaviest `share` of a document's tokens, at least one: a rationale out of weights."""
    chosen = np.zeros(len(weights), dtype=bool)
    chosen[np.argsort(-weights, kind="stable")[: max(1, round(share * len(weights)))]] = True
    return chosen


def token_f1(chosen: Sequence[Flags], marked: Sequence[Flags]) -> float:
    """The mean F1 over the documents with anything chosen or marked."""
    scores = [
        2 * float((own & gold).sum()) / float(own.sum() + gold.sum())
        for own, gold in zip(chosen, marked, strict=True)
        if own.any() or gold.any()
    ]
    return float(np.mean(scores)) if scores else 0.0


def iou_f1(chosen: Sequence[Flags], marked: Sequence[Flags]) -> float:
    """F1 of spans: one is right when its overlap with a marked span is at least half of what both cover.

    Precision and recall are means over the documents that have spans to divide by ("macro").
    """
    precisions, recalls = [], []
    for own, gold in zip(chosen, marked, strict=True):
        own_spans, gold_spans = _spans(own), _spans(gold)
        right = sum(any(_iou(span, other) >= IOU_MATCH for other in gold_spans) for span in own_spans)
        precisions += [right / len(own_spans)] if own_spans else []
        recalls += [right / len(gold_spans)] if gold_spans else []
    if not precisions or not recalls:
        return 0.0
    precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _average_precision(weights: Floats, marked: Flags) -> float:
    """The sum over distinct weights, heaviest first, of precision times the recall gained there."""
    order = np.argsort(-weights, kind="stable")
    last_of_its_weight = np.append(np.flatnonzero(np.diff(weights[order])), len(order) - 1)
    hits = marked[order].cumsum()[last_of_its_weight]
    gained = np.diff(hits, prepend=0) / hits[-1]
    return float((hits / (last_of_its_weight + 1) * gained).sum())


def _spans(flags: Flags) -> list[tuple[int, int]]:
    """Runs of true, as start and end."""
    edges = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _iou(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return both / (one[1] - one[0] + other[1] - other[0] - both)
