"""The meter: does choosing pay in this project, how far is the target, is it time to stop? Folded, one line of it."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSpinBox, QToolButton, QVBoxLayout, QWidget

from core.selection import limits
from core.selection.reading import NEVER, Comparison, Forecast, Interval, Reading
from core.settings import Settings
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.widgets.interval_bar import IntervalBar

MANY = 100_000
"""More labels than that are as good as never."""


class MeterPanel(Retranslated, QFrame):
    """Data in: a reading and the target; out: another target, and whether somebody looks."""

    target_chosen = Signal(float)
    watched_changed = Signal(bool)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._reading: Reading | None = None
        self._is_measuring = False
        self._build_ui()
        self._fold.toggled.connect(self._on_toggled)
        self._target.editingFinished.connect(lambda: self.target_chosen.emit(self._target.value() / 100))
        theme.changed.connect(self._set_icon)
        self.retranslate()
        self._fold.setChecked(settings.get("meter_open"))
        self._set_icon()

    @property
    def is_open(self) -> bool:
        return self._fold.isChecked()

    def set_reading(self, read: Reading | None) -> None:
        self._reading = read
        self._tell()

    def set_target(self, accuracy: float) -> None:
        self._target.setValue(round(100 * accuracy))

    def set_measuring(self, is_measuring: bool) -> None:
        self._is_measuring = is_measuring
        self._tell()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Does choosing pay?"))
        self._fold.setToolTip(self.tr("Meter of the labelling"))
        self._fold.setAccessibleName(self.tr("Meter of the labelling"))
        self._target_label.setText(self.tr("Target accuracy"))
        self._target.setAccessibleName(self.tr("Target accuracy"))
        self._target.setToolTip(self.tr("The accuracy that you aim at in this project"))
        self._tell()

    def _build_ui(self) -> None:
        self._fold = QToolButton(autoRaise=True)
        self._fold.setCheckable(True)
        self._fold.setProperty("tight", True)
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title, self._verdict = QLabel(), _line()
        self._title.setProperty("strong", True)
        self._bar = IntervalBar()
        self._difference, self._accuracy, self._needed, self._advice = (_line(is_small=True) for _ in range(4))
        self._target_label = QLabel()
        self._target_label.setProperty("small", True)
        self._target = QSpinBox(minimum=50, maximum=99, suffix=" %")
        self._target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._fold)
        aim = QHBoxLayout()
        aim.addWidget(self._target_label, 1)
        aim.addWidget(self._target)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        for part in (self._bar, self._difference, self._accuracy):
            body.addWidget(part)
        body.addLayout(aim)
        body.addWidget(self._needed)
        body.addWidget(self._advice)
        rule = QWidget(autoFillBackground=True)
        rule.setBackgroundRole(QPalette.ColorRole.Mid)
        rule.setFixedHeight(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.SPACE + 4, theme.SPACE, theme.SPACE + 4, theme.SPACE)
        inner.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule)
        layout.addLayout(inner)
        inner.addLayout(head)
        inner.addWidget(self._verdict)
        inner.addWidget(self._body)
        self._body.hide()

    def _on_toggled(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self._settings.set("meter_open", is_open)
        self._set_icon()
        self.watched_changed.emit(is_open)

    def _set_icon(self) -> None:
        self._fold.setIcon(theme.icon("caret-down" if self.is_open else "caret-up"))

    def _tell(self) -> None:
        read = self._reading
        self._verdict.setText(self._verdict_words(read))
        compared = read.comparison if read is not None else None
        self._bar.setVisible(compared is not None)
        if compared is not None:
            self._bar.set_interval(compared.difference, *compared.interval)
        for line, words in (
            (self._difference, self._difference_words(compared)),
            (self._accuracy, self._accuracy_words(read)),
            (self._needed, self._needed_words(read)),
            (self._advice, self._advice_words(read)),
        ):
            line.setText(words)
            line.setVisible(bool(words))

    def _verdict_words(self, read: Reading | None) -> str:
        if read is None:
            return self.tr("Measuring…") if self._is_measuring else self.tr("Nothing is measured yet.")
        compared = read.comparison
        if compared is None:
            text = self.tr(
                "Can't tell yet: {chosen} of {n} labels chosen, {random} of {n} random, {held} of {m} held out."
            )
            n, m = limits.MIN_COMPARED, limits.MIN_HOLDOUT
            had = {"chosen": min(n, read.n_chosen), "random": min(n, read.n_random), "held": min(m, read.n_holdout)}
            return text.format(n=n, m=m, **had)
        return {
            "ahead": self.tr("Yes: chosen documents teach more than random ones."),
            "behind": self.tr("No: random documents teach more. Choose “random”."),
            "unclear": self.tr("Can't tell yet: the difference may be chance."),
        }[compared.verdict]

    def _difference_words(self, compared: Comparison | None) -> str:
        if compared is None:
            return ""
        text = self.tr("{difference} points {interval} with {n} labels of either kind (hold-out n={m})")
        return text.format(
            difference=_signed(compared.difference),
            interval=_interval(compared.interval, _signed),
            n=i18n.number(compared.n),
            m=i18n.number(compared.n_holdout),
        )

    def _accuracy_words(self, read: Reading | None) -> str:
        if read is None or read.accuracy is None or read.accuracy_interval is None:
            return ""
        text = self.tr("Accuracy of the quick model: {accuracy} % {interval}")
        return text.format(accuracy=_points(read.accuracy), interval=_interval(read.accuracy_interval, _points))

    def _needed_words(self, read: Reading | None) -> str:
        if read is None or read.forecast is None or read.accuracy_interval is None:
            return self.tr("Labels to the target: can't tell yet.")
        if read.accuracy_interval[0] >= read.forecast.target:
            return self.tr("The target is reached.")
        return self._forecast_words(read.forecast, read.n_labels)

    def _forecast_words(self, forecast: Forecast, n: int) -> str:
        labels, low, high = (_more(end, n) for end in (forecast.labels, *forecast.interval))
        if low is None:
            return self.tr("More labels of this kind may never reach the target; better guidelines might.")
        if labels is None:
            return self.tr("At least {low} more labels to the target, perhaps never.").format(low=i18n.number(low))
        if high is None:
            text = self.tr("About {labels} more labels to the target (at least {low}, perhaps never)")
            return text.format(labels=i18n.number(labels), low=i18n.number(low))
        text = self.tr("About {labels} more labels to the target ({low} to {high})")
        return text.format(labels=i18n.number(labels), low=i18n.number(low), high=i18n.number(high))

    def _advice_words(self, read: Reading | None) -> str:
        if read is None or read.advice == "early":
            return ""
        if read.advice == "stop":
            return self.tr("You may stop: the last labels changed neither the predictions nor the accuracy measurably.")
        if read.kappas and min(read.kappas) < 1:
            text = self.tr("Go on: predictions still change (agreement κ {kappa} from one training to the next).")
            return text.format(kappa=f"{min(read.kappas):.2f}".removeprefix("0"))
        return self.tr("Go on: the last labels still brought accuracy.")


def _line(*, is_small: bool = False) -> QLabel:
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("muted", True)
    label.setProperty("small", is_small)
    return label


def _points(share: float) -> str:
    return f"{100 * share:.0f}"


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", "−")


def _interval(interval: Interval, words: Callable[[float], str]) -> str:
    low, high = map(words, interval)
    return f"[{low}, {high}]"


def _more(labels: float, n: int) -> int | None:
    """How many more than n, in two digits; None: too many to count."""
    if labels == NEVER or labels - n > MANY:
        return None
    more = max(0.0, labels - n)
    digits = max(0, math.floor(math.log10(more)) - 1) if more >= 1 else 0
    return int(round(more, -digits))
