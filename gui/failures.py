"""What went wrong, in the log and to be said: loud where somebody asked for it, else in no one's way."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from core import log
from core.errors import AppError
from gui import i18n
from gui.tasks import Notice

logger = logging.getLogger(__name__)


class Failures(QObject):
    """Errors in, signals out."""

    raised = Signal(object)
    notice = Signal(object)

    def tell(self, error: Exception) -> None:
        log.error(logger, error)
        self.raised.emit(error)

    def tell_of_upkeep(self, error: Exception) -> None:
        """Nobody asked for it; but a damaged project is everybody's."""
        if isinstance(error, AppError) and error.code == "project-damaged":
            self.tell(error)
        else:
            self._mention(error, self.tr("Work in the background failed. {reason}"))

    def tell_of_list(self, error: Exception) -> None:
        """Labelling goes on, with random documents."""
        self._mention(error, self.tr("What comes next could not be chosen. {reason}"))

    def _mention(self, error: Exception, template: str) -> None:
        log.error(logger, error)
        text = template.format(reason=i18n.message(error))
        self.notice.emit(Notice(text, self.tr("Details"), lambda: self.raised.emit(error)))
