"""Marked parts of a text, as the tools give them: each with a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from core.formats.common.losses import Facet, Kind
from core.records import Answer, Row, Span

UNNAMED = "rationale"
"""What a span is called where the tool wants a name and the document's label is said elsewhere."""
LABELS = "span_labels"
"""The column with the names of a document's spans, for files that have no other label."""
Named = tuple[Any, Any, Any]  # start, end, name


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order; those that overlap become one, those that only touch stay two."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def span_cells(spans: Sequence[Named], *, labels_as: str | None) -> dict[str, Any]:
    """Spans as cells, their names too where nothing else says what the document is: then `labels_as` is a column."""
    cells: dict[str, Any] = {"rationales": [[start, end] for start, end, _ in spans]}
    if labels_as:
        cells[labels_as] = list(dict.fromkeys(name for *_, name in spans if isinstance(name, str)))
    return cells


def named(row: Row, answer: Answer) -> list[tuple[int, int, str]]:
    """A document's marked words, each once for each label that this answer gives."""
    return [(span.start, span.end, label) for span in row.rationales for label in answer.labels]


def lost_by_spans(kind: Kind, held: Kind) -> Kind:
    """For formats that know labels only on spans: a label needs marked words, marked words need a label."""
    lost = kind - held
    has_label = Facet.LABELS in kind and not (Facet.DISPUTED in kind and Facet.DISPUTED not in held)
    if Facet.RATIONALES not in kind or not has_label:
        lost |= kind & {Facet.LABELS, Facet.RATIONALES}
    return lost
