"""The menu by which a picture of figures is saved: as a picture, a drawing, or the numbers themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.errors import N_
from gui.i18n import translate

KINDS = {
    ".png": N_("SaveMenu", "Save as PNG…"),
    ".svg": N_("SaveMenu", "Save as SVG…"),
    ".csv": N_("SaveMenu", "Save the numbers as CSV…"),
}


def pop_up(widget: QWidget, position: QPoint, save: Callable[[str], object]) -> None:
    """At a place on the screen; `save` gets the suffix that was chosen."""
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for suffix, text in KINDS.items():
        menu.addAction(translate("SaveMenu", text)).triggered.connect(lambda _=False, suffix=suffix: save(suffix))
    menu.popup(position)


def ask(widget: QWidget, title: str, name: str, suffix: str) -> Path | None:
    """The file to write, with that suffix; None when the user thinks better of it."""
    path, _ = QFileDialog.getSaveFileName(widget, title, f"{name}{suffix}", f"*{suffix}")
    return Path(path).with_suffix(suffix) if path else None
