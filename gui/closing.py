"""The window closes when everything that was answered is on disk, however slow the disk is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.session import Session
    from gui.widgets.toast import Toast, ToastStack

TELL_MS = 400
"""So long a wait needs no words."""


class Closing(QObject):
    """Asked when the window is to close. While it may not yet, it takes no more answers, and then closes by itself."""

    def __init__(self, window: QWidget, content: QWidget, toasts: ToastStack, session: Session) -> None:
        super().__init__(toasts)
        self._window = window
        self._content = content
        self._toasts = toasts
        self._is_busy = self._is_waiting = False
        self._is_insisted = False
        self._toast: Toast | None = None
        session.busy_changed.connect(self._on_busy_changed)
        session.error_raised.connect(self._stay)

    def may_close(self) -> bool:
        if self._is_insisted or not self._is_busy:
            return True
        if not self._is_waiting:
            self._wait()
        return False

    def _wait(self) -> None:
        self._is_waiting = True
        self._content.setEnabled(False)
        QTimer.singleShot(TELL_MS, self, self._tell)

    def _stay(self) -> None:
        """An answer that could not be saved is seen, and can be given again."""
        self._is_waiting = False
        self._content.setEnabled(True)
        if self._toast is not None and self._toast in self._toasts.toasts:
            self._toast.close_toast()

    def _on_busy_changed(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        if self._is_waiting and not is_busy:
            QTimer.singleShot(0, self, self._close)  # what has come back may be an error, or ask for more

    def _close(self) -> None:
        if self._is_waiting:
            self._window.close()

    def _tell(self) -> None:
        text = self.tr("Saving your last answer. The window closes by itself when it is on disk.")
        if self._is_waiting:
            self._toast = self._toasts.show_toast(text, self.tr("Close without it"), self._insist, stays=True)

    def _insist(self) -> None:
        self._is_insisted = True
        self._window.close()
