"""What a project's documents have, and what of it a format can't hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import N_


class Facet(StrEnum):
    """One thing that a document may have and a format may lose."""

    LABELS = "labels"
    SEVERAL_LABELS = "several-labels"
    NO_LABEL = "no-label"  # a person said that none applies
    SEVERAL_ANSWERS = "several-answers"
    DISPUTED = "disputed"  # no label counts
    ROUND = "round"  # a second answer, a judgement
    ANNOTATOR = "annotator"
    TIME = "time"
    FRACTION = "fraction"
    SECONDS = "seconds"
    SUGGESTION = "suggestion"
    SKIP = "skip"
    NOTE = "note"
    FLAG = "flag"
    SPLIT = "split"
    RATIONALES = "rationales"
    MARKERS = "markers"
    METADATA = "metadata"
    EDITS = "edits"
    REVIEWS = "reviews"
    SPACING = "spacing"
    LENGTH = "length"
    LABEL_NAMES = "label-names"


WORDS: Mapping[Facet, str] = {
    Facet.LABELS: N_("core", "Labels"),
    Facet.SEVERAL_LABELS: N_("core", "All labels of a document but its first"),
    Facet.NO_LABEL: N_("core", "Answers that no label applies"),
    Facet.SEVERAL_ANSWERS: N_("core", "All answers to a document but the one that counts"),
    Facet.DISPUTED: N_("core", "All answers to documents on which people disagree"),
    Facet.ROUND: N_("core", "Second answers and judgements"),
    Facet.ANNOTATOR: N_("core", "Who labelled"),
    Facet.TIME: N_("core", "When it was labelled"),
    Facet.FRACTION: N_("core", "Fractions of a second of that time"),
    Facet.SECONDS: N_("core", "How long an answer took"),
    Facet.SUGGESTION: N_("core", "Whether the model's opinion was seen first"),
    Facet.SKIP: N_("core", "That a document was skipped"),
    Facet.NOTE: N_("core", "Notes on answers"),
    Facet.FLAG: N_("core", "Flags"),
    Facet.SPLIT: N_("core", "What is hold-out, and what is for training"),
    Facet.RATIONALES: N_("core", "Marked words"),
    Facet.MARKERS: N_("core", "Who marked which words"),
    Facet.METADATA: N_("core", "Metadata"),
    Facet.EDITS: N_("core", "Changed texts"),
    Facet.REVIEWS: N_("core", "Reviews of explanations"),
    Facet.SPACING: N_("core", "Blanks and line breaks of the text: they will differ"),
    Facet.LENGTH: N_("core", "The end of what is longer than 32,767 characters"),
    Facet.LABEL_NAMES: N_("core", "Blanks in the names of labels: they become _"),
}
NEVER = N_(
    "core",
    "Label definitions, colours, the history and trained models stay in the project.",
)

_OF_SEVERAL = frozenset({Facet.SEVERAL_ANSWERS, Facet.DISPUTED, Facet.ROUND})
_PART_OF = {Facet.FRACTION: Facet.TIME, Facet.SEVERAL_LABELS: Facet.LABELS}
Kind = frozenset[Facet]
"""What one document has."""
Lost = Callable[[Kind], Kind]
EVERYTHING: Kind = frozenset(Facet)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be exported: how many documents have what, and who answered how often ("": a file)."""

    kinds: Mapping[Kind, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return sum(self.kinds.values())

    def count(self, facet: Facet) -> int:
        """How many have it."""
        return sum(n for kind, n in self.kinds.items() if facet in kind)


@dataclass(frozen=True, slots=True)
class Loss:
    """`n` documents lose this."""

    facet: Facet
    n: int

    @property
    def words(self) -> str:
        return WORDS[self.facet]


def holding(*facets: Facet) -> Lost:
    """For a format that holds these of any document, and nothing else."""
    held = frozenset(facets)
    return lambda kind: kind - held


def losses(
    lost: Lost, contents: Contents, altered: Mapping[Facet, int] | None = None, *, is_one_answer: bool = False
) -> list[Loss]:
    """In the order of Facet; `altered` counts what can only be seen by reading every text.

    `is_one_answer`: only the answer that counts is written.
    """
    counts: Counter[Facet] = Counter(altered or {})
    for kind, n in contents.kinds.items():
        gone = lost(kind) | (kind & _OF_SEVERAL if is_one_answer else frozenset())
        counts.update(dict.fromkeys((facet for facet in gone if _PART_OF.get(facet) not in gone), n))
    return [Loss(facet, counts[facet]) for facet in Facet if counts[facet]]
