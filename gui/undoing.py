"""Undo and redo: an act on many documents in the background, all else at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import N_, InputError
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import Event, Undone


class Undoing(QObject):
    """Does it by `call` and `background`, as Session has them."""

    done = Signal(object)  # core.project.values.Undone
    notice = Signal(object)

    def __init__(
        self, call: Callable[..., None], background: Callable[..., Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._call = call
        self._background = background

    def move(self, *, is_redo: bool, event_id: int | None = None) -> None:
        """One act back or forth; with `event_id` back only if that is still the last one."""

        def look(project: Project) -> Undone | Event | None:
            event = project.history.next(is_redo=is_redo)
            if event_id is not None and (event is None or event.id != event_id):
                template = N_("core", "Something else was decided since then. The history can go back to before it.")
                raise InputError("not-last", template)
            if event is not None and event.is_long:
                return event
            return project.history.redo() if is_redo else project.history.undo()

        def then(found: Undone | Event | None) -> None:
            from core.project.values import Undone

            if found is None or isinstance(found, Undone):
                self._tell(found)
                return
            title = self.tr("Redoing") if is_redo else self.tr("Undoing")
            self._background(
                lambda project, report: project.history.redo(report) if is_redo else project.history.undo(report),
                self._tell,
                title=title,
            )

        self._call(look, then)

    def _tell(self, undone: Undone | None) -> None:
        if undone is None:
            self.notice.emit(Notice(self.tr("There is nothing more to undo or redo.")))
        else:
            self.done.emit(undone)
