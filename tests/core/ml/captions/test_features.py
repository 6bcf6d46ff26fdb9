from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.errors import AppError, Cancelled
from core.ml.captions.encoders.registry import EncoderChoice
from core.ml.captions.encoders.small import SmallEncoder
from core.ml.captions.features import Eye, Features, folder_of

CPU = torch.device("cpu")


class Counting(SmallEncoder):
    def __init__(self) -> None:
        super().__init__(16, 32)
        self.n_seen = 0

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        self.n_seen += len(pixels)
        return super().forward(pixels)


def pictures(folder: Path, n: int = 3) -> list[Path]:
    paths = []
    for number in range(n):
        paths.append(folder / f"{number}.png")
        Image.new("RGB", (50, 40), (number * 10, 0, 90)).save(paths[-1])
    return paths


def features(folder: Path, network: SmallEncoder | None) -> Features:
    return Features(folder, Eye(EncoderChoice(size=32), "tiny", network, CPU))


def test_a_picture_is_worked_out_once(tmp_path: Path) -> None:
    network, paths = Counting().eval(), pictures(tmp_path)
    keys = features(tmp_path / "f", network).prepare(paths)
    again = features(tmp_path / "f", network).prepare(paths)
    assert keys == again and network.n_seen == 3


def test_a_copy_is_the_same_picture(tmp_path: Path) -> None:
    network, paths = Counting().eval(), pictures(tmp_path, 1)
    copy = tmp_path / "copy.png"
    copy.write_bytes(paths[0].read_bytes())
    found = features(tmp_path / "f", network).prepare([*paths, copy])
    assert found[copy] == found[paths[0]]


def test_vectors_are_those_of_the_network(tmp_path: Path) -> None:
    network, paths = Counting().eval(), pictures(tmp_path)
    cache = features(tmp_path / "f", network)
    keys = cache.prepare(paths)
    kept = cache.get([str(keys[path]) for path in paths])
    with torch.inference_mode():
        wanted = network(torch.from_numpy(np.stack([cache.eye.pixels(path) for path in paths])))
    torch.testing.assert_close(kept.float(), wanted, rtol=1e-3, atol=1e-3)


def test_pixels_are_kept_where_the_encoder_is_trained_too(tmp_path: Path) -> None:
    cache = features(tmp_path / "f", None)
    (path,) = pictures(tmp_path, 1)
    kept = cache.get([str(cache.prepare([path])[path])])
    assert kept.shape == (1, 3, 32, 32) and kept.dtype == torch.uint8


def test_a_broken_picture_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    paths = pictures(tmp_path, 2)
    (tmp_path / "no.png").write_bytes(b"not a picture")
    found = features(tmp_path / "f", None).prepare([tmp_path / "no.png", *paths, tmp_path / "gone.png"])
    assert isinstance(found[tmp_path / "no.png"], AppError) and isinstance(found[tmp_path / "gone.png"], AppError)
    assert all(isinstance(found[path], str) for path in paths)


def test_what_is_done_at_a_cancel_is_kept(tmp_path: Path) -> None:
    network, paths = Counting().eval(), pictures(tmp_path, 20)

    def stop(done: int, _: int) -> None:
        if done >= 8:
            raise Cancelled

    with pytest.raises(Cancelled):
        features(tmp_path / "f", network).prepare(paths, stop)
    n = network.n_seen
    features(tmp_path / "f", network).prepare(paths)
    assert n == 8 and network.n_seen == 20


def test_runs_of_a_project_share_their_features(tmp_path: Path) -> None:
    assert folder_of(tmp_path / "p.fovea" / "runs" / "r1") == tmp_path / "p.fovea" / "features"
    assert folder_of(tmp_path / "alone") == tmp_path / "alone" / "features"
