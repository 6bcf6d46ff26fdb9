"""Directions in which the n-grams of all texts vary together, labelled or not (latent semantic analysis).

A truncated singular value decomposition X ≈ U S Vᵀ of the TF-IDF rows (Deerwester et al. 1990) by a randomised range
finder (Halko et al. 2011, algorithm 4.4). A text's topics are x V S^1.5 / g with one g for all texts: each direction
counts by how much the texts vary along it, and as the map is linear, a weight on a topic is a weight on n-grams. The
first direction is left out: it is what all texts share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import N_, AppError
from core.ml.text.sparse import Csr
from core.progress import Report, ignore

EXTRA_RANK, ITERATIONS = 16, 2
POWER = 1.5  # of the singular values; 1 to 2 are hardly worse, 0 is far worse with few labels


@dataclass(frozen=True, slots=True)
class TopicConfig:
    """How many directions, learned from how much."""

    size: int = 256
    max_texts: int = 20_000
    max_features: int = 50_000  # the most frequent; the others have no part in any topic
    seed: int = 0


class Topics:
    """The map from rows of n-grams (N, V) to topics (N, K)."""

    def __init__(self, columns: NDArray[np.int32], directions: NDArray[np.float32], width: int) -> None:
        self.columns = columns  # n-grams that take part, ascending (F)
        self.directions = directions  # (F, K)
        self.width = width  # V

    @property
    def size(self) -> int:
        return int(self.directions.shape[1])

    @classmethod
    def fit(cls, rows: Csr, config: TopicConfig | None = None, report: Report = ignore) -> Topics:
        """Learns from at most `max_texts` of the rows, drawn by the seed. Same seed, same topics."""
        config = config or TopicConfig()
        if len(rows) > config.max_texts:
            drawn = np.random.default_rng(config.seed).choice(len(rows), config.max_texts, replace=False)
            rows = rows.rows(np.sort(drawn))
        frequency = np.bincount(rows.columns, minlength=rows.width)
        frequent = np.argsort(-frequency, kind="stable")[: config.max_features]
        columns = np.sort(frequent[frequency[frequent] > 1]).astype(np.int32)
        rows = rows.narrowed(columns)
        values, directions = _decompose(rows, config, report)
        scaled = (directions * values**POWER)[:, 1:]
        spread = float(rows.times(scaled).square().sum(dim=1).mean().sqrt()) if scaled.numel() else 1.0
        return cls(columns, (scaled / max(spread, 1e-12)).numpy(), frequency.size)

    def project(self, rows: Csr) -> NDArray[np.float32]:
        """The topics (N, K) of rows (N, V)."""
        topics: NDArray[np.float32] = rows.narrowed(self.columns).times(torch.from_numpy(self.directions)).numpy()
        return topics

    def spread(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weights on topics (K, C) as the weights on n-grams (V, C) that give the same scores."""
        spread = np.zeros((self.width, weights.shape[1]))
        spread[self.columns] = self.directions @ weights
        return spread

    def tensors(self) -> dict[str, NDArray[Any]]:
        return {"columns": self.columns, "directions": self.directions, "width": np.array([self.width])}

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, NDArray[Any]]) -> Topics:
        """AppError for arrays that cannot be topics."""
        try:
            columns, directions = tensors["columns"], tensors["directions"]
            width = int(tensors["width"][0])
            is_sound = columns.dtype == np.int32 and directions.dtype == np.float32
            is_sound = is_sound and directions.ndim == 2 and columns.shape == directions.shape[:1]
            is_sound = is_sound and bool((np.diff(columns) > 0).all() and np.isfinite(directions).all())
            is_sound = is_sound and (not len(columns) or (columns[0] >= 0 and columns[-1] < width))
        except (KeyError, IndexError, ValueError):
            is_sound = False
        if not is_sound:
            raise AppError("damaged-model", N_("core", "The model's topics are damaged."))
        return cls(columns, directions, width)


def _decompose(rows: Csr, config: TopicConfig, report: Report) -> tuple[Tensor, Tensor]:
    """Singular values (K + 1) and right singular vectors (V, K + 1), fewer where the rows have fewer."""
    rank = min(config.size + 1 + EXTRA_RANK, len(rows), rows.width)
    if not rank:
        return torch.zeros(0), torch.zeros(rows.width, 0)
    columns = rows.transposed()
    start = torch.randn(rows.width, rank, generator=torch.Generator().manual_seed(config.seed))
    image = rows.times(start)
    for step in range(ITERATIONS):
        report(step, ITERATIONS + 1)
        image = rows.times(columns.times(torch.linalg.qr(image).Q))
    report(ITERATIONS, ITERATIONS + 1)
    back = columns.times(torch.linalg.qr(image).Q)  # (V, R)
    squares, turn = torch.linalg.eigh(back.T.double() @ back.double())
    kept = torch.argsort(squares, descending=True)[: config.size + 1]
    kept = kept[squares[kept] > 1e-6 * squares.max()]
    values = squares[kept].sqrt()
    report(ITERATIONS + 1, ITERATIONS + 1)
    return values.float(), back @ (turn[:, kept] / values).float()
