"""Choosers of files and folders. They never block: their answers come as signals.

Classes of Qt that are needed only after a click are imported then: each costs about a millisecond of the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


def make_chooser(window: QWidget, title: str) -> QFileDialog:
    """To be set up further and opened; it goes by itself."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(window, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def choose_files(window: QWidget, title: str, then: Callable[[Sequence[Path]], None]) -> None:
    """Some that exist."""
    from PySide6.QtWidgets import QFileDialog

    dialog = make_chooser(window, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def show_folder(folder: Path) -> None:
    """As the system shows folders."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
