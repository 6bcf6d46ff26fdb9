"""What a worker may be asked of a run of captions; importable without torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

Boxes = tuple[tuple[float, float, float, float], ...]
"""Left, top, width, height: fractions of the upright picture."""


@dataclass(frozen=True, slots=True)
class CaptionSpec:
    """Say what is on a picture with a run of captions, or read a caption: "text" is followed word by word.

    Without a text the `n_best` of the beam are written; `temperature` > 0: drawn by chance instead. The result holds
    `captions` (their words, the maps by each of `methods`, checks), `rows`, `columns`, and the `view` of the picture
    that they cover; `methods` are those that the run offers, its best first. Or the lines of the JSONL file `input`
    ({"picture"}) go to `output` with all that.
    """

    kind: ClassVar[str] = "caption"
    run_dir: str
    picture: str = ""
    text: str = ""
    n_best: int = 5
    temperature: float = 0.0
    seed: int = 0
    methods: tuple[str, ...] = ("attention",)
    input: str = ""
    output: str = ""
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class OccludeSpec:
    """Blur each of `boxes` and read the caption again (text "": the one that the run writes).

    The result holds `words`, `with`: each word's log-probability, and `without`: for each word one for each box.
    """

    kind: ClassVar[str] = "occlude"
    run_dir: str
    picture: str
    text: str = ""
    boxes: Boxes = ()
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class DeletionSpec:
    """Blur the picture place by place, the densest of a word's map first, and read `text`'s `word` each time.

    Then the other way round, and both in random orders. The result: see core.word_curves.
    """

    kind: ClassVar[str] = "deletion"
    run_dir: str
    picture: str
    text: str
    word: int
    method: str = "attention"
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class PointSpec:
    """Measure how often the maps of a run point at the regions of its hold-out; kept as its pointing.json.

    `data`: lines as in a snapshot, where these are not the run's own: regions that were drawn since.
    """

    kind: ClassVar[str] = "point"
    run_dir: str
    data: str = ""
    methods: tuple[str, ...] = ("attention",)
    device: str = "auto"


PictureQuestion = CaptionSpec | OccludeSpec | DeletionSpec | PointSpec
"""What is asked of a trained run of captions."""
