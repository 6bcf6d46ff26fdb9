"""A captioner without attention (Vinyals et al. 2015, "Show and tell", equations 10 to 12): the picture is one vector.

    x_{−1} = W mean_i a_i        x_t = E y_t        p_{t+1} = softmax(LSTM(x_t))

Against the paper: the mean over the places of a frozen network instead of a fine-tuned one's last layer; the words'
embedding scores too, and the picture's evidence for words (see Writer); dropout. There is no map: that is what
attention adds.
"""

from __future__ import annotations

from torch import Tensor, nn

from core.ml.models.captioning import CaptionerConfig, Pictures, Told, Writer, left
from core.ml.models.decoding import State


class NIC(Writer):
    """Pictures to captions through one vector; see the module."""

    def __init__(self, config: CaptionerConfig, encoder: nn.Module | None = None) -> None:
        super().__init__(config, encoder, n_context=0)
        self.inward = nn.Linear(config.hidden_size, config.embedding_size)

    def tell(self, source: Pictures, given: Tensor) -> Told:
        return self.told(self.see(source), source.rows, given)

    def told(self, annotations: Tensor, rows: Tensor, given: Tensor) -> Told:
        """As `tell`, from annotations (P, L, H + R) that are already there."""
        hidden, cell = (state[rows][None].contiguous() for state in self._read(annotations))
        said = self.words(given)  # (B, T, E)
        states, _ = self.lstm(said, (hidden, cell))  # (B, T, H)
        return Told(self._read_out(said, states, None, left(self._speaks(annotations)[rows], given)))

    def begin(self, source: Pictures) -> State:
        annotations = self.see(source)
        hidden, cell = self._read(annotations)
        return {"hidden": hidden, "cell": cell, "speaks": self._speaks(annotations)}

    def step(self, state: State, ids: Tensor) -> tuple[Tensor, Tensor | None, State]:
        said = self.words(ids[:, None])  # (N, 1, E)
        states, (hidden, cell) = self.lstm(said, (state["hidden"][None], state["cell"][None]))
        speaks = left(state["speaks"], ids[:, None])  # (N, 1, V)
        found = self._read_out(said, states, None, speaks)[:, 0]
        return found, None, {"hidden": hidden[0], "cell": cell[0], "speaks": speaks[:, 0]}

    def _read(self, annotations: Tensor) -> tuple[Tensor, Tensor]:
        """H and c (P, H) when x_{−1} has been read."""
        shown = self._shown(annotations)
        hidden, cell = (state[None].contiguous() for state in self._start(shown))
        picture = self.inward(shown.mean(dim=1))[:, None]  # (P, 1, E)
        _, (hidden, cell) = self.lstm(picture, (hidden, cell))
        return hidden[0], cell[0]
