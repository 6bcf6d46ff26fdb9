"""The bar over the page: project and page at the left, the way to every command at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui import theme
from gui.i18n import Retranslated

SEARCH_WIDTH_PX = 280


class TopBar(Retranslated, QFrame):
    """Data in: names. The button triggers the action that it was given."""

    def __init__(self, commands: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.setProperty("bar", True)
        self.setFixedHeight(theme.BAR_PX)
        self._project, self._dot, self._page = QLabel(), QLabel("·"), QLabel()
        for label in (self._project, self._page):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._project.setProperty("bar_title", True)
        self._dot.setProperty("muted", True)
        self._page.setProperty("bar_page", True)
        self.search_button = QPushButton()
        self.search_button.setProperty("search", True)
        self.search_button.setIcon(theme.icon("magnifying-glass", "muted"))
        self.search_button.setIconSize(QSize(14, 14))
        self.search_button.setFixedWidth(SEARCH_WIDTH_PX)
        self.search_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.search_button.clicked.connect(commands.trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, 0, theme.SPACE * 2, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self._project, self._dot, self._page):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.search_button)
        self.retranslate()

    def set_names(self, project: str, page: str) -> None:
        self._project.setText(project)
        self._project.setVisible(bool(project))
        self._dot.setVisible(bool(project))
        self._page.setText(page)

    def retranslate(self) -> None:
        keys = self._commands.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.search_button.setText(self.tr("Find a command") + f"   {keys}")
        self.search_button.setAccessibleName(self.tr("Find a command"))
