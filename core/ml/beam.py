"""Beam search over many sources at once; every hypothesis carries the attention that it was said with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.ml.models.decoding import Decoder, Source, State, select
from core.ml.text.tokenizer import PAD, UNK

MAX_STEPS = 256
NEVER = -1e30


@dataclass(frozen=True, slots=True)
class BeamOptions:
    """How to search: 1 is greedy. Scores are log probabilities divided by length ** exponent (Wu et al. 2016: α).

    No more than `longest` pieces are said (0: three times as many as are read); not `has_unknown`: none is unknown.
    """

    size: int = 5
    exponent: float = 1.0
    longest: int = 0
    has_unknown: bool = True


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Pieces without END; weights (T, S): a row for each piece and one for END, where it came to an end.

    `is_finished` False: it was still going on when the search ended.
    """

    ids: tuple[int, ...]
    score: float
    weights: NDArray[np.float32] | None
    is_finished: bool


@torch.inference_mode()
def search(model: nn.Module, source: Source, end: int, options: BeamOptions) -> list[list[Hypothesis]]:
    """The best hypotheses of each source, best first: at least one, at most `size`, whatever the model says."""
    return _Search(cast(Decoder, model), source, end, options).run()


class _Search:
    """B sources with K hypotheses each, side by side in N = B · K rows; sources that are done leave."""

    def __init__(self, model: Decoder, source: Source, end: int, options: BeamOptions) -> None:
        self.model, self.end, self.size, self.exponent = model, end, options.size, options.exponent
        self.never = [PAD] if options.has_unknown else [PAD, UNK]
        self.longest = min(MAX_STEPS, options.longest or MAX_STEPS)
        n, device = len(source.lengths), source.lengths.device
        self.found: list[list[Hypothesis]] = [[] for _ in range(n)]
        self.sources = list(range(n))
        self.lengths = source.lengths.tolist()
        rows = torch.arange(n, device=device).repeat_interleave(self.size)
        self.state: State = select(model.begin(source), rows)
        self.scores = torch.full((n, self.size), NEVER, device=device)
        self.scores[:, 0] = 0
        self.ids = torch.full((n * self.size, 1), end, dtype=torch.long, device=device)  # (N, 1 + steps)
        self.looks: Tensor | None = None  # (N, steps, S)

    def run(self) -> list[list[Hypothesis]]:
        for step in range(1, self.longest + 1):
            self._extend()
            self._collect(step)
            if not self.sources:
                break
        for place in range(len(self.sources)):
            self._give_up(place)
        return [sorted(found, key=lambda one: -one.score)[: self.size] for found in self.found]

    def _extend(self) -> None:
        """One piece more for the best 2K of each source, so that K are left where some end."""
        states, weights, self.state = self.model.step(self.state, self.ids[:, -1])
        logs = torch.log_softmax(self.model.score(states).float(), dim=-1)  # (N, V)
        logs[:, self.never] = NEVER
        logs = torch.nan_to_num(logs, nan=NEVER, neginf=NEVER)
        total = (self.scores.flatten()[:, None] + logs).view(len(self.sources), -1)  # (B, K · V)
        best, places = total.topk(min(2 * self.size, total.shape[1]), dim=1)
        self._best, self._pieces = best, places % logs.shape[1]
        self._origins = (
            places // logs.shape[1] + torch.arange(len(self.sources), device=best.device)[:, None] * self.size
        )
        if weights is not None:
            self.looks = weights[:, None] if self.looks is None else torch.cat([self.looks, weights[:, None]], dim=1)

    def _collect(self, step: int) -> None:
        """Put aside what came to its end among the first K; go on with the best K of the rest."""
        is_end = self._pieces == self.end
        rank = torch.arange(is_end.shape[1], device=is_end.device)
        for place, column in (is_end & (rank < self.size)).nonzero().tolist():
            score = float(self._best[place, column])
            if score > NEVER / 2:
                self._keep(place, int(self._origins[place, column]), score, step, is_finished=True)
        going = self._best.masked_fill(is_end, 2 * NEVER)
        self.scores, columns = going.topk(min(self.size, going.shape[1]), dim=1)
        rows, pieces = self._origins.gather(1, columns), self._pieces.gather(1, columns)
        self._take(rows.flatten(), pieces.flatten())
        staying = [place for place in range(len(self.sources)) if not self._is_done(place, step)]
        if len(staying) < len(self.sources):
            self._leave(staying)

    def _is_done(self, place: int, step: int) -> bool:
        number = self.sources[place]
        if step >= min(self.longest, 3 * self.lengths[number] + 10):
            self._give_up(place)
            return True
        found = self.found[number]
        if len(found) < self.size:
            return False
        worst = sorted((one.score for one in found), reverse=True)[self.size - 1]
        return float(self.scores[place, 0]) / (step + 1) ** self.exponent < worst or len(found) >= 3 * self.size

    def _give_up(self, place: int) -> None:
        """No hypothesis ended: those that go on are what there is."""
        if not self.found[self.sources[place]]:
            for k in range(self.size):
                score = float(self.scores[place, k])
                if score > NEVER / 2 or k == 0:
                    row = place * self.size + k
                    self._keep(place, row, score, self.ids.shape[1] - 1, is_finished=False)

    def _keep(self, place: int, row: int, score: float, step: int, *, is_finished: bool) -> None:
        number = self.sources[place]
        ids = tuple(self.ids[row, 1:].tolist())
        weights = None
        if self.looks is not None:
            weights = self.looks[row, :, : self.lengths[number]].float().cpu().numpy().copy()
        self.found[number].append(Hypothesis(ids, score / max(1, step) ** self.exponent, weights, is_finished))

    def _take(self, rows: Tensor, pieces: Tensor) -> None:
        self.state = select(self.state, rows)
        self.ids = torch.cat([self.ids[rows], pieces[:, None]], dim=1)
        self.looks = None if self.looks is None else self.looks[rows]

    def _leave(self, staying: Sequence[int]) -> None:
        device = self.ids.device
        places = torch.tensor(staying, dtype=torch.long, device=device)
        rows = (places[:, None] * self.size + torch.arange(self.size, device=device)).flatten()
        self.sources = [self.sources[place] for place in staying]
        self.scores, self.state, self.ids = self.scores[places], select(self.state, rows), self.ids[rows]
        self.looks = None if self.looks is None else self.looks[rows]


def shifted(weights: NDArray[Any], n_pieces: int) -> NDArray[Any]:
    """Weights (T or T + 1, S) of pieces at the step at which each is told to the decoder (Chen et al. 2020, Shift-Att).

    Attention is worked out before the word is known: it is the next row that has seen it. The last piece of what never
    came to an end keeps its own.
    """
    later = weights[1 : n_pieces + 1]
    return later if len(later) == n_pieces else np.concatenate([later, weights[-1:]])
