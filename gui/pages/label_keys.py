"""The keys of the label page: digits for labels, one key for everything else. None fires while text is typed.

They are shortcuts: a field that is typed into, or composed in with an input method, keeps its keys for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.errors import N_

FULL_WIDTH_ZERO = 0xFF10


@dataclass(frozen=True)
class Command:
    """One thing the page can do; the first key is the one that is shown."""

    name: str
    text: str
    keys: tuple[str, ...]
    icon: str = ""
    repeats: bool = False


COMMANDS = (
    Command("skip", N_("label", "Skip"), ("Space",), "skip-forward"),
    Command("flag", N_("label", "Flag"), ("F",), "flag"),
    Command("clear", N_("label", "Clear the labels"), ("Del",), "eraser"),
    Command("confirm", N_("label", "Confirm and go on"), ("Return", "Enter"), "check"),
    Command("previous", N_("label", "Previous document"), ("Left",), "arrow-left", repeats=True),
    Command("next", N_("label", "Next document"), ("Right",), "arrow-right", repeats=True),
    Command("next_unlabelled", N_("label", "Next unlabelled document"), ("N", "Ctrl+Right"), "arrow-line-right"),
    Command("undo", N_("label", "Undo"), ("Ctrl+Z", "Backspace"), "arrow-counter-clockwise"),
    Command("redo", N_("label", "Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "arrow-clockwise"),
    Command("search", N_("label", "Search the queue"), ("Ctrl+F", "/"), "magnifying-glass"),
    Command("edit_labels", N_("label", "Edit the label set…"), (), "pencil-simple"),
)


def make_actions(page: QWidget, slots: dict[str, Callable[[], None]]) -> dict[str, QAction]:
    """An action for each command, alive while the page is on the screen. Texts come with `retranslate`."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(page)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setAutoRepeat(command.repeats)
        action.triggered.connect(lambda _=False, name=command.name: _run(page, name, slots[name]))
        page.addAction(action)
        actions[command.name] = action
    return actions


def retranslate(actions: dict[str, QAction]) -> None:
    for command in COMMANDS:
        actions[command.name].setText(QCoreApplication.translate("label", command.text))


def make_digit_keys(page: QWidget, chosen: Callable[[int], None]) -> list[QShortcut]:
    """Keys for the labels 1 to 20: digits (also full-width, also on the number pad), then Shift and a digit."""
    result = []
    for index in range(20):
        digit = (index + 1) % 10
        plain = Qt.Key(Qt.Key.Key_0.value + digit)
        shortcut = QShortcut(page)
        if index < 10:
            shortcut.setKeys([QKeySequence(plain), QKeySequence(chr(FULL_WIDTH_ZERO + digit))])
        else:
            shortcut.setKeys([QKeySequence(Qt.KeyboardModifier.ShiftModifier | plain)])
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda index=index: chosen(index))
        result.append(shortcut)
    return result


def run(event: QKeyEvent, actions: Iterable[QAction], digits: Iterable[QShortcut]) -> bool:
    """Do what a key event asks for, as its shortcut would; whether there was one."""
    pressed = QKeySequence(event.keyCombination())
    for shortcut in digits:
        keys = shortcut.keys()
        if pressed in keys:
            if not event.isAutoRepeat():
                shortcut.activated.emit()
            return True
    for action in actions:
        if pressed in action.shortcuts():
            if action.autoRepeat() or not event.isAutoRepeat():
                action.trigger()
            return True
    return False


def _run(page: QWidget, name: str, slot: Callable[[], None]) -> None:
    """Space and Enter belong to a button that the Tab key reached."""
    focus = QApplication.focusWidget()
    if name in ("skip", "confirm") and isinstance(focus, QAbstractButton) and page.isAncestorOf(focus):
        focus.click()
    else:
        slot()
