"""The right side of the train page: a card for each training that goes on now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.jobs import messages
from core.jobs.phases import PHASES
from gui import figures, theme
from gui.i18n import Retranslated, translate
from gui.widgets.scrolled import scrolled

STEPS = 1000


class JobCard(Retranslated, QFrame):
    """One training: where it is, how long it will take, and its pause and cancel."""

    pause_requested = Signal(bool)
    cancel_requested = Signal()

    def __init__(self, title: str, started: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.started = started
        self._phase = ""
        self._progress: messages.Progress | None = None
        self._epoch: messages.Epoch | None = None
        self._loss: float | None = None
        self._device = ""
        self._is_paused = self._is_cancelled = False
        self._build_ui()
        self.retranslate()

    @property
    def is_paused(self) -> bool:
        return self._is_paused

    def show_message(self, message: messages.Message) -> None:
        match message:
            case messages.Started():
                self._phase, self._device = "start", message.device
            case messages.Progress():
                self._phase, self._progress = message.phase, message
            case messages.Step():
                self._loss = message.loss
            case messages.Epoch():
                self._epoch = message
            case messages.Paused():
                self._is_paused = True
            case messages.Resumed():
                self._is_paused = False
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.title)
        self._started.setText(self.started)
        phase = translate("core", PHASES.get(self._phase, self._phase))
        if self._is_cancelled:
            phase = self.tr("Cancelling…")
        elif self._is_paused:
            phase = self.tr("Paused")
        self._state.setText(phase)
        self._show_progress()
        self._facts.setText("\n".join(self._sentences()))
        self.pause.setText(self.tr("Resume") if self._is_paused else self.tr("Pause"))
        self.cancel.setText(self.tr("Cancel"))
        for button in (self.pause, self.cancel):
            button.setEnabled(not self._is_cancelled)
            button.setAccessibleName(f"{button.text()}: {self.title}, {self.started}")

    def _build_ui(self) -> None:
        self.setProperty("card", True)
        self._title, self._started, self._state, self._left, self._facts = (QLabel() for _ in range(5))
        for label in (self._title, self._started, self._state, self._left, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self._title.setWordWrap(True)
        self._facts.setWordWrap(True)
        self._started.setProperty("muted", True)
        self._left.setProperty("muted", True)
        self._facts.setProperty("muted", True)
        self._bar = QProgressBar(textVisible=False, maximum=STEPS)
        self.pause, self.cancel = QPushButton(), QPushButton()
        self.pause.clicked.connect(lambda: self.pause_requested.emit(not self._is_paused))
        self.cancel.clicked.connect(self._on_cancel_clicked)
        where = QHBoxLayout()
        where.addWidget(self._state, 1)
        where.addWidget(self._left)
        buttons = QHBoxLayout()
        buttons.addWidget(self.pause, 1)
        buttons.addWidget(self.cancel, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self._started)
        layout.addLayout(where)
        layout.addWidget(self._bar)
        layout.addWidget(self._facts)
        layout.addLayout(buttons)

    def _on_cancel_clicked(self) -> None:
        self._is_cancelled = True
        self.retranslate()
        self.cancel_requested.emit()

    def _show_progress(self) -> None:
        progress = self._progress
        if progress is None or progress.total <= 0:
            self._bar.setValue(0)
            self._left.clear()
            return
        self._bar.setValue(round(STEPS * progress.done / progress.total))
        seconds = progress.seconds_left
        text = "" if seconds is None else self.tr("{time} left").format(time=figures.duration(seconds))
        self._left.setText("" if self._is_paused else text)

    def _scores(self, epoch: messages.Epoch) -> list[str]:
        """How good it is by now; of a translation, with one that it made."""
        if epoch.bleu is not None:
            bleu = self.tr("BLEU on the validation part: {bleu}, n={n}")
            shown = [bleu.format(bleu=f"{epoch.bleu:.1f}", n=figures.count(epoch.n_valid))]
            return shown + [f"{source} → {became}" for source, _, became in epoch.samples[:2]]
        f1 = figures.with_interval(epoch.macro_f1, epoch.macro_f1_interval)
        text = self.tr("Macro-F1 on the validation part: {f1}, n={n}")
        if not epoch.n_valid:
            text = self.tr("Macro-F1 on the training texts, too few to hold any back: {f1}")
        return [text.format(f1=f1, n=figures.count(epoch.n_valid))]

    def _sentences(self) -> list[str]:
        result = []
        if self._epoch is not None:
            epoch = self._epoch
            text = self.tr("Epoch {n} of at most {total} done")
            result.append(text.format(n=epoch.epoch, total=epoch.epochs))
            result += self._scores(epoch)
            speed = self.tr("{n} tokens/s").format(n=figures.count(round(epoch.tokens_per_s)))
            result.append(f"{speed} · {self._device}" if self._device else speed)
        elif self._loss is not None:
            result.append(self.tr("Training loss {n}").format(n=f"{self._loss:.3f}"))
        if not result and self._device:
            result.append(self._device)
        return result


class TrainJobs(Retranslated, QWidget):
    """Cards by run; it says so when nothing goes on."""

    pause_requested = Signal(str, bool)
    cancel_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, JobCard] = {}
        self._build_ui()
        self.retranslate()

    def add(self, run_id: str, title: str, started: str) -> JobCard:
        """The card of a run, made if need be."""
        if run_id not in self.cards:
            card = JobCard(title, started)
            card.pause_requested.connect(lambda is_wanted: self.pause_requested.emit(run_id, is_wanted))
            card.cancel_requested.connect(lambda: self.cancel_requested.emit(run_id))
            self.cards[run_id] = card
            self._list.insertWidget(0, card)
            self._empty.hide()
        return self.cards[run_id]

    def remove(self, run_id: str) -> None:
        card = self.cards.pop(run_id, None)
        if card is not None:
            card.hide()
            card.deleteLater()
        self._empty.setVisible(not self.cards)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Running"))
        self._empty.setText(self.tr("Nothing is being trained. You can go on labelling while a model trains."))

    def _build_ui(self) -> None:
        self._title = QLabel()
        self._title.setProperty("title", True)
        self._empty = QLabel(wordWrap=True)
        self._empty.setProperty("muted", True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        self._list.setSpacing(theme.SPACE)
        self._list.addWidget(self._empty)
        self._list.addStretch(1)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._title.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 0, 0)
        outer.addWidget(self._title)
        outer.addLayout(self._list, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(outer))
