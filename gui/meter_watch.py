"""How labelling gets on: measured now and then in the background, and never while a list is being made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from gui.assistant import Assistant
from gui.project_access import ProjectAccess

if TYPE_CHECKING:
    from core.jobs.specs import MeterSpec
    from core.project.project import Project
    from core.project.values import Counts, ListInfo
    from core.selection.reading import Reading

T = TypeVar("T")
EVERY = 20
"""Answers between two readings."""
FIRST = 40
"""Answers before the first."""


class MeterWatch(QObject):
    """Reads the open project's meter while a strategy chooses, or while somebody looks at it."""

    reading_changed = Signal(object)
    """A core.selection.reading.Reading, or None: nothing was measured yet."""
    target_changed = Signal(float)
    """The accuracy that the project aims at."""
    measuring_changed = Signal(bool)

    def __init__(self, access: ProjectAccess, assistant: Assistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading: Reading | None = None
        self.target = 0.0
        self.is_measuring = False
        self._access = access
        self._assistant = assistant
        self._project: Path | None = None
        self._n_answered = self._n_read = 0
        self._has_list = self._is_list_coming = self._is_watched = False
        self._version = 0

    def open(self, project: Path | None) -> None:
        """Another project is open, or none."""
        self._project = project
        self._version += 1
        self.stop()
        self._has_list = self._is_list_coming = False
        self._n_read = 0
        self._set(None)
        if project is not None:
            self._aside(lambda project: (project.queue.meter(), project.queue.target()), self._on_opened)

    def set_watched(self, is_watched: bool) -> None:
        """Whether somebody looks at the meter: then it reads in any order of the queue."""
        self._is_watched = is_watched
        self._read_if_due()

    def set_target(self, accuracy: float) -> None:
        if accuracy != self.target and self._project is not None:
            self.target = accuracy
            self._n_read = 0
            self.stop()
            self._aside(lambda project: project.queue.set_target(accuracy), lambda _: self._read_if_due())

    def set_counts(self, counts: Counts) -> None:
        """Something was answered, or many things."""
        self._n_answered = counts.labelled
        if not self._has_list:
            self._read_if_due()

    def set_list(self, info: ListInfo | None) -> None:
        """A list was made: the worker has time now, and knows all the texts."""
        is_of_pool = info is not None and info.is_of_pool
        self._is_list_coming = is_of_pool and info is not None and info.is_waiting
        self._has_list = is_of_pool and not self._is_list_coming
        self._read_if_due()

    def stop(self) -> None:
        """The worker has something more urgent to do."""
        self._assistant.forget("meter")
        self._set_measuring(False)

    def _read_if_due(self) -> None:
        is_due = self._n_answered >= FIRST and abs(self._n_answered - self._n_read) >= EVERY
        is_wanted = self._has_list or (self._is_watched and not self._is_list_coming)
        if self._project is None or self.is_measuring or not is_due or not is_wanted:
            return
        self._set_measuring(True)
        is_fresh = self._has_list
        self._aside(lambda project: project.queue.ask_meter(is_written=is_fresh), self._on_written)

    def _on_opened(self, found: tuple[Reading | None, float]) -> None:
        read, self.target = found
        self._n_read = read.n_labels + read.n_holdout if read is not None else 0
        self.target_changed.emit(self.target)
        self._set(read)
        self._read_if_due()

    def _on_written(self, spec: MeterSpec) -> None:
        if self.is_measuring:
            self._assistant.ask(spec, key="meter", then=self._on_read, failed=self._on_failed)

    def _on_read(self, found: dict[str, Any]) -> None:
        from core.selection import reading

        self._n_read = self._n_answered
        self._set_measuring(False)
        self._set(reading.from_json(found))
        self._aside(lambda project: project.queue.keep_meter(found), lambda _: self._read_if_due())

    def _on_failed(self, _: Exception) -> None:
        """With the next labels it may work; what was read before stays."""
        self._n_read = self._n_answered
        self._set_measuring(False)

    def _set(self, read: Reading | None) -> None:
        self.reading = read
        self.reading_changed.emit(read)

    def _set_measuring(self, is_measuring: bool) -> None:
        if is_measuring != self.is_measuring:
            self.is_measuring = is_measuring
            self.measuring_changed.emit(is_measuring)

    def _aside(self, work: Callable[[Project], T], then: Callable[[T], None]) -> None:
        version = self._version
        assert self._project is not None

        def answer(result: T) -> None:
            if version == self._version:
                then(result)

        self._access.aside(self._project, work, answer, self._on_failed)
