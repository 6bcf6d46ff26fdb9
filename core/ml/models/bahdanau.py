"""Translation with attention (Bahdanau, Cho and Bengio 2015, "RNNsearch"): a look at the source before each word.

    h_j = [→GRU; ←GRU](E x)_j                s_0 = tanh(W_s ←h_1)                                     (A.2.1, A.2.2)
    e_ij = vᵀ tanh(W_a s_{i−1} + U_a h_j)    α_i = softmax(e_i)      c_i = Σ_j α_ij h_j               (A.1.2)
    s_i = GRU(s_{i−1}, E y_{i−1}, c_i)       t̃_i = U_o s_{i−1} + V_o E y_{i−1} + C_o c_i              (A.2.2)
    t_i = [max(t̃_{i,2k−1}, t̃_{i,2k})]_k      p(y_i) ∝ exp(y_iᵀ (W_o t_i))

Against the paper: h_j holds the word itself beside both directions (as in Lai et al. 2015), which ties a weight to its
word; the reset gate stands behind the product, as in all GRUs since; t has the size of an embedding, so
that W_o can be the target's embedding; dropout; Adam instead of Adadelta. No step needs s_i but the next: all that
follows from s_{i−1}, α_i and y_{i−1} is one product for all steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.ml.models.attention_loop import AttentionLoop, attend
from core.ml.models.decoding import PieceEmbedding, PieceScores, State, Told
from core.ml.models.embedding import LockedDropout
from core.ml.models.gru_loop import GRULoop, gates, next_state, working_type
from core.ml.models.maxout import Maxout
from core.ml.text.batches import Batch


@dataclass(frozen=True, slots=True)
class BahdanauConfig:
    """The shape of the model; it travels with the weights in model.json."""

    source_vocabulary: int
    target_vocabulary: int
    embedding_size: int = 256
    hidden_size: int = 256
    dropout: float = 0.3
    word_dropout: float = 0.0
    is_tied: bool = True


class BiGRU(nn.Module):
    """A GRU from each end, both in one loop; their states side by side."""

    def __init__(self, size: int, hidden_size: int) -> None:
        super().__init__()
        self.inward = nn.Linear(size, 6 * hidden_size)
        self.weight = nn.Parameter(torch.stack([_orthogonal(hidden_size, 3) for _ in range(2)]))  # (2, H, 3H)
        self.bias = nn.Parameter(torch.zeros(2, hidden_size))

    def forward(self, values: Tensor, lengths: Tensor) -> Tensor:
        """Values (B, S, E) to states (B, S, 2H); what stands in the padding has no meaning."""
        places = torch.arange(values.shape[1], device=values.device)
        turned = (lengths[:, None] - 1 - places).remainder(values.shape[1])  # (B, S)
        rows = torch.arange(len(values), device=values.device)[:, None]
        both = torch.stack([values, values[rows, turned]]).flatten(1, 2)  # (2, B · S, E)
        weight, bias = self.inward.weight.view(2, -1, values.shape[-1]), self.inward.bias.view(2, 1, -1)
        inward = torch.baddbmm(bias, both, weight.transpose(1, 2)).float()  # (2, B · S, 3H)
        steps = inward.view(2, *values.shape[:2], -1).permute(2, 0, 1, 3)  # (S, 2, B, 3H)
        first = steps.new_zeros(2, len(values), self.bias.shape[-1])
        states: Tensor = GRULoop.apply(steps, first, self.weight, self.bias)  # type: ignore[no-untyped-call]
        # (S, 2, B, H)
        ahead, back = states.permute(1, 2, 0, 3)  # (B, S, H) each
        return torch.cat([ahead, back[rows, turned]], dim=-1)


class Bahdanau(nn.Module):
    """Source pieces to target pieces, with the weights that each was said with; see the module."""

    def __init__(self, config: BahdanauConfig) -> None:
        super().__init__()
        self.config = config
        size, embedded = config.hidden_size, config.embedding_size
        self.source = PieceEmbedding(config.source_vocabulary, embedded, config.dropout, config.word_dropout)
        self.target = PieceEmbedding(config.target_vocabulary, embedded, config.dropout, config.word_dropout)
        self.encoder = BiGRU(embedded, size)
        self.start = nn.Linear(size, size)  # W_s
        self.keys = nn.Linear(2 * size + embedded, size)  # U_a
        self.values = nn.Linear(2 * size + embedded, 3 * size, bias=False)  # C
        self.state_dropout = LockedDropout(config.dropout)
        self.said = nn.Linear(embedded, 3 * size)  # W
        self.weight = nn.Parameter(torch.cat([torch.randn(size, size) * 0.05, _orthogonal(size, 3)], dim=1))  # W_a, U
        self.scores = nn.Parameter(torch.randn(size) * size**-0.5)  # v
        self.bias = nn.Parameter(torch.zeros(size))
        self.outward = nn.Linear(3 * size + 2 * embedded, 2 * embedded)  # U_o, C_o, V_o
        self.dropout = nn.Dropout(config.dropout)
        self.output = PieceScores(self.target, is_tied=config.is_tied)

    def tell(self, source: Batch, given: Tensor) -> Told:
        state = self.begin(source)
        said = self.target(given)  # (B, T, E)
        steps = self.said(said).float().transpose(0, 1).contiguous()  # (T, B, 3H)
        memory = state["keys"], state["values"], state["shut"], state["state"]
        own = self.weight, self.scores, self.bias
        before, weights = AttentionLoop.apply(steps, *memory, *own)  # type: ignore[no-untyped-call]
        weights = weights.transpose(0, 1)  # (B, T, S)
        context = torch.bmm(weights, state["states"])  # (B, T, 2H + E)
        return Told(self._read_out(before.transpose(0, 1), context, said), weights)

    def score(self, states: Tensor) -> Tensor:
        scores: Tensor = self.output(states, self.target)
        return scores

    def begin(self, source: Batch) -> State:
        embedded = self.source(source.ids)  # (B, S, E)
        read = self.encoder(embedded, source.lengths)  # (B, S, 2H)
        states = torch.cat([self.state_dropout(read), embedded.to(read.dtype)], dim=-1)
        shut = torch.zeros_like(states[:, :, 0]).masked_fill(~source.mask, torch.finfo(states.dtype).min)
        states = states.to(working_type(states))  # once, for the three products that it is in
        first = torch.tanh(self.start(read[:, 0, self.config.hidden_size :]).float())
        keys, values = self.keys(states).float(), self.values(states).float()
        return {"states": states, "keys": keys, "values": values, "shut": shut, "state": first}

    def step(self, state: State, ids: Tensor) -> tuple[Tensor, Tensor | None, State]:
        before, said = state["state"], self.target(ids[:, None])[:, 0]  # (N, H), (N, E)
        query, recurrent = (before @ self.weight).tensor_split([self.config.hidden_size], dim=-1)
        weights = attend(query, state["keys"], self.scores, state["shut"])  # (N, S)
        context = torch.bmm(weights[:, None], state["values"]).squeeze(1)
        after = next_state(before, gates(self.said(said).float() + context, recurrent, self.bias))
        read = torch.bmm(weights[:, None], state["states"]).squeeze(1)  # (N, 2H + E)
        return self._read_out(before, read, said), weights, {**state, "state": after}

    def _read_out(self, before: Tensor, context: Tensor, said: Tensor) -> Tensor:
        """T (…, E): of each two numbers of t̃ the greater."""
        found = self.outward(torch.cat([before.to(context.dtype), context, said.to(context.dtype)], dim=-1))
        greater: Tensor = Maxout.apply(found)  # type: ignore[no-untyped-call]
        out: Tensor = self.dropout(greater)
        return out


def _orthogonal(size: int, n: int) -> Tensor:
    """N square orthogonal matrices side by side (H, nH)."""
    return torch.cat([nn.init.orthogonal_(torch.empty(size, size)) for _ in range(n)], dim=1)
