"""The line at the window's foot: is everything saved, how far is the labelling, and what is being done."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from core.jobs.specs import CAPTION, TEXT, TRANSLATION
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.tasks import Task
from gui.widgets.icon_label import IconLabel
from gui.widgets.job_chip import JobChip

BUSY_MS = 150
CHIP_MS = 250


class StatusLine(Retranslated, QFrame):
    """Data in: busy or not, counts, tasks. What takes less than a moment is not shown: nothing blinks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, int] | None = None
        self._kind = TEXT
        self._is_busy = False
        self.chips: list[JobChip] = []
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_MS)
        self._busy_timer.timeout.connect(self.retranslate)
        self._build_ui()
        self.retranslate()

    @property
    def saved(self) -> str:
        """What it says of whether everything is saved."""
        return self._saved.text()

    def set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        if is_busy:
            self._busy_timer.start()
        else:
            self._busy_timer.stop()
            self.retranslate()

    def set_counts(self, labelled: int, total: int, kind: str = TEXT) -> None:
        """How many documents a project of this kind has, and how many of them are labelled; pairs are not."""
        self._counts, self._kind = (labelled, total), kind
        self.retranslate()

    def clear(self) -> None:
        self._counts = None
        self.retranslate()

    def add_task(self, task: Task) -> None:
        timer = QTimer(self, singleShot=True, interval=0 if task.can_pause else CHIP_MS)
        timer.timeout.connect(lambda: self._show_chip(task))
        timer.timeout.connect(timer.deleteLater)
        timer.start()

    def retranslate(self) -> None:
        has_project = self._counts is not None
        self._saved.setVisible(has_project)
        self._saved_icon.setVisible(has_project)
        self._saved.setText(self.tr("Saving…") if self._is_busy else self.tr("Saved"))
        self._saved_icon.set_icon("arrows-clockwise" if self._is_busy else "check")
        self._progress.setVisible(has_project)
        if self._counts is not None:
            labelled, total = (i18n.number(count) for count in self._counts)
            texts = {TRANSLATION: self.tr("{total} pairs"), CAPTION: self.tr("{labelled} of {total} with captions")}
            text = texts.get(self._kind, self.tr("{labelled} of {total} labelled"))
            self._progress.setText(text.format(labelled=labelled, total=total))

    def _show_chip(self, task: Task) -> None:
        if task.is_ended:
            return
        chip = JobChip(task)
        self.chips.append(chip)
        chip.ended.connect(lambda: self._remove_chip(chip))
        self._layout.addWidget(chip)

    def _remove_chip(self, chip: JobChip) -> None:
        self.chips.remove(chip)
        chip.hide()
        chip.deleteLater()

    def _build_ui(self) -> None:
        self.setProperty("status", True)
        self.setFixedHeight(theme.STATUS_PX)
        self._saved_icon, self._saved, self._progress = IconLabel("check", size_px=14), QLabel(), QLabel()
        self._saved.setProperty("muted", True)
        self._progress.setProperty("muted", True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(theme.SPACE * 2, 0, theme.SPACE * 2, 0)
        self._layout.setSpacing(theme.SPACE)
        self._layout.addWidget(self._saved_icon)
        self._layout.addWidget(self._saved)
        self._layout.addSpacing(theme.SPACE * 2)
        self._layout.addWidget(self._progress)
        self._layout.addStretch(1)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
