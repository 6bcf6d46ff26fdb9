"""Decisions about many documents from the label page: shown first, done in the background, undone as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.errors import Cancelled
from core.progress import Report
from core.project.find import filter_text
from core.project.values import DocumentFilter, Likeness
from gui.dialogs.bulk_dialog import BulkDialog
from gui.dialogs.duplicates_dialog import DuplicatesDialog
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.bulk import Target
    from core.project.project import Project

Act = Callable[["Project", Report], int]
NEWEST = 50


class BulkActs(QObject):
    """Asks for the decision, and has it carried out."""

    filter_wanted = Signal(object)
    """A DocumentFilter that the queue shall show."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def open(self, target: Target) -> None:
        """Show what the decision would be about."""
        session, info = self._session, self._session.info
        if info is None:
            return
        dialog = BulkDialog(info.labels, self._window, adds=info.is_multi_label)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.set_what(self._words(target))
        dialog.label_chosen.connect(lambda id: self.label(target, id))
        dialog.act_chosen.connect(lambda name: self._act(target, name))
        dialog.finished.connect(lambda: session.counter.cancel("preview"))
        dialog.open()
        session.counter.ask(
            "preview",
            lambda project, report: project.bulk.preview(target, report),
            dialog.set_preview,
            session.error_raised.emit,
        )

    def open_duplicates(self) -> None:
        """Show what passing labels on to duplicates would do."""
        session, info = self._session, self._session.info
        if info is None:
            return
        dialog = DuplicatesDialog(info.labels, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def look(likeness: Likeness) -> None:
            session.counter.ask(
                "preview",
                lambda project, report: project.bulk.preview_twins(likeness, report),
                dialog.set_preview,
                session.error_raised.emit,
            )

        def pass_on(likeness: Likeness) -> None:
            self.do(lambda project, report: project.bulk.pass_on(likeness, report), self.tr("Passing labels on"))

        dialog.likeness_chosen.connect(look)
        dialog.pass_on_wanted.connect(pass_on)
        dialog.conflicts_wanted.connect(lambda: self.filter_wanted.emit(DocumentFilter(duplicates="conflicting")))
        dialog.finished.connect(lambda: session.counter.cancel("preview"))
        dialog.open()
        look(dialog.likeness)

    def label(self, target: Target, label_id: int) -> None:
        """Give all of them this label, in the background."""
        adds = self._session.info is not None and self._session.info.is_multi_label

        def act(project: Project, report: Report) -> int:
            if adds:
                return project.bulk.add_label(target, label_id, report)
            return project.bulk.annotate(target, [label_id], report)

        self.do(act, self.tr("Labelling many"))

    def do(self, act: Act, title: str) -> None:
        """Carry out an act on many documents, and say what came of it."""
        session = self._session

        def work(project: Project, report: Report) -> tuple[int, int]:
            n = act(project, report)
            events = project.history.events(NEWEST)  # somebody may have gone on deciding
            return n, next((event.id for event in events if event.state == "done" and event.document_id is None), 0)

        def then(result: tuple[int, int]) -> None:
            n, event_id = result
            session.refresh()
            text = self.tr("Decided about %Ln document(s).", "", n)
            session.notice.emit(Notice(text, self.tr("Undo"), lambda: session.undo_act(event_id)))

        def failed(error: Exception) -> None:
            session.refresh()
            if not isinstance(error, Cancelled):
                session.error_raised.emit(error)

        session.background(work, then, failed, title)

    def _act(self, target: Target, name: str) -> None:
        acts: dict[str, Act] = {
            "skip": lambda project, report: project.bulk.skip(target, report),
            "clear": lambda project, report: project.bulk.clear(target, report),
            "flag": lambda project, report: project.bulk.flag(target, True, report),
            "unflag": lambda project, report: project.bulk.flag(target, False, report),
        }
        self.do(acts[name], self.tr("Deciding about many"))

    def _words(self, target: Target) -> str:
        """Which documents, in words."""
        if not isinstance(target, DocumentFilter):
            return self.tr("Selected by hand")
        info = self._session.info
        names = {label.id: label.name for label in info.labels} if info else {}
        text = filter_text.to_text(target, names)
        return self.tr("Filter: {filter}").format(filter=text) if text else self.tr("All documents of the project")
