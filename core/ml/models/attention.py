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
        """States (B, T, H) and mask (B, T), true where a word is, to context (B, H) and weights (B, T).

        A row without any word gets weights and a context of 0.
        """
        scores = self.score(torch.tanh(self.inner(states))).squeeze(-1)  # (B, T)
        weights = torch.softmax(scores.masked_fill(~mask, torch.finfo(scores.dtype).min), dim=-1) * mask  # (B, T)
        return weighted_sum(weights, states), weights


class UniformAttention(nn.Module):
    """The same weight, 1/length, for each word: the baseline that learned attention must beat."""

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """As AdditiveAttention.forward."""
        weights = mask.to(states.dtype) / mask.sum(dim=-1, keepdim=True).clamp(min=1)  # (B, T)
        return weighted_sum(weights, states), weights


def attention(size: int, inner_size: int, *, is_uniform: bool) -> nn.Module:
    return UniformAttention() if is_uniform else AdditiveAttention(size, inner_size)


def weighted_sum(weights: Tensor, states: Tensor) -> Tensor:
    """Weights (B, T) and states (B, T, H) to their sum (B, H)."""
    return torch.einsum("bt,bth->bh", weights, states)


def evidence(weights: Tensor, states: Tensor, output: nn.Linear) -> Tensor:
    """What each word adds to the scores (B, T, C) of a linear output: α_t · W h_t; with the bias they sum to them."""
    return weights[:, :, None] * (states @ output.weight.T)


def attention_over_words(model: nn.Module) -> nn.Module | None:
    """The layer of a model whose weights are those of its words (in `hahnn`: within each sentence); None without."""
    return _layer(model, "attention", "word_attention")


def last_attention(model: nn.Module) -> nn.Module | None:
    """The layer whose weighted sum the scores are made of: that of the words, or in `hahnn` of the sentences."""
    return _layer(model, "attention", "sentence_attention")


def _layer(model: nn.Module, *names: str) -> nn.Module | None:
    layers = dict(model.named_children())
    return next((layers[name] for name in names if name in layers), None)
