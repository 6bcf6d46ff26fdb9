"""The keys: every command with its keys, each of which can be another one. A change holds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.records import Label
from gui import i18n, key_sheet, theme
from gui.i18n import Retranslated
from gui.key_sets import SETS
from gui.keymap import AnyCommand, Keymap, normal, shown
from gui.widgets.key_field import KeyField
from gui.widgets.rows import line

SIZE_PX = (680, 620)
KEY_PX = 130
COMMAND = Qt.ItemDataRole.UserRole
FIRST, LAST = 1, 2  # columns with keys
KEPT = ("Esc", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab")
"""Leaving and walking are the same everywhere."""

Index = QModelIndex | QPersistentModelIndex


class KeysDialog(Retranslated, QDialog):
    """Enter or a double click on a key waits for another; one that has a use already is not taken without asking."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None, *, labels: Sequence[Label] = ()) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._labels = labels
        self._before: list[dict[str, tuple[str, ...]]] = []
        self._wanted: tuple[AnyCommand, int, str] | None = None
        self._build_ui()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keys"))
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        self.search.setAccessibleName(self.tr("Find a command or a key"))
        self.sets.setItemText(0, self.tr("Own keys"))
        for number, (words, _) in enumerate(SETS, 1):
            self.sets.setItemText(number, i18n.translate("KeySets", words))
        self.sets.setAccessibleName(self.tr("Set of keys"))
        self.tree.setAccessibleName(self.tr("Keys"))
        self.tree.setHeaderLabels([self.tr("Command"), self.tr("Key"), self.tr("Other key")])
        self.change_button.setText(self.tr("Change…"))
        self.remove_button.setText(self.tr("Remove"))
        self.restore_button.setText(self.tr("Restore"))
        self.undo_button.setText(self.tr("Undo"))
        self.take_button.setText(self.tr("Take it from there"))
        self.print_button.setText(self.tr("Print…"))
        self.save_button.setText(self.tr("Save as…"))
        self._box.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        self._fill()

    def choose(self, command_id: str, column: int = FIRST) -> None:
        """Go to the row of a command."""
        for item in self._items():
            if item.data(0, COMMAND).id == command_id:
                self.tree.setCurrentItem(item, column)
                self.tree.scrollToItem(item)

    def give(self, command: AnyCommand, column: int, key: str) -> None:
        """What was pressed for a command: taken, or asked about when it has a use."""
        self._wanted = None
        key = normal(key)
        others = self._keymap.conflicts(command, key)
        if key in KEPT:
            self._say(self.tr("{key} keeps its own use everywhere.").format(key=shown(key)))
        elif others:
            self._wanted = (command, column, key)
            names = self.tr(", ").join(f"“{self._words(other)}”" for other in others)
            self._say(self.tr("{key} is already the key of {names}.").format(key=shown(key), names=names))
        else:
            self._set(command, column, key)

    # Slots

    def _on_current_changed(self) -> None:
        command = self._current()
        column = max(FIRST, self.tree.currentColumn())
        has_key = command is not None and len(self._keymap.keys(command)) >= column
        self.change_button.setEnabled(command is not None)
        self.remove_button.setEnabled(has_key)
        self.restore_button.setEnabled(command is not None and self._keymap.is_changed(command))

    def _on_change(self) -> None:
        item = self.tree.currentItem()
        if item is not None and self._current() is not None:
            self.tree.editItem(item, max(FIRST, self.tree.currentColumn()))

    def _on_remove(self) -> None:
        command = self._current()
        if command is not None:
            self._set(command, max(FIRST, self.tree.currentColumn()), "")

    def _on_restore(self) -> None:
        """The command's own keys, as far as nobody else has them now."""
        command = self._current()
        if command is not None:
            free = [key for key in command.keys if not self._keymap.conflicts(command, key)]
            self._keep(lambda: self._keymap.set_keys(command, free))
            if len(free) < len(command.keys):
                self._say(self.tr("What others have now was left to them."))

    def _on_take(self) -> None:
        if self._wanted is None:
            return
        command, column, key = self._wanted

        def take() -> None:
            for other in self._keymap.conflicts(command, key):
                self._keymap.set_keys(other, [own for own in self._keymap.keys(other) if normal(own) != key])
            self._keymap.set_keys(command, _with(self._keymap.keys(command), column, key))

        self._keep(take)

    def _on_set_chosen(self, index: int) -> None:
        if index > 0:
            self._keep(lambda: self._keymap.replace(SETS[index - 1][1]))

    def _on_undo(self) -> None:
        if self._before:
            self._keymap.replace(self._before.pop())
            self._fill()

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: key_sheet.print_on(printer, self._page()))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_save(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chooser = QFileDialog(self, self.tr("Save the sheet of keys"))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters(["PDF (*.pdf)", "HTML (*.html)"])
        chooser.setDefaultSuffix("pdf")
        chooser.filterSelected.connect(lambda name: chooser.setDefaultSuffix("pdf" if "pdf" in name else "html"))
        chooser.fileSelected.connect(lambda path: self._save(Path(path)))
        chooser.open()

    # Helpers

    def _save(self, path: Path) -> None:
        try:
            key_sheet.save(self._page(), path)
            self._say(self.tr("Saved as {name}.").format(name=path.name))
        except OSError as error:
            self._say(self.tr("{name} can't be written: {reason}").format(name=path.name, reason=error.strerror))

    def _page(self) -> str:
        return key_sheet.html(self._keymap, self.tr("Fovea: keys"), self._labels)

    def _set(self, command: AnyCommand, column: int, key: str) -> None:
        keys = _with(self._keymap.keys(command), column, key)
        self._keep(lambda: self._keymap.set_keys(command, keys))

    def _keep(self, change: Callable[[], None]) -> None:
        """Make a change that Undo takes back."""
        before = self._keymap.chosen()
        change()
        if self._keymap.chosen() != before:
            self._before.append(before)
        self._wanted = None
        self._say("")
        self._fill()

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self.take_button.setVisible(self._wanted is not None)

    def _words(self, command: AnyCommand) -> str:
        return next(words for group in key_sheet.groups(self._labels) for one, words in group.rows if one is command)

    def _current(self) -> AnyCommand | None:
        item = self.tree.currentItem()
        command: AnyCommand | None = item.data(0, COMMAND) if item is not None else None
        return command

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [top for top in found if top is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for top in self._tops() for item in _children(top)]

    def _fill(self) -> None:
        """All rows again, at the same place."""
        command, column = self._current(), self.tree.currentColumn()
        scrolled = self.tree.verticalScrollBar().value()
        self.tree.clear()
        for group in key_sheet.groups(self._labels):
            top = QTreeWidgetItem([group.title])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.setFont(0, theme.font(theme.SIZE_BODY, strong=True))
            self.tree.addTopLevelItem(top)
            top.setExpanded(True)
            top.setFirstColumnSpanned(True)
            for one, words in group.rows:
                top.addChild(self._item(one, words))
        self._hide_others()
        self.tree.verticalScrollBar().setValue(scrolled)
        if command is not None:
            self.choose(command.id, column)
        self.undo_button.setEnabled(bool(self._before))
        chosen = self._keymap.chosen()
        found = [{id: tuple(keys) for id, keys in keys_of.items()} == chosen for _, keys_of in SETS]
        self.sets.blockSignals(True)
        self.sets.setCurrentIndex(found.index(True) + 1 if True in found else 0)
        self.sets.blockSignals(False)
        self._on_current_changed()

    def _item(self, command: AnyCommand, words: str) -> QTreeWidgetItem:
        keys = self._keymap.keys(command)
        item = QTreeWidgetItem([words, *(shown(key) for key in keys[:LAST])])
        item.setData(0, COMMAND, command)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if self._keymap.is_changed(command):
            for column in (FIRST, LAST):
                item.setFont(column, theme.font(theme.SIZE_BODY, strong=True))
            item.setToolTip(FIRST, self.tr("Changed"))
        return item

    def _hide_others(self) -> None:
        wanted = self.search.text().strip().casefold()
        for item in self._items():
            found = " ".join(item.text(column) for column in range(self.tree.columnCount())).casefold()
            item.setHidden(wanted not in found)
        for top in self._tops():
            top.setHidden(all(item.isHidden() for item in _children(top)))

    def _build_ui(self) -> None:
        self.search, self.sets, self._note = QLineEdit(clearButtonEnabled=True), QComboBox(), QLabel(wordWrap=True)
        self.sets.addItems([""] * (1 + len(SETS)))
        self._build_tree()
        buttons = [QPushButton(autoDefault=False) for _ in range(7)]
        self.change_button, self.remove_button, self.restore_button, self.undo_button = buttons[:4]
        self.take_button, self.print_button, self.save_button = buttons[4:]
        self.take_button.hide()
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(line(self.search, self.sets, stretched=0))
        layout.addWidget(self.tree, 1)
        layout.addLayout(line(self._note, self.take_button, stretched=0))
        layout.addLayout(line(self.change_button, self.remove_button, self.restore_button, None, self.undo_button))
        layout.addLayout(line(self.print_button, self.save_button, None, self._box))
        self.resize(*SIZE_PX)

    def _build_tree(self) -> None:
        self.tree = QTreeWidget(columnCount=3)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setProperty("roomy", True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setAllColumnsShowFocus(False)
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, self.tree.header().ResizeMode.Stretch)
        for column in (FIRST, LAST):
            self.tree.setColumnWidth(column, KEY_PX)
        delegate = _KeyDelegate(self.tree)
        delegate.pressed.connect(self.give, Qt.ConnectionType.QueuedConnection)  # when the field is gone
        self.tree.setItemDelegate(delegate)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._hide_others())
        self.sets.activated.connect(self._on_set_chosen)
        self.tree.currentItemChanged.connect(lambda *_: self._on_current_changed())
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._on_current_changed())
        self.change_button.clicked.connect(self._on_change)
        self.remove_button.clicked.connect(self._on_remove)
        self.restore_button.clicked.connect(self._on_restore)
        self.undo_button.clicked.connect(self._on_undo)
        self.take_button.clicked.connect(self._on_take)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self._box.rejected.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a row waits for its new key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tree.hasFocus():
            self._on_change()
        else:
            super().keyPressEvent(event)


class _KeyDelegate(QStyledItemDelegate):
    """Edits keys only, and says what was pressed instead of writing it down."""

    pressed = Signal(object, int, str)  # command, column, key

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:  # type: ignore[override]  # noqa: ARG002
        command = index.sibling(index.row(), 0).data(COMMAND)
        if index.column() == 0 or command is None:
            return None
        field, column = KeyField(parent), index.column()
        field.left.connect(lambda: self.closeEditor.emit(field))

        def done() -> None:
            key = field.keySequence().toString()
            if key:
                field.blockSignals(True)  # it speaks again when the key is let go
                self.closeEditor.emit(field)
                self.pressed.emit(command, column, key)

        field.keySequenceChanged.connect(done)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None: ...

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None: ...


def _children(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for row in range(top.childCount()) if (item := top.child(row)) is not None]


def _with(keys: Sequence[str], column: int, key: str) -> list[str]:
    """The keys with another one in this column; "" takes it away."""
    result = [*keys, "", ""][: max(len(keys), LAST)]
    result[column - 1] = key
    return list(filter(None, result))
