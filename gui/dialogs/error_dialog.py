"""What went wrong, in words for the user, with details to copy for whoever helps."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core import paths
from gui import i18n, theme
from gui.i18n import Retranslated


class ErrorDialog(Retranslated, QDialog):
    """Shows one error; opened from its toast, never by itself."""

    def __init__(self, error: Exception, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = error
        self._message, self._details = QLabel(), QPlainTextEdit(details_of(error))
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setProperty("large", True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy_button = QPushButton()
        self._copy_button.clicked.connect(self._on_copy_button_clicked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        for widget in (self._message, self._details, buttons):
            layout.addWidget(widget)
        self.resize(640, 400)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Error"))
        self._message.setText(i18n.message(self._error))
        self._details.setAccessibleName(self.tr("Details"))
        self._copy_button.setText(self.tr("Copy details"))

    def _on_copy_button_clicked(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._message.text()}\n\n{self._details.toPlainText()}")


def details_of(error: Exception) -> str:
    """For a bug report: versions, the chain of calls, and what a worker wrote last."""
    lines = [f"Fovea {paths.version()}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}", ""]
    lines += [line.rstrip() for line in traceback.format_exception(error)]
    if worker := str(getattr(error, "details", "")).strip():
        lines += ["", worker]
    return "\n".join(lines)
