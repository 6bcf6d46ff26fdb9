"""How good captions are: BLEU in both of the usual ways, with intervals, and one run against another.

"bleu" is what "Show, attend and tell" and most papers on captions mean: small letters, no punctuation, several
references of which the nearest in length counts. "sacrebleu" is that library's, with its own cutting and signature.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml.translation.measuring import bleu_metric
from core.words import words

MAX_N = 4
DRAWS = 1000
QUICK_DRAWS = 100
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """What BLEU is made of, a row for each picture: matches and n-grams (P, 4), lengths said and wanted (P)."""

    matches: Ints
    totals: Ints
    said: Ints
    wanted: Ints

    def bleu(self, rows: Ints | None = None, *, n: int = MAX_N, has_penalty: bool = True) -> float:
        """BLEU-n of these pictures (Papineni et al. 2002), 0 to 100."""
        chosen = slice(None) if rows is None else rows
        matches, totals = self.matches[chosen].sum(axis=0)[:n], self.totals[chosen].sum(axis=0)[:n]
        if not len(matches) or not matches.all():
            return 0.0
        said, wanted = int(self.said[chosen].sum()), int(self.wanted[chosen].sum())
        penalty = min(1.0, math.exp(1 - wanted / max(said, 1))) if has_penalty else 1.0
        return 100 * penalty * math.exp(float(np.log(matches / totals).mean()))


def tokens(text: str) -> list[str]:
    """Words in small letters; signs are left out."""
    found = (text[span.start : span.end].lower() for span in words(text))
    return [word for word in found if any(char.isalnum() for char in word)]


def count(captions: Sequence[str], references: Sequence[Sequence[str]]) -> Counts:
    """Of each caption, against all that people said of the same picture."""
    matches, totals = np.zeros((len(captions), MAX_N), np.int64), np.zeros((len(captions), MAX_N), np.int64)
    lengths = np.zeros((len(captions), 2), np.int64)
    for row, (caption, known) in enumerate(zip(captions, references, strict=True)):
        said, told = tokens(caption), [tokens(one) for one in known]
        closest = min(((abs(len(one) - len(said)), len(one)) for one in told), default=(0, 0))[1]
        lengths[row] = len(said), closest
        for n in range(1, MAX_N + 1):
            most: Counter[tuple[str, ...]] = Counter()
            for one in told:
                most |= _grams(one, n)
            found = _grams(said, n)
            matches[row, n - 1], totals[row, n - 1] = (found & most).total(), found.total()
    return Counts(matches, totals, lengths[:, 0], lengths[:, 1])


def evaluate(captions: Sequence[str], references: Sequence[Sequence[str]], seed: int = 0) -> dict[str, Any]:
    """The metrics object: {"n", "bleu": BLEU-1 … 4, "bleu_interval" of BLEU-4 …}; intervals by bootstrap of pictures.

    `bleu_no_penalty` is without the penalty for short captions, as "Show, attend and tell" gives it.
    `exact` is the share of captions that are, word for word, what somebody said.
    """
    if not captions:
        return {"n": 0, "bleu": [0.0] * MAX_N}
    counts = count(captions, references)
    draws = [counts.bleu(rows) for rows in _draws(len(captions), DRAWS, seed)]
    is_exact = [
        tokens(said) in [tokens(one) for one in known] for said, known in zip(captions, references, strict=True)
    ]
    return {
        "n": len(captions),
        "bleu": [counts.bleu(n=n) for n in range(1, MAX_N + 1)],
        "bleu_interval": _interval(draws),
        "bleu_no_penalty": [counts.bleu(n=n, has_penalty=False) for n in range(1, MAX_N + 1)],
        "exact": float(np.mean(is_exact)),
        "n_different": len(set(captions)),
        **_sacrebleu(captions, references),
    }


def quick_bleu(captions: Sequence[str], references: Sequence[Sequence[str]]) -> tuple[float, tuple[float, float]]:
    """After an epoch: BLEU-4 and a rough interval."""
    if not captions:
        return 0.0, (0.0, 0.0)
    counts = count(captions, references)
    return counts.bleu(), _interval([counts.bleu(rows) for rows in _draws(len(captions), QUICK_DRAWS, 0)])


def paired(
    one: Sequence[str], other: Sequence[str], references: Sequence[Sequence[str]], seed: int = 0
) -> Mapping[str, Any]:
    """Whether `one` is better than `other` on the same pictures, by paired bootstrap (Koehn 2004) over BLEU-4."""
    first, second = count(one, references), count(other, references)
    gains = [first.bleu(rows) - second.bleu(rows) for rows in _draws(len(one), DRAWS, seed)]
    return {
        "bleu": (first.bleu(), second.bleu()),
        "difference": first.bleu() - second.bleu(),
        "interval": _interval(gains),
        "p_value": float(np.mean(np.array(gains) <= 0)),
    }


def _sacrebleu(captions: Sequence[str], references: Sequence[Sequence[str]]) -> dict[str, Any]:
    most = max(map(len, references))
    streams = [[known[min(n, len(known) - 1)] if known else "" for known in references] for n in range(most)]
    if not streams:
        return {}
    metric = bleu_metric(streams[0], is_lower_case=True)
    score = metric.corpus_score(list(captions), streams)
    return {"sacrebleu": min(100.0, float(score.score)), "signature": str(metric.get_signature())}


def _grams(said: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(said[start : start + n]) for start in range(len(said) - n + 1))


def _draws(n: int, draws: int, seed: int) -> list[Ints]:
    rng = np.random.default_rng(seed)
    return [rng.integers(0, n, n) for _ in range(draws)]


def _interval(found: Sequence[float]) -> tuple[float, float]:
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
