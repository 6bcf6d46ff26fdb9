"""Turn a record's cells into the Row that the user asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.formats.common.flatten import cell
from core.formats.common.formulas import freed
from core.formats.common.reasons import BAD_LABEL, BAD_SPAN, EMPTY, OUTSIDE, Reason
from core.formats.common.roles import EDITS, KEY, meta_of, split_of
from core.formats.common.spans import merged
from core.formats.common.table import Columns, Table
from core.formats.common.values import MAX_NAME, bar_split, edits, marks, moment, number, truth, words
from core.records import Answer, Rejected, Row, Span

Cells = Sequence[Any] | Mapping[str, Any]
ROUNDS = ("", "second", "judgement")
JUDGEMENT = 2


class RowMaker:
    """Picks text, labels, answers and metadata out of the cells of one table's records."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._columns = table.columns
        self._text, self._label = columns.text, columns.label
        self._roles = columns.roles
        self._separator = columns.label_separator
        self._is_ours = table.is_ours
        self._has_defused_names = table.is_ours and bool(table.delimiter)  # a workbook knows text from formulas
        self._is_defused = self._has_defused_names and not table.is_records
        self._is_joined = table.is_ours and not table.is_records and columns.label == "labels"
        wanted = set(columns.meta)
        self._left_out = {*table.columns, *columns.roles.values()} - wanted
        self._names = {name: self._meta_name(name) for name in columns.meta}

    def make(self, file: str, line: int, cells: Cells) -> Row | Rejected:
        found = cells if isinstance(cells, Mapping) else dict(zip(self._columns, cells, strict=True))
        if self._is_defused:
            found = {name: freed(value) for name, value in found.items()}
        text = cell(found.get(self._text))
        if not text or text.isspace():
            return Rejected(file, line, Reason(EMPTY))
        labels = self._labels(found.get(self._label)) if self._label else ()
        if labels is None:
            return Rejected(file, line, Reason(BAD_LABEL))
        row = Row(text, labels, self._meta(found), (), file, line)
        return self._with_roles(row, found) if self._roles else row

    def _meta(self, found: Mapping[str, Any]) -> dict[str, str]:
        """What is neither empty nor left out; a column that the sample did not show is kept."""
        meta = {}
        for name, value in found.items():
            if value is not None and value != "" and name not in self._left_out:
                as_text = value if isinstance(value, str) else cell(value)
                if as_text:
                    meta[self._names.get(name) or self._meta_name(name)] = as_text
        return meta

    def _meta_name(self, column: str) -> str:
        name = " ".join((freed(column) if self._has_defused_names else column).split()) or "unnamed"
        return meta_of(name) if self._is_ours else name

    def _labels(self, value: Any) -> tuple[str, ...] | None:
        """The labels of a cell; None when it holds something else."""
        if isinstance(value, str) and self._is_joined:
            value = bar_split(value)
        if isinstance(value, str) and self._separator:
            value = value.split(self._separator)
        return words(value)

    def _marked(self, marks: Iterable[tuple[Span, str]], annotator: str) -> dict[str, tuple[Span, ...]]:
        """In a tool's file the words are marked by who answers; in ours it is said, or was nobody in particular."""
        who = "" if self._is_ours else _tidy(annotator)
        return _by_person((span, name or who) for span, name in marks)

    def _with_roles(self, row: Row, found: Mapping[str, Any]) -> Row | Rejected:
        given = {role: found.get(column) for role, column in self._roles.items()}
        marked = marks(given.get("rationales"))
        if marked is None:
            return Rejected(row.file, row.line, Reason(BAD_SPAN))
        if any(not 0 <= span.start < span.end <= len(row.text) for span, _ in marked):
            return Rejected(row.file, row.line, Reason(OUTSIDE))
        answer = _answer(row.labels, given)
        if not self._label and not answer.is_skipped:
            answer = Answer()  # of what the file asks, nothing is wanted
        return replace(
            row,
            labels=answer.labels,
            answers=(answer,) if is_told(answer) else (),
            rationales=merged(span for span, _ in marked),
            marked=self._marked(marked, cell(given.get("annotator"))),
            is_flagged=truth(given.get("is_flagged")),
            split=split_of(cell(given.get("split"))),
            key=cell(given.get(KEY)),
            edits=edits(given.get(EDITS)),
        )


def _by_person(marks: Iterable[tuple[Span, str]]) -> dict[str, tuple[Span, ...]]:
    """Who marked what; nothing where it was nobody in particular."""
    found: dict[str, list[Span]] = {}
    for span, who in marks:
        found.setdefault(who, []).append(span)
    return {who: merged(spans) for who, spans in found.items()} if any(found) else {}


def is_told(answer: Answer) -> bool:
    """Whether the answer says more than its labels."""
    return answer != Answer(answer.labels) and bool(answer.labels or answer.is_skipped or answer.annotator)


def joined(found: Iterable[Row | Rejected]) -> Iterator[Row | Rejected]:
    """Several people's answers to one document, given in one row each, as one row: they follow each other."""
    last: Row | None = None
    for one in found:
        if last is not None and isinstance(one, Row) and _is_more(one, last):
            last = _with_answers_of(last, one)
            continue
        if last is not None:
            yield last
        last = one if isinstance(one, Row) else None
        if last is None:
            yield one
    if last is not None:
        yield last


def counting(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The labels that count where a file only has answers: those of the first judgement, else of the first answer."""
    labelled = [answer for answer in answers if answer.labels]
    return max(labelled, key=lambda answer: answer.round == JUDGEMENT).labels if labelled else ()


def answers_of(row: Row) -> tuple[Answer, ...]:
    """Everything that is said of a document, also by nobody in particular."""
    return row.answers or ((Answer(row.labels),) if row.labels else ())


def first_answers(row: Row) -> list[Answer]:
    """Without second answers and judgements, for formats that know one answer of each person.

    Where only those say what counts, nobody in particular says it.
    """
    found = [answer for answer in answers_of(row) if not answer.round]
    if row.labels and not any(answer.labels for answer in found):
        found.append(Answer(row.labels))
    return found


def _is_more(row: Row, last: Row) -> bool:
    """Whether a row tells what other people say of the same document."""
    is_same = (row.file, row.line) == (last.file, last.line) or (bool(row.key) and row.key == last.key)
    known = {(answer.annotator, answer.round) for answer in answers_of(last)}
    new = {(answer.annotator, answer.round) for answer in answers_of(row)}
    return is_same and row.text == last.text and bool(known) and bool(new) and known.isdisjoint(new)


def _with_answers_of(row: Row, other: Row) -> Row:
    answers = answers_of(row) + answers_of(other)
    spans = merged((*row.rationales, *other.rationales))
    marked = _by_person((span, who) for one in (row, other) for who, found in _marks_of(one) for span in found)
    return replace(row, answers=answers, labels=counting(answers), rationales=spans, marked=marked)


def _marks_of(row: Row) -> Iterable[tuple[str, tuple[Span, ...]]]:
    return row.marked.items() if row.marked else [("", row.rationales)]


def _answer(labels: tuple[str, ...], given: Mapping[str, Any]) -> Answer:
    is_skipped = truth(given.get("is_skipped"))
    return Answer(
        labels=() if is_skipped else labels,
        annotator=_tidy(cell(given.get("annotator"))),
        is_skipped=is_skipped,
        at=moment(given.get("at")),
        seconds=number(given.get("seconds")),
        suggestion_seen=truth(given.get("suggestion_seen")),
        round=_round(cell(given.get("round"))),
        note=cell(given.get("note")),
    )


def _round(word: str) -> int:
    return ROUNDS.index(word) if word in ROUNDS else 0


def _tidy(name: str) -> str:
    return " ".join(name.split())[:MAX_NAME]
