"""The narrow rail at the left: a button for each page, settings and help at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from gui import theme

BUTTON_PX = 52


class NavRail(QFrame):
    """Shows actions that it is given; those of the pages are checkable, one at a time."""

    def __init__(self, pages: Sequence[QAction], foot: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rail", True)
        self.setFixedWidth(theme.RAIL_PX)
        group = QActionGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, theme.SPACE, 2, theme.SPACE)
        layout.setSpacing(4)
        for action in pages:
            action.setCheckable(True)
            group.addAction(action)
            layout.addWidget(self._button(action, Qt.ToolButtonStyle.ToolButtonTextUnderIcon))
        layout.addStretch(1)
        for action in foot:
            layout.addWidget(self._button(action, Qt.ToolButtonStyle.ToolButtonIconOnly))

    def _button(self, action: QAction, style: Qt.ToolButtonStyle) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(style)
        button.setProperty("rail", True)
        button.setIconSize(QSize(22, 22))
        button.setFixedSize(BUTTON_PX, BUTTON_PX if style == Qt.ToolButtonStyle.ToolButtonTextUnderIcon else 40)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setVisible(action.isVisible())
        action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
        return button
