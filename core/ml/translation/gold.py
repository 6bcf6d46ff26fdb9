"""Attention against what people linked: error rates of both readings, and of the diagonal, which knows only lengths."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.alignment import extraction
from core.alignment.extraction import Links
from core.alignment.links import GoldLinks
from core.alignment.quality import quality
from core.jobs.aligning import ARGMAX, BOTH, METHODS, MUTUAL, THRESHOLD
from core.ml.translation.pairs import Pair, read_snapshot
from core.ml.translation.sides import plain
from core.ml.translation.translator import Matrix, Translation, Translator
from core.pairs import in_words
from core.progress import Report, ignore
from core.words import words

ENOUGH = 5  # linked pairs, to decide by them how attention is read
LEAST = 0.3  # of the weights, where links are cells of at least a share


def links_of(pair: Pair) -> GoldLinks:
    """The pair's links by the numbers of its words."""
    return in_words(pair.links, words(pair.source), words(plain(pair.target)))


def extract(weights: Matrix, method: str, least: float = LEAST, backward: Matrix | None = None) -> Links:
    """The links of a matrix by one of core.jobs.aligning.METHODS; `backward`: the matrix of the other direction."""
    if method == BOTH and backward is not None:
        return extraction.grow_diag_final(*extraction.of_both(weights, backward))
    if method == THRESHOLD:
        return extraction.threshold(weights, least)
    return extraction.mutual(weights) if method == MUTUAL else extraction.argmax(weights)


def opposing_matrices(
    backward: Translator | None, texts: Sequence[tuple[str, str]], report: Report = ignore
) -> list[Matrix | None]:
    """How a run of the other direction reads each (source, target), as it is best read; None without one."""
    if backward is None:
        return [None] * len(texts)
    turned = backward.align([(target, source) for source, target in texts], report)
    return [one.weights(backward.card.reading) for one in turned]


@functools.lru_cache(maxsize=8)  # a snapshot never changes, and a million pairs take seconds to read
def taught(run_dir: Path) -> frozenset[int]:
    """The pairs whose links stood in a run's snapshot, to learn from."""
    found = read_snapshot(run_dir / "snapshot.jsonl")
    return frozenset(pair.id for pair in found if pair.links and pair.part == "train")


def measure(
    translator: Translator, pairs: Sequence[Pair], report: Report = ignore, backward: Translator | None = None
) -> dict[str, Any]:
    """{"aer", "precision", "recall"} of mutual argmax in the run's own reading, and "alignment": of every other way.

    Empty without gold links or attention. `backward`, a run of the other direction, is read as it is best read.
    """
    if not pairs or not translator.has_attention:
        return {}
    gold = [links_of(pair) for pair in pairs]
    found = translator.align([(pair.source, pair.target) for pair in pairs], report)
    opposing = opposing_matrices(backward, [(pair.source, pair.target) for pair in pairs], report)
    table = {}
    for reading in ("shifted", "emitted"):
        for method in METHODS if backward is not None else (MUTUAL, ARGMAX, THRESHOLD):
            links = [
                extract(_matrix(one, reading), method, backward=opposed)
                for one, opposed in zip(found, opposing, strict=True)
            ]
            table[f"{reading} {method}"] = _figures(links, gold)
    straight = [extraction.diagonal(len(one.source_words), len(one.target_words)) for one in found]
    best = table[f"{translator.card.reading} {MUTUAL}"]
    return {**best, "n_gold": len(pairs), "alignment": {**table, "diagonal": _figures(straight, gold)}}


def better_reading(table: Mapping[str, Mapping[str, float]], reading: str) -> str:
    """The reading whose mutual links have the lower error rate; `reading` where nothing tells them apart."""
    other = "emitted" if reading == "shifted" else "shifted"
    errors = [table.get(f"{name} {MUTUAL}", {}).get("aer", 1.0) for name in (reading, other)]
    return other if errors[1] < errors[0] else reading


def _figures(links: Sequence[Links], gold: Sequence[GoldLinks]) -> dict[str, float]:
    found = quality(zip(links, gold, strict=True))
    return {"aer": found.aer, "precision": found.precision, "recall": found.recall}


def _matrix(found: Translation, reading: str) -> Matrix:
    weights = found.weights(reading)
    assert weights is not None
    return weights
