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


def gates(inward: Tensor, recurrent: Tensor, bias: Tensor) -> Gates:
    """X and u (…, 3H), and b (H), to the gates (…, H)."""
    size = bias.shape[-1]
    open_ = torch.sigmoid(inward[..., : 2 * size] + recurrent[..., : 2 * size])
    reset, keep = open_[..., :size], open_[..., size:]
    candidate = recurrent[..., 2 * size :] + bias
    return reset, keep, torch.tanh(torch.addcmul(inward[..., 2 * size :], reset, candidate)), candidate


def next_state(state: Tensor, step: Gates) -> Tensor:
    return torch.lerp(step[2], state, step[1])


def back(state: Tensor, step: Gates, gradient: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The gradient of s' (…, H) to those of x (…, 3H), of u (…, 3H), and of s as far as it was kept (…, H)."""
    reset, keep, new, candidate = step
    d_new = gradient * (1 - keep) * (1 - new * new)
    d_keep = gradient * (state - new) * keep * (1 - keep)
    d_candidate = d_new * reset
    d_reset = d_candidate * candidate * (1 - reset)
    inward = torch.cat([d_reset, d_keep, d_new], dim=-1)
    recurrent = torch.cat([d_reset, d_keep, d_candidate], dim=-1)
    return inward, recurrent, gradient * keep


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
        state, states, kept = first, [], []
        worked = weight.to(working_type(weight))
        for x in inward.unbind():
            step = gates(x, product(state, worked), bias[:, None])
            state = next_state(state, step)
            states.append(state)
            kept.append(torch.stack(step))
        found = torch.stack(states)
        ctx.save_for_backward(first, found, torch.stack(kept), worked)
        return found

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        first, states, kept, weight = ctx.saved_tensors
        before = torch.cat([first[None], states[:-1]])  # (T, D, B, H)
        turned = weight.transpose(1, 2).contiguous()
        d_state = torch.zeros_like(first)
        d_inward: list[Tensor] = []
        d_recurrent: list[Tensor] = []
        for t in range(len(states) - 1, -1, -1):
            inward, recurrent, d_kept = back(before[t], kept[t].unbind(), gradients[0][t] + d_state)
            d_state = d_kept + product(recurrent, turned)
            d_inward.append(inward)
            d_recurrent.append(recurrent)
        whole = torch.stack(d_recurrent[::-1])  # (T, D, B, 3H)
        inward, outward = (one.transpose(0, 1).flatten(1, 2).to(weight.dtype) for one in (before, whole))
        d_weight = torch.bmm(inward.transpose(1, 2), outward).to(first.dtype)  # (D, H, 3H)
        d_bias = whole[..., 2 * first.shape[-1] :].sum(dim=(0, 2))
        return torch.stack(d_inward[::-1]), d_state, d_weight, d_bias
