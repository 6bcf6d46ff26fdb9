"""The chip of a long task in the status bar: title, progress, time left, pause, cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from gui import i18n, theme
from gui.i18n import Retranslated
from gui.tasks import Task

BAR_WIDTH_PX = 96
BUTTON_PX = 20
STEPS = 1000


class JobChip(Retranslated, QFrame):
    """Shows one gui.tasks.Task and removes itself when that has ended."""

    ended = Signal()

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self._seconds_left: float | None = None
        self._build_ui()
        task.progressed.connect(self._on_task_progressed)
        task.note_changed.connect(self.retranslate)
        task.paused_changed.connect(self.retranslate)
        task.cancel_requested.connect(self.retranslate)
        task.ended.connect(self.ended)
        self.pause_button.clicked.connect(task.toggle_pause)
        self.cancel_button.clicked.connect(task.cancel)
        self.retranslate()

    def retranslate(self) -> None:
        task = self._task
        self._title.setText(f"{task.title} {task.note}".strip())
        if task.is_cancelled:
            words = self.tr("stopping…")
        elif task.is_paused:
            words = self.tr("paused")
        else:
            words = i18n.time_left(self._seconds_left) if self._seconds_left is not None else ""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.pause_button.setIcon(theme.icon("play" if task.is_paused else "pause", "muted"))
        self._name(self.pause_button, self.tr("Go on") if task.is_paused else self.tr("Pause"))
        self._name(self.cancel_button, self.tr("Cancel"))
        self.pause_button.setEnabled(not task.is_cancelled)
        self.cancel_button.setEnabled(not task.is_cancelled)
        self.setAccessibleName(f"{self._title.text()} {words}")

    def _on_task_progressed(self, done: int, total: int, seconds_left: float | None) -> None:
        self._bar.setVisible(total > 0)
        self._bar.setValue(round(STEPS * min(done, total) / total) if total > 0 else 0)
        self._seconds_left = seconds_left
        self.retranslate()

    def _name(self, button: QToolButton, text: str) -> None:
        button.setToolTip(f"{text}: {self._task.title}")
        button.setAccessibleName(button.toolTip())

    def _build_ui(self) -> None:
        self._title, self._words = QLabel(), QLabel()
        self._words.setProperty("muted", True)
        self._bar = QProgressBar(maximum=STEPS, textVisible=False)
        self._bar.setFixedWidth(BAR_WIDTH_PX)
        self._bar.hide()
        self.pause_button, self.cancel_button = self._button(), self._button()
        self.pause_button.setVisible(self._task.can_pause)
        self.cancel_button.setIcon(theme.icon("x", "muted"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self._title, self._bar, self._words, self.pause_button, self.cancel_button):
            layout.addWidget(widget)

    @staticmethod
    def _button() -> QToolButton:
        button = QToolButton()
        button.setProperty("tight", True)
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(BUTTON_PX, BUTTON_PX)
        return button
