"""A decoder that looks at the source before each word: attention and GRU, step by step, with the gradient written out.

Bahdanau et al. 2015, appendix A.1.2 and A.2.2, for each target piece i, over the source pieces j:

    e_ij = vᵀ tanh(W_a s_{i−1} + U_a h_j)    α_i = softmax(e_i)    c_i = Σ_j α_ij h_j
    s_i  = GRU(s_{i−1}, E y_{i−1}, c_i)

What is known before the first step comes in ready: U_a h_j and C h_j once a sentence (Σ_j α_ij C h_j is C c_i), and
the part of the gates that comes of y_{i−1} for all steps at once. softmax(vᵀ tanh x) is softmax(2 vᵀ σ(2x)): a
constant makes no difference to it, and σ is four times faster than tanh.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

from core.ml.models import gru_loop


def attend(query: Tensor, keys: Tensor, scores: Tensor, shut: Tensor) -> tuple[Tensor, Tensor]:
    """W_a s (B, A), U_a h (B, S, A), v (A) and what is added to the energies (B, S; −∞: padding) to α (B, S), σ(2x)."""
    open_ = torch.sigmoid((query[:, None] + keys).mul_(2.0))  # (B, S, A)
    return torch.softmax(torch.addmv(shut.flatten(), open_.flatten(0, 1), 2 * scores).view_as(shut), dim=-1), open_


class AttentionLoop(Function):
    """All steps of a target that is known: states s_{i−1} (T, B, H), those before each step, and α (T, B, S).

    Takes y (T, B, 3H), the part of the gates that the pieces said before make; keys (B, S, A); values C h (B, S, 3H);
    `shut` as in `attend`; s_0 (B, H); [W_a, U] (H, A + 3H); v (A); b (H).
    """

    @staticmethod
    def forward(ctx: Any, *given: Tensor) -> tuple[Tensor, Tensor]:
        said, keys, values, shut, first, weight, scores, bias = given
        size, state = keys.shape[-1], first
        before, weights, kept, queries = [], [], [], []
        worked = weight.to(gru_loop.working_type(weight))
        for y in said.unbind():
            product = gru_loop.product(state, worked)  # (B, A + 3H)
            query, recurrent = product[:, :size], product[:, size:]
            alpha, _ = attend(query, keys, scores, shut)
            context = torch.bmm(alpha[:, None], values).squeeze(1)  # (B, 3H)
            step = gru_loop.gates(y + context, recurrent, bias)
            before.append(state)
            weights.append(alpha)
            kept.append(torch.stack(step))
            queries.append(query)
            state = gru_loop.next_state(state, step)
        found = torch.stack(before), torch.stack(weights)
        ctx.save_for_backward(*found, torch.stack(kept), torch.stack(queries), keys, values, worked, scores)
        return found

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        before, weights, kept, queries, keys, values, weight, scores = ctx.saved_tensors
        turned = weight.T.contiguous()
        d_state = torch.zeros_like(before[0])
        d_keys, d_scores = torch.zeros_like(keys), torch.zeros_like(scores)
        d_gates: list[Tensor] = []
        d_products: list[Tensor] = []
        for t in range(len(before) - 1, -1, -1):
            alpha = weights[t]
            inward, recurrent, d_kept = gru_loop.back(before[t], kept[t].unbind(), d_state)
            d_alpha = gradients[1][t] + torch.bmm(values, inward[:, :, None]).squeeze(2)  # (B, S)
            d_energy = alpha * (d_alpha - (alpha * d_alpha).sum(dim=-1, keepdim=True))
            open_ = torch.sigmoid((queries[t][:, None] + keys).mul_(2.0))  # (B, S, A)
            d_scores += 2 * torch.mv(open_.flatten(0, 1).T, d_energy.flatten())
            slope = torch.addcmul(open_, open_, open_, value=-1.0).mul_(4 * scores)  # v · tanh'
            inner = slope.mul_(d_energy[:, :, None])  # (B, S, A)
            d_keys += inner
            product = torch.cat([inner.sum(dim=1), recurrent], dim=-1)
            d_state = gru_loop.product(product, turned).add_(d_kept).add_(gradients[0][t])
            d_gates.append(inward)
            d_products.append(product)
        d_said = torch.stack(d_gates[::-1])  # (T, B, 3H)
        d_product = torch.stack(d_products[::-1])
        d_values = torch.bmm(weights.permute(1, 2, 0), d_said.transpose(0, 1))  # (B, S, 3H)
        d_weight = gru_loop.product(before.flatten(0, 1).T, d_product.flatten(0, 1).to(weight.dtype))
        d_bias = _bias_gradient(d_product, bias_size=before.shape[-1])
        return d_said, d_keys, d_values, None, d_state, d_weight, d_scores, d_bias


def _bias_gradient(d_product: Tensor, *, bias_size: int) -> Tensor:
    """Of b in u_n + b: the last H numbers of each step's product."""
    return d_product[..., -bias_size:].sum(dim=(0, 1))
