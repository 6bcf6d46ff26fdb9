"""Temperature scaling: few numbers that make confidence honest (Guo et al. 2017, section 4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from core.ml import lbfgs

PRIOR = 4.0  # how firmly a part's scale stays near 1 where documents tell nothing: as so many of them
LOW, HIGH = 0.02, 20.0

Floats = NDArray[np.floating[Any]]


def scales(parts: Sequence[Floats], actual: NDArray[np.bool_], *, is_multi_label: bool) -> list[float]:
    """The scale of each part's scores (N, C) with which their sum has the least loss on documents they did not learn.

    With one part that is 1 / temperature. Several are weighed against each other too; few documents hardly move them.
    """
    if not len(actual):
        return [1.0 / len(parts)] * len(parts)
    scores = torch.from_numpy(np.stack(parts).astype(np.float64))  # (P, N, C)
    targets = torch.from_numpy(actual)

    def objective(logs: Tensor) -> tuple[Tensor, Tensor]:
        point = logs.detach().requires_grad_()
        total = torch.einsum("p,pnc->nc", point.exp(), scores)
        if is_multi_label:
            loss = functional.binary_cross_entropy_with_logits(total, targets.double(), reduction="sum")
        else:
            loss = functional.cross_entropy(total, targets.int().argmax(dim=1), reduction="sum")
        loss = loss + PRIOR * (point + np.log(len(parts))).square().sum() / 2
        (gradient,) = torch.autograd.grad(loss, point)
        return loss.detach(), gradient

    found = lbfgs.minimize(objective, torch.full((len(parts),), -np.log(len(parts)), dtype=torch.float64))
    return [float(scale) for scale in found.exp().clamp(LOW, HIGH)]
