"""After a bad end the next window says so, and offers the project that was open and the report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.crash import BadEnd, Watch

if TYPE_CHECKING:
    from gui.session import Session
    from gui.widgets.toast import ToastStack


class Recovery(QObject):
    """Keeps the watch over this window, and tells of earlier ones that ended badly."""

    def __init__(self, toasts: ToastStack, session: Session, watch: Watch) -> None:
        super().__init__(toasts)
        self._toasts = toasts
        self._session = session
        self._watch = watch
        session.project_changed.connect(self._on_project_changed)

    def begin(self) -> None:
        for end in self._watch.begin():
            self._tell(end)

    def _tell(self, end: BadEnd) -> None:
        show = self._toasts.show_toast
        if end.report is not None:
            text = self.tr("Fovea did not end as it should have last time. There is a report of it.")
            show(text, self.tr("Show"), partial(self._show_report, end.report), stays=True)
        if end.project is not None and end.project.is_dir():
            text = self.tr("“{name}” was open. Every confirmed decision is saved.").format(name=end.project.stem)
            show(text, self.tr("Open"), partial(self._session.open, end.project), stays=True)

    def _show_report(self, report: Path) -> None:
        from gui.dialogs.text_dialog import TextDialog

        TextDialog(
            self.tr("Report"), report.read_text(encoding="utf-8"), str(report), cast(QWidget, self._toasts.parent())
        ).open()

    def _on_project_changed(self) -> None:
        info = self._session.info
        self._watch.set_project(info.path if info else None)
