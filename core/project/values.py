"""What a project is asked with and what it answers: plain data, importable without SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from core.formats.common.losses import Loss
from core.project.find.document_filter import (
    ANY,
    CellFilter,
    Column,
    DocumentFilter,
    DocumentState,
    Facets,
    Imported,
    Likeness,
    Range,
    SavedFilter,
    merged,
)
from core.records import Example, Rejected

__all__ = [
    "ANY",
    "CellFilter",
    "Column",
    "DocumentFilter",
    "DocumentState",
    "Facets",
    "Imported",
    "Likeness",
    "Range",
    "SavedFilter",
    "merged",
]
PlainOrder = Literal["imported", "random", "shortest", "longest", "latest", "unsure", "sure"]
ListOrder = Literal["typical", "margin", "rare", "disagreement", "suspects", "second"]
"""Lists that are made: by the worker, and "second" (a blind second pass) by chance."""
Order = PlainOrder | ListOrder
LIST_ORDERS: tuple[ListOrder, ...] = get_args(ListOrder)
POOL_ORDERS: tuple[ListOrder, ...] = ("typical", "margin", "rare", "disagreement")
"""Those that choose among unlabelled documents."""
RunState = Literal["new", "running", "paused", "finished", "failed", "cancelled", "interrupted"]
RunKind = Literal["train", "pretrain"]


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file and size, and how far the project was; two with the same `state` are the same."""

    path: Path
    at: datetime
    n_bytes: int
    total: int
    labelled: int
    state: str


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """Which labelled documents a run learns from, and is measured on: at most `limit` (None: all) of a filter."""

    limit: int | None = None
    where: DocumentFilter = field(default_factory=DocumentFilter)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk through an order is: behind these keys, in one of the parts of the order."""

    part: int
    keys: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall come next: in which order, of which documents; `label` is the name of the one to hunt for."""

    order: Order = "imported"
    filter: DocumentFilter = field(default_factory=DocumentFilter)
    label: str = ""

    @property
    def is_list(self) -> bool:
        """Whether a list must be made for it."""
        return self.order in LIST_ORDERS

    @property
    def is_made_by_worker(self) -> bool:
        return self.is_list and self.order != "second"


@dataclass(frozen=True, slots=True)
class ListInfo:
    """The list in force: how many documents were looked at, by a quick model of how many labels.

    `is_cold`: too few labels for the strategy, so that typical texts come first. `is_waiting`: nothing is chosen yet.
    `is_whole`: it was made out of all documents, not of a filter's.
    """

    order: Order
    label: str = ""
    is_waiting: bool = False
    is_whole: bool = True
    is_cold: bool = False
    scored: int = 0
    labels: int = 0
    model: str = ""

    @property
    def is_of_pool(self) -> bool:
        """Whether it chooses among unlabelled documents."""
        return self.order in POOL_ORDERS


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is in the list, and whether it is still to be asked.

    `said` are pairs of a label and its probability: the two likeliest ones; of a suspect what was given and what models
    say (with several labels a document one of both is None); or pairs of an annotator and a label.
    """

    kind: str
    said: tuple[tuple[str, float | str] | None, ...] = ()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of a list of documents; `snippet` is its beginning on one line."""

    id: int
    snippet: str
    labels: tuple[int, ...]
    is_skipped: bool
    is_flagged: bool
    is_imported: bool
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class DocumentWindow:
    """Some rows, and where to go on; `resume` None: there are no more.

    Fewer rows than were asked for, and a `resume`: looking for them took long; there may be more.
    """

    rows: tuple[DocumentRow, ...] = ()
    resume: Place | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The documents that a decision would be about: how many, what is said of them now, some of them at random."""

    n: int
    unlabelled: int
    skipped: int
    disputed: int
    labelled: Mapping[tuple[int, ...], int]
    samples: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class TwinsPreview:
    """What passing labels on to duplicates would do: how many get which labels, some of them as they would be.

    `conflicts`: groups of duplicates that are labelled differently, which stay as they are.
    """

    labelled: Mapping[tuple[int, ...], int]
    conflicts: int
    samples: tuple[DocumentRow, ...]

    @property
    def n(self) -> int:
        return sum(self.labelled.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents there are; `by_label` has every label of the set, by id."""

    total: int = 0
    labelled: int = 0
    skipped: int = 0
    disputed: int = 0
    flagged: int = 0
    holdout: int = 0
    by_label: Mapping[int, int] = field(default_factory=dict)

    @property
    def unlabelled(self) -> int:
        return self.total - self.labelled - self.skipped - self.disputed


@dataclass(frozen=True, slots=True)
class SharedLabel:
    """A label as the file of a label set has it."""

    name: str
    color: int | None
    key: str
    definition: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class LabelSetChange:
    """What came of taking a label set in: names of labels, and how many examples were pinned."""

    added: tuple[str, ...]
    defined: tuple[str, ...]
    n_examples: int


@dataclass(frozen=True, slots=True)
class AnnotatorInfo:
    """Who answers in a project, and how many documents he answered."""

    name: str
    n_answers: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A label given (or a document skipped) by a person, for the list of the last ones."""

    document_id: int
    snippet: str
    labels: tuple[int, ...]
    is_skipped: bool
    at: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo was about; `document_id` is None when it was about many or none."""

    kind: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """One act in the history.

    `state` is done, undone (can be redone), dropped (a later act took its place) or fact; doing, undoing or redoing
    while an act on many documents is on its way.
    """

    id: int
    kind: str
    document_id: int | None
    annotator: str
    at: str
    state: str
    details: Mapping[str, Any] = field(default_factory=dict)
    is_long: bool = False  # on many documents: to undo or redo it takes a while


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What to do with duplicates, and which of the documents become hold-out."""

    duplicates: Literal["skip", "keep"] = "skip"
    split: Literal["auto", "train", "test"] = "auto"
    holdout_share: float = 0.2
    holdout_max: int = 1000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows: read = imported + duplicates + len(rejected).

    `answers_added`: that rows among the duplicates brought to documents that were there already.
    """

    read: int
    imported: int
    duplicates: int
    rejected: tuple[Rejected, ...]
    labels_added: tuple[str, ...]
    holdout: int
    answers_added: int = 0


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to write: the format's name ("": as the file's name ends), which documents, and how.

    `bom` makes Excel read UTF-8; `is_one_answer`: of several answers to a document only the one that counts.
    `run_id`: of what a run wrote, which one's ("": the active one's).
    """

    format: str = ""
    where: DocumentFilter = field(default_factory=DocumentFilter)
    bom: bool = False
    is_one_answer: bool = False
    run_id: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, in which format, what that does not hold, and how many answers are whose ("": a file's)."""

    n: int
    format: str
    losses: tuple[Loss, ...]
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One training: what it was asked, where it stands, and what it measured on the hold-out.

    `comparison` has what stands beside it, by "uniform" and "logistic": {"metrics", "accuracy_difference",
    "interval"} each, or None where that does not apply. A run of kind "pretrain" read all texts, without labels.
    """

    id: str
    path: Path
    model: str
    settings: Mapping[str, Any]
    created: str
    state: RunState
    is_active: bool
    seed: int
    device: str
    metrics: Mapping[str, Any] | None
    epochs: tuple[Mapping[str, Any], ...]
    snapshot_counts: Mapping[str, int]
    error: Mapping[str, Any] | None
    labels: tuple[str, ...]
    kind: RunKind = "train"
    task: str = "text"
    comparison: Mapping[str, Any] | None = None
    notices: tuple[Mapping[str, Any], ...] = ()
    filter: str = ""


@dataclass(frozen=True, slots=True)
class PredictionFilter:
    """Which predictions; `predicted` and `actual` are label names, both together a cell of the confusion matrix.

    Untrusted are those whose highlights were checked and do not hold up, unreviewed those whose explanation the
    annotator has neither accepted nor rejected. `ids`: only of these documents.
    """

    kind: Literal["all", "wrong", "surely_wrong", "unsure", "disagreement", "untrusted", "holdout"] = "all"
    predicted: str | None = None
    actual: str | None = None
    search: str = ""
    holdout_only: bool = False
    ids: tuple[int, ...] | None = None
    is_unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that two runs label differently, with how sure each is; `actual` None: nobody has labelled it."""

    document_id: int
    snippet: str
    one: str
    one_confidence: float
    other: str
    other_confidence: float
    actual: str | None
    is_holdout: bool


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a run says of one document; `actual` is None where nobody has labelled it."""

    document_id: int
    snippet: str
    predicted: str
    confidence: float
    margin: float
    actual: tuple[str, ...] | None
    is_holdout: bool


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found and could not mend, and what it mended."""

    problems: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
