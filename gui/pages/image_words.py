"""The words of all captions, and for each what the model looked at across the collection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QSplitter, QVBoxLayout, QWidget

from core import word_places
from core.word_places import WordPlaces
from gui import figures, theme
from gui.i18n import Retranslated
from gui.models.word_places_model import PlacesOfWord, WordsOfCaptions
from gui.session import Session
from gui.widgets.picture_list import Pictures
from gui.widgets.place_grid import PlaceGrid

WIDE = 0.3
"""A box of half of the look that takes more than this of the picture hardly says where."""


class ImageWords(Retranslated, QWidget):
    """Reads the index that a run has made of its own looks; says which look a person wants to see large."""

    place_chosen = Signal(object)  # core.word_places.Place

    def __init__(self, session: Session, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run_id: str | None = None
        self._is_read = False
        self._share, self._wanted = 0.0, ""
        self.words, self.places = WordsOfCaptions(self), PlacesOfWord(self)
        self._build_ui(pictures)
        self.retranslate()

    def set_run(self, run_id: str | None) -> None:
        """Whose looks; they are read when they are seen."""
        if run_id != self._run_id:
            self._run_id, self._is_read = run_id, False
            self.words.set_words(())
            self.places.set_places(())
            if self.isVisible():
                self.show_word("")

    def show_word(self, word: str) -> None:
        """The looks of this word, if the index has it; else of the most frequent one. Read off the GUI thread."""
        self._wanted, run_id = word, self._run_id
        if run_id is None or self._is_read:
            self._choose()
            self.retranslate()
            return
        folder = self._session.run_folder(run_id)
        self._session.reader.ask(
            "words of captions",
            lambda _project, _report: _read(folder),
            lambda found: self._on_read(run_id, found),
            self._session.error_raised.emit,
        )

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search the words"))
        self.list.setAccessibleName(self.tr("Words of the captions"))
        self.grid.setAccessibleName(self.tr("What the model looked at"))
        has_words = self.words.rowCount() > 0 or bool(self.search.text())
        self._warning.setText(
            self.tr("Half of a look takes {share} of the picture on average: it hardly says where.").format(
                share=figures.share(self._share, 2)
            )
        )
        self._warning.setVisible(self._share > WIDE)
        self._note.setText(
            self.tr("What half of the look lies on in each picture; the surest words first. A click opens the picture.")
            if has_words
            else self.tr("This run has no index of words: only models with attention make one when they are trained.")
        )

    def _build_ui(self, pictures: Pictures) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.search, self.list = QLineEdit(), QListView()
        self.search.setClearButtonEnabled(True)
        self.list.setModel(self.words)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.grid = PlaceGrid(pictures)
        self.grid.setModel(self.places)
        self._note = QLabel(wordWrap=True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("muted", True)
        self._warning = QLabel(wordWrap=True)
        self._warning.setProperty("warning", True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(self.grid)
        both.setStretchFactor(1, 1)
        both.setSizes([180, 500])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        layout.addWidget(self._note)
        layout.addWidget(self._warning)
        layout.addWidget(both, 1)
        self.search.textChanged.connect(self.words.search)
        self.list.selectionModel().currentChanged.connect(lambda index, _: self._on_word_chosen(index))
        self.grid.place_chosen.connect(self.place_chosen)

    def _on_read(self, run_id: str, read: tuple[Sequence[WordPlaces], float]) -> None:
        found, share = read
        if run_id == self._run_id:
            self._is_read, self._share = True, share
            self.words.set_words(found)
            self._choose()
            self.retranslate()

    def _choose(self) -> None:
        if self.words.rowCount():
            self.list.setCurrentIndex(self.words.index(self.words.row_of(self._wanted) or 0))

    def _on_word_chosen(self, index: QModelIndex) -> None:
        one = index.data(Qt.ItemDataRole.UserRole)
        self.places.set_places(one.places if isinstance(one, WordPlaces) else ())
        self.grid.scrollToTop()


def _read(folder: Path) -> tuple[Sequence[WordPlaces], float]:
    found = word_places.read(folder)
    return found, word_places.share_of_picture(found)
