"""The façade over a run of captions: load once, ask many times; pictures in, captions with their words' maps out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.errors import AppError
from core.jobs.captioning import ATTENTION
from core.ml.beam import Hypothesis
from core.ml.captions import card, checks, maps, registry, writing
from core.ml.captions.card import LoadedCaptioner
from core.ml.captions.features import Features, folder_of
from core.ml.captions.maps import Maps, Subject
from core.ml.captions.writing import Options
from core.ml.models.captioning import Told, Writer
from core.ml.text.tokenizer import UNK
from core.ml.translation.sides import plain
from core.pictures import geometry, reading
from core.progress import Report, ignore
from core.records import Box, Span

KEPT_PICTURES = 16


@dataclass(frozen=True, slots=True)
class View:
    """A picture as the encoder sees it: its vectors (1, L, D), and the part of it that they cover."""

    vectors: Tensor
    seen: Box


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption of a picture, word by word.

    `attention` (T, L) and `gates` (T) are those of the forward pass that said, or read, the words; None without
    attention. `sample`: the places that hard attention looked at. `is_known`: the model has learned the word.
    """

    text: str
    spans: tuple[Span, ...]
    probabilities: tuple[float, ...]
    is_known: tuple[bool, ...]
    score: float
    ids: tuple[int, ...]
    attention: Maps | None = None
    gates: tuple[float, ...] | None = None
    sample: tuple[int, ...] | None = None
    is_finished: bool = True
    maps: Mapping[str, Maps] = field(default_factory=dict)


class Captioner:
    """A model with its words and its eye, ready to be asked."""

    def __init__(self, loaded: LoadedCaptioner, features: Features) -> None:
        self.card, self.wording = loaded.card, loaded.wording
        self.rows, self.columns = loaded.network.grid.rows, loaded.network.grid.columns
        self.has_attention = registry.CAPTIONERS[loaded.card.model].has_attention
        self._model, self._device, self._eye, self._features = loaded.model, loaded.device, loaded.eye, features
        self._views: OrderedDict[tuple[str, int], View] = OrderedDict()

    @classmethod
    def load(cls, run_dir: Path, device: torch.device) -> Captioner:
        loaded = card.load_model(run_dir, device)
        return cls(loaded, Features(folder_of(run_dir), loaded.eye))

    @property
    def methods(self) -> tuple[str, ...]:
        """The ways to draw a map that it has, its best first."""
        names = maps.offered(self.card.model)
        return tuple(sorted(names, key=lambda name: name != self.card.method))

    def options(self, n: int = 5, temperature: float = 0.0, seed: int = 0) -> Options:
        return Options(n, self.card.length_exponent, self.card.max_words, temperature, seed)

    def view(self, picture: Path) -> View:
        """What the model sees of a picture; the last few are kept. AppError when it can't be read."""
        try:
            key = (str(picture), picture.stat().st_mtime_ns)
        except OSError:
            key = (str(picture), 0)
        if key not in self._views:
            self._views[key] = self._opened(picture)
            while len(self._views) > KEPT_PICTURES:
                self._views.popitem(last=False)
        self._views.move_to_end(key)
        return self._views[key]

    def view_of(self, image: Image.Image) -> View:
        """Of a picture that is no file; nothing of it is kept."""
        seen = torch.from_numpy(self._eye.see([self.pixels(image)]))
        return self._viewed(_as_taken(seen), image.width, image.height)

    def pixels(self, image: Image.Image) -> NDArray[np.uint8]:
        """What the encoder sees of a picture (3, size, size); its places are the map's cells."""
        return self._eye.pixels(image)

    def write(self, view: View, options: Options | None = None) -> list[Caption]:
        """The best captions of a picture, best first."""
        options = options or self.options()
        (found,) = writing.of(self._model, view.vectors, self.wording, options)
        return [self._composed(view, one) for one in found[: options.size]]

    def write_all(self, pictures: Sequence[Path], options: Options, report: Report = ignore) -> dict[Path, str]:
        """The best caption of each picture that can be read, without maps; features come from the cache."""
        found = self._features.prepare(pictures, report)
        keys = {path: key for path, key in found.items() if isinstance(key, str)}
        order = list(keys)
        written = writing.write(
            self._model, self._look, list(keys.values()), self.wording, options, self._device, report
        )
        return {path: self.wording.compose(best.ids).text for path, (best, *_) in zip(order, written, strict=True)}

    def read(self, view: View, text: str) -> Caption:
        """A caption that a person typed: where the model looks while it is told word after word."""
        text = plain(text)
        (ids,) = self.wording.encode([text])
        told, logs = self._told(view, [ids])
        n = len(ids) - 1
        spans = self.wording.spans(text)
        attention, gates, sample = _looks(told, 0, n)
        return Caption(
            text,
            spans[:n],
            tuple(np.exp(logs[0, :n]).tolist()),
            tuple(id != UNK for id in ids[:n]),
            float(logs[0, : n + 1].sum()) / (n + 1) ** self.card.length_exponent,
            tuple(ids[:n]),
            attention,
            gates,
            sample,
        )

    def draw(self, view: View, caption: Caption, method: str) -> Maps:
        """The map (T, L) of each word by a way that is offered; attention is the caption's own."""
        if method == ATTENTION and caption.attention is not None:
            return caption.attention
        return maps.METHODS[method](self.subject(view, caption))

    def subject(self, view: View, caption: Caption) -> Subject:
        ids = torch.tensor(caption.ids, device=self._device)
        given = torch.cat([ids.new_tensor([self.wording.end]), ids[:-1]])[: len(ids)]
        return Subject(self._model, view.vectors, self.rows, self.columns, given, ids, caption.attention)

    def logs(self, view: View, caption: Caption) -> NDArray[np.float64]:
        """Log p of each word of a caption on another view: that of the same picture with a part of it hidden."""
        _, logs = self._told(view, [(*caption.ids, self.wording.end)])
        return logs[0, : len(caption.ids)]

    @torch.inference_mode()
    def logs_of(self, pixels: Sequence[NDArray[np.uint8]], subject: Subject) -> NDArray[np.float64]:
        """Log p (N, T) of a caption's words on N pictures as `pixels` gives them."""
        seen = _as_taken(torch.from_numpy(self._eye.see(pixels))).to(self._device)
        writer = subject.writer
        told = subject.tell(writer.project(writer.vectors(seen)), len(pixels))
        return subject.logs(told).double().cpu().numpy()

    def checks(self, caption: Caption) -> Mapping[str, Any]:
        """Whether its attention says anything; nothing where there is none, or no word."""
        looked = caption.attention
        return {} if looked is None or not len(looked) else checks.check(looked).to_json()

    def _composed(self, view: View, found: Hypothesis) -> Caption:
        said = self.wording.compose(found.ids)
        _, logs = self._told(view, [(*found.ids, self.wording.end)])
        n, n_places = len(found.ids), self.rows * self.columns
        attention = gates = sample = None
        if found.weights is not None:
            attention = np.ascontiguousarray(found.weights[:n, :n_places])
            gates = tuple(found.weights[:n, n_places].tolist())
            places = tuple(int(place) for place in found.weights[:n, n_places + 1])
            sample = places if places and places[0] >= 0 else None
        probabilities = tuple(np.exp(logs[0, :n]).tolist())
        return Caption(
            said.text,
            said.spans,
            probabilities,
            (True,) * n,
            found.score,
            found.ids,
            attention,
            gates,
            sample,
            found.is_finished,
        )

    @torch.inference_mode()
    def _told(self, view: View, captions: Sequence[Sequence[int]]) -> tuple[Told, NDArray[np.float64]]:
        """Captions of one length, END included, told to the model: what it made of them, and log p of each word."""
        wanted = torch.tensor(captions, device=self._device)  # (B, T)
        end = torch.full_like(wanted[:, :1], self.wording.end)
        given = torch.cat([end, wanted[:, :-1]], dim=1)
        writer = cast(Writer, self._model)
        rows = torch.zeros(len(wanted), dtype=torch.long, device=self._device)
        told: Told = cast(Any, self._model).told(writer.project(view.vectors), rows, given)
        logs = torch.log_softmax(writer.score(told.states).float(), dim=-1).gather(2, wanted[:, :, None]).squeeze(2)
        return told, logs.double().cpu().numpy()

    def _opened(self, picture: Path) -> View:
        found = self._features.prepare([picture])[picture]
        if isinstance(found, AppError):
            raise found
        looked = reading.look(picture)
        return self._viewed(self._look([found]), looked.width, looked.height)

    @torch.inference_mode()
    def _viewed(self, seen: Tensor, width: int, height: int) -> View:
        vectors = cast(Writer, self._model).vectors(seen.to(self._device))
        return View(vectors, geometry.view(width, height, self.card.encoder.fit))

    def _look(self, keys: Sequence[str]) -> Tensor:
        return _as_taken(self._features.get(keys))


def _as_taken(seen: Tensor) -> Tensor:
    """Vectors as a model takes them; pixels stay bytes."""
    return seen.float() if seen.is_floating_point() else seen


def _looks(told: Told, row: int, n: int) -> tuple[Maps | None, tuple[float, ...] | None, tuple[int, ...] | None]:
    """Attention (n, L), gates and places chosen of the first n words."""
    if told.weights is None or told.gates is None:
        return None, None, None
    attention = told.weights[row, :n].float().cpu().numpy()
    sample = None if told.choices is None else tuple(told.choices[row, :n].tolist())
    return attention, tuple(told.gates[row, :n].float().tolist()), sample
