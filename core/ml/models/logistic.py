"""N-gram logistic regression that learns from unlabelled texts as well, and whose evidence adds up.

    scores = x·W + b;   x: TF-IDF of a text's n-grams;   W = √F·U + (V S^1.5 / g)·√T·Z + β·R

U weighs n-grams, Z the topics in which the n-grams of all texts vary together, labelled or not; both are learned
together by maximum likelihood with a normal prior (ridge), of strength F and T. In other words: n-grams that keep the
same company are expected to have like weights, the more so the fewer labels there are. R are the weights of naive
Bayes, a share β of which is where the prior has its centre (Wang and Manning 2012 interpolate the two likewise); how
much of either part stays is found on documents that neither has learned from. What an n-gram contributes is x·W, and
the contributions and the bias are the score: nothing is left over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.errors import N_, AppError
from core.ml import calibration
from core.ml.models import regression
from core.ml.models.regression import Flags, Floats, LogisticConfig, Places, Problem, Solution
from core.ml.text.ngrams import NgramFeatures
from core.ml.text.sparse import Csr
from core.ml.text.topics import Topics
from core.progress import Report, ignore


class Logistic:
    """Scores texts (N, C), and tells how much of the score each character brought."""

    def __init__(
        self, config: LogisticConfig, features: NgramFeatures, weights: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> None:
        self.config = config
        self.features = features
        self.weights = weights  # (V, C)
        self.bias = bias  # (C)

    @property
    def n_labels(self) -> int:
        return len(self.bias)

    @classmethod
    def fit(
        cls,
        features: NgramFeatures,
        topics: Topics | None,
        rows: Csr,
        targets: Flags,
        config: LogisticConfig | None = None,
    ) -> Logistic:
        """Learns from rows (N, V) and their labels (N, C), at the share of naive Bayes that is expected to be right."""
        config = config or LogisticConfig()
        solution = regression.solve(Problem.of(rows, topics, targets, config))
        return cls._of(features, topics, solution, config, (1.0, config.bayes_share))

    @classmethod
    def fit_judged(
        cls,
        features: NgramFeatures,
        topics: Topics | None,
        rows: Csr,
        targets: Flags,
        config: LogisticConfig | None = None,
        held: Places | None = None,
    ) -> tuple[Logistic, Places, Floats]:
        """As `fit`, at the share of naive Bayes that is found to be right for texts that it has not learned from.

        With it rows (M), and their scores (M, C) by models that had not seen them: all rows, or, where there are more
        than FEW, those `held` (or some at random).
        """
        config = config or LogisticConfig()
        problem = Problem.of(rows, topics, targets, config)
        places, parts = regression.judged(problem, targets, held)
        shares = _shares(parts, targets[places], config)
        model = cls._of(features, topics, regression.solve(problem), config, shares)
        return model, places, shares[0] * parts[0] + shares[1] * parts[1]

    @classmethod
    def _of(
        cls,
        features: NgramFeatures,
        topics: Topics | None,
        solution: Solution,
        config: LogisticConfig,
        shares: Sequence[float],
    ) -> Logistic:
        """Regression and naive Bayes, so much of each, as one weight for each n-gram."""
        weights = solution.ngrams
        if topics is not None and len(solution.topics):
            weights = weights + topics.spread(solution.topics)
        weights = shares[0] * weights + shares[1] * solution.bayes
        bias = shares[0] * solution.bias
        return cls(config, features, weights.astype(np.float32), bias.astype(np.float32))

    def scores(self, rows: Csr) -> Floats:
        """The logits (N, C) of rows (N, V)."""
        return rows.times(torch.from_numpy(self.weights).double()).numpy() + self.bias

    def predict(self, texts: Sequence[str], report: Report = ignore) -> Floats:
        """The logits (N, C) of texts."""
        return self.scores(self.features.transform(texts, report))

    def evidence(self, text: str) -> Floats:
        """What each character brought (len(text), C): its sum and the bias are the logits.

        An n-gram's contribution is shared evenly by its occurrences, and by the characters of each.
        """
        row, places = self.features.transform([text]), self.features.places(text)
        counts = np.bincount(places.columns, minlength=row.width)
        values = np.zeros(row.width)
        values[row.columns] = row.values
        lengths = places.ends - places.starts
        shares = (values[places.columns] / counts[places.columns] / lengths)[:, None] * self.weights[places.columns]
        first = np.repeat(places.starts - (np.cumsum(lengths) - lengths), lengths)
        characters = first + np.arange(lengths.sum())
        found = np.zeros((len(text), self.n_labels))
        np.add.at(found, characters, np.repeat(shares, lengths, axis=0))
        return found

    def contributions(self, text: str) -> tuple[NDArray[np.int32], Floats]:
        """The text's n-grams by column (F), and what each brought (F, C)."""
        row = self.features.transform([text])
        return row.columns, row.values[:, None].astype(np.float64) * self.weights[row.columns]

    def tensors(self) -> dict[str, NDArray[Any]]:
        """All that is needed to predict and to explain, to be saved beside the configuration."""
        return {**self.features.tensors(), "weights": self.weights, "bias": self.bias}

    @classmethod
    def from_tensors(cls, config: LogisticConfig, tensors: Mapping[str, NDArray[Any]]) -> Logistic:
        """AppError for arrays that cannot be a model."""
        features = NgramFeatures.from_tensors(tensors)
        weights, bias = tensors.get("weights", np.empty(0)), tensors.get("bias", np.empty(0))
        is_sound = weights.dtype == bias.dtype == np.float32 and bias.ndim == 1
        is_sound = is_sound and weights.shape == (len(features), len(bias))
        if not is_sound or not (np.isfinite(weights).all() and np.isfinite(bias).all()):
            raise AppError("damaged-model", N_("core", "The model's weights are damaged."))
        return cls(config, features, weights, bias)


def _shares(parts: tuple[Floats, Floats], actual: Flags, config: LogisticConfig) -> Sequence[float]:
    """How much of regression and of naive Bayes is best for documents (M) that neither has learned from."""
    expected = (1.0, config.bayes_share)
    if not config.bayes_share:
        return expected
    return calibration.scales(parts, actual, is_multi_label=config.is_multi_label, expected=expected)
