"""The keys of a page: one for each of its commands, and those of the labels. None fires while text is typed.

They are shortcuts: a field that is typed into, or composed in with an input method, keeps its keys for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.records import Label
from gui import theme
from gui.commands import ANSWER, PLACES, Command
from gui.keymap import SETTING, Keymap, sequences
from gui.session import Session

BUTTONS_OWN = ("Space", "Enter")
"""Keys that press the button which the Tab key has reached."""


class PageKeys(QObject):
    """Owns the actions of a page, alive while it is on the screen. Their words come with `retranslate`."""

    label_chosen = Signal(int)
    """A label's place in the set."""
    changed = Signal()
    """Other keys than before: what shows them shows them anew."""

    def __init__(self, page: QWidget, place: str, slots: Mapping[str, Callable[[], object]], session: Session) -> None:
        super().__init__(page)
        self._page = page
        self._place = place
        self._labels: Sequence[Label] = ()
        self.keymap = Keymap(session.settings)
        self.actions = {command.name: self._make(command, slots[command.name]) for command in PLACES[place]}
        self._answers: list[QShortcut] = []
        session.settings_changed.connect(self._on_setting_changed)
        self._set_keys()

    def command(self, name: str) -> Command:
        return next(command for command in PLACES[self._place] if command.name == name)

    def shown(self, name: str) -> str:
        """The first key of a command, as the user knows it."""
        return self.keymap.shown(self.command(name))

    def set_labels(self, labels: Sequence[Label]) -> None:
        """From now on there are keys for labels: by their place, and the letter that a label has of its own."""
        self._labels = labels
        while len(self._answers) < max(len(labels), len(ANSWER)):
            shortcut = QShortcut(self._page)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self.label_chosen.emit, len(self._answers)))
            self._answers.append(shortcut)
        self._set_answer_keys()

    def retranslate(self) -> None:
        for command in PLACES[self._place]:
            self.actions[command.name].setText(QCoreApplication.translate(self._place, command.text))

    def run(self, event: QKeyEvent) -> bool:
        """Do what a key event asks for, as its shortcut would; whether there was one."""
        pressed = QKeySequence(event.keyCombination())
        for shortcut in self._answers:
            keys = shortcut.keys()
            if pressed in keys:
                if not event.isAutoRepeat():
                    shortcut.activated.emit()
                return True
        for action in self.actions.values():
            if pressed in action.shortcuts():
                if action.autoRepeat() or not event.isAutoRepeat():
                    action.trigger()
                return True
        return False

    def _make(self, command: Command, slot: Callable[[], object]) -> QAction:
        action = QAction(self._page)
        action.setAutoRepeat(command.repeats)
        action.setIcon(theme.icon(command.icon, "muted"))
        action.triggered.connect(lambda: self._run(command, slot))
        self._page.addAction(action)
        return action

    def _run(self, command: Command, slot: Callable[[], object]) -> None:
        focus = QApplication.focusWidget()
        is_buttons = any(key in BUTTONS_OWN for key in self.keymap.keys(command))
        if is_buttons and isinstance(focus, QAbstractButton) and self._page.isAncestorOf(focus):
            focus.click()
        else:
            slot()

    def _set_keys(self) -> None:
        for command in PLACES[self._place]:
            self.actions[command.name].setShortcuts(self.keymap.sequences(command))
        self._set_answer_keys()

    def _set_answer_keys(self) -> None:
        for index, shortcut in enumerate(self._answers):
            keys = list(self.keymap.keys(ANSWER[index])) if index < len(ANSWER) else []
            if index < len(self._labels) and self._labels[index].key:
                keys.append(self._labels[index].key)
            shortcut.setKeys([sequence for key in keys for sequence in sequences(key)])

    def _on_setting_changed(self, key: str) -> None:
        if key == SETTING:
            self._set_keys()
            self.changed.emit()
