"""The captions of a picture: those that people wrote, which can be edited here, and those that a run writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QMenu, QWidget

from gui.i18n import Retranslated

PERSON, MODEL = "person", "model"
Place = tuple[str, int]
"""Whose, and the how-manieth of theirs."""
EDITS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CaptionList(Retranslated, QListWidget):
    """Data in, signals out: which caption is looked at, which are changed."""

    chosen = Signal(str, int)
    edited = Signal(int, str)  # one by a person; "": it goes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("roomy", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self._people: tuple[str, ...] = ()
        self._written: tuple[tuple[str, str], ...] = ()
        self.currentItemChanged.connect(lambda *_: self._tell())
        self.itemChanged.connect(self._on_item_changed)
        self.retranslate()

    def show_captions(self, people: Sequence[str], written: Sequence[tuple[str, str]], current: Place | None) -> None:
        """By people; then (text, note) by a run, best first. `current` is looked at; None: none of these."""
        self._people, self._written = tuple(people), tuple(written)
        self.blockSignals(True)
        self.clear()
        for number, text in enumerate(people):
            item = self._item(text, (PERSON, number), self.tr("Written by people. F2 or a double click edits it."))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        for number, (text, note) in enumerate(written):
            self._item(f"{text}\n{note}" if note else text, (MODEL, number), self.tr("Written by the model"))
        for row in range(self.count()):
            if self._place(row) == current:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Captions"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, (kind, number) = self.currentItem(), self._place(self.currentRow())
        key = Qt.Key(event.key())
        if item is not None and kind == PERSON and key in EDITS:
            self.editItem(item)
        elif kind == PERSON and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.edited.emit(number, "")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()  # a key of the page

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos())
        if item is None:
            return
        kind, number = self._place(self.row(item))
        if kind != PERSON:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Edit")).triggered.connect(lambda: self.editItem(item))
        menu.addAction(self.tr("Delete")).triggered.connect(lambda: self.edited.emit(number, ""))
        menu.popup(event.globalPos())

    def _item(self, text: str, place: Place, tip: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, place)
        item.setToolTip(tip)
        self.addItem(item)
        return item

    def _place(self, row: int) -> Place:
        item = self.item(row)
        kind, number = item.data(Qt.ItemDataRole.UserRole) if item is not None else ("", 0)
        return str(kind), int(number)

    def _tell(self) -> None:
        kind, number = self._place(self.currentRow())
        if kind:
            self.chosen.emit(kind, number)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        kind, number = self._place(self.row(item))
        text = " ".join(item.text().split())
        if kind == PERSON and text != self._people[number]:
            self.edited.emit(number, text)
