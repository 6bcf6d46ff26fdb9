"""A captioner that looks at a part of the picture before each word (Xu et al. 2015, "Show, attend and tell").

    e_ti = vᵀ tanh(W_a a_i + W_h [h_{t−1}; E y_{t−1}])      α_t = softmax(e_t)       (equations 4 and 5)
    ẑ_t = β_t Σ_i α_ti a_i      β_t = σ(w_β · [h_{t−1}; E y_{t−1}] + b)              (equation 13, section 4.2.1)
    h_t = LSTM(E y_{t−1}, h_{t−1}, ẑ_t)                                              (equations 1 to 3)
    p(y_t) ∝ exp(Eᵀ tanh(L_y E y_{t−1} + L_h h_t + L_z ẑ_t))                         (equation 7)

Against the paper: attention and gate know the word before too (h_{t−1} has not read it yet), and the gate begins open;
annotation vectors are normed and projected; the first state is learned unless the setting says that it comes of their
mean (a decoder that has the whole picture from the start need not look); the words' embedding scores too, hence tanh
before it (as in its authors' code); the scores have the picture's evidence for words too (see Writer); dropout.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from core.ml.models.captioning import CaptionerConfig, Looks, Pictures, Told, Writer, left, lstm_step
from core.ml.models.decoding import State

OPEN = 2.0  # b at first: σ(2) = .88


class ShowAttendTell(Writer):
    """Pictures to captions, with the map that each word was said with; see the module."""

    def __init__(self, config: CaptionerConfig, encoder: nn.Module | None = None) -> None:
        super().__init__(config, encoder, n_context=config.hidden_size)
        hidden, inner = config.hidden_size, config.attention_size
        self.keys = nn.Linear(hidden, inner)  # W_a
        self.query = nn.Linear(hidden + config.embedding_size, inner + 1)  # W_h, and w_β with b
        self.energy = nn.Parameter(torch.randn(inner) * inner**-0.5)  # v
        nn.init.constant_(self.query.bias[-1:], OPEN)

    def tell(self, source: Pictures, given: Tensor) -> Told:
        return self.told(self.see(source), source.rows, given)

    def told(self, annotations: Tensor, rows: Tensor, given: Tensor, nudge: Tensor | None = None) -> Told:
        """As `tell`, from annotations (P, L, H + R) that are already there.

        `nudge` (B, T, L) is added to the energies e: zeros, whose gradient says what looking there more would do.
        """
        speaks, annotations = left(self._speaks(annotations)[rows], given), self._shown(annotations)
        keys = self.keys(annotations)[rows]  # (B, L, A)
        annotations = annotations[rows]  # (B, L, H)
        hidden, cell = self._start(annotations)
        said = self.words(given)  # (B, T, E)
        inward = self._gates_of(said)  # (B, T, 4H)
        found = []
        for t in range(given.shape[1]):
            pull = None if nudge is None else nudge[:, t]
            context, looks = self._look(annotations, keys, torch.cat([hidden, said[:, t]], dim=-1), pull)
            hidden, cell = self._next(inward[:, t], context, hidden, cell)
            found.append((hidden, context, *looks))
        states, contexts, *looked = (torch.stack(one, dim=1) for one in zip(*found, strict=True))
        return Told(self._read_out(said, states, contexts, speaks), *looked)

    def begin(self, source: Pictures) -> State:
        found = self.see(source)
        annotations = self._shown(found)
        hidden, cell = self._start(annotations)
        known = {"annotations": annotations, "keys": self.keys(annotations), "speaks": self._speaks(found)}
        return {**known, "hidden": hidden, "cell": cell}

    def step(self, state: State, ids: Tensor) -> tuple[Tensor, Tensor | None, State]:
        said = self.words(ids[:, None])[:, 0]  # (N, E)
        known = torch.cat([state["hidden"], said], dim=-1)
        context, (weights, gate, *chosen) = self._look(state["annotations"], state["keys"], known)
        hidden, cell = self._next(self._gates_of(said), context, state["hidden"], state["cell"])
        choice = chosen[0] if chosen else torch.full_like(gate, -1)
        speaks = left(state["speaks"], ids[:, None])[:, 0]
        after = {**state, "hidden": hidden, "cell": cell, "speaks": speaks}
        found = self._read_out(said, hidden, context, speaks)
        return found, Looks(weights, gate, choice).joined(), after

    def _look(
        self, annotations: Tensor, keys: Tensor, known: Tensor, nudge: Tensor | None = None
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """What is known, [h; E y] (B, H + E), to ẑ (B, H), then α (B, L) and β (B)."""
        weights, gate = self._asked(keys, known, nudge)
        context = gate * torch.bmm(weights[:, None].to(annotations.dtype), annotations).squeeze(1)
        return context, (weights, gate.squeeze(1))

    def _asked(self, keys: Tensor, known: Tensor, nudge: Tensor | None) -> tuple[Tensor, Tensor]:
        """α (B, L) and β (B, 1)."""
        query = self.query(known)  # (B, A + 1)
        inner = torch.tanh(keys + query[:, None, :-1])  # (B, L, A)
        energies = (inner @ self.energy.to(inner.dtype)).float()  # (B, L)
        weights = torch.softmax(energies if nudge is None else energies + nudge, dim=-1)
        return weights, torch.sigmoid(query[:, -1:].float())

    def _next(self, inward: Tensor, context: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
        assert self.context is not None
        recurrent = hidden @ cast(Tensor, self.lstm.weight_hh_l0).T
        return lstm_step(inward + self.context(context) + recurrent, cell)
