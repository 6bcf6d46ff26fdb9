"""A list of documents whose model holds only a window of them: it grows upwards too, and stays at the open one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.models.queue_model import QueueModel
from gui.widgets.document_list import DocumentList


class ListWindow(QObject):
    """Between a list and its model: a reload around the open document leaves it in view, with the way up open."""

    def __init__(self, view: DocumentList, model: QueueModel) -> None:
        super().__init__(view)
        self._list = view
        self._model = model
        view.setModel(model)
        view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.reloaded.connect(self.show_current)

    def show_current(self) -> None:
        """Select and scroll to the document that is open, where it is in the list."""
        row = self._model.row_of(self._model.current)
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row))

    def _on_scrolled(self, value: int) -> None:
        if value <= self._list.verticalScrollBar().minimum():
            self._model.fetch_before()

    def _on_rows_inserted(self, _: object, first: int, last: int) -> None:
        """Rows that come in above must not move those in view."""
        if first == 0 and last + 1 < self._model.rowCount():
            bar, added = self._list.verticalScrollBar(), last - first + 1
            self._list.doItemsLayout()
            bar.setValue(bar.value() + added * self._list.sizeHintForRow(0))
