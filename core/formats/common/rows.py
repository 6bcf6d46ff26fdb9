"""Turn a record's cells into the Row that the user asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.formats.common.flatten import cell
from core.formats.common.reasons import BAD_LABEL, EMPTY, Reason
from core.formats.common.table import Columns, Table
from core.records import Rejected, Row, Span

RATIONALES = "rationales"


class RowMaker:
    """Picks text, labels and metadata out of the cells of one table's records."""

    def __init__(self, table: Table, columns: Columns) -> None:
        place = table.columns.index
        self._text = place(columns.text)
        self._label = place(columns.label) if columns.label else None
        self._rationales = place(RATIONALES) if RATIONALES in table.columns and table.format == "jsonl" else None
        self._meta = [(name, place(name)) for name in columns.meta if place(name) != self._rationales]
        self._is_plain = table.format not in ("json", "jsonl")
        self._separator = columns.label_separator

    def make(self, file: str, line: int, cells: Sequence[Any]) -> Row | Rejected:
        text = cells[self._text]
        if not isinstance(text, str):
            text = cell(text)
        if not text or text.isspace():
            return Rejected(file, line, Reason(EMPTY))
        labels = self._labels(cells[self._label]) if self._label is not None else ()
        if labels is None:
            return Rejected(file, line, Reason(BAD_LABEL))
        meta = {name: cells[place] for name, place in self._meta}
        if not self._is_plain:
            meta = {name: cell(value) for name, value in meta.items()}
        rationales = () if self._rationales is None else _spans(cells[self._rationales])
        return Row(text, labels, meta, rationales, file, line)

    def _labels(self, value: Any) -> tuple[str, ...] | None:
        """The labels of a cell; None when it holds something else."""
        if isinstance(value, str):
            if not self._separator:
                value = value.strip()
                return (value,) if value else ()
            parts = value.split(self._separator)
        elif isinstance(value, list):
            if not all(isinstance(one, str | int | float) for one in value):
                return None
            parts = [cell(one) for one in value]
        elif isinstance(value, dict):
            return None
        else:
            parts = [cell(value)]
        return tuple(part.strip() for part in parts if part.strip())


def _spans(value: Any) -> tuple[Span, ...]:
    """Spans as [[start, end], …], as our own export writes them; anything else is none."""
    pairs = value if isinstance(value, list) else []
    return tuple(Span(*pair) for pair in pairs if _is_span(pair))


def _is_span(pair: Any) -> bool:
    is_pair = isinstance(pair, list) and len(pair) == 2 and all(type(one) is int for one in pair)
    return is_pair and 0 <= pair[0] < pair[1]
