"""The neural part of `auto`: attention over words, made for few labels.

    E = embedding(pieces);  weights = softmax(vᵀ tanh(W E));  document = P (Σ weights·E), at length 1
    scores = FC(document)

It learns from texts alone what to look at and how to sum a text up (core.ml.contrastive); labels then only fit the
last layer. (Where labels are many, a model that learns all of its weights from them takes its place: core.ml.fitting.)
As everything after the weights is linear but for the one length, each word's part in the scores is exact:
weights[t] · FC(P E[t]) / length.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.ml.models import embedding
from core.ml.models.attention import attention
from core.ml.models.embedding import LockedDropout, WordDropout
from core.ml.models.output import Output
from core.ml.text.batches import Batch
from core.ml.text.tokenizer import PAD


@dataclass(frozen=True, slots=True)
class AutoConfig:
    """The shape of the model; it travels with the weights in model.json."""

    vocabulary: int
    n_labels: int
    embedding_size: int = 128
    attention_size: int = 64
    document_size: int = 128
    is_uniform: bool = False
    dropout: float = 0.3
    word_dropout: float = 0.3


class Auto(nn.Module):
    """Piece ids to label scores, the weights they were made with, and each piece's part in them."""

    is_additive = True

    def __init__(self, config: AutoConfig) -> None:
        super().__init__()
        self.config = config
        self.word_dropout = WordDropout(config.word_dropout)
        self.embedding = nn.Embedding(config.vocabulary, config.embedding_size, padding_idx=PAD)
        self.embedding_dropout = LockedDropout(config.dropout)
        self.attention = attention(config.embedding_size, config.attention_size, is_uniform=config.is_uniform)
        self.projection = nn.Linear(config.embedding_size, config.document_size)
        self.output = nn.Linear(config.document_size, config.n_labels)
        embedding.start(self.embedding)

    def forward(self, batch: Batch) -> Output:
        context, weights, states = self.read(batch)
        scores = self.decide(context)  # (B, C)
        if self.training:
            return Output(scores, weights, states=states)
        length = self.projection(context).norm(dim=1, keepdim=True).clamp_min(1e-6)  # (B, 1)
        parts = self.projection(states) @ self.output.weight.T / length[:, :, None]  # (B, T, C)
        return Output(scores, weights, evidence=weights[:, :, None] * parts, states=states)

    def decide(self, context: Tensor) -> Tensor:
        """The scores (B, C) that the words' weighted sum (B, E) leads to."""
        scores: Tensor = self.output(torch.nn.functional.normalize(self.projection(context), dim=1, eps=1e-6))
        return scores

    def read(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """The words' weighted sum (B, E), their weights (B, T), and the words (B, T, E)."""
        states = self.embedding_dropout(self.embedding(self.word_dropout(batch.ids, batch.mask)))
        context, weights = self.attention(states, batch.mask)
        return context, weights, states

    def documents(self, batch: Batch) -> Tensor:
        """What the last layer weighs (B, D), each row of length 1."""
        return torch.nn.functional.normalize(self.projection(self.read(batch)[0]), dim=1, eps=1e-6)
