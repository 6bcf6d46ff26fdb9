"""How good links are, measured against what people say: alignment error rate, precision, recall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.alignment.extraction import Links
from core.alignment.links import GoldLinks


@dataclass(frozen=True, slots=True)
class AlignmentQuality:
    """Over all pairs together; `n` pairs have gold links."""

    n: int
    aer: float
    precision: float
    recall: float


def quality(pairs: Iterable[tuple[Links, GoldLinks]]) -> AlignmentQuality:
    """Och and Ney 2003, equations 18 to 20, where P includes S.

    precision = |A ∩ P| / |A|    recall = |A ∩ S| / |S|    AER = 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|)
    """
    n = n_links = n_sure = n_possible_right = n_sure_right = 0
    for links, gold in pairs:
        n += 1
        n_links += len(links)
        n_sure += len(gold.sure)
        n_possible_right += len(links & gold.all)
        n_sure_right += len(links & gold.sure)
    total = n_links + n_sure
    return AlignmentQuality(
        n=n,
        aer=1 - (n_sure_right + n_possible_right) / total if total else 0.0,
        precision=n_possible_right / n_links if n_links else 0.0,
        recall=n_sure_right / n_sure if n_sure else 0.0,
    )
