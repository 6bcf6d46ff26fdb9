"""Translation without attention (Sutskever, Vinyals and Le 2014): one state must hold the whole source.

    (h, c) = LSTM(x_S, …, x_1)                       the source reversed (section 3.3)
    (s_i, ·) = LSTM(s_{i−1}, y_{i−1}), s_0 = (h, c)  the last state is all that the decoder gets (equation 1)
    p(y_i) ∝ exp(y_iᵀ W_o s_i)

Against the paper: fewer and smaller layers; s is brought to the size of an embedding, so that the target's embedding
can score; dropout; Adam. There are no weights to look at: that is what attention adds.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence

from core.ml.models.decoding import PieceEmbedding, PieceScores, State, Told
from core.ml.text.batches import Batch


@dataclass(frozen=True, slots=True)
class Seq2SeqConfig:
    """The shape of the model; it travels with the weights in model.json."""

    source_vocabulary: int
    target_vocabulary: int
    embedding_size: int = 256
    hidden_size: int = 384
    n_layers: int = 1
    dropout: float = 0.3
    word_dropout: float = 0.0
    is_tied: bool = True


class Seq2Seq(nn.Module):
    """Source pieces to target pieces through one state; see the module."""

    def __init__(self, config: Seq2SeqConfig) -> None:
        super().__init__()
        self.config = config
        size, embedded = config.hidden_size, config.embedding_size
        dropout = config.dropout if config.n_layers > 1 else 0.0
        self.source = PieceEmbedding(config.source_vocabulary, embedded, config.dropout, config.word_dropout)
        self.target = PieceEmbedding(config.target_vocabulary, embedded, config.dropout, config.word_dropout)
        self.encoder = nn.LSTM(embedded, size, config.n_layers, batch_first=True, dropout=dropout)
        self.decoder = nn.LSTM(embedded, size, config.n_layers, batch_first=True, dropout=dropout)
        self.outward = nn.Linear(size, embedded)
        self.dropout = nn.Dropout(config.dropout)
        self.output = PieceScores(self.target, is_tied=config.is_tied)
        for lstm in (self.encoder, self.decoder):
            for name, parameter in lstm.named_parameters():
                nn.init.orthogonal_(parameter) if "weight_hh" in name else None

    def tell(self, source: Batch, given: Tensor) -> Told:
        states, _ = self.decoder(self.target(given), self._read(source))  # (B, T, H)
        return Told(self._read_out(states), None)

    def score(self, states: Tensor) -> Tensor:
        scores: Tensor = self.output(states, self.target)
        return scores

    def begin(self, source: Batch) -> State:
        hidden, cell = self._read(source)
        return {"hidden": hidden.transpose(0, 1), "cell": cell.transpose(0, 1)}  # (B, layers, H)

    def step(self, state: State, ids: Tensor) -> tuple[Tensor, Tensor | None, State]:
        before = tuple(state[name].transpose(0, 1).contiguous() for name in ("hidden", "cell"))
        states, (hidden, cell) = self.decoder(self.target(ids[:, None]), before)  # (N, 1, H)
        after = {"hidden": hidden.transpose(0, 1), "cell": cell.transpose(0, 1)}
        return self._read_out(states[:, 0]), None, after

    def _read(self, source: Batch) -> tuple[Tensor, Tensor]:
        """The last state (layers, B, H) and cell of each source, read from its last piece to its first."""
        places = torch.arange(source.ids.shape[1], device=source.ids.device)
        turned = (source.lengths[:, None] - 1 - places).remainder(source.ids.shape[1])  # (B, S)
        values = self.source(source.ids.gather(1, turned))  # (B, S, E)
        packed = pack_padded_sequence(values, source.lengths.cpu(), batch_first=True, enforce_sorted=False)
        hidden, cell = self.encoder(packed)[1]
        return hidden, cell

    def _read_out(self, states: Tensor) -> Tensor:
        out: Tensor = self.dropout(torch.tanh(self.outward(states)))
        return out
