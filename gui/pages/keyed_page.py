"""A page with commands: their keys work while it is on the screen, and their words change with the language."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.i18n import Retranslated
from gui.pages.page_keys import PageKeys


class KeyedPage(Retranslated, QWidget):
    """Whoever inherits makes `keys`, and shows them and its state."""

    keys: PageKeys

    def actions(self) -> list[QAction]:
        return list(self.keys.actions.values())

    def retranslate(self) -> None:
        self.keys.retranslate()
        self._show_keys()
        self._tell_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that come without passing the shortcuts: those that a program posts."""
        if not self.keys.run(event):
            super().keyPressEvent(event)

    def _show_keys(self) -> None:
        raise NotImplementedError

    def _tell_state(self) -> None:
        raise NotImplementedError
