"""The theme in force: tokens, fonts and icons for everybody; light and dark, applied at run time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from gui import glyphs, style_sheet
from gui.tokens import (
    BAR_PX,
    CHIP_PX,
    DARK,
    FAMILIES,
    ICON_PX,
    LIGHT,
    RADIUS,
    RAIL_PX,
    SIZE_BODY,
    SIZE_DISPLAY,
    SIZE_LARGE,
    SIZE_SMALL,
    SIZE_TITLE,
    SPACE,
    STATUS_PX,
    WEIGHT_NORMAL,
    WEIGHT_STRONG,
    Theme,
)

__all__ = [
    "BAR_PX",
    "CHIP_PX",
    "DARK",
    "FAMILIES",
    "ICON_PX",
    "LIGHT",
    "RADIUS",
    "RAIL_PX",
    "SIZE_BODY",
    "SIZE_DISPLAY",
    "SIZE_LARGE",
    "SIZE_SMALL",
    "SIZE_TITLE",
    "SPACE",
    "STATUS_PX",
    "WEIGHT_NORMAL",
    "WEIGHT_STRONG",
    "Theme",
    "apply",
    "changed",
    "current",
    "follow_system",
    "font",
    "icon",
    "resolve",
]

GENERIC_FAMILIES = ("", "Sans", "Sans Serif", "sans-serif")


class _Notifier(QObject):
    changed = Signal()


_notifier = _Notifier()
changed = _notifier.changed
"""Emitted after another theme was applied."""

_current = LIGHT
_choice = "light"


def current() -> Theme:
    return _current


def resolve(choice: str) -> Theme:
    if choice == "auto":
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def apply(app: QApplication, choice: str) -> None:
    """Give the program the theme "auto", "light" or "dark" (auto: as the system, and goes with it)."""
    global _current, _choice
    _choice = choice
    _current = resolve(choice)
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(style_sheet.palette(_current))
    app.setStyleSheet(style_sheet.style_sheet(_current))
    changed.emit()


def follow_system(app: QApplication) -> None:
    """From now on, go with the system's change between light and dark while the choice is "auto"."""

    def follow() -> None:
        if _choice == "auto" and resolve("auto") is not _current:
            apply(app, "auto")

    QGuiApplication.styleHints().colorSchemeChanged.connect(follow)


def font(size: int = SIZE_BODY, *, strong: bool = False) -> QFont:
    """The program's type in a token size (pixels)."""
    result = QFont()
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    result.setFamilies([*([] if system in GENERIC_FAMILIES else [system]), *FAMILIES])
    result.setPixelSize(size)
    result.setWeight(WEIGHT_STRONG if strong else WEIGHT_NORMAL)
    return result


def icon(name: str, color: str = "") -> QIcon:
    """A Phosphor icon by its name ("house", "tag", "arrow-left"…), drawn in the theme of the moment.

    `color` is a token's name; without one it is the text's colour, the accent where it is checked.
    """

    def pick(mode: QIcon.Mode, state: QIcon.State) -> QColor:
        theme = current()
        if mode == QIcon.Mode.Disabled:
            return theme.disabled
        if color:
            picked: QColor = getattr(theme, color)
            return picked
        return theme.accent if state == QIcon.State.On else theme.text

    return glyphs.icon(name, pick)
