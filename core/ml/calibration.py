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

PRIOR = 4.0  # how firmly each scale stays near what is expected where documents tell little
LOW, HIGH = 0.0, 20.0
TOLERANCE = 1e-8  # the loss is flat where both parts say the same

Floats = NDArray[np.floating[Any]]


def scales(
    parts: Sequence[Floats], actual: NDArray[np.bool_], *, is_multi_label: bool, expected: Sequence[float] = ()
) -> list[float]:
    """The scale of each part's scores (N, C) with which their sum has the least loss on documents they did not learn.

    With one part that is 1 / temperature. Several are weighed against each other too; few documents hardly move them
    from what is `expected`, by default even shares. The loss is convex in the scales, so that there is one answer.
    """
    expected = tuple(expected) or (1.0 / len(parts),) * len(parts)
    if not len(actual):
        return list(expected)
    centre = torch.tensor(expected, dtype=torch.float64)
    scores = torch.from_numpy(np.stack(parts).astype(np.float64))  # (P, N, C)
    targets = torch.from_numpy(actual)

    def objective(point: Tensor) -> tuple[Tensor, Tensor]:
        point = point.detach().requires_grad_()
        total = torch.einsum("p,pnc->nc", point, scores)
        if is_multi_label:
            loss = functional.binary_cross_entropy_with_logits(total, targets.double()) * targets.shape[1]
        else:
            loss = functional.cross_entropy(total, targets.int().argmax(dim=1))
        loss = loss + PRIOR / len(actual) * (point - centre).square().sum() / 2
        (gradient,) = torch.autograd.grad(loss, point)
        return loss.detach(), gradient

    found = lbfgs.minimize(objective, centre, tolerance=TOLERANCE)
    return [float(scale) for scale in found.clamp(LOW, HIGH)]
