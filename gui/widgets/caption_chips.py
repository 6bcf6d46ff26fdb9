"""The words of a caption as chips: pointer or keys choose one, play walks over them; a bar tells each word's gate."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from gui import figures, theme
from gui.i18n import Retranslated, with_key
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.image_reading import CaptionWord, ReadCaption

PLAY_MS = 700
CHIP_PX, BAR_PX = 30, 3


class CaptionChips(Retranslated, QWidget):
    """One word is current, if there are any; `word_chosen` when it is another one, by whatever way."""

    word_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[_Chip] = []
        self.current: int | None = None
        self._caption = ReadCaption()
        self._key = ""
        self.play = QToolButton()
        self.play.setCheckable(True)
        self.play.setProperty("flat", True)
        self.play.setFixedHeight(CHIP_PX)
        self._timer = QTimer(self, interval=PLAY_MS)
        self._timer.timeout.connect(self._on_tick)
        self.play.toggled.connect(self._on_play_toggled)
        self._row = FlowLayout(self)
        self._row.addWidget(self.play)
        theme.changed.connect(self._show_icon)
        self._show_icon()
        self.retranslate()

    def set_caption(self, caption: ReadCaption, with_region: Collection[int] = ()) -> None:
        """Another caption begins at its first word; `with_region`: words for which there is a region."""
        if [word.text for word in caption.words] != [word.text for word in self._caption.words]:
            self._rebuild(caption)
        self._caption = caption
        for chip, word in zip(self.chips, caption.words, strict=True):
            chip.set_word(word, has_region=chip.number in with_region)
        self.play.setEnabled(len(self.chips) > 1)
        self.retranslate()

    def choose(self, number: int) -> None:
        if 0 <= number < len(self.chips) and number != self.current:
            self._set_current(number)
            self.word_chosen.emit(number)

    def step(self, by: int) -> None:
        """To a word further on, or back; it ends at the ends."""
        if self.chips:
            self.choose(min(max((self.current or 0) + by, 0), len(self.chips) - 1))

    def set_key(self, key: str) -> None:
        """The key that plays, as it is shown."""
        self._key = key
        self.retranslate()

    def retranslate(self) -> None:
        self.play.setToolTip(with_key(self.tr("Walk over the words"), self._key))
        self.play.setAccessibleName(self.tr("Walk over the words"))
        for chip, word in zip(self.chips, self._caption.words, strict=False):
            lines = []
            if word.probability is not None:
                lines.append(self.tr("probability {p}").format(p=figures.share(word.probability, 2)))
            if word.gate is not None:
                lines.append(
                    self.tr("gate β {share}: how far what it saw counts").format(share=figures.share(word.gate, 2))
                )
            chip.setToolTip("\n".join(lines))

    def _rebuild(self, caption: ReadCaption) -> None:
        self.play.setChecked(False)
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [_Chip(number) for number in range(len(caption.words))]
        for chip in self.chips:
            chip.chosen.connect(self.choose)
            self._row.addWidget(chip)
        self.current = None
        if self.chips:
            self._set_current(0)

    def _set_current(self, number: int) -> None:
        self.current = number
        for chip in self.chips:
            chip.setChecked(chip.number == number)

    def _on_play_toggled(self, is_wanted: bool) -> None:
        if is_wanted:
            if self.current is None or self.current >= len(self.chips) - 1:
                self.choose(0)
            self._timer.start()
        else:
            self._timer.stop()
        self._show_icon()

    def _on_tick(self) -> None:
        if self.current is None or self.current >= len(self.chips) - 1 or not self.isVisible():
            self.play.setChecked(False)
        else:
            self.choose(self.current + 1)

    def _show_icon(self) -> None:
        self.play.setIcon(theme.icon("pause" if self.play.isChecked() else "play", "muted"))


class _Chip(QPushButton):
    chosen = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._gate: float | None = None
        self._has_region = False
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.setFixedHeight(CHIP_PX)
        self.clicked.connect(self._on_clicked)

    def set_word(self, word: CaptionWord, *, has_region: bool) -> None:
        self._gate, self._has_region = word.gate, has_region
        self.setText(word.text.replace("&", "&&"))
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.chosen.emit(self.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            look = theme.current()
            left, room = 10.0, self.width() - 20.0
            if self._gate is not None:
                bar = QRectF(left, self.height() - BAR_PX - 3, room, BAR_PX)
                painter.fillRect(bar, look.border)
                painter.fillRect(
                    QRectF(bar.topLeft(), bar.size()).adjusted(0, 0, -room * (1 - self._gate), 0), look.accent
                )
            if self._has_region:
                painter.setPen(look.rationale)
                painter.drawRect(QRectF(self.width() - 11.0, 5.0, 5.0, 5.0))

    def _on_clicked(self) -> None:
        """The click has switched the chip already: what counts is which word is current."""
        self.setChecked(True)
        self.chosen.emit(self.number)
