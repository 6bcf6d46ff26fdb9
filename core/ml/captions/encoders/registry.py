"""The only list of encoders: by what kind of file their weights come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.ml.captions.encoders import mobilenet, torchvision
from core.ml.captions.encoders.interface import Network, unusable
from core.ml.captions.encoders.small import BARE, PLACED, SIZE, SmallEncoder

LAYERS = ("last", "middle")
SIZES = {".npz": 448}  # MobileNetV2 has 14 × 14 places there: at 224 its maps are too coarse to point
USUAL_SIZE = 224
READERS = {".npz": mobilenet.load, ".safetensors": torchvision.load}
KINDS = (PLACED, BARE, "mobilenet", "vgg19", *torchvision.RESNETS)


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """What the pictures are seen with: the small network, or weights of a file; `size` 0 is the network's own."""

    file: str = ""
    layer: str = "last"
    size: int = 0
    fit: str = "squash"

    @property
    def pixels(self) -> int:
        """How many across it looks at."""
        own = SIZES.get(Path(self.file).suffix.lower(), USUAL_SIZE) if self.file else SIZE
        return self.size or own


def open_encoder(choice: EncoderChoice, channels: int = 128) -> Network:
    """The network, its weights read from the file; the small one has fresh ones."""
    if not choice.file:
        return SmallEncoder(channels, choice.pixels)
    path = Path(choice.file)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise unusable(path, "it is neither .npz nor .safetensors")
    return reader(path, choice.pixels, choice.layer)


def build(kind: str, size: int, layer: str, channels: int) -> Network:
    """A network of a known kind; its weights come from a run's files."""
    if kind in (PLACED, BARE):
        return SmallEncoder(channels, size, kind)
    if kind == "mobilenet":
        return mobilenet.MobileNetV2(size, layer)
    return torchvision.VGG(size, layer) if kind == "vgg19" else torchvision.ResNet(kind, size, layer)


def fingerprint(choice: EncoderChoice) -> str:
    """Names what an encoder makes of pictures: other weights, layer, size or fit give another name."""
    digest = hashlib.sha256(f"{choice.layer} {choice.pixels} {choice.fit}".encode())
    if choice.file:
        with Path(choice.file).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
