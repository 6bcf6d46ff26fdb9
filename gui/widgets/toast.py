"""Toasts: one sentence each at the window's lower right, with at most one action; nothing modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui import theme
from gui.i18n import Retranslated
from gui.widgets.icon_label import IconLabel

SHOWN_MS = 6000
MAX_TOASTS = 3
WIDTHS_PX = (280, 440)
MARGIN_PX = theme.SPACE * 2


class Toast(Retranslated, QFrame):
    """One message. It goes by itself unless it `stays`, the pointer rests on it, or it has the focus."""

    closed = Signal()

    def __init__(self, text: str, action_text: str = "", *, stays: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self._action_text = action_text
        self._stays = stays
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._build_ui()
        self._timer.timeout.connect(self.close_toast)
        self.close_button.clicked.connect(self.close_toast)
        self.action_button.clicked.connect(self.close_toast)
        if not stays:
            self._timer.start()
        self.retranslate()

    def width_px(self) -> int:
        """As wide as the sentence on one line, within bounds; longer ones are wrapped."""
        rest = self.sizeHint().width() - self._label.sizeHint().width()
        line = self._label.fontMetrics().horizontalAdvance(self.text) + theme.SPACE
        return min(max(rest + line, WIDTHS_PX[0]), WIDTHS_PX[1])

    def close_toast(self) -> None:
        self._timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def retranslate(self) -> None:
        self.close_button.setToolTip(self.tr("Close"))
        self.close_button.setAccessibleName(self.tr("Close"))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._stays and self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def _build_ui(self) -> None:
        self.setProperty("toast", True)
        self.setAccessibleName(self.text)
        icon = IconLabel("warning", "danger") if self._stays else IconLabel("check-circle", "accent")
        self._label = QLabel(self.text)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.action_button = QPushButton(self._action_text)
        self.action_button.setProperty("flat", True)
        self.action_button.setVisible(bool(self._action_text))
        self.close_button = QToolButton()
        self.close_button.setIcon(theme.icon("x", "muted"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(icon, 0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)


class ToastStack(QObject):
    """Keeps a window's toasts in its lower right corner, the newest lowest."""

    def __init__(self, window: QWidget, bottom_px: int) -> None:
        super().__init__(window)
        self._window = window
        self._bottom_px = bottom_px
        self.toasts: list[Toast] = []
        window.installEventFilter(self)

    def show_toast(
        self, text: str, action_text: str = "", action: Callable[[], None] | None = None, *, stays: bool = False
    ) -> Toast:
        for same in [toast for toast in self.toasts if toast.text == text]:
            same.close_toast()
        while len(self.toasts) >= MAX_TOASTS:
            self.toasts[0].close_toast()
        toast = Toast(text, action_text, stays=stays, parent=self._window)
        if action is not None:
            toast.action_button.clicked.connect(action)
        toast.closed.connect(lambda: self._on_toast_closed(toast))
        self.toasts.append(toast)
        self._place()
        toast.show()
        toast.raise_()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_toast_closed(self, toast: Toast) -> None:
        self.toasts.remove(toast)
        self._place()

    def _place(self) -> None:
        bottom = self._window.height() - self._bottom_px - MARGIN_PX
        for toast in reversed(self.toasts):
            toast.resize(
                toast.width_px(), max(toast.minimumSizeHint().height(), toast.heightForWidth(toast.width_px()))
            )
            bottom -= toast.height()
            toast.move(self._window.width() - toast.width() - MARGIN_PX, bottom)
            bottom -= theme.SPACE
