"""ResNet (He et al. 2016) and VGG-19 (Simonyan and Zisserman 2015), from torchvision's weights as safetensors.

Names of tensors are those of torchvision's state dicts; batch norm stands still. ResNet: "last" is layer4 (2,048 or 512
channels, 7 × 7 places at 224 pixels), "middle" is layer3 (14 × 14). VGG-19: "last" is conv5_4 before its pooling
(512 channels, 14 × 14): what "Show, attend and tell" looks at; "middle" is conv4_4 (28 × 28).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import safetensors
import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.captions.encoders.interface import Network, checked, unusable

RESNETS = {  # how many blocks in each of the four layers, and whether they are bottlenecks (table 1)
    "resnet18": ((2, 2, 2, 2), False),
    "resnet34": ((3, 4, 6, 3), False),
    "resnet50": ((3, 4, 6, 3), True),
    "resnet101": ((3, 4, 23, 3), True),
    "resnet152": ((3, 8, 36, 3), True),
}
VGG19 = (64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512, 512, 512)  # 0: pooling
CONV5_4, CONV4_4 = 36, 27  # as many of the layers, ReLU included
MAX_BYTES = 1 << 30


class FixedNorm(nn.Module):
    """Batch norm that stands still; the same names as nn.BatchNorm2d without its counter."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, values: Tensor) -> Tensor:
        mean, variance = self.get_buffer("running_mean"), self.get_buffer("running_var")
        return functional.batch_norm(values, mean, variance, self.weight, self.bias)


class ResidualBlock(nn.Module):
    """Two 3 × 3 convolutions, or in a bottleneck 1 × 1, 3 × 3 with the stride, and 1 × 1."""

    def __init__(self, inner: int, width: int, stride: int, *, is_bottleneck: bool) -> None:
        super().__init__()
        outer = width * 4 if is_bottleneck else width
        shapes = [(inner, width, 3, stride), (width, width, 3, 1)]
        if is_bottleneck:
            shapes = [(inner, width, 1, 1), (width, width, 3, stride), (width, outer, 1, 1)]
        self.n = len(shapes)
        for number, (before, after, kernel, step) in enumerate(shapes, start=1):
            self.add_module(f"conv{number}", nn.Conv2d(before, after, kernel, step, kernel // 2, bias=False))
            self.add_module(f"bn{number}", FixedNorm(after))
        has_shortcut = stride > 1 or inner != outer
        shortcut = nn.Sequential(nn.Conv2d(inner, outer, 1, stride, bias=False), FixedNorm(outer))
        self.downsample = shortcut if has_shortcut else None

    def forward(self, values: Tensor) -> Tensor:
        found = values
        for number in range(1, self.n + 1):
            found = self.get_submodule(f"bn{number}")(self.get_submodule(f"conv{number}")(found))
            found = torch.relu(found) if number < self.n else found
        return torch.relu(found + (values if self.downsample is None else self.downsample(values)))


class ResNet(Network):
    """Pixels to the map behind layer3 or layer4."""

    def __init__(self, name: str, size: int = 224, layer: str = "last") -> None:
        super().__init__(name, size, layer)
        blocks, is_bottleneck = RESNETS[name]
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), FixedNorm(64)
        self.n_layers, inner = (4 if layer == "last" else 3), 64
        for number in range(self.n_layers):
            width = 64 << number
            made: list[nn.Module] = []
            for place in range(blocks[number]):
                stride = 2 if place == 0 and number else 1
                made.append(ResidualBlock(inner, width, stride, is_bottleneck=is_bottleneck))
                inner = width * 4 if is_bottleneck else width
            self.add_module(f"layer{number + 1}", nn.Sequential(*made))
        self.grid = self.measured()

    def features(self, pixels: Tensor) -> Tensor:
        found = functional.max_pool2d(torch.relu(self.bn1(self.conv1(pixels))), 3, 2, 1)
        for number in range(1, self.n_layers + 1):
            found = self.get_submodule(f"layer{number}")(found)
        return found


class VGG(Network):
    """Pixels to the map of conv5_4, or of conv4_4."""

    def __init__(self, size: int = 224, layer: str = "last") -> None:
        super().__init__("vgg19", size, layer)
        layers: list[nn.Module] = []
        inner = 3
        for width in VGG19:
            layers += [nn.Conv2d(inner, width, 3, padding=1), nn.ReLU()] if width else [nn.MaxPool2d(2)]
            inner = width or inner
        self.layers = nn.Sequential(*layers[: CONV5_4 if layer == "last" else CONV4_4])
        self.grid = self.measured()

    def features(self, pixels: Tensor) -> Tensor:
        found: Tensor = self.layers(pixels)
        return found


def load(path: Path, size: int = 224, layer: str = "last") -> Network:
    """Whichever of them the file holds; InputError when it is none, or a damaged one."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise unusable(path, "it is too large")
        with safetensors.safe_open(path, framework="pt") as file:
            names = list(file.keys())
            network, prefix = _network(names, path, size, layer)
            wanted = network.state_dict()
            shapes = {f"{prefix}{name[len('layers.') :]}" if prefix else name: name for name in wanted}
            found = {}
            for name, own in shapes.items():
                if name in names and file.get_slice(name).get_shape() == list(wanted[own].shape):
                    found[own] = file.get_tensor(name)
    except (OSError, safetensors.SafetensorError) as error:
        raise unusable(path, "it can't be read as safetensors") from error
    network.load_state_dict(checked(found, wanted, path))
    return network.eval()


def _network(names: Sequence[str], path: Path, size: int, layer: str) -> tuple[Network, str]:
    """The network that tensors of these names belong to, and what its layers' names begin with in the file."""
    if "features.34.weight" in names:
        return VGG(size, layer), "features."
    n_blocks = tuple(len({name.split(".")[1] for name in names if name.startswith(f"layer{n}.")}) for n in range(1, 5))
    is_bottleneck = "layer1.0.conv3.weight" in names
    for known, shape in RESNETS.items():
        if shape == (n_blocks, is_bottleneck):
            return ResNet(known, size, layer), ""
    raise unusable(path, "it holds neither a ResNet nor a VGG-19 of torchvision")
