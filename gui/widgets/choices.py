"""Small editors for the parts of a filter: several of a list, yes or no or either, from a value to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.project.values import ANY, Range
from gui import i18n, theme
from gui.i18n import Retranslated

ROW_PX = 24
MOST_ROWS = 7
SEARCH_FROM = 12  # rows from which on one can search among them
VALUE, COUNT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class CheckList(Retranslated, QWidget):
    """Names with their numbers of documents, some of them checked."""

    changed = Signal(object)
    """The values of what is checked, a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._search = QLineEdit(clearButtonEnabled=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._search)
        layout.addWidget(self.list)
        self.list.itemChanged.connect(lambda _: self.changed.emit(self.value()))
        self._search.textChanged.connect(self._on_search_changed)
        self.retranslate()

    def set_items(self, items: Sequence[tuple[Any, str, int | None]], checked: Sequence[Any]) -> None:
        """(value, name, number or None) of each, in order."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for value, name, count in items:
                item = QListWidgetItem(name if count is None else f"{name}  ·  {i18n.number(count)}")
                item.setData(VALUE, value)
                item.setToolTip(name)
                item.setSizeHint(QSize(60, ROW_PX))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if value in checked else Qt.CheckState.Unchecked)
                self.list.addItem(item)
        self._search.clear()
        self._search.setVisible(len(items) >= SEARCH_FROM)
        self.list.setFixedHeight(ROW_PX * max(1, min(len(items), MOST_ROWS)) + 6)

    def value(self) -> tuple[Any, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(VALUE) for item in items if item.checkState() == Qt.CheckState.Checked)

    def retranslate(self) -> None:
        self._search.setPlaceholderText(self.tr("Find a value"))
        self._search.setAccessibleName(self._search.placeholderText())

    def _on_search_changed(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())


class EitherWay(QComboBox):
    """Any, yes or no; the page gives the words."""

    changed = Signal(object)
    """True, False or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for value in (None, True, False):
            self.addItem("", value)
        self.activated.connect(lambda _: self.changed.emit(self.currentData()))

    def set_value(self, value: bool | None) -> None:
        self.setCurrentIndex(0 if value is None else 1 if value else 2)

    def set_words(self, words: tuple[str, str, str]) -> None:
        for index, word in enumerate(words):
            self.setItemText(index, word)


class RangeEdit(QWidget):
    """From a number to a number, or from a day to a day; what can't be read turns red and does not count."""

    changed = Signal(object)
    """A core.project.values.Range."""

    def __init__(self, *, scale: float = 1.0, is_days: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._is_days = is_days
        self.low, self.high = QLineEdit(), QLineEdit()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.low)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self.high)
        for field in (self.low, self.high):
            field.editingFinished.connect(self._on_edited)

    def set_value(self, range: Range) -> None:
        for field, end in zip((self.low, self.high), range, strict=True):
            field.setText("" if end is None else self._text(end))
            self._mark(field, is_good=True)

    def set_words(self, low: str, high: str) -> None:
        for field, words in ((self.low, low), (self.high, high)):
            field.setPlaceholderText("2026-01-31" if self._is_days else words)
            field.setAccessibleName(words)

    def _on_edited(self) -> None:
        ends: list[float | None] = []
        for field, is_high in ((self.low, False), (self.high, True)):
            try:
                ends.append(self._read(field.text().strip(), is_high=is_high))
            except ValueError:
                self._mark(field, is_good=False)
                return
            self._mark(field, is_good=True)
        self.changed.emit((ends[0], ends[1]) if ends != [None, None] else ANY)

    def _read(self, text: str, *, is_high: bool) -> float | None:
        if not text:
            return None
        if self._is_days:
            start = datetime.fromisoformat(text).timestamp() * 1000
            return start + 86_400_000 - 1 if is_high else start
        return float(text.replace(",", ".").rstrip("%")) / self._scale

    def _text(self, end: float) -> str:
        if self._is_days:
            return datetime.fromtimestamp(end / 1000).strftime("%Y-%m-%d")
        return f"{end * self._scale:.6g}"

    @staticmethod
    def _mark(field: QLineEdit, *, is_good: bool) -> None:
        field.setProperty("wrong", not is_good)
        field.style().unpolish(field)
        field.style().polish(field)
