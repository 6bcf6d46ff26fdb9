"""A dialog that looks at files before they are imported: into the open project, or into a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QWidget

from gui.session import Session
from gui.tasks import WorkThread


class LookingDialog(QDialog):
    """Looks on a thread of its own; imports when it is accepted. Whoever inherits lays out and looks."""

    kind: str
    """Of a new project."""
    stem: str
    """The name of its file, where a person gives none."""

    def __init__(self, session: Session, parent: QWidget | None, folder: Path | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._folder = folder  # of a new project; None: into the open one
        self._thread = WorkThread(self.stem)
        self.name = QLineEdit()
        self._problem = QLabel(wordWrap=True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setProperty("warning", True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Import"))
        self._ok.setEnabled(False)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        begin = self._importing()
        if self._folder is None:
            begin()
        else:
            path = self._folder / f"{self.name.text().strip() or self.stem}.fovea"
            self._session.create(path, kind=self.kind, then=begin)
        super().accept()

    def done(self, result: int) -> None:
        self._thread.stop()
        super().done(result)

    def _importing(self) -> Callable[[], None]:
        """What imports as it is chosen now, once the project is open."""
        raise NotImplementedError
