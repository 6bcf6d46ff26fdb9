"""A small convolutional network that is trained with the captioner: for machines with nothing else.

Each vector comes of the pixels around its place (38 across, its place in their middle: hence kernels of 4), so that a
place of the map is a place of the picture.
Two more channels say where a pixel is (Liu et al. 2018, "CoordConv"): a convolution could not tell left from right.
And the last numbers of each vector are its place itself, as in Vaswani et al. 2017, section 3.5, down and across: a
decoder that has to compare two places ("left of") need not learn to read them. Runs of before have none: kind "small".
"""

from __future__ import annotations

import itertools
import math

import torch
from torch import Tensor, nn

from core.ml.captions.encoders.interface import Grid, Network

SIZE = 80
BARE, PLACED = "small", "small-placed"
WAVES = (0.25, 0.5)  # from edge to edge: of the first all places differ, and those at one side from the other
PLACES = 4 * len(WAVES)  # sine and cosine, down and across
STRENGTH = 2.0  # of what is told of places, against numbers of variance 1


class PlaceNorm(nn.Module):
    """Layer norm of each place by itself: norms over a whole map would let every place know of every other."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels)

    def forward(self, values: Tensor) -> Tensor:
        """Values (B, D, rows, columns) to the same."""
        found: Tensor = self.norm(values.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return found


class SmallEncoder(Network):
    """Pixels to 10 × 10 vectors of `channels` numbers."""

    def __init__(self, channels: int = 128, size: int = SIZE, kind: str = PLACED) -> None:
        super().__init__(kind, size)
        layers: list[nn.Module] = []
        for inner, outer in itertools.pairwise((5, channels // 4, channels // 2, channels)):
            layers += [nn.Conv2d(inner, outer, 4, stride=2, padding=1), PlaceNorm(outer), nn.ReLU()]
        seen = channels - PLACES if kind == PLACED else channels
        layers += [nn.Conv2d(channels, seen, 3, padding=1), PlaceNorm(seen), nn.ReLU()]
        self.layers = nn.Sequential(*layers)
        self.grid = Grid(-(-size // 8), -(-size // 8), channels)

    def prepared(self, pixels: Tensor) -> Tensor:
        scaled = pixels / 127.5 - 1
        along = torch.linspace(-1, 1, self.size, device=pixels.device)
        down, across = torch.meshgrid(along, along, indexing="ij")
        where = torch.stack([down, across]).expand(len(pixels), -1, -1, -1)
        return torch.cat([scaled, where], dim=1)  # (B, 5, size, size)

    def features(self, pixels: Tensor) -> Tensor:
        found: Tensor = self.layers(pixels)
        if self.kind == BARE:
            return found
        where = places(found.shape[2], found.shape[3]).to(found)
        return torch.cat([found, where.expand(len(found), -1, -1, -1)], dim=1)


def places(rows: int, columns: int) -> Tensor:
    """What says where each place of a map is (PLACES, rows, columns)."""
    down, across = torch.meshgrid(torch.linspace(-1, 1, rows), torch.linspace(-1, 1, columns), indexing="ij")
    turns = [math.pi * wave * along for wave in WAVES for along in (down, across)]
    return STRENGTH * torch.stack([wave(turn) for turn in turns for wave in (torch.sin, torch.cos)])
