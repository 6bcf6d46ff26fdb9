"""The sentences that a word stands in: the word in the middle, its context at both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.survey.words import Place
from core.text_offsets import is_ideographic
from gui import theme
from gui.figures import signed

if TYPE_CHECKING:
    from core.project.project import Project

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
CONTEXT = 40
MOST_A_DOCUMENT = 2
SCORE_FULL = 0.2  # logits that get the full tint, the same for every word


@dataclass(frozen=True, slots=True)
class Line:
    """One place where the word stands; `start` and `end` are code points of the document."""

    document_id: int
    start: int
    end: int
    before: str
    word: str
    after: str
    score: float | None = None  # what the word adds there, in logits


def concordance(project: Project, word: str, document_ids: Sequence[int]) -> list[Line]:
    """Lines from these documents, in their order; on the project thread."""
    documents = [project.documents.get(document_id) for document_id in document_ids]
    return [line for document in documents for line in lines_of(document.id, document.text, word)]


def lines_at(project: Project, places: Sequence[Place]) -> list[Line]:
    """Lines of known places, each with its score; on the project thread."""
    lines = []
    for place in places:
        text = project.documents.get(place.document_id).text
        before, word, after = _context(text, place.start, place.end)
        lines.append(Line(place.document_id, place.start, place.end, before, word, after, place.weight))
    return lines


def lines_of(document_id: int, text: str, word: str) -> Iterator[Line]:
    """The first places of a word in a text, upper and lower case alike; whole words, where words have blanks."""
    pattern = re.escape(word)
    if word and word[0].isalnum() and not is_ideographic(word[0]):
        pattern = rf"(?<!\w){pattern}"
    if word and word[-1].isalnum() and not is_ideographic(word[-1]):
        pattern = rf"{pattern}(?!\w)"
    for number, match in enumerate(re.finditer(pattern, text, re.IGNORECASE)):
        if number == MOST_A_DOCUMENT:
            return
        start, end = match.span()
        before, _, after = _context(text, start, end)
        yield Line(document_id, start, end, before, match.group(), after)


def _context(text: str, start: int, end: int) -> tuple[str, str, str]:
    before = " ".join(text[max(0, start - CONTEXT) : start].split("\n")).lstrip()
    after = " ".join(text[end : end + CONTEXT].split("\n")).rstrip()
    return before, text[start:end], after


class ConcordanceModel(QAbstractTableModel):
    """Three columns that meet at the word; a fourth with its scores, where they are known."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        has_scores = any(line.score is not None for line in self._lines)
        return 0 if parent.isValid() else 3 + has_scores

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                score = "" if line.score is None else signed(line.score)
                return (line.before, line.word, line.after, score)[column]
            case Role.BackgroundRole if column == 1 and line.score is not None:
                return theme.current().signed(min(max(line.score / SCORE_FULL, -1.0), 1.0))
            case Role.AccessibleTextRole:
                return f"{line.before}{line.word}{line.after}"
            case Role.TextAlignmentRole:
                right, middle, left = (
                    Qt.AlignmentFlag.AlignRight,
                    Qt.AlignmentFlag.AlignHCenter,
                    Qt.AlignmentFlag.AlignLeft,
                )
                return (right, middle, left, right)[column] | Qt.AlignmentFlag.AlignVCenter
            case Role.FontRole if column == 1:
                return theme.font(strong=True)
        return None
