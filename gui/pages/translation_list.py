"""The left side of the page of pairs: the pairs, a search over them, and whether only the hold-out is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.project.values import DocumentFilter
from gui import theme
from gui.i18n import Retranslated
from gui.models.queue_model import QueueModel
from gui.pages.list_window import ListWindow
from gui.widgets.document_list import DocumentList

SEARCH_AFTER_MS = 200


class TranslationList(Retranslated, QWidget):
    """Owns the filter of the list; the model asks the project."""

    document_chosen = Signal(int)

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self.search, self.holdout, self.list = QLineEdit(), QPushButton(), DocumentList()
        self._window = ListWindow(self.list, model)
        self.search.setClearButtonEnabled(True)
        self.holdout.setCheckable(True)
        self.holdout.setProperty("chip", True)
        self.holdout.setFixedHeight(theme.CHIP_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 0)
        column.addWidget(self.search)
        column.addWidget(self.holdout, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self._timer.timeout.connect(self.reload)
        self.holdout.toggled.connect(lambda _: self.reload())
        self.list.document_chosen.connect(self.document_chosen)
        self.retranslate()

    def reload(self) -> None:
        is_holdout = True if self.holdout.isChecked() else None
        self._model.set_query(DocumentFilter(search=self.search.text().strip(), is_holdout=is_holdout), "imported")
        self._model.reload()

    def show_current(self) -> None:
        self._window.show_current()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search the pairs"))
        self.holdout.setText(self.tr("Hold-out"))
