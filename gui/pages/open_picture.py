"""A picture as the image page has it open: captions by people, their words, regions and whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Any, Literal

from core.records import Box, Region, Span
from gui.widgets.image_reading import CaptionWord

if TYPE_CHECKING:
    from core.project.project import Project

Kind = Literal["person", "model", "typed"]


@dataclass(frozen=True)
class Shown:
    """Which caption is looked at: one by a person, one that the run wrote, or the one that is typed."""

    kind: Kind = "model"
    number: int = 0


@dataclass(frozen=True)
class OpenPicture:
    """A picture of the project: its captions by people with the words in them, and its regions."""

    id: int
    name: str
    path: str
    captions: tuple[str, ...]
    words: tuple[tuple[Span, ...], ...]
    regions: tuple[Region, ...]

    def tied(self, box: Box, word: CaptionWord | None, shown: Shown) -> Region:
        """A region for a word of the caption that is shown: tied to it, or to the same word of a caption by people."""
        if word is None:
            return Region(box)
        if shown.kind == "person":
            return Region(box, word.text, shown.number, word.span)
        for number, (text, spans) in enumerate(zip(self.captions, self.words, strict=True)):
            for span in spans:
                if text[span.start : span.end].casefold() == word.text.casefold():
                    return Region(box, word.text, number, span)
        return Region(box, word.text)

    def regions_of(self, word: CaptionWord, shown: Shown) -> list[int]:
        """The numbers of those that belong to a word of the caption that is shown."""
        return [number for number, region in enumerate(self.regions) if self._belongs(region, word, shown)]

    def _belongs(self, region: Region, word: CaptionWord, shown: Shown) -> bool:
        text = word.text.casefold()
        if region.caption is None or region.span is None or region.caption >= len(self.captions):
            return bool(region.name) and region.name.casefold() == text
        if shown == Shown("person", region.caption):
            return region.span.start < word.span.end and word.span.start < region.span.end
        tied = self.captions[region.caption][region.span.start : region.span.end].casefold()
        return text in (tied, *tied.split())


@dataclass(frozen=True)
class Occlusion:
    """What each word of a caption loses when a box of the picture is blurred: its probability, with and without."""

    text: str
    box: Box
    words: tuple[tuple[str, float, float], ...]


def read_picture(project: Project, document_id: int) -> OpenPicture:
    """On the project thread: the dictionary of Chinese words is loaded there."""
    captions = tuple(project.captions.of(document_id))
    path = project.pictures.path(document_id)
    words = tuple(words_of(caption) for caption in captions)
    return OpenPicture(document_id, path.name, str(path), captions, words, tuple(project.regions.of(document_id)))


def words_of(text: str) -> tuple[Span, ...]:
    """As people see them; not on the GUI thread."""
    from core.words import words

    return tuple(words(text))


def occlusion_of(text: str, box: Box, found: Mapping[str, Any]) -> Occlusion:
    """From the worker's log-probabilities."""
    rows = zip(found["words"], found["with"], found["without"], strict=True)
    return Occlusion(text, box, tuple((str(word["text"]), exp(seen), exp(blurred[0])) for word, seen, blurred in rows))
