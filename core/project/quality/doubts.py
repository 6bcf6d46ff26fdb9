"""What deserves a second look, as plain data: importable without SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.project.values import DocumentRow
from core.records import Note

Doubt = Literal["disagreement", "conflict", "second", "fast", "outdated", "suspect"]
"""Why an answer deserves a second look."""
DOUBTS: tuple[Doubt, ...] = ("disagreement", "conflict", "second", "fast", "outdated", "suspect")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Documents whose answers deserve a second look for one reason, in the order to look at them.

    `measures` has what was found out on the way, by document: it helps to say why.
    """

    doubt: Doubt
    ids: Sequence[int] = ()
    measures: Mapping[int, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One of these documents, as it is now, and why it is one of them."""

    row: DocumentRow
    why: Note
