"""MobileNetV2 (Sandler et al. 2018, table 2), from an .npz with batch norm folded into the weights.

Convolutions are named by their number in the network, NNN.weight and NNN.bias; a sum of two takes a number too. Input
RGB / 127.5 − 1, TensorFlow's SAME padding, ReLU6. Layers: "last" (1,280 channels, 7 × 7 places at 224 pixels) and
"middle" (576 channels, 14 × 14).
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.captions.encoders.interface import Network, Weights, checked, same_padding, unusable

BLOCKS = (  # expansion t, channels c, repeated n times, stride s of the first (table 2)
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
LAYERS = ("last", "middle")
CLASSES = 1001
HEADER_BYTES = 4096  # of an array in an .npz, at most


class Convolution(nn.Module):
    """With SAME padding and, unless linear, ReLU6."""

    def __init__(self, inner: int, outer: int, kernel: int, stride: int = 1, *, kind: str = "") -> None:
        super().__init__()
        self.kernel, self.stride, self.is_linear = kernel, stride, kind == "linear"
        self.groups = inner if kind == "depthwise" else 1
        self.weight = nn.Parameter(torch.zeros(outer, inner // self.groups, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(outer))

    def forward(self, values: Tensor) -> Tensor:
        if self.stride == 1:
            found = functional.conv2d(values, self.weight, self.bias, 1, self.kernel // 2, 1, self.groups)
        else:
            padded = same_padding(values, self.kernel, self.stride)
            found = functional.conv2d(padded, self.weight, self.bias, self.stride, 0, 1, self.groups)
        return found if self.is_linear else functional.relu6(found, inplace=not found.requires_grad)


class Block(nn.Module):
    """Expand, look around, project; added to what came in where the shapes agree (figure 4)."""

    def __init__(self, inner: int, outer: int, expansion: int, stride: int) -> None:
        super().__init__()
        wide = inner * expansion
        self.expand = Convolution(inner, wide, 1) if expansion > 1 else None
        self.depthwise = Convolution(wide, wide, 3, stride, kind="depthwise")
        self.project = Convolution(wide, outer, 1, kind="linear")
        self.is_residual = stride == 1 and inner == outer

    def convolutions(self) -> list[Convolution]:
        return [one for one in (self.expand, self.depthwise, self.project) if one is not None]

    def forward(self, values: Tensor) -> Tensor:
        found = values if self.expand is None else self.expand(values)
        found = self.project(self.depthwise(found))
        out: Tensor = values + found if self.is_residual else found
        return out


class MobileNetV2(Network):
    """Pixels to the map of a layer; `classify` goes on to the 1,001 classes of ImageNet where the file has them."""

    def __init__(self, size: int = 224, layer: str = "last") -> None:
        super().__init__("mobilenet", size, layer)
        self.first = Convolution(3, 32, 3, 2)
        blocks, inner = [], 32
        for expansion, outer, repeats, stride in BLOCKS:
            for number in range(repeats):
                blocks.append(Block(inner, outer, expansion, stride if number == 0 else 1))
                inner = outer
        if layer == "middle":
            blocks = blocks[:14]  # of the last only its expansion
        self.blocks = nn.ModuleList(blocks)
        self.last = Convolution(inner, 1280, 1) if layer == "last" else None
        self.top: nn.Linear | None = None
        self.grid = self.measured()

    def prepared(self, pixels: Tensor) -> Tensor:
        return pixels / 127.5 - 1

    def features(self, pixels: Tensor) -> Tensor:
        found = self.first(pixels.contiguous(memory_format=torch.channels_last))
        for block in self.blocks[:-1]:
            found = block(found)
        if self.last is None:
            out: Tensor = self.blocks[-1].get_submodule("expand")(found)
            return out
        out = self.last(self.blocks[-1](found))
        return out

    def classify(self, pixels: Tensor) -> Tensor:
        """Scores (B, 1001) of the classes, 0 being none of them."""
        assert self.top is not None
        scores: Tensor = self.top(self(pixels).mean(dim=1))
        return scores

    def numbered(self) -> dict[str, Convolution]:
        """Every convolution by its number in the network."""
        found, number = {"001": self.first}, 2
        for block in self.blocks:
            assert isinstance(block, Block)
            for one in block.convolutions():
                found[f"{number:03}"] = one
                number += 1
            number += block.is_residual
        if self.last is not None:
            found[f"{number:03}"] = self.last
        return found


def load(path: Path, size: int = 224, layer: str = "last", *, has_top: bool = False) -> MobileNetV2:
    """From an .npz; InputError when anything about it is wrong."""
    network = MobileNetV2(size, layer)
    wanted: dict[str, Tensor] = {}
    for number, one in network.numbered().items():
        wanted |= {f"{number}.weight": one.weight, f"{number}.bias": one.bias}
    top = {"064.weight": torch.zeros(CLASSES, 1280, 1, 1), "064.bias": torch.zeros(CLASSES)} if has_top else {}
    found = checked(read_npz(path, {**wanted, **top}), {**wanted, **top}, path)
    with torch.no_grad():
        for name, parameter in wanted.items():
            parameter.copy_(found[name])
        if has_top:
            network.top = nn.Linear(1280, CLASSES)
            network.top.weight.copy_(found["064.weight"].flatten(1))
            network.top.bias.copy_(found["064.bias"])
    return network.to(memory_format=torch.channels_last).eval()  # type: ignore[call-overload, no-any-return]


def read_npz(path: Path, wanted: Weights) -> dict[str, Tensor]:
    """The arrays of these names; how large each would be is looked at before it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
        for name, own in wanted.items():
            if sizes.get(f"{name}.npy", 0) > own.numel() * 8 + HEADER_BYTES:
                raise unusable(path, f"{name} is too large")
        with np.load(path, allow_pickle=False) as arrays:
            return {name: torch.from_numpy(np.asarray(arrays[name], np.float32)) for name in wanted if name in arrays}
    except (OSError, ValueError, zipfile.BadZipFile, EOFError, KeyError, NotImplementedError) as error:
        raise unusable(path, "it can't be read as .npz") from error
