"""What the models that write share: what a decoder is told, what it says, and how it goes on piece by piece.

S is the number of source pieces, T of target pieces with the end, V of different target pieces, N of hypotheses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.models.embedding import LockedDropout, start
from core.ml.text.tokenizer import PAD, UNK

State = dict[str, Tensor]
"""What a decoder remembers between two words: tensors whose first dimension is the hypotheses'."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a decoder made of a target that it was told: states (B, T, E) to score, and the attention (B, T, S).

    Row t of the weights is where it looked before it said piece t. None: the model has no attention.
    """

    states: Tensor
    weights: Tensor | None


class Source(Protocol):
    """What is read before anything is written; of a picture `lengths` counts places."""

    @property
    def lengths(self) -> Tensor:
        """How much of each source (B) there is to look at."""
        ...


class Decoder(Protocol):
    """Reads a source, then says the target piece by piece; `given` and `ids` are the pieces said before, END first."""

    def tell(self, source: Any, given: Tensor) -> Told:
        """All steps at once, with the right pieces before each: given (B, T)."""
        ...

    def score(self, states: Tensor) -> Tensor:
        """States (…, E) to the scores (…, V) of the next piece."""
        ...

    def begin(self, source: Any) -> State:
        """Before the first piece; all sources in one batch."""
        ...

    def step(self, state: State, ids: Tensor) -> tuple[Tensor, Tensor | None, State]:
        """The pieces just said (N) to states (N, E), attention (N, S) and what is remembered now."""
        ...


class PieceEmbedding(nn.Module):
    """Looks pieces up, and hides some numbers of each text, and some pieces, in training."""

    def __init__(self, vocabulary: int, size: int, dropout: float, word_dropout: float = 0.0) -> None:
        super().__init__()
        self.table = nn.Embedding(vocabulary, size, padding_idx=PAD)
        self.dropout = LockedDropout(dropout)
        self.word_dropout = word_dropout
        start(self.table)

    def forward(self, ids: Tensor) -> Tensor:
        """Ids (B, T) to vectors (B, T, E)."""
        if self.training and self.word_dropout:
            hidden = torch.rand(ids.shape, device=ids.device) < self.word_dropout
            ids = ids.masked_fill(hidden & (ids != PAD), UNK)
        vectors: Tensor = self.dropout(self.table(ids))
        return vectors


class PieceScores(nn.Module):
    """The scores of all target pieces, by the target's own embedding (Press and Wolf 2017) or a table of its own."""

    def __init__(self, embedding: PieceEmbedding, *, is_tied: bool) -> None:
        super().__init__()
        table = embedding.table.weight
        self.bias = nn.Parameter(torch.zeros(len(table)))
        self.weight = None if is_tied else nn.Parameter(torch.randn_like(table) * 0.1)

    def forward(self, states: Tensor, embedding: PieceEmbedding) -> Tensor:
        """States (…, E) to scores (…, V)."""
        table = embedding.table.weight if self.weight is None else self.weight
        return functional.linear(states, table, self.bias)


def select(state: State, rows: Tensor) -> State:
    """The hypotheses `rows` of a state, in this order."""
    return {name: tensor[rows] for name, tensor in state.items()}
