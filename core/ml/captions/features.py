"""What an encoder makes of pictures, kept on disk by picture and encoder: worked out once, read in every epoch.

A file for each picture: 16-bit vectors (L, D), or the pixels (3, size, size) where the encoder is trained too. Derived:
may be deleted at any time. A picture is known by its bytes, so that a copy under another name is not worked out again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.errors import AppError
from core.ml.captions.encoders.interface import Network
from core.ml.captions.encoders.registry import EncoderChoice
from core.ml.files import write_bytes
from core.pictures import geometry, reading
from core.progress import Report, ignore

BATCH = 8
AHEAD = 2  # batches that are read while another is worked out
OVERSIZE = 2  # a JPEG may be decoded smaller, but not below so many times what the encoder sees
Vectors = NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class Eye:
    """How pictures become numbers: fitted to `choice`, and through the network, unless that is trained (None)."""

    choice: EncoderChoice
    name: str  # of its folder: other numbers, another name
    network: Network | None
    device: torch.device

    def pixels(self, source: Path | bytes | Image.Image, name: str = "") -> NDArray[np.uint8]:
        """(3, size, size); AppError where there is no picture."""
        size = self.choice.pixels
        image = source if isinstance(source, Image.Image) else reading.read(source, name, max_side=OVERSIZE * size)
        found: NDArray[np.uint8] = np.asarray(geometry.fitted(image, size, self.choice.fit), np.uint8)
        return found.transpose(2, 0, 1)

    @torch.inference_mode()
    def see(self, pixels: Sequence[NDArray[np.uint8]]) -> NDArray[Any]:
        """Pixels of several pictures to what is kept of each."""
        stacked = np.stack(pixels)
        if self.network is None:
            return stacked
        found: Tensor = self.network(torch.from_numpy(stacked).to(self.device))
        return found.half().cpu().numpy()


class Features:
    """The cache of one encoder, in `folder`."""

    def __init__(self, folder: Path, eye: Eye) -> None:
        self._folder = folder / eye.name
        self.eye = eye

    def prepare(self, pictures: Sequence[Path], report: Report = ignore) -> dict[Path, str | AppError]:
        """Work out what is not there yet; each picture's key for `get`, or why there is none."""
        found: dict[Path, str | AppError] = {}
        done = 0
        for read in _ahead(self._read, list(_batches(list(dict.fromkeys(pictures))))):
            report(done, len(pictures))
            new = {key: pixels for _, key, pixels in read if isinstance(key, str) and pixels is not None}
            if new:
                for key, vectors in zip(new, self.eye.see(list(new.values())), strict=True):
                    self._put(key, vectors)
            found |= {path: key for path, key, _ in read}
            done += len(read)
        report(len(pictures), len(pictures))
        return found

    def get(self, keys: Sequence[str]) -> Tensor:
        """What is kept of these pictures, one above the other."""
        return torch.from_numpy(np.stack([np.load(self._path(key), allow_pickle=False) for key in keys]))

    def _read(self, paths: Sequence[Path]) -> list[tuple[Path, str | AppError, NDArray[np.uint8] | None]]:
        """Each picture's key; its pixels where nothing is kept of it yet."""
        found: list[tuple[Path, str | AppError, NDArray[np.uint8] | None]] = []
        for path in paths:
            try:
                data = reading.load(path)
                key = reading.digest(data)
                is_there = self._path(key).is_file()
                found.append((path, key, None if is_there else self.eye.pixels(data, path.name)))
            except AppError as error:
                found.append((path, error, None))
        return found

    def _put(self, key: str, vectors: NDArray[Any]) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = io.BytesIO()
        np.save(data, vectors, allow_pickle=False)
        write_bytes(path, data.getvalue())

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.npy"


def folder_of(run_dir: Path) -> Path:
    """Where a run's project keeps features: beside its runs, for all of them; a run that stands alone has its own."""
    return (run_dir.parent.parent if run_dir.parent.name == "runs" else run_dir) / "features"


def _batches(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(paths), BATCH):
        yield paths[start : start + BATCH]


def _ahead(work: Any, batches: Sequence[Sequence[Path]]) -> Iterator[Any]:
    """The results of work on each batch, in order; the next ones are read while one is used."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        waiting = [thread.submit(work, batch) for batch in batches[:AHEAD]]
        for number in range(len(batches)):
            if number + AHEAD < len(batches):
                waiting.append(thread.submit(work, batches[number + AHEAD]))
            yield waiting.pop(0).result()
