"""Widgets side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import theme


def line(*widgets: QWidget | None, stretched: int | None = None) -> QHBoxLayout:
    """In one line; None is the room between, and `stretched` the one that takes what is over."""
    result = QHBoxLayout()
    result.setSpacing(theme.SPACE)
    for index, widget in enumerate(widgets):
        if widget is None:
            result.addStretch(1)
        else:
            result.addWidget(widget, int(index == stretched))
    return result
