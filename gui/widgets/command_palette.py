"""The command palette: type a few letters, press Enter. Every action of the window and of its page is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gui import theme
from gui.i18n import Retranslated

WIDTH_PX = 560
ROWS = 10
ROW_PX = 30
TOP_PX = 56


class CommandPalette(Retranslated, QFrame):
    """An overlay of its parent window; gone with Escape, a choice, or when the focus leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._actions: list[QAction] = []
        self._build_ui()
        self._search.textChanged.connect(self._fill)
        self._list.itemActivated.connect(self._on_item_activated)
        self._list.itemClicked.connect(self._on_item_activated)
        self._search.installEventFilter(self)
        self._list.installEventFilter(self)
        self.hide()
        self.retranslate()

    def popup(self, actions: Sequence[QAction]) -> None:
        """Show what can be done now."""
        self._actions = [action for action in actions if action.isEnabled() and action.text()]
        self._search.clear()
        self._fill("")
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, TOP_PX)
        self.show()
        self.raise_()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self._search.setPlaceholderText(self.tr("What do you want to do?"))
        self._search.setAccessibleName(self.tr("Find a command"))
        self._list.setAccessibleName(self.tr("Commands"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
            if watched is self._search and self._steer(event):
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._on_focus_out(event)
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        """Arrows walk the list and Enter chooses, while the text field keeps the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if item := self._list.currentItem():
                self._on_item_activated(item)
            return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        count = self._list.topLevelItemCount()
        current = self._list.currentItem()
        if step and current is not None:
            item = self._list.topLevelItem((self._list.indexOfTopLevelItem(current) + step) % count)
            if item is not None:
                self._list.setCurrentItem(item)
        return bool(step)

    def _on_focus_out(self, event: QFocusEvent) -> None:
        leaves = event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if leaves and not self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.hide()

    def _on_item_activated(self, item: QTreeWidgetItem) -> None:
        action = item.data(0, Qt.ItemDataRole.UserRole)
        self.hide()
        action.trigger()

    def _fill(self, typed: str) -> None:
        self._list.clear()
        for action in rank(typed, self._actions):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QTreeWidgetItem([action.text().replace("&", ""), keys])
            item.setIcon(0, action.icon())
            item.setData(0, Qt.ItemDataRole.UserRole, action)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, theme.current().muted)
            self._list.addTopLevelItem(item)
        if first := self._list.topLevelItem(0):
            self._list.setCurrentItem(first)

    def _build_ui(self) -> None:
        self.setProperty("popup", True)
        self._search = QLineEdit()
        self._search.setProperty("bare", True)
        self._list = QTreeWidget(columnCount=2)
        self._list.setRootIsDecorated(False)
        self._list.setHeaderHidden(True)
        self._list.setUniformRowHeights(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setProperty("roomy", True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.header().setStretchLastSection(False)
        self._list.setColumnWidth(0, WIDTH_PX - 150)
        self._list.setColumnWidth(1, 120)
        self._list.setFixedHeight(ROWS * ROW_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.addWidget(self._search)
        layout.addWidget(self._list)
        self.setFixedWidth(WIDTH_PX)


def rank(typed: str, actions: Sequence[QAction]) -> list[QAction]:
    """The actions whose words hold the typed letters in order; best: as a part of them, then at word starts."""
    letters = typed.casefold().replace(" ", "")

    def score(action: QAction) -> int | None:
        words = action.text().replace("&", "").casefold()
        if typed.casefold().strip() in words:
            return words.index(typed.casefold().strip())
        initials = "".join(word[0] for word in words.split())
        if letters in initials:
            return 100
        rest = iter(words)
        return 200 if all(letter in rest for letter in letters) else None

    scored = [(place, number, action) for number, action in enumerate(actions) if (place := score(action)) is not None]
    return [action for _, _, action in sorted(scored, key=lambda entry: entry[:2])]
