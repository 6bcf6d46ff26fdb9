"""What an image encoder is to all others: pixels to a grid of annotation vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.errors import N_, AppError, InputError

Weights = Mapping[str, Tensor]
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet, as torchvision's networks expect


@dataclass(frozen=True, slots=True)
class Grid:
    """What comes out for one picture: rows × columns places with `channels` numbers each."""

    rows: int
    columns: int
    channels: int


class Network(nn.Module):
    """An encoder: pictures of size × size pixels to annotation vectors. What it adds is `features`, pixels to a map.

    `kind` and `layer` name it in registry.py.
    """

    def __init__(self, kind: str, size: int, layer: str = "last") -> None:
        super().__init__()
        self.kind, self.size, self.layer = kind, size, layer
        self.grid = Grid(0, 0, 0)

    def forward(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, size, size), bytes from 0 to 255, to annotation vectors (B, L, D), row after row."""
        found = self.features(self.prepared(pixels.float()))  # (B, D, rows, columns)
        return found.flatten(2).transpose(1, 2)

    def prepared(self, pixels: Tensor) -> Tensor:
        """From 0 … 255 to what the weights were trained with."""
        mean, deviation = (pixels.new_tensor(values)[:, None, None] for values in (MEAN, DEVIATION))
        return (pixels / 255 - mean) / deviation

    def features(self, pixels: Tensor) -> Tensor:
        """Pixels as `prepared` to a map (B, D, rows, columns)."""
        raise NotImplementedError

    def measured(self) -> Grid:
        """What really comes out, for one black picture."""
        with torch.inference_mode():
            found = self.features(self.prepared(torch.zeros(1, 3, self.size, self.size)))
        return Grid(found.shape[2], found.shape[3], found.shape[1])


def same_padding(values: Tensor, kernel: int, stride: int) -> Tensor:
    """TensorFlow's SAME: as much padding as gives ⌈n / stride⌉, the odd pixel at the end."""
    pads = []
    for n in (values.shape[3], values.shape[2]):
        total = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        pads += [total // 2, total - total // 2]
    return functional.pad(values, pads) if any(pads) else values


def checked(weights: Weights, wanted: Mapping[str, Tensor], path: Path) -> dict[str, Tensor]:
    """The weights that a network needs, each of the right shape and finite; more may be in the file."""
    found = {}
    for name, own in wanted.items():
        weight = weights.get(name)
        if weight is None:
            raise unusable(path, f"{name} is not there")
        if weight.shape != own.shape:
            raise unusable(path, f"{name} is {tuple(weight.shape)}, not {tuple(own.shape)}")
        if not bool(torch.isfinite(weight).all()):
            raise unusable(path, f"{name} holds numbers that are not finite")
        found[name] = weight.to(own.dtype)
    return found


def unusable(path: Path, what: str) -> AppError:
    template = N_("core", "The weights in {file} can't be used: {what}.")
    return InputError("bad-encoder", template, file=path.name, what=what)
