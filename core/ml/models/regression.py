"""Maximum-likelihood weights with a normal prior: of n-grams and topics, or of dense rows. What they say of others."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.ml import lbfgs
from core.ml.models import naive_bayes
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


def fit_dense(values: NDArray[np.float32], targets: Flags, config: LogisticConfig) -> tuple[Floats, Floats]:
    """Weights (D, C) and bias (C) on dense rows (N, D), at the strength of topics."""
    solution = solve(Problem.dense(values, targets, config))
    return solution.topics, solution.bias


def judged_dense(values: NDArray[np.float32], targets: Flags, config: LogisticConfig) -> tuple[Places, Floats]:
    """Rows (M) of dense ones (N, D), and their scores (M, C) by layers that had not seen them."""
    places, (scores, _) = judged(Problem.dense(values, targets, config), targets, None)
    return places, scores


def crossed(
    topics: Topics | None, rows: Csr, targets: Flags, config: LogisticConfig, report: Report = ignore
) -> Floats:
    """Logits (N, C) of all rows as `Logistic.fit` would give them, each from weights that have not seen it."""
    own, bayes = _cross(Problem.of(rows, topics, targets, config), targets, FOLDS, report)
    return own + config.bayes_share * bayes


def crossed_dense(
    values: NDArray[np.float32], targets: Flags, config: LogisticConfig, report: Report = ignore
) -> Floats:
    """As `crossed`, on dense rows (N, D)."""
    own, _ = _cross(Problem.dense(values, targets, config), targets, FOLDS, report)
    return own


def judged(problem: Problem, targets: Flags, held: Places | None) -> tuple[Places, tuple[Floats, Floats]]:
    """Rows (M), and what regression and naive Bayes say of them (M, C) that have learned from the others."""
    if len(targets) <= FEW:
        return np.arange(len(targets)), _cross(problem, targets, FOLDS)
    is_held = np.zeros(len(targets), dtype=bool)
    if held is None:
        is_held = _folds(targets, len(targets) // JUDGED, problem.config.seed) == 0
    else:
        is_held[held] = True
    return np.flatnonzero(is_held), problem.part(is_held).scores(solve(problem.part(~is_held)))


def _cross(problem: Problem, targets: Flags, folds: int, report: Report = ignore) -> tuple[Floats, Floats]:
    """For each row what those say that have not seen it: each fold has its share of every label."""
    fold = _folds(targets, folds, problem.config.seed)
    own, bayes = np.zeros(targets.shape), np.zeros(targets.shape)
    for number in range(folds):
        report(number, folds)
        held = fold == number
        if held.any():
            own[held], bayes[held] = problem.part(held).scores(solve(problem.part(~held)))
    return own, bayes


@dataclass(frozen=True, slots=True)
class Solution:
    """The weights found, at their strengths."""

    ngrams: Floats  # (V, C)
    topics: Floats  # (K, C)
    bias: Floats  # (C)
    bayes: Floats  # (V, C): naive Bayes' weights, whole


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows with only the n-grams that occur in them, their topics, labels, and how much each counts."""

    columns: NDArray[np.int32]  # (A) of the V n-grams
    rows: Csr  # (N, A)
    topics: Tensor  # (N, K)
    targets: Tensor  # (N, C)
    config: LogisticConfig
    width: int

    @classmethod
    def of(cls, rows: Csr, topics: Topics | None, targets: Flags, config: LogisticConfig) -> Problem:
        if len(rows) > config.max_topic_rows:
            topics = None
        columns = np.flatnonzero(np.bincount(rows.columns, minlength=rows.width)).astype(np.int32)
        projected = np.zeros((len(rows), 0), np.float32) if topics is None else topics.project(rows)
        labels = torch.from_numpy(targets.astype(np.float64))
        return cls(columns, rows.narrowed(columns), torch.from_numpy(projected), labels, config, rows.width)

    @classmethod
    def dense(cls, values: NDArray[np.float32], targets: Flags, config: LogisticConfig) -> Problem:
        nothing = np.empty(0, np.int32)
        rows = Csr(np.zeros(len(values) + 1, np.int64), nothing, np.empty(0, np.float32), 0)
        labels = torch.from_numpy(targets.astype(np.float64))
        return cls(nothing, rows, torch.from_numpy(values), labels, config, 0)

    def part(self, flags: Flags) -> Problem:
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

    def scores(self, solution: Solution) -> tuple[Floats, Floats]:
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


def solve(problem: Problem) -> Solution:
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
    return Solution(ngrams, found[n_ngrams:-1] * scales[1], found[-1], problem.spread(bayes))


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
