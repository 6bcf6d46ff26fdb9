"""The counts of the open project, read anew when something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import Cancelled
from gui.project_access import ProjectAccess

if TYPE_CHECKING:
    from core.project.values import Counts


class Counting(QObject):
    """Asks for them once for many changes."""

    counted = Signal(object)  # core.project.values.Counts
    failed = Signal(object)

    def __init__(self, access: ProjectAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._access = access
        self._is_asked = False

    def refresh(self) -> None:
        """With no project open nothing happens."""
        if not self._is_asked:
            self._is_asked = True
            self._access.call(lambda project: project.documents.counts(), self._on_counted, self._on_failed)

    def _on_counted(self, counts: Counts) -> None:
        self._is_asked = False
        self.counted.emit(counts)

    def _on_failed(self, error: Exception) -> None:
        self._is_asked = False
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
