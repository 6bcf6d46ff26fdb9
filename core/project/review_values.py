"""What people say of explanations, as plain data; no database in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.records import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that somebody made of a document's, kept beside it; `number` tells those of one document apart."""

    number: int
    text: str
    annotator: str
    at: str


Verdict = Literal["accepted", "rejected", ""]


@dataclass(frozen=True, slots=True)
class Review:
    """What one person says of how a run explains one document; an empty verdict: only a comment."""

    annotator: str
    verdict: Verdict
    comment: str
    method: str
    at: str


@dataclass(frozen=True, slots=True)
class CaptionWord:
    """One word of a caption of a picture, which a person or a model wrote."""

    document_id: int
    caption: str
    span: Span

    @property
    def text(self) -> str:
        return self.caption[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class WordReview:
    """What one person says of where a run looked at one word of a caption."""

    span: Span
    review: Review


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """How far a run's explanations are reviewed: by me, by anybody, and where two said something, how many agree."""

    mine: int = 0
    accepted: int = 0
    rejected: int = 0
    by_several: int = 0
    agreed: int = 0
