"""Attention layers. Each returns (context, weights); padding gets exactly 0 and the weights sum to 1."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class AdditiveAttention(nn.Module):
    """weights = softmax(vᵀ tanh(W h + b)) over the words that are there.

    Bahdanau et al. 2015, section 3.1, without a decoder's state; Zhou et al. 2016, equations 9 to 11, with W.
    """

    def __init__(self, size: int, inner_size: int) -> None:
        super().__init__()
        self.inner = nn.Linear(size, inner_size)
        self.score = nn.Linear(inner_size, 1, bias=False)

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States (B, T, H) and mask (B, T), true where a word is, to context (B, H) and weights (B, T)."""
        scores = self.score(torch.tanh(self.inner(states))).squeeze(-1)  # (B, T)
        weights = torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)  # (B, T)
        context = torch.einsum("bt,bth->bh", weights, states)  # (B, H)
        return context, weights
