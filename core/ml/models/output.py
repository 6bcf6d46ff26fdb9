"""What every model makes of a batch of texts."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor


class Output(NamedTuple):
    """Scores of the labels (B, C), and how they came about as far as the model can tell.

    weights (B, T): the attention on each piece, 0 on padding, sum 1; with sentences: sentence times word weight.
    sentence_weights (B, S): the attention on each sentence, 0 where there is none, sum 1.
    evidence (B, T, C): what each piece adds to the scores; summed, with the output's bias, they are the scores.
    states (B, T, H): what attention weighs.
    """

    scores: Tensor
    weights: Tensor | None = None
    sentence_weights: Tensor | None = None
    evidence: Tensor | None = None
    states: Tensor | None = None
