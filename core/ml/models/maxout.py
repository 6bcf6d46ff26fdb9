"""Of each two numbers the greater (Goodfellow et al. 2013, k = 2), with its gradient written out."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function


class Maxout(Function):
    """Takes (…, 2E), gives (…, E); of two equal numbers the first has the gradient."""

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        first, second = values.view(*values.shape[:-1], -1, 2).unbind(-1)
        is_first = first >= second
        ctx.save_for_backward(is_first)
        return torch.maximum(first, second)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        (is_first,) = ctx.saved_tensors
        found = gradients[0].new_empty(*is_first.shape, 2)
        torch.mul(gradients[0], is_first, out=found[..., 0])
        torch.sub(gradients[0], found[..., 0], out=found[..., 1])
        return found.flatten(-2)
