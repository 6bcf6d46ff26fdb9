"""The key sheet: every key of the window and of its pages, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.i18n import Retranslated

COLUMNS = 3


class KeysDialog(Retranslated, QDialog):
    """A group of actions for each title; actions without keys are left out."""

    def __init__(self, groups: Mapping[str, Sequence[QAction]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        shown = {title: [action for action in actions if keys_of(action)] for title, actions in groups.items()}
        columns = QHBoxLayout()
        columns.setSpacing(theme.SPACE * 5)
        stacks = [QVBoxLayout() for _ in range(min(COLUMNS, len(shown)))]
        for stack in stacks:
            stack.setSpacing(theme.SPACE * 2)
            columns.addLayout(stack)
        rows = [0] * len(stacks)
        for title, actions in shown.items():
            if actions:
                shortest = rows.index(min(rows))
                stacks[shortest].addWidget(_group(title, actions))
                rows[shortest] += len(actions) + 2
        for stack in stacks:
            stack.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(columns)
        layout.addWidget(buttons)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keys"))


def keys_of(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    names = (keys.toString(native) for keys in action.shortcuts() if not keys.isEmpty())
    return "  ".join(dict.fromkeys(names))  # Chinese has one name for Return and Enter


def _group(title: str, actions: Sequence[QAction]) -> QWidget:
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE * 2)
    grid.setVerticalSpacing(theme.SPACE // 2)
    heading = QLabel(title)
    heading.setProperty("strong", True)
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, action in enumerate(actions, start=1):
        keys = QLabel(keys_of(action))
        keys.setProperty("muted", True)
        grid.addWidget(QLabel(action.text().replace("&", "").removesuffix("…")), row, 0)
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return group
