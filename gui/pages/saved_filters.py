"""Filters with a name: a button whose menu shows them again, keeps the present one, and removes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from core.errors import InputError
from core.project.values import DocumentFilter
from gui import theme
from gui.i18n import Retranslated
from gui.session import Session

NAME_PX = 360


class SavedFilters(Retranslated, QToolButton):
    """Keeps them in the project, where every change of them can be undone."""

    chosen = Signal(object)  # DocumentFilter
    refused = Signal(object)  # what is wrong with the present one

    def __init__(self, session: Session, present: Callable[[], DocumentFilter], parent: QWidget | None = None) -> None:
        """`present` gives the filter to be kept, or raises InputError."""
        super().__init__(parent)
        self._session = session
        self._present = present
        self.setIcon(theme.icon("bookmark-simple"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self.fill)
        self.retranslate()

    def save(self, parent: QWidget | None = None) -> None:
        """Ask for a name, and keep the present filter under it."""
        try:
            where = self._present()
        except InputError as error:
            self.refused.emit(error)
            return
        asked = QInputDialog(parent or self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle(self.tr("Save the filter"))
        asked.setLabelText(self.tr("Name of the filter; one that has it is replaced:"))
        asked.setOkButtonText(self.tr("Save"))
        asked.setCancelButtonText(self.tr("Cancel"))
        asked.resize(NAME_PX, 0)
        asked.textValueSelected.connect(lambda name: self._save_as(name, where))
        asked.open()

    def fill(self) -> None:
        """The menu as the project is."""
        info, menu = self._session.info, self.menu()
        saved = info.filters if info else ()
        menu.clear()
        for one in saved:
            menu.addAction(_plain(one.name)).triggered.connect(partial(self.chosen.emit, one.where))
        if saved:
            menu.addSeparator()
        menu.addAction(self.tr("Save the present filter…")).triggered.connect(lambda: self.save())
        if saved:
            removal = QMenu(self.tr("Remove"), menu)
            for one in saved:
                removal.addAction(_plain(one.name)).triggered.connect(partial(self._remove, one.name))
            menu.addMenu(removal)

    def retranslate(self) -> None:
        self.setToolTip(self.tr("Filters with a name"))
        self.setAccessibleName(self.toolTip())

    def _save_as(self, name: str, where: DocumentFilter) -> None:
        self._session.call(lambda project: project.filters.save(name, where), lambda _: self._session.refresh())

    def _remove(self, name: str) -> None:
        self._session.call(lambda project: project.filters.remove(name), lambda _: self._session.refresh())


def _plain(name: str) -> str:
    """For a menu: an & is no mnemonic."""
    return name.replace("&", "&&")
