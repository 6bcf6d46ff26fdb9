"""What is asked of a merge and what comes of it, as plain data: importable without SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """How a colleague's project is to come in.

    `names`: what a person there is called here, if otherwise. `conflicts`: whose word stands where one person said two
    things. `with_documents`: also those that are not here; `with_guidelines`: also definitions that differ.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    conflicts: Literal["newer", "ours", "theirs"] = "newer"
    with_documents: bool = True
    with_guidelines: bool = False


@dataclass(slots=True)
class MergePerson:
    """One person of the colleague's project: how many of his answers are new here, known, or contradict."""

    name: str
    new: int = 0
    same: int = 0
    conflicting: int = 0


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """One person, one document, two words: here and there. Labels by their names, or captions; none: skipped."""

    document_id: int
    snippet: str
    annotator: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    ours_at: str
    theirs_at: str


@dataclass(slots=True)
class MergePlan:
    """What a merge would do. `people` by their names there; of the `n_conflicts` conflicts the first ones are kept.

    `definitions`: labels that are defined otherwise there. `unfit`: answers that this project can't take, because they
    have several labels.
    """

    name: str = ""
    people_here: tuple[str, ...] = ()
    n_documents: int = 0
    matched: int = 0
    unmatched: int = 0
    people: dict[str, MergePerson] = field(default_factory=dict)
    labels_added: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    n_conflicts: int = 0
    conflicts: list[MergeConflict] = field(default_factory=list)
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: answers that came in, answers that took another's place, documents that are new here."""

    answers: int
    replaced: int
    documents: int
    labels_added: tuple[str, ...]
