"""A choice of documents for work on them: all, those that the list shows, or those of a filter with a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from core.project.find import filter_text
from core.project.values import DocumentFilter, SavedFilter
from gui.i18n import Retranslated

ALL = DocumentFilter()
KEY = Qt.ItemDataRole.UserRole + 1  # what an item is, whatever its filter: the name of a saved one
LISTED = "\0"


class FilterChoice(Retranslated, QComboBox):
    """Data in, signals out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed = ALL
        self._saved: Sequence[SavedFilter] = ()
        self._names: Mapping[int, str] = {}
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _: self.changed.emit())
        self.retranslate()

    @property
    def where(self) -> DocumentFilter:
        where = self.currentData()
        return where if isinstance(where, DocumentFilter) else ALL

    def set_choices(self, listed: DocumentFilter, saved: Sequence[SavedFilter], labels: Mapping[int, str]) -> None:
        """What the list shows now, the filters with a name, and the labels' names. What was chosen stays, if it can.

        Who chose the list's filter goes along with the list.
        """
        self._listed, self._saved, self._names = listed, saved, labels
        self.retranslate()

    def retranslate(self) -> None:
        before, key = self.where, self.currentData(KEY)
        self.clear()
        self._add(self.tr("All documents"), ALL, "")
        if self._listed != ALL:
            text = filter_text.to_text(self._listed, self._names)
            self._add(self.tr("As in the list: {filter}").format(filter=text), self._listed, LISTED)
        for saved in self._saved:
            self._add(saved.name, saved.where, saved.name)
        self.setCurrentIndex(max(0, self.findData(key, KEY)))
        if self.where != before:
            self.changed.emit()

    def _add(self, text: str, where: DocumentFilter, key: str) -> None:
        self.addItem(text, where)
        self.setItemData(self.count() - 1, key, KEY)
