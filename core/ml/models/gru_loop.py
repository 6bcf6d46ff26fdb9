"""GRU layers as one step after the other in a handful of large products, with the gradient written out.

torch's own layers multiply the recurrent weights' gradient once a step, and cannot look at anything on the way. Here
only what truly depends on the state before is within the loop; all else, forwards and backwards, is one product for
all steps. The equations are those of torch.nn.GRU (Cho et al. 2014, with the reset gate behind the product):

    r, z = σ(x_r + u_r), σ(x_z + u_z)   n = tanh(x_n + r·(u_n + b))   s' = (1 − z)·n + z·s      with u = s U
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

Gates = tuple[Tensor, Tensor, Tensor, Tensor]
"""r, z, n and u_n + b of one step."""


def tanh(values: Tensor) -> Tensor:
    """Tanh as 2σ(2x) − 1, in the place of `values`: σ is six times as fast here, and as exact up to a rounding of 1."""
    return values.mul_(2).sigmoid_().mul_(2).sub_(1)


def gates(inward: Tensor, recurrent: Tensor, bias: Tensor) -> Gates:
    """X and u (…, 3H), and b (H), to the gates (…, H)."""
    size = bias.shape[-1]
    open_ = torch.add(inward[..., : 2 * size], recurrent[..., : 2 * size]).sigmoid_()
    reset, keep = open_[..., :size], open_[..., size:]
    candidate = recurrent[..., 2 * size :] + bias
    return reset, keep, tanh(torch.addcmul(inward[..., 2 * size :], reset, candidate)), candidate


def next_state(state: Tensor, step: Gates) -> Tensor:
    return torch.lerp(step[2], state, step[1])


def back(state: Tensor, step: Gates, gradient: Tensor) -> tuple[list[Tensor], Tensor, Tensor]:
    """The gradient of s' (…, H) to those of x (three of (…, H)), of u's last part, and of s as far as it was kept.

    The first two parts of u have the gradients of those of x.
    """
    reset, keep, new, candidate = step
    kept = gradient * keep
    passed = gradient - kept
    d_new = torch.addcmul(passed, passed, new * new, value=-1)
    d_keep = (kept - kept * keep).mul_(state - new)
    d_candidate = d_new * reset
    d_reset = (d_candidate - d_candidate * reset).mul_(candidate)
    return [d_reset, d_keep, d_new], d_candidate, kept


def working_type(tensor: Tensor) -> torch.dtype:
    """What products are worked out in: under autocast its type, else the tensor's own."""
    kind = tensor.device.type
    return torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else tensor.dtype


def product(left: Tensor, right: Tensor) -> Tensor:
    """Left · right, worked out in the type of `right`, in that of `left`."""
    with torch.autocast(left.device.type, enabled=False):
        return torch.matmul(left.to(right.dtype), right).to(left.dtype)


class GRULoop(Function):
    """States (T, D, B, H) of D directions from x (T, D, B, 3H), first states (D, B, H), U (D, H, 3H), b (D, H)."""

    @staticmethod
    def forward(ctx: Any, inward: Tensor, first: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        state, worked = first, weight.to(working_type(weight))
        states = first.new_empty(len(inward), *first.shape)
        kept = first.new_empty(len(inward), 4, *first.shape)
        for t, x in enumerate(inward.unbind()):
            step = gates(x, product(state, worked), bias[:, None])
            state = torch.lerp(step[2], state, step[1], out=states[t])
            torch.stack(step, out=kept[t])
        ctx.save_for_backward(first, states, kept, worked)
        return states

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        first, states, kept, weight = ctx.saved_tensors
        before = torch.cat([first[None], states[:-1]])  # (T, D, B, H)
        turned = weight.transpose(1, 2).contiguous()
        d_state = torch.zeros_like(first)
        shape = *before.shape[:-1], 3 * first.shape[-1]
        d_recurrent = first.new_empty(shape)
        d_inward = first.new_empty(shape[1], shape[0], *shape[2:]).transpose(0, 1)  # directions lie apart in BiGRU
        for t in range(len(states) - 1, -1, -1):
            parts, d_candidate, d_kept = back(before[t], kept[t].unbind(), gradients[0][t] + d_state)
            torch.cat(parts, dim=-1, out=d_inward[t])
            torch.cat([*parts[:2], d_candidate], dim=-1, out=d_recurrent[t])
            d_state = d_kept.add_(product(d_recurrent[t], turned))
        inward, outward = (one.transpose(0, 1).flatten(1, 2).to(weight.dtype) for one in (before, d_recurrent))
        d_weight = torch.bmm(inward.transpose(1, 2), outward).to(first.dtype)  # (D, H, 3H)
        d_bias = d_recurrent[..., 2 * first.shape[-1] :].sum(dim=(0, 2))
        return d_inward, d_state, d_weight, d_bias
