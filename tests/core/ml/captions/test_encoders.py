from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from core.errors import InputError
from core.ml.captions.encoders import mobilenet, registry, torchvision
from core.ml.captions.encoders.interface import same_padding
from core.ml.captions.encoders.registry import EncoderChoice
from core.ml.captions.encoders.small import PLACES, SmallEncoder
from core.pictures import geometry, reading

DATA = Path(__file__).parents[5] / "shared" / "data"
WEIGHTS = DATA / "weights_imagenet_cnn" / "mobilenet_v2_1.0_224.npz"
needs_data = pytest.mark.skipif(not WEIGHTS.is_file(), reason="the weights are not here")


def random_npz(path: Path, **changed: np.ndarray) -> Path:
    network = mobilenet.MobileNetV2(64)
    arrays = {}
    for number, one in network.numbered().items():
        arrays[f"{number}.weight"] = np.random.default_rng(0).normal(0, 0.1, one.weight.shape).astype(np.float32)
        arrays[f"{number}.bias"] = np.zeros(one.bias.shape, np.float32)
    np.savez(path, **{**arrays, **changed})
    return path


@needs_data
def test_mobilenet_names_a_known_photograph() -> None:
    network = mobilenet.load(WEIGHTS, has_top=True)
    with zipfile.ZipFile(DATA / "coco_mini_train" / "images.zip") as archive:
        image = reading.read(archive.read("train2017/000000030752.jpg"), "x.jpg")
    pixels = torch.from_numpy(np.asarray(geometry.fitted(image, 224)).copy()).permute(2, 0, 1)[None]
    labels = (WEIGHTS.parent / "imagenet_labels_1001.txt").read_text(encoding="utf-8").splitlines()
    with torch.inference_mode():
        chances = network.classify(pixels).softmax(dim=1)[0]
    assert labels[int(chances.argmax())] == "ski"
    assert float(chances.max()) > 0.5


@needs_data
@pytest.mark.parametrize(("layer", "size", "grid"), [("last", 224, (7, 7, 1280)), ("middle", 224, (14, 14, 576))])
def test_mobilenet_gives_the_map_of_a_layer(layer: str, size: int, grid: tuple[int, int, int]) -> None:
    found = mobilenet.load(WEIGHTS, size, layer).grid
    assert (found.rows, found.columns, found.channels) == grid


def test_an_odd_pixel_of_padding_is_at_the_end() -> None:
    padded = same_padding(torch.ones(1, 1, 4, 4), kernel=3, stride=2)
    assert padded.shape == (1, 1, 5, 5)
    assert float(padded[0, 0, 0, 0]) == 1 and float(padded[0, 0, 4, 4]) == 0


def test_a_vector_comes_of_the_pixels_around_its_place() -> None:
    torch.manual_seed(0)
    network = SmallEncoder(channels=16, size=64)
    pixels = torch.zeros(1, 3, 64, 64, dtype=torch.uint8)
    pixels[0, :, :8, 56:] = 255  # the place at the top right
    with torch.inference_mode():
        change = (network(pixels) - network(torch.zeros_like(pixels))).abs().sum(dim=2).view(8, 8)
    assert float(change[:3, 5:].max()) > 0
    assert float(change[4:].max()) == 0 and float(change[:, :4].max()) == 0


def test_the_small_network_tells_each_place_where_it_is() -> None:
    network = SmallEncoder(channels=16, size=64)
    with torch.inference_mode():
        found = network(torch.zeros(1, 3, 64, 64, dtype=torch.uint8))[0, :, -PLACES:].view(8, 8, PLACES)
    assert len(found.flatten(0, 1).unique(dim=0)) == 64
    down, across = found[..., 0], found[..., 2]  # sines of the slowest waves
    assert bool((down.diff(dim=0) > 0).all()) and bool((across.diff(dim=1) > 0).all())


def test_a_small_network_of_before_is_built_as_it_was() -> None:
    network = registry.build("small", 64, "last", 16)
    assert network.kind == "small" and network.state_dict()["layers.9.weight"].shape[0] == 16
    assert registry.build("small-placed", 64, "last", 16).state_dict()["layers.9.weight"].shape[0] == 16 - PLACES


@pytest.mark.parametrize("name", ["resnet18", "resnet50"])
def test_resnet_of_torchvision_is_recognised(tmp_path: Path, name: str) -> None:
    path = tmp_path / "weights.safetensors"
    weights = torchvision.ResNet(name, 64).state_dict()
    safetensors.torch.save_file({**weights, "fc.weight": torch.zeros(10, 4)}, path)
    network = torchvision.load(path, 64)
    assert network.kind == name and network.grid.rows == 2
    assert torchvision.load(path, 64, "middle").grid.rows == 4


def test_vgg_gives_conv5_4_of_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    own = torchvision.VGG(64).state_dict()
    safetensors.torch.save_file(
        {f"features.{name.removeprefix('layers.')}": tensor for name, tensor in own.items()}, path
    )
    network = torchvision.load(path, 64)
    assert (network.kind, network.grid.rows, network.grid.channels) == ("vgg19", 4, 512)


def test_weights_of_the_wrong_shape_are_refused(tmp_path: Path) -> None:
    path = random_npz(tmp_path / "w.npz", **{"002.weight": np.zeros((32, 1, 1, 1), np.float32)})
    with pytest.raises(InputError, match=r"002\.weight is"):
        mobilenet.load(path, 64)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    np.savez(path, other=np.zeros(3))
    with pytest.raises(InputError, match=r"001\.weight is not there"):
        mobilenet.load(path, 64)


def test_weights_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    path = random_npz(tmp_path / "w.npz", **{"001.bias": np.full(32, np.nan, np.float32)})
    with pytest.raises(InputError, match="not finite"):
        mobilenet.load(path, 64)


def test_an_array_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = random_npz(tmp_path / "w.npz", **{"001.bias": np.zeros(3_000_000, np.float32)})
    with pytest.raises(InputError, match="too large"):
        mobilenet.load(path, 64)


def test_pickled_arrays_are_never_loaded(tmp_path: Path) -> None:
    path = random_npz(tmp_path / "w.npz", **{"001.bias": np.array([{}] * 32, object)})
    with pytest.raises(InputError, match=r"w\.npz"):
        mobilenet.load(path, 64)


@pytest.mark.parametrize("name", ["w.npz", "w.safetensors", "w.bin"])
def test_a_file_that_is_no_weights_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(InputError):
        registry.open_encoder(EncoderChoice(str(path)))


def test_other_weights_layer_or_size_have_another_name(tmp_path: Path) -> None:
    one, other = random_npz(tmp_path / "a.npz"), random_npz(tmp_path / "b.npz", **{"001.bias": np.ones(32, np.float32)})
    choices = [EncoderChoice(str(one)), EncoderChoice(str(other)), EncoderChoice(str(one), "middle")]
    choices += [EncoderChoice(str(one), size=224), EncoderChoice(str(one), fit="crop")]
    assert len({registry.fingerprint(choice) for choice in choices}) == 5
