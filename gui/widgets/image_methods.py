"""Where the maps of words over a picture come from: chips for the ways that a run offers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from core.errors import N_
from gui import theme
from gui.i18n import Retranslated, translate, with_key
from gui.widgets.flow_layout import FlowLayout

METHODS = {
    "attention": (
        N_("ImageMethods", "Attention"),
        N_("ImageMethods", "The weights of the very step that said the word"),
    ),
    "attention-gradient": (
        N_("ImageMethods", "Attention × gradient"),
        N_("ImageMethods", "The weights, times how much the word depends on them"),
    ),
    "grad-cam": (
        N_("ImageMethods", "Grad-CAM"),
        N_("ImageMethods", "Which parts of the picture's features speak for the word (Selvaraju et al. 2017)"),
    ),
    "both-gradients": (
        N_("ImageMethods", "Both gradients"),
        N_("ImageMethods", "Where Grad-CAM and attention × gradient agree; where they do not, an even map"),
    ),
    "occlusion": (
        N_("ImageMethods", "Occlusion"),
        N_("ImageMethods", "How far the word's probability falls when a part is blurred"),
    ),
}


def image_method_title(name: str) -> str:
    """In the user's language."""
    return translate("ImageMethods", METHODS[name][0]) if name in METHODS else name


class ImageMethods(Retranslated, QWidget):
    """One of them is current."""

    method_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.methods: tuple[str, ...] = ()
        self.chips: dict[str, QPushButton] = {}
        self._current = self._key = ""
        self._row = FlowLayout(self)

    def set_methods(self, methods: Sequence[str], current: str) -> None:
        if tuple(methods) != self.methods:
            self.methods = tuple(methods)
            for chip in self.chips.values():
                self._row.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = {name: self._chip(name) for name in methods}
            self.retranslate()
        self._current = current
        for name, chip in self.chips.items():
            chip.setChecked(name == current)
        self.setVisible(len(self.methods) > 1)

    def set_key(self, key: str) -> None:
        """The key that goes from method to method, as it is shown."""
        self._key = key
        self.retranslate()

    def retranslate(self) -> None:
        for name, chip in self.chips.items():
            chip.setText(image_method_title(name))
            tip = translate("ImageMethods", METHODS[name][1]) if name in METHODS else ""
            chip.setToolTip(with_key(tip, self._key))

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton()
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setFixedHeight(theme.CHIP_PX)
        chip.clicked.connect(lambda: self._choose(name))
        self._row.addWidget(chip)
        return chip

    def _choose(self, name: str) -> None:
        """The click has switched the chip already: what counts is what the owner says."""
        for other, chip in self.chips.items():
            chip.setChecked(other == self._current)
        self.method_chosen.emit(name)
