"""What stands beside a run: the same model with uniform attention, and n-gram logistic regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.project.values import Run
from gui import figures, theme
from gui.i18n import Retranslated
from gui.widgets.facts_table import ROW_PX, FactsTable
from gui.widgets.scrolled import scrolled


class BesideRun(Retranslated, QWidget):
    """A row each with figures on the same hold-out, and one honest sentence about each difference."""

    compare_requested = Signal(str)  # run id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._is_comparing = False
        self._build_ui()
        self.compare.clicked.connect(self._on_compare_clicked)
        self.retranslate()

    @property
    def can_compare(self) -> bool:
        """Whether there is something to compare that was not compared yet."""
        run = self._run
        is_measured = run is not None and run.state == "finished" and bool((run.metrics or {}).get("n"))
        return is_measured and run is not None and run.comparison is None and not self._is_comparing

    def set_run(self, run: Run | None, *, is_comparing: bool) -> None:
        self._run, self._is_comparing = run, is_comparing
        self.retranslate()

    def retranslate(self) -> None:
        others = self._others()
        measured = (self._run.metrics if self._run else None) or {}
        n = self.tr("n = {n}").format(n=figures.count(int(measured.get("n", 0))))  # all on the same documents
        head = (n, self.tr("Accuracy"), self.tr("Macro-F1"))
        rows = [(self.tr("This run"), *_figures(measured))] if others else []
        rows += [(self._name(name), *_figures(other["metrics"])) for name, other in others.items()]
        self.table.set_rows(head, rows, strong=[0])
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + ROW_PX * len(rows) + 2)
        sentences = [self._sentence(name, other) for name, other in others.items()]
        self._sentences.setText("\n".join(sentences) or self._why_none())
        self.compare.setText(self.tr("Compare now"))
        self.compare.setVisible(self.can_compare)

    def _build_ui(self) -> None:
        self.table = FactsTable()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sentences = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.compare = QPushButton()
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.SPACE)
        body.addWidget(self._sentences)
        body.addWidget(self.table)
        body.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        area = scrolled(body)
        area.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _on_compare_clicked(self) -> None:
        if self._run is not None and self.can_compare:
            self.compare_requested.emit(self._run.id)

    def _others(self) -> Mapping[str, Mapping[str, Any]]:
        comparison = (self._run.comparison if self._run else None) or {}
        return {name: other for name, other in comparison.items() if other is not None}

    def _name(self, name: str) -> str:
        names = {"uniform": self.tr("Uniform attention"), "logistic": self.tr("Logistic regression")}
        return names[name]

    def _sentence(self, name: str, other: Mapping[str, Any]) -> str:
        """What the paired difference in accuracy, with its 95 % interval, says."""
        low, high = (100 * float(end) for end in other["interval"])
        texts = {
            ("uniform", 1): self.tr("Better than uniform attention by {points} points ({low} to {high})."),
            ("uniform", -1): self.tr("Worse than uniform attention by {points} points ({low} to {high})."),
            ("uniform", 0): self.tr(
                "Uniform attention does as well ({low} to {high} points): "
                "accuracy is no evidence that the attention is useful."
            ),
            ("logistic", 1): self.tr("Better than n-gram logistic regression by {points} points ({low} to {high})."),
            ("logistic", -1): self.tr("Worse than n-gram logistic regression by {points} points ({low} to {high})."),
            ("logistic", 0): self.tr(
                "No clear difference from n-gram logistic regression ({low} to {high} points): "
                "the simpler model may do."
            ),
        }
        side = 1 if low > 0 else -1 if high < 0 else 0
        if side < 0:
            low, high = -high, -low
        points = f"{abs(100 * float(other['accuracy_difference'])):.1f}"
        return texts[name, side].format(points=points, low=_points(low), high=_points(high))

    def _why_none(self) -> str:
        run = self._run
        if run is None:
            return ""
        if self._is_comparing:
            return self.tr("Being compared in the background, when nothing else is trained.")
        if run.state != "finished":
            return self.tr("Compared when the run has finished.")
        if not (run.metrics or {}).get("n"):
            return self.tr("There is no hold-out to compare on.")
        if run.comparison is None:
            return self.tr("Not compared yet with uniform attention and n-gram logistic regression.")
        return self.tr("This is the simple model that other runs are compared with.")


def _figures(metrics: Mapping[str, Any]) -> tuple[str, str]:
    def cell(key: str) -> str:
        interval = metrics.get(f"{key}_interval")
        value = float(metrics.get(key, 0.0))
        return figures.with_interval(value, interval, 3, 2) if interval else figures.share(value)

    return cell("accuracy"), cell("macro_f1")


def _points(value: float) -> str:
    """With a true minus, and no minus before a nought."""
    text = f"{abs(value):.1f}"
    return f"−{text}" if value < 0 and text != "0.0" else text
