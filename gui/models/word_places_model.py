"""The index of words as Qt models: the words with how often each is there, and the looks of one word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.word_places import Place, WordPlaces
from gui import figures

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class WordsOfCaptions(QAbstractListModel):
    """Words that contain what is searched for; UserRole gives a WordPlaces."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[WordPlaces] = ()
        self._shown: Sequence[WordPlaces] = ()
        self._search = ""

    def set_words(self, words: Sequence[WordPlaces]) -> None:
        self._all = words
        self.search(self._search)

    def search(self, text: str) -> None:
        self.beginResetModel()
        self._search = text.strip().lower()
        self._shown = [one for one in self._all if self._search in one.word]
        self.endResetModel()

    def row_of(self, word: str) -> int | None:
        return next((row for row, one in enumerate(self._shown) if one.word == word.lower()), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._shown[index.row()]
        if role == Role.DisplayRole:
            return f"{one.word}   {figures.count(len(one.places))}"
        return one if role == Role.UserRole else None


class PlacesOfWord(QAbstractListModel):
    """The looks of one word; UserRole gives a Place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: Sequence[Place] = ()

    def set_places(self, places: Sequence[Place]) -> None:
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._places[index.row()]
        if role == Role.AccessibleTextRole:
            return f"{one.document_id}: {figures.share(one.probability, 2)}"
        return one if role == Role.UserRole else None
