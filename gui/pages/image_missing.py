"""Pictures that are not where they were: looked for in a folder that a person names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.session import Session
from gui.tasks import Notice

GONE = "picture-missing"
"""The code of the error for such a picture (core.pictures.reading.MISSING)."""


class MissingPictures(QObject):
    """By name and content, in the background; `found` when the search has ended."""

    found = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page

    def ask(self) -> None:
        """Where to look."""
        chooser = QFileDialog(self._page.window(), self.tr("The folder where the pictures are now"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda path: self.look_in(Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def look_in(self, folder: Path) -> None:
        def then(n: int) -> None:
            self._session.notice.emit(Notice(self.tr("%Ln picture(s) found again.", "", n)))
            self.found.emit()

        title = self.tr("Looking for the pictures")
        self._session.background(lambda project, report: project.pictures.find_again(folder, report), then, title=title)
