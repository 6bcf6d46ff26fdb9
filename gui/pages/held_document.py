"""The one document that a page is at, as far as every page needs to know of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.records import Document


class HeldDocument(QObject):
    """Decisions count only for a document that is on the screen (`set_painted`), and one at a time.

    A key that was meant for one document is never applied to the next.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self._painted_id: int | None = None
        self._is_busy = False
        self._version = 0
        """Goes up with everything that is asked for, so that late answers are known."""
        self._is_stale = False

    @property
    def document_id(self) -> int | None:
        return self.document.id if self.document is not None else None

    @property
    def is_ready(self) -> bool:
        """Whether a decision would count now."""
        return self.document is not None and self._painted_id == self.document.id and not self._is_busy

    def refresh(self) -> None:
        """It was changed elsewhere: show it as it is now."""
        raise NotImplementedError

    def set_stale(self) -> None:
        """It may have been changed elsewhere; nobody sees it now: `look_again` is soon enough."""
        self._is_stale = True

    def look_again(self) -> None:
        """It is seen again."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def set_painted(self) -> None:
        """The document is on the screen from now on."""
        self._painted_id = self.document_id
