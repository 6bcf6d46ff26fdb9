"""The long work of the quality page: looking for doubtful answers, measuring agreement. Both off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.agreement.figures import Agreement
from core.errors import Cancelled
from core.progress import Report
from core.project.quality.doubts import Doubt, Doubtful
from gui.session import Session
from gui.tasks import Task

if TYPE_CHECKING:
    from core.project.project import Project

T = TypeVar("T")
NEAR = 10_000  # documents of a list that can have been shown


class QualityWork(QObject):
    """Keeps what was found until something is answered elsewhere; then it is `stale`, and looked for when asked."""

    found_changed = Signal()  # there was a new look
    agreement_changed = Signal()
    busy_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Mapping[Doubt, Doubtful] | None = None
        self.agreement: Agreement | None = None
        self.is_cold = False
        self._suspects: Doubtful | None = None
        self._session = session
        self._tasks: dict[str, Task] = {}
        self._is_stale = self._is_unmeasured = True

    @property
    def is_looking(self) -> bool:
        return "look" in self._tasks

    @property
    def is_measuring(self) -> bool:
        return "measure" in self._tasks

    @property
    def is_suspecting(self) -> bool:
        return "suspect" in self._tasks

    @property
    def knows_suspects(self) -> bool:
        """Whether wrong labels were looked for."""
        return self._suspects is not None

    def forget(self) -> None:
        """Another project is open, or none."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self.found = self.agreement = self._suspects = None
        self.set_stale()
        self.found_changed.emit()
        self.agreement_changed.emit()

    def set_stale(self) -> None:
        self._is_stale = self._is_unmeasured = True

    def settle(self, document_id: int) -> None:
        """It was judged: no list has it any more. That takes no new look, and is not said."""
        if self.found is not None:
            self.found = {doubt: _without(doubtful, document_id) for doubt, doubtful in self.found.items()}
            self._suspects = self.found["suspect"] if self._suspects else None

    def look(self, *, anew: bool = False) -> None:
        """Look for doubtful answers, unless what is known is fresh."""
        if (self._is_stale or anew) and not self.is_looking and self._session.info is not None:
            self._is_stale = False
            self._start("look", lambda project, report: project.quality.survey(report), self._on_found)

    def measure(self) -> None:
        """Measure the agreement, unless what is known is fresh."""
        if self._is_unmeasured and not self.is_measuring and self._session.info is not None:
            self._is_unmeasured = False
            self._start("measure", lambda project, report: project.agreement.measure((), report), self._on_measured)

    def suspect(self) -> None:
        """Let the worker look for labels that may be wrong."""
        info = self._session.info
        if self.is_suspecting or info is None:
            return

        def then(found: Mapping[str, Any]) -> None:
            if self._tasks.get("suspect") is task:
                self.is_cold = bool(found["is_cold"])
                self._session.call(lambda project: project.quality.suspects(found["rows"]), self._on_suspected)

        def ended() -> None:
            if self._tasks.get("suspect") is task:
                del self._tasks["suspect"]
                self.busy_changed.emit()

        task = self._session.suspects.find(info.path, then)
        self._tasks["suspect"] = task
        task.ended.connect(ended)
        self.busy_changed.emit()

    def _start(self, name: str, work: Callable[[Project, Report], T], then: Callable[[T], None]) -> None:
        titles = {"look": self.tr("Looking for doubtful answers"), "measure": self.tr("Measuring agreement")}

        def end() -> bool:
            is_wanted = self._tasks.get(name) is task
            if is_wanted:
                del self._tasks[name]
            return is_wanted

        def done(result: T) -> None:
            if end():
                then(result)
                self.busy_changed.emit()

        def failed(error: Exception) -> None:
            if not end():
                return
            self.set_stale()
            self.busy_changed.emit()
            if not isinstance(error, Cancelled):
                self._session.error_raised.emit(error)

        task = self._session.background(work, done, failed, titles[name])
        self._tasks[name] = task
        self.busy_changed.emit()

    def _on_found(self, found: Mapping[Doubt, Doubtful]) -> None:
        self.found = {**found, "suspect": self._suspects or Doubtful("suspect")}
        self.found_changed.emit()

    def _on_suspected(self, found: Doubtful) -> None:
        self._suspects = found
        self._on_found(self.found or {})

    def _on_measured(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.agreement_changed.emit()


def _without(doubtful: Doubtful, document_id: int) -> Doubtful:
    """Further down than NEAR it is left in: it is not shown again anyway, and a search of all would take too long."""
    try:
        place = doubtful.ids.index(document_id, 0, NEAR)
    except ValueError:
        return doubtful
    ids = list(doubtful.ids)
    del ids[place]
    return replace(doubtful, ids=ids)
