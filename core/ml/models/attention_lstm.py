"""LSTM with attention for text classification (Zhou et al. 2016, "Attention-Based Bidirectional LSTM", section 3).

    E = embedding(pieces);  H = [BiLSTM(E), E];  weights = softmax(vᵀ tanh(W H));  document = Σ weights·H;
    scores = FC(tanh(document)), or with a linear head FC(document)

Against the paper: a word's state holds both directions end to end and the word itself (as in Lai et al. 2015), which
ties a weight to its word and needs fewer labels; the attention has its own layer W; dropout hides the same numbers at
every place of a text (Gal and Ghahramani 2016), which is better and cheaper. In place of the BiLSTM: one direction, a
GRU, convolutions (of few words, or layer by layer of more), or nothing (the average of the words, which attention
weighs).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.ml.models import embedding
from core.ml.models.attention import attention, evidence
from core.ml.models.embedding import LockedDropout, WordDropout
from core.ml.models.encoders import ENCODERS, encoder
from core.ml.models.output import Output
from core.ml.text.batches import Batch
from core.ml.text.tokenizer import PAD


@dataclass(frozen=True, slots=True)
class AttentionLSTMConfig:
    """The shape of the model; it travels with the weights in model.json."""

    vocabulary: int
    n_labels: int
    embedding_size: int = 64
    hidden_size: int = 64
    encoder: str = "lstm"
    is_bidirectional: bool = True
    is_linear: bool = False
    is_uniform: bool = False
    dropout: float = 0.5
    word_dropout: float = 0.3

    def __post_init__(self) -> None:
        if self.encoder not in ENCODERS:
            raise ValueError(f"no encoder {self.encoder!r}"[:60])


class AttentionLSTM(nn.Module):
    """Piece ids to label scores and the weights they were made with; with a linear head, each piece's part in them."""

    def __init__(self, config: AttentionLSTMConfig) -> None:
        super().__init__()
        self.config = config
        self.word_dropout = WordDropout(config.word_dropout)
        self.embedding = nn.Embedding(config.vocabulary, config.embedding_size, padding_idx=PAD)
        self.embedding_dropout = LockedDropout(config.dropout)
        self.encoder = encoder(
            config.encoder, config.embedding_size, config.hidden_size, is_bidirectional=config.is_bidirectional
        )
        self.state_dropout = LockedDropout(config.dropout)
        size = self.encoder.size + config.embedding_size
        self.attention = attention(size, config.hidden_size, is_uniform=config.is_uniform)
        self.document_dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(size, config.n_labels)
        embedding.start(self.embedding)

    @property
    def is_additive(self) -> bool:
        """Whether the scores are sums over the pieces."""
        return self.config.is_linear

    @property
    def mixes_words(self) -> bool:
        """Whether the state at a piece has read others too."""
        return self.config.encoder != "average"

    def forward(self, batch: Batch) -> Output:
        states = self.read(batch)  # (B, T, S)
        context, weights = self.attention(states, batch.mask)  # (B, S), (B, T)
        scores = self.decide(context)  # (B, C)
        parts = evidence(weights, states, self.output) if self.config.is_linear and not self.training else None
        return Output(scores, weights, evidence=parts, states=states)

    def decide(self, context: Tensor) -> Tensor:
        """The scores (B, C) that the weighted sum of the states (B, S) leads to."""
        document = context if self.config.is_linear else torch.tanh(context)
        scores: Tensor = self.output(self.document_dropout(document))
        return scores

    def read(self, batch: Batch) -> Tensor:
        """The states that attention weighs (B, T, S): what the encoder makes of each word, and the word itself."""
        embedded = self.embedding(self.word_dropout(batch.ids, batch.mask))  # (B, T, E)
        embedded = self.embedding_dropout(embedded)
        return torch.cat([self.state_dropout(self.encoder(embedded, batch.lengths)), embedded], dim=-1)
