"""A long plain text to read and to copy: a report, a licence, a list of files."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.i18n import Retranslated

SIZE_PX = (720, 520)


class TextDialog(Retranslated, QDialog):
    """Shows `text` under `title`; `where` says which file it is, or nothing."""

    def __init__(self, title: str, text: str, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(title)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy_button = QPushButton()
        self._copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(self._text, 1)
        if where:
            place = QLabel(where, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
            place.setProperty("muted", True)
            place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(place)
        layout.addWidget(buttons)
        self.resize(*SIZE_PX)
        self.retranslate()

    def retranslate(self) -> None:
        self._copy_button.setText(self.tr("Copy"))
