"""Translation with nothing but attention (Vaswani et al. 2017), small, as the modern reference.

Layers normed first (Xiong et al. 2020) with rotary positions (Su et al. 2021), as in models/transformer.py. The weights
that it gives are the mean over all heads of all layers: no head is made to align anything, and which layer comes
closest to an alignment differs (the last but one of six: Garg et al. 2019). In three trainings on our sample the mean
had alignment error rates of .33, .28 and .39, the last layer but one .33, .32 and .38, the last .35, .38 and .48.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.models.decoding import PieceEmbedding, PieceScores, State, Told
from core.ml.models.embedding import STD, LockedDropout
from core.ml.models.transformer import MAX_HEADS, MAX_LAYERS, MAX_SIZE, Layer, SelfAttention, angles, rotated
from core.ml.text.batches import Batch


@dataclass(frozen=True, slots=True)
class TranslationTransformerConfig:
    """The shape of the model; it travels with the weights in model.json."""

    source_vocabulary: int
    target_vocabulary: int
    embedding_size: int = 256
    hidden_size: int = 256
    n_layers: int = 3
    n_heads: int = 4
    dropout: float = 0.2
    word_dropout: float = 0.0
    is_tied: bool = True

    def __post_init__(self) -> None:
        if not (0 < self.n_layers <= MAX_LAYERS and 0 < self.n_heads <= MAX_HEADS and self.hidden_size <= MAX_SIZE):
            raise ValueError("too many layers or heads, or none, or too large")


class PastAttention(SelfAttention):
    """Every piece looks at itself and those before it."""

    def onwards(self, values: Tensor, past: Tensor | None) -> tuple[Tensor, Tensor]:
        """Values (N, T, H) behind a past (N, 2, heads, t, head_size) to (N, T, H) and the past with them."""
        heads = self.inward(values).unflatten(-1, (3, self.n_heads, self.head_size)).permute(2, 0, 3, 1, 4)
        n_past = 0 if past is None else past.shape[3]
        turns = angles(n_past + values.shape[1], self.head_size, values.device)[n_past:]
        query, key = rotated(heads[:2], turns)
        known = torch.stack([key, heads[2]], dim=1)
        known = known if past is None else torch.cat([past, known], dim=3)
        is_whole = past is None
        seen = functional.scaled_dot_product_attention(query, known[:, 0], known[:, 1], is_causal=is_whole)
        out: Tensor = self.outward(seen.transpose(1, 2).flatten(2))
        return out, known


class SourceAttention(nn.Module):
    """Every target piece looks at the source."""

    def __init__(self, size: int, n_heads: int) -> None:
        super().__init__()
        self.n_heads, self.head_size = n_heads, -(-size // n_heads)
        inner = n_heads * self.head_size
        self.query, self.source, self.outward = (
            nn.Linear(size, inner),
            nn.Linear(size, 2 * inner),
            nn.Linear(inner, size),
        )

    def forward(self, values: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Values (N, T, H), memory (N, S, H) and its mask (N, S) to (N, T, H) and the mean weights (N, T, S)."""
        query = self.query(values).unflatten(-1, (self.n_heads, self.head_size)).transpose(1, 2)
        key, content = self.source(memory).unflatten(-1, (2, self.n_heads, self.head_size)).permute(2, 0, 3, 1, 4)
        energies = (query @ key.transpose(-1, -2)).float() / self.head_size**0.5  # (N, heads, T, S)
        weights = torch.softmax(energies.masked_fill(~mask[:, None, None, :], -torch.inf), dim=-1)
        out: Tensor = self.outward((weights.to(content.dtype) @ content).transpose(1, 2).flatten(2))
        return out, weights.mean(dim=1)


class DecoderLayer(nn.Module):
    """A look at what was said, a look at the source, two dense layers, each added to what there was."""

    def __init__(self, size: int, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.past_norm, self.past = nn.LayerNorm(size), PastAttention(size, n_heads)
        self.source_norm, self.source = nn.LayerNorm(size), SourceAttention(size, n_heads)
        self.dense_norm = nn.LayerNorm(size)
        self.dense = nn.Sequential(nn.Linear(size, 2 * size), nn.GELU(), nn.Linear(2 * size, size))
        self.dropout = LockedDropout(dropout)

    def forward(self, values: Tensor, memory: Tensor, mask: Tensor, past: Tensor | None) -> tuple[Tensor, ...]:
        """As its parts; to values (N, T, H), weights (N, T, S) and the past with these."""
        said, known = self.past.onwards(self.past_norm(values), past)
        values = values + self.dropout(said)
        seen, weights = self.source(self.source_norm(values), memory, mask)
        values = values + self.dropout(seen)
        return values + self.dropout(self.dense(self.dense_norm(values))), weights, known


class TranslationTransformer(nn.Module):
    """Source pieces to target pieces; see the module."""

    def __init__(self, config: TranslationTransformerConfig) -> None:
        super().__init__()
        self.config = config
        size, embedded, heads = config.hidden_size, config.embedding_size, config.n_heads
        self.source = PieceEmbedding(config.source_vocabulary, embedded, config.dropout, config.word_dropout)
        self.target = PieceEmbedding(config.target_vocabulary, embedded, config.dropout, config.word_dropout)
        self.enter_source, self.enter_target = _entrance(embedded, size), _entrance(embedded, size)
        self.encoder = nn.ModuleList(Layer(size, heads, config.dropout) for _ in range(config.n_layers))
        self.decoder = nn.ModuleList(DecoderLayer(size, heads, config.dropout) for _ in range(config.n_layers))
        self.memory_norm, self.norm = nn.LayerNorm(size), nn.LayerNorm(size)
        self.outward = nn.Linear(size, embedded)
        self.dropout = nn.Dropout(config.dropout)
        self.output = PieceScores(self.target, is_tied=config.is_tied)

    def tell(self, source: Batch, given: Tensor) -> Told:
        states, weights, _ = self._decode(self._read(source), source.mask, given, None)
        return Told(states, weights)

    def score(self, states: Tensor) -> Tensor:
        scores: Tensor = self.output(states, self.target)
        return scores

    def begin(self, source: Batch) -> State:
        memory, mask = self._read(source), source.mask
        attention = cast(DecoderLayer, self.decoder[0]).past
        sizes = (len(memory), len(self.decoder), 2, attention.n_heads, 0, attention.head_size)
        return {"memory": memory, "mask": mask, "past": memory.new_zeros(sizes)}

    def step(self, state: State, ids: Tensor) -> tuple[Tensor, Tensor | None, State]:
        states, weights, past = self._decode(state["memory"], state["mask"], ids[:, None], state["past"])
        return states[:, 0], weights[:, 0], {**state, "past": past}

    def _read(self, source: Batch) -> Tensor:
        values = self.enter_source(self.source(source.ids))
        for layer in self.encoder:
            values = layer(values, source.mask)
        memory: Tensor = self.memory_norm(values)
        return memory  # (B, S, H)

    def _decode(
        self, memory: Tensor, mask: Tensor, given: Tensor, past: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces (N, T) behind a past (N, layers, …) to states (N, T, E), weights (N, T, S) and the past with them."""
        values = self.enter_target(self.target(given))
        looks, pasts = [], []
        for number, layer in enumerate(self.decoder):
            values, weights, known = layer(values, memory, mask, None if past is None else past[:, number])
            looks.append(weights)
            pasts.append(known)
        states = self.dropout(torch.tanh(self.outward(self.norm(values))))
        return states, torch.stack(looks).mean(dim=0), torch.stack(pasts, dim=1)


def _entrance(embedded: int, size: int) -> nn.Linear:
    """Words come in as large as what layers add to them (Vaswani et al. 2017, section 3.4): else they drown in it."""
    entrance = nn.Linear(embedded, size)
    nn.init.normal_(entrance.weight, std=1 / (STD * embedded**0.5))
    return entrance
