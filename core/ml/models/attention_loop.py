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


def attend(query: Tensor, keys: Tensor, scores: Tensor, shut: Tensor) -> Tensor:
    """W_a s (B, A), U_a h (B, S, A), v (A) and what is added to the energies (B, S; −∞: padding) to α (B, S)."""
    energies = torch.addmv(shut.flatten(), opened(query, keys).flatten(0, 1), 2 * scores)
    return torch.softmax(energies.view_as(shut), dim=-1)


def opened(query: Tensor, keys: Tensor) -> Tensor:
    """σ(2x) (B, S, A)."""
    return (query[:, None] + keys).mul_(2.0).sigmoid_()


class AttentionLoop(Function):
    """All steps of a target that is known: states s_{i−1} (T, B, H), those before each step, and α (T, B, S).

    Takes y (T, B, 3H), the part of the gates that the pieces said before make; keys (B, S, A); values C h (B, S, 3H);
    `shut` as in `attend`; s_0 (B, H); [W_a, U] (H, A + 3H); v (A); b (H).
    """

    @staticmethod
    def forward(ctx: Any, *given: Tensor) -> tuple[Tensor, Tensor]:
        said, keys, values, shut, first, weight, scores, bias = given
        size, n_steps, state = keys.shape[-1], len(said), first
        worked = weight.to(gru_loop.working_type(weight))
        before, weights = first.new_empty(n_steps, *first.shape), shut.new_empty(n_steps, *shut.shape)
        kept, queries = first.new_empty(n_steps, 4, *first.shape), keys.new_empty(n_steps, len(keys), size)
        with torch.autocast(keys.device.type, enabled=False):  # one look is too small a product to be worth turning
            for t, y in enumerate(said.unbind()):
                before[t] = state
                product = gru_loop.product(state, worked)  # (B, A + 3H)
                queries[t], recurrent = product[:, :size], product[:, size:]
                weights[t] = attend(queries[t], keys, scores, shut)
                context = torch.bmm(weights[t][:, None], values).squeeze(1)  # (B, 3H)
                step = gru_loop.gates(context.add_(y), recurrent, bias)
                torch.stack(step, out=kept[t])
                state = gru_loop.next_state(state, step)
        ctx.save_for_backward(before, weights, kept, queries, keys, values, worked, scores)
        return before, weights

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        before, weights, kept, queries, keys, values, weight, scores = ctx.saved_tensors
        turned, size = weight.T.contiguous(), before.shape[-1]
        d_state = torch.zeros_like(before[0])
        d_keys, d_scores = torch.zeros_like(keys), torch.zeros_like(scores)
        d_said = before.new_empty(*before.shape[:2], 3 * size)  # (T, B, 3H)
        d_products = before.new_empty(*before.shape[:2], weight.shape[-1])  # (T, B, A + 3H)
        by_value = values.transpose(1, 2)
        for t in range(len(before) - 1, -1, -1):
            parts, d_candidate, d_kept = gru_loop.back(before[t], kept[t].unbind(), d_state)
            inward = torch.cat(parts, dim=-1, out=d_said[t])
            d_alpha = torch.bmm(inward[:, None], by_value).squeeze(1).add_(gradients[1][t])  # (B, S)
            d_energy = weights[t] * (d_alpha - (weights[t] * d_alpha).sum(dim=-1, keepdim=True))
            open_ = opened(queries[t], keys)  # (B, S, A)
            d_scores.addmv_(open_.flatten(0, 1).T, d_energy.flatten(), alpha=2)
            slope = torch.addcmul(open_, open_, open_, value=-1)  # a quarter of tanh'
            d_query = torch.bmm(d_energy[:, None], slope).squeeze(1).mul_(4 * scores)
            d_keys.addcmul_(slope, d_energy[:, :, None])
            product = torch.cat([d_query, *parts[:2], d_candidate], dim=-1, out=d_products[t])
            d_state = gru_loop.product(product, turned).add_(d_kept).add_(gradients[0][t])
        d_values = torch.bmm(weights.permute(1, 2, 0), d_said.transpose(0, 1))  # (B, S, 3H)
        d_weight = gru_loop.product(before.flatten(0, 1).T, d_products.flatten(0, 1).to(weight.dtype))
        d_bias = d_products[..., -size:].sum(dim=(0, 1))
        return d_said, d_keys.mul_(4 * scores), d_values, None, d_state, d_weight, d_scores, d_bias
