"""A small self-attention encoder with additive attention pooling: one weight a word, not one for each pair of words.

    X = W E + b;  X += A(norm X), X += F(norm X) in each layer;  weights = attention(norm X);  scores = FC(Σ weights·X)

Layers of Vaswani et al. 2017, normed first (Xiong et al. 2020), with rotary positions (Su et al. 2021): what counts is
how far apart two words are. A long text is read in overlapping windows, each word where it has most words on both
sides, and pooled as a whole: nothing is cut off, memory grows with the length, and no distance is new to the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.models import embedding
from core.ml.models.attention import attention, evidence
from core.ml.models.embedding import LockedDropout, WordDropout
from core.ml.models.output import Output
from core.ml.text.batches import Batch
from core.ml.text.tokenizer import PAD

WINDOW = 256  # words
STRIDE = 128  # from one window to the next
MAX_LAYERS = 6
MAX_HEADS = 16
MAX_SIZE = 1024


@dataclass(frozen=True, slots=True)
class TransformerConfig:
    """The shape of the model; it travels with the weights in model.json."""

    vocabulary: int
    n_labels: int
    embedding_size: int = 64
    hidden_size: int = 64
    n_layers: int = 1
    n_heads: int = 4
    is_uniform: bool = False
    dropout: float = 0.5
    word_dropout: float = 0.3

    def __post_init__(self) -> None:
        if not (0 < self.n_layers <= MAX_LAYERS and 0 < self.n_heads <= MAX_HEADS and self.hidden_size <= MAX_SIZE):
            raise ValueError("too many layers or heads, or none, or too large")


def best_window(place: Tensor, last: Tensor) -> Tensor:
    """The number of the window in which a word at `place` has most words on both sides; `last` is the text's last."""
    return ((place - (WINDOW - STRIDE) // 2) // STRIDE).clamp(min=0).minimum(last)


class SelfAttention(nn.Module):
    """Every word looks at every word of its window; a head's size is even whatever the hidden size."""

    def __init__(self, size: int, n_heads: int) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.head_size = 2 * -(-size // (2 * n_heads))
        self.inward = nn.Linear(size, 3 * n_heads * self.head_size)
        self.outward = nn.Linear(n_heads * self.head_size, size)

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        """Values (N, W, H) and mask (N, W), each row with a word, to (N, W, H)."""
        query, key, content = self._heads(values)
        seen = functional.scaled_dot_product_attention(query, key, content, attn_mask=mask[:, None, None, :])
        out: Tensor = self.outward(seen.transpose(1, 2).flatten(2))
        return out

    def weights(self, values: Tensor, mask: Tensor) -> Tensor:
        """How much each word looks at each (N, W, W), on average over the heads; the rows sum to 1."""
        query, key, _ = self._heads(values)
        scores = query @ key.transpose(-1, -2) / self.head_size**0.5
        return torch.softmax(scores.masked_fill(~mask[:, None, None, :], -torch.inf), dim=-1).mean(dim=1)

    def _heads(self, values: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What each word asks, what it answers to, and what it says: (N, heads, W, head_size) each."""
        heads = self.inward(values).unflatten(-1, (3, self.n_heads, self.head_size)).permute(2, 0, 3, 1, 4)
        query, key = rotated(heads[:2], angles(values.shape[1], self.head_size, values.device))
        return query, key, heads[2]


def angles(length: int, size: int, device: torch.device) -> Tensor:
    """How far each pair of numbers is turned at each place (W, size / 2)."""
    frequencies = 10_000.0 ** (-torch.arange(0, size, 2, device=device) / size)
    return torch.arange(length, device=device)[:, None] * frequencies


def rotated(values: Tensor, angles: Tensor) -> Tensor:
    """Pairs of numbers turned by their place: a product of two then depends on how far apart they stand."""
    first, second = values.chunk(2, dim=-1)
    cosine, sine = angles.cos().to(values.dtype), angles.sin().to(values.dtype)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], dim=-1)


class Layer(nn.Module):
    """Self-attention, then two dense layers on each word, each added to what there was."""

    def __init__(self, size: int, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(size)
        self.attention = SelfAttention(size, n_heads)
        self.dense_norm = nn.LayerNorm(size)
        self.dense = nn.Sequential(nn.Linear(size, 2 * size), nn.GELU(), nn.Linear(2 * size, size))
        self.dropout = LockedDropout(dropout)

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        values = values + self.dropout(self.attention(self.attention_norm(values), mask))
        out: Tensor = values + self.dropout(self.dense(self.dense_norm(values)))  # (N, W, H)
        return out


class Transformer(nn.Module):
    """Piece ids to label scores, the weights they were made with, and each piece's part in them."""

    is_additive = True
    mixes_words = True

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.config = config
        size = config.hidden_size
        self.word_dropout = WordDropout(config.word_dropout)
        self.embedding = nn.Embedding(config.vocabulary, config.embedding_size, padding_idx=PAD)
        self.embedding_dropout = LockedDropout(config.dropout)
        self.enter = nn.Linear(config.embedding_size, size)
        self.layers = nn.ModuleList(Layer(size, config.n_heads, config.dropout) for _ in range(config.n_layers))
        self.norm = nn.LayerNorm(size)
        self.attention = attention(size, size, is_uniform=config.is_uniform)
        self.document_dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(size, config.n_labels)
        embedding.start(self.embedding)

    def forward(self, batch: Batch) -> Output:
        states = self.read(batch)  # (B, T, H)
        context, weights = self.attention(states, batch.mask)  # (B, H), (B, T)
        scores = self.decide(context)  # (B, C)
        parts = None if self.training else evidence(weights, states, self.output)
        return Output(scores, weights, evidence=parts, states=states)

    def decide(self, context: Tensor) -> Tensor:
        """The scores (B, C) that the weighted sum of the states (B, H) leads to."""
        scores: Tensor = self.output(self.document_dropout(context))
        return scores

    def read(self, batch: Batch) -> Tensor:
        """The states that attention weighs (B, T, H)."""
        embedded = self.embedding_dropout(self.embedding(self.word_dropout(batch.ids, batch.mask)))  # (B, T, E)
        values = self.enter(embedded)
        is_long = values.shape[1] > WINDOW
        encoded = self._in_windows(values, batch.lengths) if is_long else self._encode(values, batch.mask)
        states: Tensor = self.norm(encoded)
        return states

    def _encode(self, values: Tensor, mask: Tensor) -> Tensor:
        """Values (N, W, H) and mask (N, W) to (N, W, H). A text without a word looks at its padding: not at nothing."""
        mask = mask | ~mask.any(dim=1, keepdim=True)
        for layer in self.layers:
            values = layer(values, mask)
        return values

    def _in_windows(self, values: Tensor, lengths: Tensor) -> Tensor:
        """Values (B, T, H) of texts longer than a window to (B, T, H); a text's own length decides its windows."""
        device, n_places = values.device, values.shape[1]
        last = -(-(lengths - WINDOW).clamp(min=0) // STRIDE)  # (B), the number of a text's last window
        rows, numbers = (torch.arange(int(last.max()) + 1, device=device) <= last[:, None]).nonzero(as_tuple=True)
        places = numbers[:, None] * STRIDE + torch.arange(WINDOW, device=device)  # (N, W)
        windows = values[rows[:, None], places.clamp(max=n_places - 1)]  # (N, W, H)
        encoded = self._encode(windows, places < lengths[rows, None])
        place = torch.arange(n_places, device=device).expand(len(lengths), -1)  # (B, T)
        number = best_window(place, last[:, None])
        first = (last + 1).cumsum(0) - (last + 1)  # (B), where a text's windows begin
        return encoded[first[:, None] + number, (place - number * STRIDE).clamp(max=WINDOW - 1)]
