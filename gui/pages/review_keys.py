"""The commands of the review page and their keys. None fires while text is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from core.errors import N_
from gui import theme

COMMANDS = {
    "confirm": (N_("review", "Confirm the label and go on"), ("Return", "Enter"), "check"),
    "previous": (N_("review", "Previous prediction"), ("Left",), "arrow-left"),
    "next": (N_("review", "Next prediction"), ("Right",), "arrow-right"),
    "mark": (N_("review", "Mark the right words"), ("M",), "highlighter"),
    "view": (N_("review", "Show the highlights in another way"), ("V",), "swatches"),
    "search": (N_("review", "Search the predictions"), ("Ctrl+F", "/"), "magnifying-glass"),
    "keywords": (N_("review", "Show or hide the keywords"), ("K",), "list-magnifying-glass"),
    "label": (N_("review", "Open the document on the label page"), ("L",), "tag"),
}


def make_actions(page: QWidget, slots: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """An action for each command, alive while the page is on the screen."""
    actions = {}
    for name, (_, keys, icon) in COMMANDS.items():
        action = QAction(page)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setAutoRepeat(name in ("previous", "next"))
        action.setIcon(theme.icon(icon, "muted"))
        action.triggered.connect(lambda _=False, name=name: slots[name]())
        page.addAction(action)
        actions[name] = action
    return actions


def retranslate(actions: Mapping[str, QAction]) -> None:
    for name, (text, *_) in COMMANDS.items():
        actions[name].setText(QCoreApplication.translate("review", text))
