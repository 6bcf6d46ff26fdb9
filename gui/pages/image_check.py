"""Is the map of this word true? A part of the image page's side: a button, a plain sentence, two small curves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.word_curves import CARRIES, HIDES, INDEPENDENT, NOTHING, SHOWS, WordCurves
from gui import figures, i18n, theme
from gui.i18n import Retranslated, with_key
from gui.widgets.fading_plot import FadingPlot


class ImageCheck(Retranslated, QWidget):
    """Data in; the button asks for the check, or stops the one that is under way."""

    requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._word = ""
        self._curves: WordCurves | None = None
        self._under_way: tuple[str, int, int, float | None] | None = None
        self._build_ui()
        self.retranslate()

    @property
    def text(self) -> str:
        """What is said, for those who read and for tests."""
        return self._sentence.text()

    def tell(self, word: str, curves: WordCurves | None) -> None:
        """What came out for the word that is shown; None: its map was not checked (yet)."""
        self._word, self._curves = word, curves
        self._show()

    def tell_progress(self, word: str, done: int, total: int, seconds_left: float | None = None) -> None:
        """How far the check of a word is; "": none is under way."""
        self._under_way = (word, done, total, seconds_left) if word else None
        self._show()

    def set_key(self, key: str) -> None:
        self._key = key
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setToolTip(
            with_key(
                self.tr("Blur the picture place by place, the densest of the map first: does the word go sooner?"),
                self._key,
            )
        )
        self._show()

    def _build_ui(self) -> None:
        self.button, self.plot = QPushButton(), FadingPlot()
        self._sentence, self._progress = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self._sentence, self._progress):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._progress.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self.button, self._progress, self._sentence, self.plot):
            layout.addWidget(widget)
        self.button.clicked.connect(self.requested)

    def _show(self) -> None:
        self.button.setText(self.tr("Stop the check") if self._under_way else self.tr("Check this map"))
        self._progress.setText(self._progress_text())
        self._sentence.setText(self._said())
        self.plot.set_curves(self._curves)
        for widget, is_shown in ((self._progress, self._under_way), (self._sentence, self._curves)):
            widget.setVisible(is_shown is not None)
        self.plot.setVisible(self._curves is not None)

    def _progress_text(self) -> str:
        if self._under_way is None:
            return ""
        word, done, total, seconds_left = self._under_way
        text = self.tr("Checking “{word}”: {done} of {total}").format(word=word, done=done, total=total)
        return text if seconds_left is None else f"{text} · {i18n.time_left(seconds_left)}"

    def _said(self) -> str:
        if self._curves is None:
            return ""
        said = {
            CARRIES: self.tr(
                "“{word}” was said for what this map shows: blurred, its densest places take the probability away "
                "sooner, and sharp alone they bring it back sooner, than places in all {n} random orders."
            ),
            HIDES: self.tr(
                "“{word}” needs what this map shows: its densest places, blurred, take the probability away sooner "
                "than all {n} random orders. Sharp alone they are no better than some of these."
            ),
            SHOWS: self.tr(
                "What this map shows is enough for “{word}”: its densest places alone bring the probability back "
                "sooner than all {n} random orders. But it can do without them: other places say it too."
            ),
            NOTHING: self.tr(
                "This map does not show what “{word}” was said for: in some of {n} random orders places count as much "
                "as its densest do."
            ),
            INDEPENDENT: self.tr(
                "“{word}” does not rest on the picture: with all of it blurred the probability is {blurred}, with all "
                "of it sharp {sharp}."
            ),
        }[self._curves.level]
        seen = self._curves.deletion.probabilities
        sharp, blurred = (figures.share(value, 2) for value in (seen[0], seen[-1]))
        return said.format(word=self._word, n=self._curves.n_orders, sharp=sharp, blurred=blurred)
