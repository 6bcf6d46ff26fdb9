"""LIME on the words of one text (Ribeiro et al. 2016, with the constants of their code, release 0.2.0.1).

Of W words, by position, a random number from 1 to W is taken out, N times (of a long text: units, see
core.ml.explain.occlusion). The scores are the weights of a ridge regression (α = 1) on which words are there, to the
target of each variant, every variant counted by √exp(−D² / 25²), D = 100 · (1 − √(kept
share)), the cosine distance to the whole text in percent. Against their code: positions, not kinds of words, since a
word can count in one place and not in another; all words at once, not ten chosen first; and logits, not
probabilities, so that it is on one scale with the other methods.

A line through a few hundred points says little for many words: two facts tell how little. `fit` is the weighted R² of
the line. `stability` is how well (Spearman) the ranking agrees with those of two further draws; the scores given are
those of the first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml.explain.attribution import Attribution
from core.ml.explain.occlusion import units
from core.ml.explain.ranks import spearman
from core.ml.explain.subject import Subject
from core.progress import Report, ignore

DRAWS = 3
KERNEL_WIDTH = 25.0
RIDGE = 1.0
MIN_SAMPLES_PER_UNIT = 5  # below, the line is hardly pinned down

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def lime(subject: Subject, report: Report = ignore) -> Attribution:
    """One draw of options.samples variants gives the scores; two of half as many tell how stable they are."""
    unit = units(subject, report)
    n, samples = int(unit.max()) + 1, subject.options.samples
    sizes = [samples] + [samples // 2] * (DRAWS - 1)
    rng = np.random.default_rng(subject.seed("lime"))
    kept = [_draw(rng, n, size) for size in sizes]
    values = subject.scores_without(~np.concatenate(kept)[:, unit], report) @ subject.weights
    parts = np.split(values, np.cumsum(sizes)[:-1])
    fits = [_fit(flags, part) for flags, part in zip(kept, parts, strict=True)]
    first, fit = fits[0]
    agreement = [spearman(first, other) for other, _ in fits[1:]]
    known = [value for value in agreement if value is not None]
    facts: dict[str, float | int | str | bool] = {"samples": samples, "removal": subject.options.removal, "fit": fit}
    if known:
        facts["stability"] = float(np.mean(known))
    facts["has_enough_samples"] = samples >= MIN_SAMPLES_PER_UNIT * n
    return Attribution((first / np.bincount(unit))[unit], facts=facts)


def _draw(rng: np.random.Generator, n_units: int, samples: int) -> Flags:
    """Which units stay in each variant (N, U); the first is the whole text."""
    removed = rng.integers(1, n_units + 1, samples)
    removed[0] = 0
    ranks = rng.random((samples, n_units)).argsort(axis=1).argsort(axis=1)
    return np.asarray(ranks >= removed[:, None])


def _fit(kept: Flags, values: Floats) -> tuple[Floats, float]:
    """The weights of the units (U), and the weighted R²."""
    distance = 100 * (1 - np.sqrt(kept.mean(axis=1)))
    importance = np.sqrt(np.exp(-(distance**2) / KERNEL_WIDTH**2))  # (N)
    share = importance / importance.sum()
    present = kept - share @ kept  # centred: the intercept is not drawn to zero
    centred = values - share @ values
    weighted = present * importance[:, None]
    system = weighted.T @ present + RIDGE * np.eye(kept.shape[1])
    scores = np.linalg.solve(system, weighted.T @ centred)
    left = importance @ (centred - present @ scores) ** 2
    whole = importance @ centred**2
    return np.asarray(scores), float(1 - left / whole) if whole > 0 else 0.0
