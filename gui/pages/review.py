"""The review page: what a run predicts, what it looked at, and what the person says."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.settings import Settings
from gui.i18n import Retranslated
from gui.session import Session


class ReviewPage(Retranslated, QWidget):
    """Owns the predictions, the document with its highlights, and the keywords."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.retranslate()

    def title(self) -> str:
        return self.tr("Review")

    def actions(self) -> list[QAction]:
        return []

    def on_shown(self) -> None:
        """Called whenever the window shows this page."""

    def retranslate(self) -> None:
        """Set every text."""
