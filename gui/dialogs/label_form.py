"""One label of the set: its name, its own key and its colour; merged into another one, or removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from core.records import Label
from gui import theme
from gui.i18n import Retranslated
from gui.keymap import normal
from gui.widgets.key_field import KeyField
from gui.widgets.rows import line
from gui.widgets.swatch import swatch

KEY_PX = 150


class LabelForm(Retranslated, QWidget):
    """Data in, wishes out."""

    renamed = Signal(str)
    key_chosen = Signal(str)  # "": none
    color_chosen = Signal(int)
    merge_requested = Signal(int)  # into the label with this id
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self._uses_n = 0
        self._build_ui()
        self._connect()
        self._paint_swatches()
        self.retranslate()

    def set_label(self, label: Label | None, others: Sequence[Label]) -> None:
        self._label = label
        self.setEnabled(label is not None)
        self.name.setText(label.name if label else "")
        self._show_key()
        button = self.colors.button(label.color % len(self.colors.buttons())) if label else None
        if button is not None:
            button.setChecked(True)
        self.merge_into.clear()
        for other in others:
            self.merge_into.addItem(swatch(theme.current().label_color(other.color)), other.name, other.id)
        self.merge_button.setEnabled(bool(others))
        self.retranslate()

    def set_uses(self, n: int) -> None:
        """So many documents have the label."""
        self._uses_n = n
        self.retranslate()

    def retranslate(self) -> None:
        self._name_label.setText(self.tr("Name"))
        self._key_label.setText(self.tr("Own key"))
        self.key.setToolTip(self.tr("A letter that gives the label, besides the key of its place"))
        self.no_key.setText(self.tr("None"))
        self.no_key.setVisible(bool(self._label and self._label.key))
        self._color_label.setText(self.tr("Colour"))
        self._merge_label.setText(self.tr("Merge into"))
        self.merge_button.setText(self.tr("Merge"))
        self.remove_button.setText(self.tr("Remove"))
        self._uses.setText(self.tr("%Ln document(s) have this label.", "", self._uses_n))
        self.remove_button.setEnabled(self._uses_n == 0)
        why = "" if self._uses_n == 0 else self.tr("Only a label without documents can be removed.")
        self.remove_button.setToolTip(why)

    def _on_renamed(self) -> None:
        name = self.name.text().strip()
        if self._label is None or name == self._label.name:
            return
        if name:
            self.renamed.emit(name)
        else:
            self.name.setText(self._label.name)

    def _on_key(self) -> None:
        key = normal(self.key.keySequence().toString())
        if self._label is not None and key and key != self._label.key:
            self.key_chosen.emit(key)

    def _on_key_left(self) -> None:
        self._show_key()
        self.name.setFocus()

    def _show_key(self) -> None:
        self.key.blockSignals(True)
        self.key.setKeySequence(QKeySequence(self._label.key if self._label else ""))
        self.key.blockSignals(False)

    def _on_color(self, color: int) -> None:
        if self._label is not None and color != self._label.color:
            self.color_chosen.emit(color)

    def _on_merge(self) -> None:
        into = self.merge_into.currentData()
        if into is not None:
            self.merge_requested.emit(into)

    def _build_ui(self) -> None:
        self.name, self.key, self.no_key = QLineEdit(), KeyField(), QPushButton(autoDefault=False)
        self.key.setFixedWidth(KEY_PX)
        self.no_key.setProperty("flat", True)
        self.colors = QButtonGroup(self)
        for index in range(len(theme.current().label_colors)):
            button = QToolButton()
            button.setCheckable(True)
            button.setIconSize(QSize(16, 16))
            self.colors.addButton(button, index)
        self.merge_into = QComboBox()
        self.merge_button, self.remove_button = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self._uses = QLabel()
        self._uses.setProperty("muted", True)
        self._name_label, self._key_label, self._color_label, self._merge_label = (QLabel() for _ in range(4))
        swatches = line(*self.colors.buttons(), None)
        swatches.setSpacing(2)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(theme.SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._name_label, self.name)
        form.addRow(self._key_label, line(self.key, self.no_key, None))
        form.addRow(self._color_label, swatches)
        form.addRow(self._merge_label, line(self.merge_into, self.merge_button, stretched=0))
        form.addRow("", line(self._uses, None, self.remove_button))
        self._name_label.setBuddy(self.name)
        self._key_label.setBuddy(self.key)
        self._merge_label.setBuddy(self.merge_into)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._on_renamed)
        self.key.editingFinished.connect(self._on_key)
        self.key.left.connect(self._on_key_left)
        self.no_key.clicked.connect(lambda: self.key_chosen.emit(""))
        self.colors.idClicked.connect(self._on_color)
        self.merge_button.clicked.connect(self._on_merge)
        self.remove_button.clicked.connect(self.remove_requested)
        theme.changed.connect(self._paint_swatches)

    def _paint_swatches(self) -> None:
        for index, button in enumerate(self.colors.buttons()):
            button.setIcon(swatch(theme.current().label_color(index)))
            button.setAccessibleName(str(index + 1))
