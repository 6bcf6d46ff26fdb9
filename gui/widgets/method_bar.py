"""Which method the highlights come from: a chip for those that are seen most, the rest under one more."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QToolButton, QWidget

from core.jobs.explaining import METHODS
from gui import theme
from gui.i18n import Retranslated, with_key
from gui.widgets.flow_layout import FlowLayout

N_CHIPS = 4


def method_title(name: str) -> str:
    """A method's name in the user's language."""
    return QCoreApplication.translate("core", METHODS[name].title) if name in METHODS else name


def method_tip(name: str) -> str:
    """What a method says, in one sentence."""
    return QCoreApplication.translate("core", METHODS[name].tip) if name in METHODS else ""


class MethodBar(Retranslated, QWidget):
    """Chips that can be switched between; a method that is still to come has three dots behind its name."""

    method_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._methods: Sequence[str] = ()
        self._waiting: Collection[str] = ()
        self._current = self._key = ""
        self.chips: dict[str, QPushButton] = {}
        self.choices: dict[str, QAction] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._row = FlowLayout(self)
        self.more = QToolButton(self)
        self.more.setProperty("chip", True)
        self.more.setCheckable(True)
        self.more.setFixedHeight(theme.CHIP_PX)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self.retranslate()

    @property
    def methods(self) -> Sequence[str]:
        return self._methods

    def set_methods(self, methods: Sequence[str], current: str, waiting: Collection[str] = ()) -> None:
        """Those that a model offers, its own first; `waiting` are being computed."""
        if methods != self._methods:
            self._methods = methods
            self._rebuild()
        self._current, self._waiting = current, waiting
        self.retranslate()

    def set_key(self, key: str) -> None:
        """The key that goes from method to method, as it is shown."""
        self._key = key
        self.retranslate()

    def retranslate(self) -> None:
        for name, chip in self.chips.items():
            chip.setText(self._text(name))
            chip.setToolTip(with_key(method_tip(name), self._key))
            chip.setChecked(name == self._current)
        for name, action in self.choices.items():
            action.setText(self._text(name))
            action.setToolTip(method_tip(name))
            action.setChecked(name == self._current)
        is_more = self._current in self.choices
        self.more.setText(self._text(self._current) if is_more else self.tr("More"))
        self.more.setToolTip(method_tip(self._current) if is_more else self.tr("Methods that ask the model many times"))
        self.more.setChecked(is_more)
        self.more.setVisible(bool(self.choices))
        self.setVisible(len(self._methods) > 1)

    def _text(self, name: str) -> str:
        return f"{method_title(name)} …" if name in self._waiting else method_title(name)

    def _rebuild(self) -> None:
        while self._row.count():
            self._row.takeAt(0)
        for chip in self.chips.values():
            self._group.removeButton(chip)
            chip.deleteLater()
        self._menu.clear()
        n_chips = N_CHIPS if len(self._methods) > N_CHIPS + 1 else len(self._methods)
        self.chips = {name: self._chip(name) for name in self._methods[:n_chips]}
        self.choices = {name: self._choice(name) for name in self._methods[n_chips:]}
        self._menu.setToolTipsVisible(True)
        self._row.addWidget(self.more)

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton()
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setFixedHeight(theme.CHIP_PX)
        chip.clicked.connect(lambda: self._choose(name))
        self._group.addButton(chip)
        self._row.addWidget(chip)
        return chip

    def _choice(self, name: str) -> QAction:
        action = self._menu.addAction("")
        action.setCheckable(True)
        action.triggered.connect(lambda: self._choose(name))
        return action

    def _choose(self, name: str) -> None:
        """The click has switched the chip already: what counts is what the owner says."""
        self.retranslate()
        self.method_chosen.emit(name)
