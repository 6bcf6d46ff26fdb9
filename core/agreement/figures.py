"""What an agreement comes to: figures that may be undefined, and then say why in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import N_
from core.records import Note

Answer = tuple[int, ...]
"""The label ids that one annotator gave to one document, in order; one of them in a single-label project."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient from `n` documents with its 95 % interval; `notes` say why either is missing, or what to mind."""

    value: float | None
    n: int
    interval: tuple[float, float] | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators, or one annotator's first and second answers, on the `n` documents that both answered.

    `table` counts the documents by what the first and the second said.
    """

    first: str
    second: str
    n: int
    raw: Figure
    kappa: Figure
    alpha: Figure
    table: Mapping[tuple[Answer, Answer], int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the annotators of a project agree.

    `answered` is how many documents each of them answered, `n` how many at least two did. `by_label`: Krippendorff's
    alpha of "has this label or not", by label id. `again`: each annotator's second answers beside the first ones.
    """

    answered: Mapping[str, int]
    n: int
    raw: Figure
    fleiss: Figure
    alpha: Figure
    pairs: tuple[Pair, ...]
    by_label: Mapping[int, Figure]
    again: tuple[Pair, ...]


NO_OVERLAP = Note(N_("core", "No two of them answered the same document."))
NOT_ALL = Note(
    N_("core", "Fleiss' κ needs documents that every one of them answered; there are none. Krippendorff's α does not.")
)
ONE_ANNOTATOR = Note(N_("core", "It takes two annotators to agree or not."))
ONE_LABEL = Note(
    N_(
        "core",
        "All answers are the same. Chance would agree just as well, so the figure is 0 ÷ 0: it can't tell"
        " agreement from habit. Look at documents that deserve another label.",
    )
)


def too_few(n: int, least: int) -> Note:
    return Note(N_("core", "{n} documents are too few for an interval; it takes {least}."), {"n": n, "least": least})


def no_disagreement(n: int) -> Note:
    """The rule of three (Hanley and Lippman-Hand 1983), exact: the share that n successes in a row can't exclude."""
    share = 100 * (1 - 0.05 ** (1 / n))
    template = N_(
        "core",
        "Nobody disagreed on these {n} documents, so resampling them can't give an interval. On others they may still"
        " differ in up to {share} %.",
    )
    return Note(template, {"n": n, "share": f"{share:.1f}"})


def unstable() -> Note:
    return Note(N_("core", "No interval: the answers are so much alike that many samples of them leave it undefined."))


def lopsided(share: float, by_chance: float) -> Note:
    """Feinstein and Cicchetti (1990): high agreement but low kappa."""
    template = N_(
        "core",
        "{share} % of the answers are the same, so chance alone would agree on {by_chance} % of the documents. That is"
        " why the figure is low although they mostly agree.",
    )
    return Note(template, {"share": round(100 * share), "by_chance": round(100 * by_chance)})
