"""The right side of the image page: captions, and in plain words how far the maps tell where the model looked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.pointing import Pointing
from gui import figures, i18n, theme
from gui.i18n import Retranslated, with_key
from gui.pages.image_check import ImageCheck
from gui.pages.open_picture import Occlusion
from gui.pages.review_verdict import ReviewVerdict
from gui.session import Session
from gui.widgets.caption_list import CaptionList
from gui.widgets.image_reading import CaptionWord, MapChecks

SHOWN_WORDS = 5
LOST = 0.5
"""A word that keeps less than this part of its probability was said because of what was blurred."""


class CaptionField(QLineEdit):
    """A caption that is typed: its maps are shown at once; Enter keeps it, Esc leaves it."""

    kept = Signal(bool)  # whether to go on to the next picture
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ImageSide(Retranslated, QWidget):
    """Data in, signals out; only the verdict reads and writes for itself."""

    occlude_requested = Signal()
    region_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = ReviewVerdict(session)
        self._build_ui()
        self.retranslate()

    def tell_checks(self, checks: MapChecks, why_none: str, *, is_attention: bool) -> None:
        """How far attention is to be believed, and whether the maps are its; `why_none`: why there are no maps."""
        said = i18n.note(checks.note) if checks.note is not None else self._level(checks)
        if said and not is_attention:
            said = self.tr("Attention itself: {said}").format(said=said)
        self._warning.setText(why_none or said)
        is_fine = not why_none and (checks.level == "points" or not is_attention)
        for label, name in ((self._warning, "warning"), (self._warning, "muted")):
            label.setProperty(name, is_fine == (name == "muted"))
        self._warning.style().polish(self._warning)
        self._warning.setVisible(bool(self._warning.text()))

    @property
    def warning(self) -> str:
        """What is to be known before the maps are believed; "": nothing."""
        return self._warning.text() if self._warning.property("warning") else ""

    def tell_pointing(self, found: Pointing | None) -> None:
        """How often this kind of map points at what people marked; None: it was not measured."""
        text = ""
        if found is not None:
            text = self.tr(
                "Of {n} words with regions, on the hold-out, these maps point at the right one in {share}; always the "
                "middle would in {centre}, any place in {random}."
            ).format(
                n=figures.count(found.n),
                share=figures.with_interval(found.accuracy, found.interval, 2),
                centre=figures.share(found.centre, 2),
                random=figures.share(found.random, 2),
            )
        self._pointing.setText(text)
        self._pointing.setVisible(bool(text))

    def tell_word(self, word: CaptionWord | None, entropy: float | None, change: float | None) -> None:
        """Of the word that is shown."""
        parts = [] if word is None else self._facts(word, entropy, change)
        self._word_title.setText(word.text if word is not None else "")
        self._facts_label.setText("\n".join(parts))
        for label in (self._word_title, self._facts_label):
            label.setVisible(bool(label.text()))

    def tell_place(self, found: Sequence[tuple[str, float]] | None) -> None:
        """The words that look at a place, each with its multiple of the uniform level; None: not asked."""
        text = ""
        if found is not None:
            looking = [f"{word} {times:.1f} ×" for word, times in found[:SHOWN_WORDS] if times >= 1.0]
            text = (
                self.tr("At this place look: {words} (of the uniform level)").format(words=", ".join(looking))
                if looking
                else self.tr("No word looks at this place more than at others.")
            )
        self._place.setText(text)
        self._place.setVisible(bool(text))

    def tell_occlusion(self, found: Occlusion | None) -> None:
        lines = []
        if found is not None:
            lost = [(word, seen, blurred) for word, seen, blurred in found.words if blurred < LOST * seen]
            for word, seen, blurred in lost:
                row = self.tr("{word}: {seen} → {blurred}")
                lines.append(row.format(word=word, seen=figures.share(seen, 2), blurred=figures.share(blurred, 2)))
            head = self.tr("With this part blurred these words lose their probability:")
            lines.insert(0, head if lost else self.tr("With this part blurred no word loses half of its probability."))
        self._occlusion.setText("\n".join(lines))
        self._occlusion.setVisible(bool(lines))

    def set_enabled(self, *, has_picture: bool, has_run: bool, has_word: bool) -> None:
        self.field.setEnabled(has_picture)
        self.occlude.setVisible(has_run)
        self.occlude.setEnabled(has_word)
        self.region.setEnabled(has_word)
        self.verdict.setVisible(has_run)

    def set_keys(self, occlude: str, region: str, write: str) -> None:
        self._keys = (occlude, region, write)
        self.retranslate()

    def retranslate(self) -> None:
        occlude, region, write = self._keys
        self._title.setText(self.tr("Captions"))
        self.field.setPlaceholderText(self.tr("Write a caption; Enter keeps it"))
        self.field.setAccessibleName(self.tr("Caption of your own"))
        self.field.setToolTip(
            with_key(
                self.tr("Its maps are shown while you type. Enter keeps it, Ctrl+Enter goes on to the next picture."),
                write,
            )
        )
        self.occlude.setText(self.tr("Blur this part"))
        self.occlude.setToolTip(
            with_key(
                self.tr("Blur the selected region, or where half of the word's look lies: do the words stay?"), occlude
            )
        )
        self.region.setText(self.tr("Region for this word"))
        self.region.setToolTip(with_key(self.tr("Say where it should have looked"), region))

    def _build_ui(self) -> None:
        self._keys = ("", "", "")
        self._title, self._word_title = QLabel(), QLabel()
        self._warning, self._facts_label, self._place, self._occlusion = (QLabel(wordWrap=True) for _ in range(4))
        self._pointing = QLabel(wordWrap=True)
        self._pointing.setTextFormat(Qt.TextFormat.PlainText)
        self._pointing.setProperty("muted", True)
        for label in (self._title, self._word_title):
            label.setProperty("strong", True)
        for label in (self._word_title, self._warning, self._facts_label, self._place, self._occlusion):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._facts_label.setProperty("muted", True)
        self.captions, self.field = CaptionList(), CaptionField()
        self.field.setClearButtonEnabled(True)
        self.occlude, self.region, self.check = QPushButton(), QPushButton(), ImageCheck()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.SPACE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self.captions, 1)
        for widget in (
            *(self.field, self._warning, self._pointing, self._word_title, self._facts_label, self._place),
            *(self.region, self.occlude, self._occlusion, self.check, self.verdict),
        ):
            layout.addWidget(widget)
        self.occlude.clicked.connect(self.occlude_requested)
        self.region.clicked.connect(self.region_requested)
        self.tell_pointing(None)
        self.tell_place(None)
        self.tell_occlusion(None)

    def _level(self, checks: MapChecks) -> str:
        return {
            "points": self.tr("The maps differ from word to word, and each is denser than an even look."),
            "about-uniform": self.tr("About uniform: it does not show where the model looked."),
            "same-for-all-words": self.tr(
                "Nearly the same map for every word: it does not show where the model looked for this one."
            ),
        }.get(checks.level, "")

    def _facts(self, word: CaptionWord, entropy: float | None, change: float | None) -> list[str]:
        parts = []
        if word.probability is not None:
            parts.append(self.tr("Probability {p}").format(p=figures.share(word.probability, 2)))
        if word.gate is not None:
            parts.append(
                self.tr("Gate β {share}: how far what it saw counts").format(share=figures.share(word.gate, 2))
            )
        if entropy is not None:
            parts.append(self.tr("Spread {share} (1: everywhere alike)").format(share=figures.share(entropy, 2)))
        if change is not None:
            parts.append(self.tr("Moved by {share} from the word before").format(share=figures.share(change, 2)))
        return parts
