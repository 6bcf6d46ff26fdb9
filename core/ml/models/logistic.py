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
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import N_, AppError
from core.ml import calibration, lbfgs
from core.ml.models import naive_bayes
from core.ml.text.ngrams import NgramFeatures
from core.ml.text.sparse import Csr
from core.ml.text.topics import Topics
from core.progress import Report, ignore

FOLDS = 5
FEW, JUDGED = 3000, 1000  # up to so many rows all are judged by others, of more about so many
BIAS_PENALTY = 1e-6

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class LogisticConfig:
    """How closely the weights may follow the labels; larger follows more closely, as C of scikit-learn."""

    ngram_strength: float = 10.0
    topic_strength: float = 20.0
    bayes_share: float = 0.3  # of naive Bayes' weights is where the prior has its centre; 0: no naive Bayes
    max_topic_rows: int = 3_000  # with more labelled rows, topics add nothing but time
    is_balanced: bool = False  # labels count alike, however rare
    is_multi_label: bool = False
    seed: int = 0


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
        solution = _solve(_Problem.of(rows, topics, targets, config))
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
        problem = _Problem.of(rows, topics, targets, config)
        places, parts = _judged(problem, targets, held)
        shares = _shares(parts, targets[places], config)
        model = cls._of(features, topics, _solve(problem), config, shares)
        return model, places, shares[0] * parts[0] + shares[1] * parts[1]

    @classmethod
    def _of(
        cls,
        features: NgramFeatures,
        topics: Topics | None,
        solution: _Solution,
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


def fit_dense(values: NDArray[np.float32], targets: Flags, config: LogisticConfig) -> tuple[Floats, Floats]:
    """Weights (D, C) and bias (C) on dense rows (N, D), at the strength of topics."""
    solution = _solve(_Problem.dense(values, targets, config))
    return solution.topics, solution.bias


def judged_dense(values: NDArray[np.float32], targets: Flags, config: LogisticConfig) -> tuple[Places, Floats]:
    """Rows (M) of dense ones (N, D), and their scores (M, C) by layers that had not seen them."""
    places, (scores, _) = _judged(_Problem.dense(values, targets, config), targets, None)
    return places, scores


def _shares(parts: tuple[Floats, Floats], actual: Flags, config: LogisticConfig) -> Sequence[float]:
    """How much of regression and of naive Bayes is best for documents (M) that neither has learned from."""
    expected = (1.0, config.bayes_share)
    if not config.bayes_share:
        return expected
    return calibration.scales(parts, actual, is_multi_label=config.is_multi_label, expected=expected)


def _judged(problem: _Problem, targets: Flags, held: Places | None) -> tuple[Places, tuple[Floats, Floats]]:
    """Rows (M), and what regression and naive Bayes say of them (M, C) that have learned from the others."""
    if len(targets) <= FEW:
        return np.arange(len(targets)), _cross(problem, targets, FOLDS)
    is_held = np.zeros(len(targets), dtype=bool)
    if held is None:
        is_held = _folds(targets, len(targets) // JUDGED, problem.config.seed) == 0
    else:
        is_held[held] = True
    return np.flatnonzero(is_held), problem.part(is_held).scores(_solve(problem.part(~is_held)))


def _cross(problem: _Problem, targets: Flags, folds: int) -> tuple[Floats, Floats]:
    """For each row what those say that have not seen it: each fold has its share of every label."""
    fold = _folds(targets, folds, problem.config.seed)
    own, bayes = np.zeros(targets.shape), np.zeros(targets.shape)
    for number in range(folds):
        held = fold == number
        if held.any():
            own[held], bayes[held] = problem.part(held).scores(_solve(problem.part(~held)))
    return own, bayes


@dataclass(frozen=True, slots=True)
class _Solution:
    ngrams: Floats  # (V, C)
    topics: Floats  # (K, C)
    bias: Floats  # (C)
    bayes: Floats  # (V, C): naive Bayes' weights, whole


@dataclass(frozen=True, slots=True)
class _Problem:
    """Rows with only the n-grams that occur in them, their topics, labels, and how much each counts."""

    columns: NDArray[np.int32]  # (A) of the V n-grams
    rows: Csr  # (N, A)
    topics: Tensor  # (N, K)
    targets: Tensor  # (N, C)
    config: LogisticConfig
    width: int

    @classmethod
    def of(cls, rows: Csr, topics: Topics | None, targets: Flags, config: LogisticConfig) -> _Problem:
        if len(rows) > config.max_topic_rows:
            topics = None
        columns = np.flatnonzero(np.bincount(rows.columns, minlength=rows.width)).astype(np.int32)
        projected = np.zeros((len(rows), 0), np.float32) if topics is None else topics.project(rows)
        labels = torch.from_numpy(targets.astype(np.float64))
        return cls(columns, rows.narrowed(columns), torch.from_numpy(projected), labels, config, rows.width)

    @classmethod
    def dense(cls, values: NDArray[np.float32], targets: Flags, config: LogisticConfig) -> _Problem:
        nothing = np.empty(0, np.int32)
        rows = Csr(np.zeros(len(values) + 1, np.int64), nothing, np.empty(0, np.float32), 0)
        labels = torch.from_numpy(targets.astype(np.float64))
        return cls(nothing, rows, torch.from_numpy(values), labels, config, 0)

    def part(self, flags: Flags) -> _Problem:
        places = torch.from_numpy(np.flatnonzero(flags))
        return replace(self, rows=self.rows.rows(flags), topics=self.topics[places], targets=self.targets[places])

    def weights(self) -> Tensor:
        """How much each label of each row counts: (N, 1), or with several labels at a time (N, C)."""
        n, n_labels = self.targets.shape
        if not self.config.is_balanced or not n:
            return self.targets.new_ones(n, 1)
        counts = self.targets.sum(dim=0).clamp(min=1)
        if self.config.is_multi_label:
            return torch.where(self.targets > 0, n / (2 * counts), n / (2 * (n - counts).clamp(min=1)))
        return (self.targets * (n / (n_labels * counts))).sum(dim=1, keepdim=True)

    def scores(self, solution: _Solution) -> tuple[Floats, Floats]:
        """What regression and what naive Bayes says of the rows (N, C)."""
        ngrams, bayes = (
            self.rows.times(torch.from_numpy(weights[self.columns])) for weights in (solution.ngrams, solution.bayes)
        )
        own = (ngrams + self.topics.double() @ torch.from_numpy(solution.topics)).numpy() + solution.bias
        return own, bayes.numpy()

    def bayes(self, columns: Csr) -> Floats:
        """Naive Bayes' weights (A, C): between two labels their difference is the log-odds, as with scores."""
        if not self.config.bayes_share or not len(self.columns):
            return np.zeros((len(self.columns), self.targets.shape[1]))
        odds = naive_bayes.log_odds(columns, self.targets.numpy())
        return odds if self.config.is_multi_label else odds / 2

    def spread(self, weights: Floats) -> Floats:
        """Weights (A, C) as those of all V n-grams."""
        found = np.zeros((self.width, weights.shape[1]))
        found[self.columns] = weights
        return found


def _solve(problem: _Problem) -> _Solution:
    """Minimises Σ loss + ½|U|² + ½|Z|² over [U; Z; b], with a share of naive Bayes as given.

    The bias is free but for what keeps it finite.
    """
    scales = (problem.config.ngram_strength**0.5, problem.config.topic_strength**0.5)
    rows, columns, topics = problem.rows, problem.rows.transposed(), problem.topics * scales[1]
    n_ngrams, n_topics, n_labels = rows.width, topics.shape[1], problem.targets.shape[1]
    weights = problem.weights()
    bayes = problem.bayes(columns)
    given = rows.times(torch.from_numpy(bayes * problem.config.bayes_share).float())

    def objective(point: Tensor) -> tuple[Tensor, Tensor]:
        ngram_weights, topic_weights, bias = point[:n_ngrams], point[n_ngrams:-1], point[-1]
        scores = rows.times(ngram_weights) * scales[0] + topics @ topic_weights + bias + given
        loss, error = _loss(scores.double(), problem.targets, is_multi_label=problem.config.is_multi_label)
        error = (error * weights).float()
        gradient = torch.cat([columns.times(error) * scales[0], topics.T @ error, error.sum(dim=0, keepdim=True)])
        penalised = torch.cat([point[:-1], point[-1:] * BIAS_PENALTY])
        return (loss * weights).sum() + (point * penalised).sum(dtype=torch.float64) / 2, gradient + penalised

    start = torch.zeros(n_ngrams + n_topics + 1, n_labels)
    found = lbfgs.minimize(objective, start).double().numpy()
    ngrams = problem.spread(found[:n_ngrams] * scales[0])
    return _Solution(ngrams, found[n_ngrams:-1] * scales[1], found[-1], problem.spread(bayes))


def _loss(scores: Tensor, targets: Tensor, *, is_multi_label: bool) -> tuple[Tensor, Tensor]:
    """The loss (N, 1 or C), and its derivative by the scores (N, C)."""
    if is_multi_label:
        return torch.nn.functional.softplus(scores) - scores * targets, scores.sigmoid() - targets
    logs = scores.log_softmax(dim=1)
    return -(logs * targets).sum(dim=1, keepdim=True), logs.exp() - targets


def _folds(targets: Flags, folds: int, seed: int) -> NDArray[np.int64]:
    """A fold (N) for each row: rows are dealt out label by label, rare labels and combinations kept apart."""
    order = np.random.default_rng(seed).permutation(len(targets))
    packed = np.packbits(targets[order], axis=1)
    by_label = order[np.lexsort(packed.T)]
    fold = np.empty(len(targets), np.int64)
    fold[by_label] = np.arange(len(targets)) % folds
    return fold
