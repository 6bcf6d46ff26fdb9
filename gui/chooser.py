"""What comes next by a strategy: the list is made anew in the background, every few labels, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.errors import Cancelled
from core.settings import Settings
from gui.assistant import Assistant
from gui.project_access import ProjectAccess

if TYPE_CHECKING:
    from core.jobs.specs import QueueSpec
    from core.project.project import Project
    from core.project.values import Counts, ListInfo, Wish

T = TypeVar("T")
EVERY = 10
"""Answers between two lists."""
EVERY_SUSPECTS = 50
"""A list of suspects is longer work, and a few corrections hardly change it."""


class Chooser(QObject):
    """Keeps the open project's list fresh, with a long-lived worker that no explanation waits for."""

    list_changed = Signal(object)
    """The ListInfo of the list that is in force from now on, or None: documents come as imported or at random."""
    asking = Signal()
    """The worker is asked for another list: what else it does can wait."""
    progressed = Signal(int, int)
    """Texts read for the list, of how many; not when it takes but a moment."""
    failed = Signal(object)
    """There is no new list; what is in force stays so until the next attempt."""

    def __init__(
        self, access: ProjectAccess, assistant: Assistant, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.info: ListInfo | None = None
        self._access = access
        self._assistant = assistant
        self._settings = settings
        self._project: Path | None = None
        self._wish: Wish | None = None
        self._n_labelled = self._n_asked = 0
        self._version = 0
        self._is_busy = False
        self._has_failed = False

    def open(self, project: Path | None) -> None:
        """Another project is open, or none."""
        self._project, self._wish = project, None
        self._start_over()
        self._set(None)

    def set_wish(self, wish: Wish) -> None:
        """In which order, of which documents: random ones at once, chosen ones as soon as they are known."""
        if self._project is None or wish == self._wish:
            return
        self._wish = wish
        self._start_over()
        if not wish.is_list:
            if self.info is not None:
                self._aside(lambda project: project.queue.clear(), self._set)
            return
        share = self._random_share()
        self._aside(lambda project: project.queue.begin(wish, share, project.annotator), self._on_begun)

    def set_counts(self, counts: Counts) -> None:
        """Something was answered, or many things."""
        self._n_labelled = counts.labelled
        every = EVERY_SUSPECTS if self._wish and self._wish.order == "suspects" else EVERY
        if abs(self._n_labelled - self._n_asked) >= every:
            self.refresh()

    def refresh(self) -> None:
        """Make the list anew, unless that is being done already."""
        wish = self._wish
        if self._is_busy or self._project is None or wish is None or not wish.is_made_by_worker:
            return
        self._is_busy = True
        self._n_asked = self._n_labelled
        self.asking.emit()
        self._aside(lambda project: project.queue.ask(wish), self._on_written)

    def _on_begun(self, info: ListInfo) -> None:
        self._set(info)
        self.refresh()

    def _on_written(self, spec: QueueSpec) -> None:
        version = self._version
        self._assistant.ask(
            spec,
            key="queue",
            then=lambda found: self._on_found(version, found),
            failed=lambda error: self._on_failed(version, error),
            progress=self.progressed.emit,
        )

    def _on_found(self, version: int, found: dict[str, Any]) -> None:
        if version == self._version and (wish := self._wish) is not None:
            share = self._random_share()
            self._aside(lambda project: project.queue.take_in(wish, found, share), self._on_taken_in)

    def _on_taken_in(self, info: ListInfo) -> None:
        self._is_busy = self._has_failed = False
        self._set(info)

    def _on_failed(self, version: int, error: Exception) -> None:
        if version != self._version:
            return
        self._is_busy = False
        if not self._has_failed and not isinstance(error, Cancelled):
            self._has_failed = True  # told once; every further list is another attempt
            self.failed.emit(error)

    def _set(self, info: ListInfo | None) -> None:
        self.info = info
        self.list_changed.emit(info)

    def _start_over(self) -> None:
        """What is on its way is of no use any more."""
        self._version += 1
        self._is_busy = self._has_failed = False
        self._assistant.forget("queue")

    def _aside(self, work: Callable[[Project], T], then: Callable[[T], None]) -> None:
        version = self._version
        assert self._project is not None

        def answer(result: T) -> None:
            if version == self._version:
                then(result)

        self._access.aside(self._project, work, answer, lambda error: self._on_failed(version, error))

    def _random_share(self) -> float:
        return float(self._settings.get("random_share")) / 100
