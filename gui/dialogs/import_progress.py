"""The import while it runs."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.i18n import Retranslated


class ImportProgress(Retranslated, QWidget):
    """How far it is, how long it takes, and a way to stop it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text, self._hint = QLabel(), QLabel(), QLabel(wordWrap=True)
        self._title.setProperty("title", True)
        self._text.setProperty("muted", True)
        self._hint.setProperty("muted", True)
        self.bar = QProgressBar(textVisible=False)
        self.stop_button = QPushButton()
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stopped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 8] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addStretch(1)
        for widget in (self._title, self.bar, self._text, self._hint):
            layout.addWidget(widget)
        layout.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(2)
        self.retranslate()

    def show_progress(self, done: int, total: int, seconds_left: float | None) -> None:
        """Bytes; total 0: unknown."""
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(done * 1000 // total if total else 0)
        text = self.tr("{done} of {total}").format(done=data_size(done), total=data_size(total)) if total else ""
        if seconds_left is not None:
            text += " · " + self.tr("%n second(s) left", "", max(1, round(seconds_left)))
        self._text.setText(text)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Importing…"))
        self._hint.setText(self.tr("You may close this window: the import goes on, and you will be told."))
        self.stop_button.setText(self.tr("Stop the import"))
        self.bar.setAccessibleName(self.tr("Progress of the import"))


def data_size(n_bytes: int) -> str:
    return QLocale().formattedDataSize(n_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
