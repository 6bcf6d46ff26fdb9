"""Translation with attention as it is usually written: packed torch layers, one GRUCell and one look at a time.

What the speed of core.ml.models.bahdanau is measured against, at the same sizes and on the same batches.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from core.ml.translation.pairs import PairTensors


class Prototype(nn.Module):
    """Bahdanau et al. 2015 word by word; the target's embedding scores."""

    def __init__(self, source: int, target: int, embedding: int, hidden: int) -> None:
        super().__init__()
        self.source, self.target = nn.Embedding(source, embedding), nn.Embedding(target, embedding)
        self.encoder = nn.GRU(embedding, hidden, batch_first=True, bidirectional=True)
        self.start = nn.Linear(hidden, hidden)
        self.query, self.keys, self.score = (
            nn.Linear(hidden, hidden),
            nn.Linear(2 * hidden, hidden),
            nn.Linear(hidden, 1),
        )
        self.cell = nn.GRUCell(embedding + 2 * hidden, hidden)
        self.out = nn.Linear(3 * hidden + embedding, 2 * embedding)
        self.drop = nn.Dropout(0.3)

    def forward(self, batch: PairTensors) -> Tensor:
        """Scores (B, T, V)."""
        source = batch.source
        packed = pack_padded_sequence(
            self.drop(self.source(source.ids)), source.lengths, batch_first=True, enforce_sorted=False
        )
        states = pad_packed_sequence(self.encoder(packed)[0], batch_first=True)[0]
        state = torch.tanh(self.start(states[:, 0, states.shape[2] // 2 :])).float()
        said, scores = self.drop(self.target(batch.given)), []
        for step in range(batch.given.shape[1]):
            energies = self.score(torch.tanh(self.query(state)[:, None] + self.keys(states))).squeeze(-1).float()
            weights = torch.softmax(energies.masked_fill(~source.mask, -torch.inf), dim=-1)
            context = torch.einsum("bs,bsh->bh", weights, states.float())
            read = torch.cat([state, context, said[:, step].float()], dim=-1)
            found = self.drop(self.out(read).unflatten(-1, (-1, 2)).amax(dim=-1))
            scores.append(found @ self.target.weight.T)
            state = self.cell(torch.cat([said[:, step].float(), context], dim=-1), state).float()
        return torch.stack(scores, dim=1)
