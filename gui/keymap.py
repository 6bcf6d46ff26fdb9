"""Which keys do what: the commands' own, unless the user has chosen others; told for pages that are not built too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtGui import QKeySequence

from core.settings import Settings
from gui.actions import ACTIONS
from gui.commands import PLACES

SETTING = "keys"
WINDOW = "window"
FULL_WIDTH = 0xFEE0
"""What lies between a character and its full-width form, which some input methods type."""
ANSWERING = ("label", "review", "quality")
"""Pages on which the keys of the labels work."""

Keys = tuple[str, ...]


class AnyCommand(Protocol):
    """A command of a page or of the window."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def keys(self) -> Keys: ...


def commands() -> dict[str, Sequence[AnyCommand]]:
    """All there are, by place."""
    return {**PLACES, WINDOW: ACTIONS}


class Keymap:
    """The keys in force. Keys are written as QKeySequence reads them: "Ctrl+F", "Space"."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def keys(self, command: AnyCommand) -> Keys:
        return self.chosen().get(command.id, command.keys)

    def sequences(self, command: AnyCommand) -> list[QKeySequence]:
        """For a shortcut."""
        return [sequence for key in self.keys(command) for sequence in sequences(key)]

    def shown(self, command: AnyCommand) -> str:
        """The first key as the user knows it; empty when there is none."""
        return next(map(shown, self.keys(command)), "")

    def answer_keys(self) -> list[str]:
        """What is shown on the buttons of the labels, in their order."""
        return [self.shown(command).replace("Shift+", "⇧") for command in PLACES["answer"]]

    def set_keys(self, command: AnyCommand, keys: Iterable[str]) -> None:
        """Give a command other keys; who had them before keeps them (`conflicts` tells)."""
        chosen = self.chosen()
        chosen[command.id] = tuple(dict.fromkeys(filter(None, map(normal, keys))))
        if chosen[command.id] == tuple(map(normal, command.keys)):
            del chosen[command.id]
        self._keep(chosen)

    def is_changed(self, command: AnyCommand) -> bool:
        return command.id in self.chosen()

    def replace(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """These keys by command id, and for all others their own; {} restores everything."""
        self._keep({id: tuple(keys) for id, keys in chosen.items()})

    def conflicts(self, command: AnyCommand, key: str) -> list[AnyCommand]:
        """Who else has the key where this command is alive."""
        return [other for other in self.taken(_place(command), key) if not _is_same(command, other)]

    def taken(self, place: str, key: str) -> list[AnyCommand]:
        """Who has the key on a page, or ("answer") wherever labels are given."""
        wanted = normal(key)
        near = [others for there, others in commands().items() if _meet(place, there)]
        return [other for others in near for other in others if wanted in map(normal, self.keys(other))]

    def chosen(self) -> dict[str, Keys]:
        """What differs from the commands' own keys, by command id."""
        try:
            data = json.loads(self._settings.get(SETTING))
        except ValueError:
            return {}
        if not isinstance(data, dict):
            return {}
        return {id: tuple(map(str, keys)) for id, keys in data.items() if isinstance(keys, list)}

    def _keep(self, chosen: Mapping[str, Keys]) -> None:
        self._settings.set(SETTING, json.dumps(chosen, ensure_ascii=False))


def normal(key: str) -> str:
    """One spelling for each key; empty when it is none."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    return text.replace("Return", "Enter")


def shown(key: str) -> str:
    """As it is called on the user's computer, in her language."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "Enter")


def sequences(key: str) -> list[QKeySequence]:
    """How a key can come: a character also in full width, Enter from either side of the keyboard."""
    if key.endswith("Enter"):
        return [QKeySequence(key), QKeySequence(key.replace("Enter", "Return"))]
    wide = [chr(ord(form) + FULL_WIDTH) for form in (key.upper(), key.lower()) if len(key) == 1 and "!" <= key <= "~"]
    return [QKeySequence(form) for form in dict.fromkeys([key, *wide])]


def _place(command: AnyCommand) -> str:
    place = command.id.partition(".")[0]
    return place if place in PLACES else WINDOW


def _meet(one: str, other: str) -> bool:
    """Whether commands of two places are alive at the same time."""
    answers = {"answer"}
    return one == other or WINDOW in (one, other) or bool({one, other} - set(ANSWERING) == answers)


def _is_same(one: AnyCommand, other: AnyCommand) -> bool:
    """The same command, or the same thing on a page and in the window: undo."""
    return one.id == other.id or one.id.partition(".")[2] == other.id.partition(".")[2]
