"""The rows of our own tables: a row for each answer; a document that nobody answered has one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from core.formats.common.format import Options
from core.formats.common.roles import ANSWER, DOCUMENT, KEY, column_of
from core.formats.common.rows import ROUNDS, answers_of
from core.formats.common.values import number_of
from core.records import Answer, Row

NOTHING = Answer()


def header(options: Options) -> tuple[str, ...]:
    """The names of the columns."""
    label = "labels" if options.is_multi_label else "label"
    return (KEY, "text", label, *ANSWER, *DOCUMENT, *options.extra, *map(column_of, options.meta))


def flat_rows(rows: Iterable[Row], options: Options) -> Iterator[dict[str, Any]]:
    """Values by column: labels are a list in a multi-label project."""
    for row in rows:
        document = {
            "is_flagged": row.is_flagged,
            "split": row.split,
            "rationales": marks(row),
            **{name: list(getattr(row, name)) for name in options.extra},
            **{column_of(name): value for name, value in row.meta.items()},
        }
        for answer in answers_of(row) or (NOTHING,):
            labels = list(answer.labels)
            yield {
                KEY: number_of(row.key),
                "text": row.text,
                **({"labels": labels} if options.is_multi_label else {"label": labels[0] if labels else ""}),
                "annotator": answer.annotator,
                "round": ROUNDS[answer.round],
                "at": answer.at,
                "seconds": answer.seconds,
                "suggestion_seen": answer.suggestion_seen,
                "is_skipped": answer.is_skipped,
                "note": answer.note,
                **document,
            }


def marks(row: Row) -> list[list[Any]]:
    """Marked words as [start, end], or [start, end, who]."""
    found = row.marked.items() if row.marked else [("", row.rationales)]
    return [[span.start, span.end, *([name] if name else [])] for name, spans in found for span in spans]
