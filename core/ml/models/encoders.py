"""How a word is read in the light of the words around it: recurrent, convolutional, or not at all."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.models.recurrent import Recurrent

ENCODERS = ("lstm", "gru", "cnn", "tcn", "average")
WIDTHS = (3, 4, 5)  # words that a convolution sees at once
DILATIONS = (1, 2, 4)  # of the layers of the temporal convolution, 3 words each


class Convolutions(nn.Module):
    """Convolutions of several widths, joined on channels (Kim 2014), without pooling: one state for each word.

    In both directions a word is seen in the middle of its neighbours; in one direction, after them.
    """

    def __init__(
        self, size: int, channels: int, *, widths: tuple[int, ...] = WIDTHS, is_bidirectional: bool = True
    ) -> None:
        super().__init__()
        self.size = channels * len(widths)
        self.widths = widths
        self.is_bidirectional = is_bidirectional
        self.layers = nn.ModuleList(nn.Conv1d(size, channels, width) for width in widths)

    def forward(self, values: Tensor, lengths: Tensor) -> Tensor:
        """Values (B, T, E) to states (B, T, size); the padding is read as zeros, as beyond either end."""
        values = values.transpose(1, 2) * _there(values, lengths)  # (B, E, T)
        states = []
        for width, layer in zip(self.widths, self.layers, strict=True):
            before = (width - 1) // 2 if self.is_bidirectional else width - 1
            states.append(layer(functional.pad(values, (before, width - 1 - before))))  # (B, channels, T)
        return torch.relu(torch.cat(states, dim=1)).transpose(1, 2)


class TemporalConvolutions(nn.Module):
    """Dilated convolutions with shortcuts (Bai et al. 2018): layer by layer a word is seen with ever more neighbours.

    In both directions it is in their middle, 7 on either side; in one direction, as in the paper, after 14.
    """

    def __init__(self, size: int, channels: int, *, is_bidirectional: bool = True) -> None:
        super().__init__()
        self.size = channels * len(DILATIONS)
        self.is_bidirectional = is_bidirectional
        self.first = nn.Linear(size, self.size)
        self.layers = nn.ModuleList(nn.Conv1d(self.size, self.size, 3, dilation=dilation) for dilation in DILATIONS)

    def forward(self, values: Tensor, lengths: Tensor) -> Tensor:
        """As Convolutions.forward."""
        there = _there(values, lengths)
        states: Tensor = self.first(values).transpose(1, 2)  # (B, size, T)
        for layer, dilation in zip(self.layers, DILATIONS, strict=True):
            padding = (dilation, dilation) if self.is_bidirectional else (2 * dilation, 0)
            states = states + torch.relu(layer(functional.pad(states * there, padding)))
        return states.transpose(1, 2)


class NoContext(nn.Module):
    """Adds nothing: a word is read alone."""

    size = 0

    def forward(self, values: Tensor, lengths: Tensor) -> Tensor:  # noqa: ARG002
        """Values (B, T, E) to states (B, T, 0)."""
        return values[:, :, :0]


Encoder = Recurrent | Convolutions | TemporalConvolutions | NoContext


def encoder(kind: str, size: int, hidden_size: int, *, is_bidirectional: bool) -> Encoder:
    """The encoder of that kind, one of ENCODERS: (values (B, T, size), lengths (B)) to states (B, T, encoder.size)."""
    if kind == "average":
        return NoContext()
    if kind == "cnn":
        return Convolutions(size, hidden_size, is_bidirectional=is_bidirectional)
    if kind == "tcn":
        return TemporalConvolutions(size, hidden_size, is_bidirectional=is_bidirectional)
    return Recurrent(kind, size, hidden_size, is_bidirectional=is_bidirectional)


def _there(values: Tensor, lengths: Tensor) -> Tensor:
    """True (B, 1, T) where a word of values (B, T, E) is."""
    return torch.arange(values.shape[1], device=values.device) < lengths[:, None, None]
