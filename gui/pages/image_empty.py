"""What the image page shows when it has nothing to show: why, and what brings pictures in or already does."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui import figures
from gui.session import Session
from gui.tasks import Task
from gui.widgets.empty_state import EmptyState


class ImageEmpty(EmptyState):
    """Knows the long work that is under way: in a project without pictures it is what brings them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._progress = ""
        session.task_added.connect(self._on_task_added)

    def tell(self) -> None:
        info = self._session.info
        if info is None or not info.has_pictures:
            self.show_state(self.tr("No project of pictures is open."), self.tr("Open a project"))
        elif self._task is None:
            sentence = self.tr("There are no pictures yet: import some, or drop a folder.")
            self.show_state(sentence, self.tr("Import pictures…"))
        else:
            sentence = self.tr("{title}… The pictures will be here in a moment.").format(title=self._task.title)
            self.show_state(f"{sentence}\n{self._progress}".rstrip(), "")

    def _on_task_added(self, task: Task) -> None:
        self._task, self._progress = task, ""
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)
        self.tell()

    def _on_progressed(self, done: int, total: int, _seconds_left: float | None) -> None:
        if self._task is not None and total:
            self._progress = self.tr("{done} of {total}").format(done=figures.count(done), total=figures.count(total))
            self.tell()

    def _on_ended(self) -> None:
        if self._task is not None and self._task.is_ended:
            self._task = None
            self.tell()
