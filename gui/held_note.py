"""A note that stays while somebody else has the open project: it can be looked at, and tried again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.session import Session
    from gui.widgets.toast import Toast, ToastStack


class HeldNote(QObject):
    """Comes and goes with the project."""

    def __init__(self, toasts: ToastStack, session: Session) -> None:
        super().__init__(toasts)
        self._toasts = toasts
        self._session = session
        self._toast: Toast | None = None
        session.project_changed.connect(self._on_project_changed)

    def _on_project_changed(self) -> None:
        if self._toast is not None and self._toast in self._toasts.toasts:
            self._toast.close_toast()
        self._toast = None
        info = self._session.info
        if info is None or info.holder is None:
            return
        who = f"{info.holder.who} ({info.holder.computer})"
        text = self.tr("{who} has this project open. Here you can look, search and export, but change nothing.")
        again = partial(self._session.open, info.path)
        self._toast = self._toasts.show_toast(text.format(who=who), self.tr("Try again"), again, stays=True)
