"""The left side of the image page: the pictures, a search over their captions, and which of them are shown."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.project.values import DocumentFilter
from gui import theme
from gui.i18n import Retranslated
from gui.models.queue_model import QueueModel
from gui.pages.list_window import ListWindow
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.picture_list import PictureList, Pictures

SEARCH_AFTER_MS = 200


class ImageList(Retranslated, QWidget):
    """Owns the filter of the list; the model asks the project."""

    document_chosen = Signal(int)

    def __init__(self, model: QueueModel, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._timer.timeout.connect(self.reload)
        self.search, self.holdout, self.open = QLineEdit(), QPushButton(), QPushButton()
        self.words = QPushButton()
        self.search.setClearButtonEnabled(True)
        self.list = PictureList(pictures)
        self._window = ListWindow(self.list, model)
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in (self.open, self.holdout):
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.setFixedHeight(theme.CHIP_PX)
            chip.toggled.connect(lambda _: self.reload())
            row.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE] * 4)
        column.addWidget(self.search)
        column.addWidget(chips)
        column.addWidget(self.list, 1)
        self.words.setCheckable(True)
        column.addWidget(self.words)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.list.document_chosen.connect(self.document_chosen)
        self.retranslate()

    @property
    def where(self) -> DocumentFilter:
        return DocumentFilter(
            search=self.search.text().strip(),
            is_holdout=True if self.holdout.isChecked() else None,
            state="unlabelled" if self.open.isChecked() else "any",
        )

    def reload(self) -> None:
        self._model.set_query(self.where, "imported")

    def clear(self) -> None:
        self._model.clear()

    def show_current(self) -> None:
        self._window.show_current()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search the captions"))
        self.holdout.setText(self.tr("Hold-out"))
        self.open.setText(self.tr("Without captions"))
        self.words.setText(self.tr("Words and what they look at"))
        self.list.setAccessibleName(self.tr("Pictures"))
