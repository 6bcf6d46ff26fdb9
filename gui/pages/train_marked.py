"""Whether words that people marked teach attention: a box in sight, one with a field of the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gui import figures, theme
from gui.i18n import Retranslated
from gui.widgets.settings_form import SettingsForm

FEWEST = 20
"""Documents with marked words from which on attention is taught by them."""
WEIGHT = "rationale_weight"
CHOSEN_ON_VALIDATION = -1.0


class MarkedWords(Retranslated, QWidget):
    """There only where the model can learn from them, and some are marked."""

    def __init__(self, form: SettingsForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._n = 0
        self.box, self.note = QCheckBox(), QLabel(wordWrap=True)
        self.box.setChecked(True)
        self.note.setProperty("muted", True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.box)
        layout.addWidget(self.note)
        self.box.toggled.connect(self._teach)
        form.changed.connect(self._on_form_changed)
        self.retranslate()

    def set_count(self, n: int) -> None:
        """How many documents to train on have such words."""
        if n != self._n:
            self._n = n
            self.retranslate()

    def on_model_changed(self) -> None:
        """The form is another model's now."""
        self._teach()
        self.retranslate()

    def retranslate(self) -> None:
        is_possible, n = self._form.has(WEIGHT), self._n
        self.box.setText(self.tr("Learn from marked words ({n})").format(n=figures.count(n)))
        self.box.setToolTip(
            self.tr(
                "In so many documents people marked words. Attention is drawn to them, "
                "as far as that helps on the validation part."
            )
        )
        few = self.tr("%Ln document(s) have marked words; attention can learn from them from {least} on.", "", n)
        self.note.setText(few.format(least=FEWEST))
        self.box.setVisible(n >= FEWEST)
        self.note.setVisible(n < FEWEST)
        self.setVisible(is_possible and n > 0)

    def _teach(self) -> None:
        """Let marked words teach attention, or not, as the box says; the worker leaves too few out."""
        if self._form.has(WEIGHT):
            self._form.blockSignals(True)
            self._form.set_values({WEIGHT: CHOSEN_ON_VALIDATION if self.box.isChecked() else 0.0})
            self._form.blockSignals(False)

    def _on_form_changed(self) -> None:
        """The folded field and the box are one setting."""
        if self._form.has(WEIGHT):
            self.box.blockSignals(True)
            self.box.setChecked(self._form.values()[WEIGHT] != 0)
            self.box.blockSignals(False)
