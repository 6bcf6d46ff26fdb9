"""What a filter of documents asks for, and what there is to ask for: plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

DocumentState = Literal["any", "unlabelled", "labelled", "skipped", "disputed"]
Likeness = Literal["", "exact", "near", "conflicting"]
Range = tuple[float | None, float | None]
"""From, to, both included; None: open."""
ANY: Range = (None, None)


@dataclass(frozen=True, slots=True)
class CellFilter:
    """What a metadata column must hold: one of `values`, else a number in `range`."""

    column: str
    values: tuple[str, ...] = ()
    range: Range = ANY


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents: those that meet all that is asked. Its text form is find.filter_text's.

    `search` is in the language of search.query. `predicted_ids`, `is_disagreed` (the model says otherwise than the
    answer) and `confidence` go by the active run; `answered` are milliseconds since 1970; `annotators` are names.
    Documents `similar_to` one come in the order of their similarity, whatever order is asked for.
    """

    search: str = ""
    state: DocumentState = "any"
    label_ids: tuple[int, ...] = ()
    is_flagged: bool | None = None
    is_holdout: bool | None = None
    is_marked: bool | None = None
    is_outdated: bool | None = None
    is_disagreed: bool | None = None
    duplicates: Likeness = ""
    annotators: tuple[str, ...] = ()
    predicted_ids: tuple[int, ...] = ()
    confidence: Range = ANY
    length: Range = ANY
    answered: Range = ANY
    import_ids: tuple[int, ...] = ()
    similar_to: int | None = None
    cells: tuple[CellFilter, ...] = ()


def merged(where: DocumentFilter, more: DocumentFilter) -> DocumentFilter:
    """What both ask for; where both ask for the same thing, it is as in `more`."""
    asked = {part.name: getattr(more, part.name) for part in fields(more)}
    nothing = DocumentFilter()
    return replace(where, **{name: value for name, value in asked.items() if value != getattr(nothing, name)})


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with the name that a person gave it."""

    name: str
    where: DocumentFilter


@dataclass(frozen=True, slots=True)
class Column:
    """A column of metadata: its values with the number of documents, the commonest first; perhaps not all of them."""

    name: str
    values: tuple[tuple[str, int], ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """One import that is there."""

    id: int
    at: str
    source: str
    n: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to filter by."""

    annotators: Mapping[str, int] = field(default_factory=dict)
    imports: tuple[Imported, ...] = ()
    columns: tuple[Column, ...] = ()
    has_predictions: bool = False
