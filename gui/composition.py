"""Keys belong to the input method while it composes: no shortcut may fire then, whatever its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


class CompositionGuard(QObject):
    """Watches the field that has the keyboard, and it alone: a filter on all events would cost at each of them.

    Most input methods take their keys before Qt looks for shortcuts; some hand on the key that ended a composition.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._is_composing = False
        self._ended = QTimer(self, singleShot=True, interval=0)
        self._ended.timeout.connect(self._on_ended)
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            if event.preeditString():
                self._ended.stop()
                self._is_composing = True
            else:
                self._ended.start()  # the key that ended it may still be on its way
        elif event.type() == QEvent.Type.ShortcutOverride and self._is_composing:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self._is_composing = False
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and new.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            new.installEventFilter(self)

    def _on_ended(self) -> None:
        self._is_composing = False
