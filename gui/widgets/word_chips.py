"""A button for each word of a sentence: pressed, the word is left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui import theme
from gui.i18n import Retranslated
from gui.widgets.flow_layout import FlowLayout

MOST = 60  # of a longer sentence the first ones


class WordChips(Retranslated, QWidget):
    """Shows the words in order."""

    dropped = Signal(int, bool)
    """A word's place, and whether it is left out from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[QPushButton] = []
        self._layout = FlowLayout(self)
        self.retranslate()

    def retranslate(self) -> None:
        for chip in self.chips:
            chip.setToolTip(self.tr("Translate without this word"))

    def show_words(self, words: Sequence[str], dropped: Collection[int]) -> None:
        """These words, of which those at the places `dropped` are left out."""
        words = words[:MOST]
        if [chip.text() for chip in self.chips] != list(words):
            for chip in self.chips:
                self._layout.removeWidget(chip)
                chip.deleteLater()
            self.chips = [self._chip(number, word) for number, word in enumerate(words)]
            self.retranslate()
        for number, chip in enumerate(self.chips):
            chip.blockSignals(True)
            chip.setChecked(number in dropped)
            chip.blockSignals(False)

    def _chip(self, number: int, word: str) -> QPushButton:
        chip = QPushButton(word)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setFixedHeight(theme.CHIP_PX)
        chip.toggled.connect(lambda is_on: self.dropped.emit(number, is_on))
        self._layout.addWidget(chip)
        return chip
