"""A sparse matrix in plain arrays, and its products with dense ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import embedding_bag

Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Csr:
    """Row i has values[starts[i]:starts[i + 1]] in the ascending columns of the same places."""

    starts: NDArray[np.int64]  # (N + 1)
    columns: NDArray[np.int32]  # (Z)
    values: NDArray[np.float32]  # (Z)
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self, wanted: Ints | Flags) -> Csr:
        """The rows given by number or by flag, in that order."""
        places = np.flatnonzero(wanted) if wanted.dtype == np.bool_ else wanted
        lengths = np.diff(self.starts)[places]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        take = np.repeat(self.starts[places] - starts[:-1], lengths) + np.arange(starts[-1])
        return Csr(starts, self.columns[take], self.values[take], self.width)

    def and_then(self, other: Csr) -> Csr:
        """These rows and then the other's."""
        return Csr(
            np.concatenate([self.starts, self.starts[-1] + other.starts[1:]]),
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.values, other.values]),
            self.width,
        )

    def narrowed(self, columns: NDArray[np.int32]) -> Csr:
        """Only these columns (ascending), numbered anew."""
        numbers = np.full(self.width, -1, np.int32)
        numbers[columns] = np.arange(len(columns), dtype=np.int32)
        found = numbers[self.columns]
        is_kept = found >= 0
        starts = np.concatenate([[0], np.cumsum(is_kept)])[self.starts]
        return Csr(starts, found[is_kept], self.values[is_kept], len(columns))

    def transposed(self) -> Csr:
        order = np.argsort(self.columns, kind="stable")
        rows = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.columns, minlength=self.width))]).astype(np.int64)
        return Csr(starts, rows[order], self.values[order], len(self))

    def times(self, dense: Tensor) -> Tensor:
        """The product (N, K) with a matrix (width, K) of float32 or float64."""
        if not len(self.columns):
            return dense.new_zeros(len(self), dense.shape[1])
        product: Tensor = embedding_bag(
            torch.from_numpy(self.columns),
            dense,
            torch.from_numpy(self.starts[:-1].astype(np.int32)),
            mode="sum",
            per_sample_weights=torch.from_numpy(self.values).to(dense.dtype),
        )
        return product
