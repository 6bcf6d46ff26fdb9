"""The keywords of one label over the corpus, as a run's keywords.json has them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui import figures

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMNS = ("word", "score", "weight", "lift", "documents")


@dataclass(frozen=True, slots=True)
class Keyword:
    """One word of one label: how much it weighs, how telling it is, and on how many documents that rests.

    `weight` is in units of an even share of the evidence (else attention), `lift` is P(word | label) / P(word): see
    core.ml.keywords.
    """

    word: str
    score: float
    weight: float
    lift: float
    documents: int
    examples: tuple[int, ...]


def read_keywords(path: Path) -> dict[str, tuple[Keyword, ...]]:
    """By label, best first; empty when the file is missing or broken (a run from before it was written)."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(label): tuple(map(_keyword, words)) for label, words in data["labels"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _keyword(data: Mapping[str, Any]) -> Keyword:
    return Keyword(
        word=str(data["word"]),
        score=float(data["score"]),
        weight=float(data["weight"]),
        lift=float(data["lift"]),
        documents=int(data["documents"]),
        examples=tuple(int(document_id) for document_id in data["examples"]),
    )


class KeywordsModel(QAbstractTableModel):
    """A row a word; UserRole is the level of the score's bar."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: Sequence[Keyword] = ()
        self._best = 1.0

    def set_keywords(self, words: Sequence[Keyword]) -> None:
        self.beginResetModel()
        self._words = words
        self._best = max((word.score for word in words), default=1.0) or 1.0
        self.endResetModel()

    def keyword(self, row: int) -> Keyword:
        return self._words[row]

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._words)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        word, column = self._words[index.row()], COLUMNS[index.column()]
        match role:
            case Role.DisplayRole:
                return _text(word, column)
            case Role.UserRole if column == "score":
                return word.score / self._best
            case Role.TextAlignmentRole if column != "word":
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Role.DisplayRole:
            names = (self.tr("Word"), self.tr("Score"), self.tr("Weight"), self.tr("Lift"), self.tr("Documents"))
            return names[section]
        if role == Role.ToolTipRole:
            return (
                "",
                self.tr("Weight × ln(1 + documents) × log2(lift): words that weigh much, often, and for this label"),
                self.tr(
                    "How many times an even share the word has of what speaks for the label where it stands, on "
                    "average: of the evidence, or of the attention where a model shows no evidence"
                ),
                self.tr("How many times as frequent the word is in documents of this label as in all of them"),
                self.tr("In how many documents predicted as this label the word stands"),
            )[section]
        return None


def _text(word: Keyword, column: str) -> str:
    return {
        "word": word.word,
        "score": f"{word.score:.1f}",
        "weight": f"{word.weight:.1f} ×",
        "lift": f"{word.lift:.1f} ×",
        "documents": figures.count(word.documents),
    }[column]
