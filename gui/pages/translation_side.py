"""The right side of the translation page: what the text became, the other ways to say it, how the matrix is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.project.values import Run
from gui import figures, theme
from gui.i18n import Retranslated
from gui.models.runs_model import model_title
from gui.pages.translation_agreement import TranslationAgreement
from gui.widgets.scrolled import scrolled

REFERENCE = -1
LEAST_LIST_PX = 96


class TranslationSide(Retranslated, QWidget):
    """Data in, signals out: which translation is shown, what stands beside it, how it is read."""

    shown_changed = Signal(int)  # REFERENCE, or the number of a translation
    beside_changed = Signal(object)  # None, a run's id, or the number of a translation
    reading_changed = Signal(object)  # None: the run's own; whether it is the shifted one
    unknown_changed = Signal(bool)
    next_linked_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[Run] = ()
        self._current: str | None = None
        self._n = 0
        self._build_ui()
        self.retranslate()

    @property
    def shown(self) -> int:
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else REFERENCE

    def set_runs(self, runs: Sequence[Run], current: str | None) -> None:
        """The finished runs, of which one is asked."""
        self._runs, self._current = runs, current
        self._fill_beside()

    def set_translations(self, reference: str, found: Sequence[tuple[str, float]]) -> None:
        """The pair's own target ("": there is none), then (translation, score), best first."""
        before = self.shown if self.list.count() else REFERENCE
        rows = [(REFERENCE, self.tr("Reference"), reference)] if reference else []
        note = self.tr("{score} a piece")
        rows += [(n, note.format(score=f"{score:.2f}"), text) for n, (text, score) in enumerate(found)]
        self.list.blockSignals(True)
        self.list.clear()
        for number, note, text in rows:
            item = QListWidgetItem(f"{text}\n{note}")
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.list.addItem(item)
        places = [number for number, _, _ in rows]
        self.list.setCurrentRow(places.index(before) if before in places else 0)
        self.list.blockSignals(False)
        if found and len(found) != self._n:  # none: they are on their way
            self._n = len(found)
            self._fill_beside()

    def tell(self, uncovered: Sequence[str], n_linked: int, note: str) -> None:
        """Source words that were hardly read, how many pairs are linked, and what else there is to say."""
        text = self.tr("Hardly looked at: {words}").format(words=", ".join(uncovered)) if uncovered else ""
        self._uncovered.setText(text)
        self._uncovered.setVisible(bool(text))
        self._linked.setText(self.tr("%Ln pair(s) linked by people.", "", n_linked))
        self.next_linked.setEnabled(n_linked > 0)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def retranslate(self) -> None:
        self._title.setText(self.tr("Translations"))
        self.list.setAccessibleName(self.tr("Translations, best first"))
        self._reading_label.setText(self.tr("Attention is read"))
        own, shifted = self.tr("as this model is best read"), self.tr("shifted: once the word is known")
        for index, text in enumerate((own, shifted, self.tr("as it was said"))):
            self.reading.setItemText(index, text)
        self.reading.setToolTip(
            self.tr(
                "Attention is worked out before the word is known. Shifted: from the step at which the word is told "
                "to the decoder (Chen 2020)."
            )
        )
        self._beside_label.setText(self.tr("Beside it"))
        self.unknown.setText(self.tr("Unknown words from the source"))
        self.unknown.setToolTip(self.tr("What the model has no word for is copied from where it looked"))
        self.next_linked.setText(self.tr("Next linked pair"))
        self._fill_beside()

    def _build_ui(self) -> None:
        self._title, self._reading_label, self._beside_label = QLabel(), QLabel(), QLabel()
        self._uncovered, self._linked, self._note = (QLabel(wordWrap=True) for _ in range(3))
        for label in (self._uncovered, self._linked, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self._uncovered.setProperty("warning", True)
        self._linked.setProperty("muted", True)
        self._note.setProperty("muted", True)
        self.list = QListWidget()
        self.list.setProperty("roomy", True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(LEAST_LIST_PX)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.agreement = TranslationAgreement()
        self.reading, self.beside = QComboBox(), QComboBox()
        self.beside.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value in (None, True, False):
            self.reading.addItem("", value)
        self.unknown, self.next_linked = QCheckBox(), QPushButton()
        self.unknown.setChecked(True)
        beside = QHBoxLayout()
        beside.addWidget(self._beside_label)
        beside.addWidget(self.beside, 1)
        body = QVBoxLayout()
        body.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        body.setSpacing(theme.SPACE)
        body.addWidget(self._title)
        body.addWidget(self.list, 1)
        for widget in (self._note, self._uncovered, self._reading_label, self.reading):
            body.addWidget(widget)
        body.addLayout(beside)
        body.addWidget(self.unknown)
        body.addWidget(self._linked)
        body.addWidget(self.next_linked)
        body.addWidget(self.agreement)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))
        self._reading_label.setBuddy(self.reading)
        self._beside_label.setBuddy(self.beside)
        self.list.currentRowChanged.connect(lambda _: self.shown_changed.emit(self.shown))
        self.reading.currentIndexChanged.connect(lambda _: self.reading_changed.emit(self.reading.currentData()))
        self.beside.currentIndexChanged.connect(lambda _: self.beside_changed.emit(self.beside.currentData()))
        self.unknown.toggled.connect(self.unknown_changed)
        self.next_linked.clicked.connect(self.next_linked_requested)

    def _fill_beside(self) -> None:
        """Nothing, the other runs, the other translations; what was chosen stays."""
        chosen = self.beside.currentData()
        self.beside.blockSignals(True)
        self.beside.clear()
        self.beside.addItem(self.tr("nothing"), None)
        for run in self._runs:
            if run.id != self._current:
                self.beside.addItem(f"{model_title(run)} · {figures.short_moment(run.created)}", run.id)
        for number in range(1, self._n):
            self.beside.addItem(self.tr("Translation {n}").format(n=number + 1), number)
        index = self.beside.findData(chosen)
        self.beside.setCurrentIndex(max(0, index))
        self.beside.blockSignals(False)
        if index < 0 and chosen is not None:
            self.beside_changed.emit(None)
