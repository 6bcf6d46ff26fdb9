"""What is explained, and how it is seen: whose score, less whose; words, phrases or sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from gui import theme
from gui.i18n import Retranslated, with_key


class TargetBar(Retranslated, QWidget):
    """Data in, wishes out."""

    target_chosen = Signal(str, str)  # label ("": the predicted one), against ("": all labels)
    unit_chosen = Signal(str)
    panel_wanted = Signal()

    def __init__(self, units: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units = units
        self._key = ""
        self._build_ui()
        self.label.currentIndexChanged.connect(self._on_target_changed)
        self.against.currentIndexChanged.connect(self._on_target_changed)
        self.unit.currentIndexChanged.connect(lambda _: self.unit_chosen.emit(self.unit.currentData() or ""))
        self.add.clicked.connect(self.panel_wanted)
        self.retranslate()

    @property
    def target(self) -> tuple[str, str]:
        return self.label.currentData() or "", self.against.currentData() or ""

    def set_labels(self, names: Sequence[str]) -> None:
        """The labels that a run knows; what was chosen stays where it can."""
        for box in (self.label, self.against):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem("", "")
            for name in names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.retranslate()

    def set_units(self, units: Sequence[str], current: str) -> None:
        """What the method on the screen can be seen by."""
        self.unit.blockSignals(True)
        self.unit.clear()
        for unit in units:
            self.unit.addItem(self._unit_name(unit), unit)
        self.unit.setCurrentIndex(self.unit.findData(current))
        self.unit.blockSignals(False)

    def set_key(self, key: str) -> None:
        """The key that adds a panel, as it is shown."""
        self._key = key
        self.retranslate()

    def set_can_add(self, can_add: bool) -> None:
        self.add.setEnabled(can_add)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Explain"))
        self._less.setText(self.tr("against"))
        self.label.setItemText(0, self.tr("its answer"))
        self.against.setItemText(0, self.tr("all labels"))
        self.label.setAccessibleName(self.tr("Label whose score is explained"))
        self.against.setAccessibleName(self.tr("Label that it is measured against"))
        self.unit.setAccessibleName(self.tr("Words, phrases or sentences"))
        for place in range(self.unit.count()):
            self.unit.setItemText(place, self._unit_name(self.unit.itemData(place)))
        self.add.setText(self.tr("Side by side"))
        self.add.setToolTip(with_key(self.tr("Show another method beside this one, on the same scale"), self._key))

    def _build_ui(self) -> None:
        self._title, self._less = QLabel(), QLabel()
        self.label, self.against, self.unit = QComboBox(), QComboBox(), QComboBox()
        for box in (self.label, self.against):
            box.addItem("", "")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(7)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for label in (self._title, self._less):
            label.setProperty("muted", True)
        self.add = QPushButton()
        self.add.setProperty("chip", True)
        self.add.setFixedHeight(26)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        for widget, stretch in ((self._title, 0), (self.label, 3), (self._less, 0), (self.against, 3)):
            layout.addWidget(widget, stretch)
        layout.addStretch(1)
        layout.addWidget(self.unit)
        layout.addWidget(self.add)

    def _unit_name(self, unit: str) -> str:
        names = {
            "word": self.tr("Words"),
            "phrase": self.tr("Phrases"),
            "sentence": self.tr("Sentences"),
            "within": self.tr("Words in their sentence"),
        }
        return names.get(unit, unit)

    def _on_target_changed(self) -> None:
        self.target_chosen.emit(*self.target)
