"""Pictures and captions to learn from: a run's snapshot, and the batches that an epoch makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import N_, AppError, InputError
from core.ml.captions.wording import Wording
from core.ml.corpus import read_jsonl
from core.ml.text.tokenizer import PAD, UNK
from core.ml.translation.sides import plain
from core.pictures import geometry, reading
from core.records import Box, Region, Span

MIN_PICTURES = 20
VALIDATION_SHARE = 1 / 10
VALIDATION_MAX = 200
POOL_BATCHES = 100  # captions without pictures are sorted by length within so many batches
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Captioned:
    """A picture with its captions; `part` is train, holdout or pool, or text: captions without a picture."""

    id: int
    picture: Path
    part: str
    captions: tuple[str, ...]
    regions: tuple[Region, ...] = ()

    def view(self, fit: str) -> Box:
        """The part of the picture that an encoder sees."""
        if fit == "squash":
            return geometry.WHOLE
        looked = reading.look(self.picture)
        return geometry.view(looked.width, looked.height, fit)

    @property
    def is_placed(self) -> bool:
        """Whether words of its captions have places; a region with a name alone belongs to none."""
        return any(region.caption is not None and region.span is not None for region in self.regions)

    def boxes(self, caption: int) -> list[tuple[Span, Box]]:
        """The places of words of one caption, as these stand in `plain(caption)`: where models have their words."""
        return [
            (_shown(self.captions[caption], region.span), region.box)
            for region in self.regions
            if region.caption == caption and region.span is not None
        ]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A picture as it is learned from: its key among the features, its captions as ids with END.

    `guides`: for each caption None, or (T, L): where to look; rows of 0: anywhere. No `key`: captions alone.
    `surplus` (R): what its evidence says only because it was found on this very picture.
    """

    key: str
    captions: tuple[Ints, ...]
    guides: tuple[NDArray[np.float32] | None, ...] = ()
    surplus: Tensor | None = None

    @property
    def n_words(self) -> int:
        return sum(map(len, self.captions))


@dataclass(frozen=True, slots=True)
class LessonBatch:
    """Some pictures, with all of their captions, to learn from at once."""

    lessons: Sequence[Lesson]

    def __len__(self) -> int:
        return len(self.lessons)

    @property
    def n_words(self) -> int:
        return sum(lesson.n_words for lesson in self.lessons)

    @property
    def surplus(self) -> Tensor | None:
        """Of each picture (P, R), if there is any."""
        found = [lesson.surplus for lesson in self.lessons if lesson.surplus is not None]
        return torch.stack(found) if found else None

    @property
    def n_guided(self) -> int:
        guides = (guide for lesson in self.lessons for guide in lesson.guides if guide is not None)
        return sum(int(guide.any(axis=1).sum()) for guide in guides)

    def parts(self, size: int) -> Iterator[LessonBatch]:
        size = size or len(self)
        for start in range(0, len(self), size):
            yield LessonBatch(self.lessons[start : start + size])


@dataclass(frozen=True, slots=True)
class CaptionTensors:
    """Whose each caption is (B); what is given and wanted (B, T); the guide (B, T, L), if there is any."""

    rows: Tensor
    given: Tensor
    wanted: Tensor
    guide: Tensor | None

    @property
    def is_there(self) -> Tensor:
        return self.wanted != PAD


def read_snapshot(path: Path) -> list[Captioned]:
    """The lines of a run's snapshot."""
    try:
        return [captioned(line) for line in read_jsonl(path, keys=("picture",))]
    except (KeyError, TypeError, ValueError) as error:
        raise AppError("bad-snapshot", N_("core", "The run's snapshot is damaged.")) from error


def captioned(line: Mapping[str, Any]) -> Captioned:
    """From a line of a snapshot; KeyError, TypeError or ValueError."""
    captions = tuple(map(str, line.get("captions", ())))
    regions = tuple(map(_region, line.get("regions", ())))
    return Captioned(int(line.get("id", 0)), Path(line["picture"]), str(line.get("part", "holdout")), captions, regions)


def split_validation(n: int, seed: int) -> tuple[list[int], list[int]]:
    """Rows of pictures to train on and to hold back: a tenth, at most 200; of fewer than 20 pictures none."""
    if n < MIN_PICTURES:
        return list(range(n)), []
    drawn = np.random.default_rng([seed, 11]).permutation(n)[: min(VALIDATION_MAX, round(n * VALIDATION_SHARE))]
    held = set(drawn.tolist())
    return [row for row in range(n) if row not in held], sorted(held)


def lesson(one: Captioned, key: str, wording: Wording, grid: tuple[int, int], seen: Box, longest: int) -> Lesson:
    """`grid` are the rows and columns of its map, `seen` the part of the picture that they cover."""
    ids = tuple(np.array(found, np.int64) for found in wording.encode(one.captions, longest))
    guides = tuple(_guide(one, number, wording, grid, seen, len(ids[number])) for number in range(len(ids)))
    return Lesson(key, ids, guides)


def texts(captions: Sequence[str], wording: Wording, longest: int) -> list[Lesson]:
    """Captions without pictures, those left out of which more than a fifth is unknown."""
    found = []
    for ids in wording.encode(captions, longest):
        if ids.count(UNK) * 5 <= len(ids):
            found.append(Lesson("", (np.array(ids, np.int64),)))
    return found


def picture_batches(lessons: Sequence[Lesson], size: int, rng: np.random.Generator) -> list[LessonBatch]:
    """Every picture once, in random order."""
    order = rng.permutation(len(lessons)).tolist()
    return [LessonBatch([lessons[row] for row in order[start : start + size]]) for start in range(0, len(order), size)]


def text_batches(lessons: Sequence[Lesson], size: int, rng: np.random.Generator) -> list[LessonBatch]:
    """Every caption once, in batches of like lengths, in random order."""
    order, found = rng.permutation(len(lessons)).tolist(), []
    for start in range(0, len(order), size * POOL_BATCHES):
        pool = sorted(order[start : start + size * POOL_BATCHES], key=lambda row: lessons[row].n_words)
        found += [[lessons[row] for row in pool[first : first + size]] for first in range(0, len(pool), size)]
    return [LessonBatch(found[place]) for place in rng.permutation(len(found))]


def to_tensors(batch: LessonBatch, end: int, device: torch.device) -> CaptionTensors:
    captions = [(row, ids) for row, lesson in enumerate(batch.lessons) for ids in lesson.captions]
    guides = [guide for lesson in batch.lessons for guide in lesson.guides]
    n_steps = max(len(ids) for _, ids in captions)
    wanted = np.full((len(captions), n_steps), PAD, np.int64)
    given = np.full((len(captions), n_steps), PAD, np.int64)
    for place, (_, ids) in enumerate(captions):
        wanted[place, : len(ids)] = ids
        given[place, 1 : len(ids)] = ids[:-1]
        given[place, 0] = end
    rows = torch.tensor([row for row, _ in captions], device=device)
    told, said = (torch.from_numpy(array).to(device) for array in (given, wanted))
    return CaptionTensors(rows, told, said, _guide_tensor(guides, n_steps, device))


def _guide_tensor(guides: Sequence[NDArray[np.float32] | None], n_steps: int, device: torch.device) -> Tensor | None:
    there = [guide for guide in guides if guide is not None]
    if not there:
        return None
    found = np.zeros((len(guides), n_steps, there[0].shape[1]), np.float32)
    for place, guide in enumerate(guides):
        if guide is not None:
            found[place, : len(guide)] = guide
    return torch.from_numpy(found).to(device)


def _guide(
    one: Captioned, number: int, wording: Wording, grid: tuple[int, int], seen: Box, n_steps: int
) -> NDArray[np.float32] | None:
    """(T, L): for each word with boxes, equal shares for what they cover; None where no word has any."""
    placed = one.boxes(number)
    if not placed:
        return None
    found = np.zeros((n_steps, grid[0] * grid[1]), np.float32)
    for step, span in enumerate(wording.spans(one.captions[number])[: n_steps - 1]):
        boxes = [box for marked, box in placed if marked.start < span.end and span.start < marked.end]
        if boxes:
            found[step] = geometry.covered_by_any(boxes, seen, *grid).ravel()
    total = found.sum(axis=1, keepdims=True)
    shares: NDArray[np.float32] = found / np.maximum(total, np.float32(1e-9))
    return shares if total.any() else None


def _shown(caption: str, span: Span) -> Span:
    """Where characters of a caption stand in `plain(caption)`."""
    start = len(plain(caption[: span.start] + "x")) - 1
    return Span(start, start + len(plain(caption[span.start : span.end])))


def _region(data: Mapping[str, Any]) -> Region:
    left, top, width, height = map(float, data["box"])
    span = Span(*map(int, data["span"])) if data.get("span") is not None else None
    caption = None if data.get("caption") is None else int(data["caption"])
    return Region(Box(left, top, width, height), str(data.get("name") or ""), caption, span)


def too_few(n: int) -> InputError:
    template = N_("core", "There are {n} pictures with captions to learn from; there must be at least {least}.")
    return InputError("too-few-pictures", template, n=n, least=MIN_PICTURES)
