"""What every neural model does to its words first: hide some of them in training, look them up, drop some numbers."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.ml.text.tokenizer import UNK

STD = 0.1  # of the numbers of a fresh embedding


class LockedDropout(nn.Module):
    """Dropout with one mask for all places of a text (Gal and Ghahramani 2016)."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(share)

    def forward(self, values: Tensor) -> Tensor:
        if not self.training:
            return values
        mask: Tensor = self.dropout(values.new_ones(values.shape[0], 1, values.shape[2]))  # (B, 1, E)
        return values * mask  # (B, T, E)


class WordDropout(nn.Module):
    """In training some pieces are read as unknown: the unknown row learns, and no single word is leaned on."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Ids (B, T) and the mask of what is there to ids (B, T)."""
        if not self.training or not self.share:
            return ids
        hidden = torch.rand(ids.shape, device=ids.device) < self.share
        return ids.masked_fill(hidden & mask, UNK)


def start(embedding: nn.Embedding) -> None:
    """Small random rows; padding keeps its zeros."""
    nn.init.normal_(embedding.weight[1:], std=STD)
