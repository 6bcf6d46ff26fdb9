"""Two runs side by side: whose predictions changed, and whose explanations changed most."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import Cancelled
from core.intervals import sign_test
from core.progress import Report
from core.project.run_files import EXPLAINED
from core.project.values import Changed, Run
from core.survey.comparing import distances
from gui import figures, theme
from gui.i18n import Retranslated
from gui.models.runs_model import model_title
from gui.session import Session
from gui.widgets.facts_table import FactsTable

if TYPE_CHECKING:
    from core.project.project import Project

PREDICTIONS, EXPLANATIONS = "predictions", "explanations"
MAX_ROWS = 500
CLEAR_BELOW = 0.05  # of the sign test


class ReviewRuns(Retranslated, QWidget):
    """Compares the run under review with another one; a row opens its document."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: Run | None = None
        self._runs: Sequence[Run] = ()
        self._changed: Sequence[Changed] | None = None
        self._apart: Sequence[tuple[int, float, str]] = ()
        self._missing: Sequence[str] = ()
        self._stamp: object = None
        self._build_ui()
        self.other.currentIndexChanged.connect(lambda _: self._on_runs_changed())
        self.view.currentIndexChanged.connect(lambda _: self._show())
        self.sample.clicked.connect(self._on_sample_clicked)
        self.table.cellClicked.connect(lambda row, _: self._on_row_chosen(row))
        self.table.cellActivated.connect(lambda row, _: self._on_row_chosen(row))
        session.runs_changed.connect(self._on_runs_changed)
        self.retranslate()

    def show_runs(self, run: Run | None, runs: Sequence[Run]) -> None:
        """The run under review, and those that it can be compared with."""
        self._run, self._runs = run, [one for one in runs if run is None or one.id != run.id]
        chosen = self.other.currentData()
        self.other.blockSignals(True)
        self.other.clear()
        for one in self._runs:
            self.other.addItem(_title(one), one.id)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)) if self._runs else -1)
        self.other.blockSignals(False)
        self._on_runs_changed()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Compare with"))
        self.other.setAccessibleName(self.tr("The other run"))
        for place, name in enumerate((self.tr("Predictions that differ"), self.tr("Explanations that differ most"))):
            self.view.setItemText(place, name)
        self.view.setAccessibleName(self.tr("What is compared"))
        self.sample.setText(self.tr("Explain a sample with both"))
        self.table.setAccessibleName(self.tr("Documents that differ"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self.sentence, self.hint = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._title.setProperty("strong", True)
        self.sentence.setFont(theme.font(theme.SIZE_LARGE))
        self.hint.setProperty("muted", True)
        for label in (self.sentence, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.other, self.view, self.sample, self.table = QComboBox(), QComboBox(), QPushButton(), FactsTable()
        self.other.setMinimumContentsLength(24)
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        for kind in (PREDICTIONS, EXPLANATIONS):
            self.view.addItem("", kind)
        head = QHBoxLayout()
        for widget in (self._title, self.other, self.view, self.sample):
            head.addWidget(widget)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)

    # Slots

    def _on_sample_clicked(self) -> None:
        for run_id in self._missing:
            self._session.trainer.survey(run_id)
        self._show()

    def _on_row_chosen(self, row: int) -> None:
        if self.view.currentData() == PREDICTIONS:
            document_id = (self._changed or ())[row].document_id
        else:
            document_id = self._apart[row][0]
        self._session.document_requested.emit(document_id, "review")

    # Helpers

    def _on_runs_changed(self) -> None:
        self._show()
        if self.isVisible():
            self._look()

    def _stamp_now(self) -> object:
        """All that a comparison depends on."""
        runs = {run.id: run for run in (self._run, *self._runs) if run is not None}
        chosen = [runs.get(self._run.id if self._run else ""), runs.get(self.other.currentData() or "")]
        return [(run.id, _time(run.path / EXPLAINED)) for run in chosen if run is not None]

    def _look(self) -> None:
        run, other_id, stamp = self._run, self.other.currentData(), self._stamp_now()
        if run is None or other_id is None or stamp == self._stamp:
            return
        self._stamp, self._changed, self._apart = stamp, None, ()
        self._show()

        def work(project: Project, _: Report) -> tuple[list[Changed], list[tuple[int, float, str]], list[str]]:
            changed = project.predictions.changed(run.id, other_id, MAX_ROWS)
            paths = {id: project.runs.explained(id) for id in (run.id, other_id)}
            missing = [id for id, path in paths.items() if not path.exists()]
            found = {} if missing else distances(*paths.values())
            farthest = sorted(found, key=lambda id: -found[id])[:MAX_ROWS]
            snippets = project.predictions.snippets(farthest)
            return changed, [(id, found[id], snippets[id]) for id in farthest if id in snippets], missing

        def then(found: tuple[list[Changed], list[tuple[int, float, str]], list[str]]) -> None:
            if run is self._run and other_id == self.other.currentData():
                self._changed, self._apart, self._missing = found
                self._show()

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self._session.error_raised.emit(error)

        self._session.background(work, then, failed, self.tr("Comparing two runs"))

    def _show(self) -> None:
        is_predictions = self.view.currentData() == PREDICTIONS
        is_under_way = any(self._session.trainer.is_under_way("survey", id) for id in self._missing)
        self.sample.setVisible(not is_predictions and bool(self._missing))
        self.sample.setEnabled(not is_under_way)
        self.sentence.setText(self._sentence())
        if is_predictions:
            self.hint.setText(
                self.tr("A click shows the document. The surest of both come first, the hold-out before.")
            )
            self._show_changed()
        else:
            self.hint.setText(self._apart_hint(is_under_way=is_under_way))
            head = (self.tr("Document"), self.tr("Apart"))
            self.table.set_rows(head, [(snippet, figures.share(far, 2)) for _, far, snippet in self._apart])

    def _show_changed(self) -> None:
        mine = model_title(self._run) if self._run else ""
        head = (self.tr("Document"), mine, "p", self.other.currentText(), "p", self.tr("Label"))
        rows = [
            (
                one.snippet,
                one.one,
                figures.share(one.one_confidence, 2),
                one.other,
                figures.share(one.other_confidence, 2),
                figures.NONE if one.actual is None else one.actual,
            )
            for one in self._changed or ()
        ]
        self.table.set_rows(head, rows)

    def _apart_hint(self, *, is_under_way: bool) -> str:
        if is_under_way:
            return self.tr("The sample is being explained in the background.")
        if self._missing:
            return self.tr("To compare explanations, both runs must explain the same sample of documents.")
        return self.tr("How far the highlights are apart: 0 alike, 1 nothing shared. A click shows the document.")

    def _sentence(self) -> str:
        """Which of the two is right where they differ, on the hold-out; and whether that is more than chance."""
        if not self._runs:
            return self.tr("There is no other trained run to compare with.")
        if self._changed is None:
            return self.tr("Comparing…")
        judged = [one for one in self._changed if one.is_holdout and one.actual is not None]
        mine, theirs = sum(one.one == one.actual for one in judged), sum(one.other == one.actual for one in judged)
        n = f"{figures.count(len(self._changed))}{'+' if len(self._changed) == MAX_ROWS else ''}"
        text = self.tr(
            "They differ on {n} documents. Of those of the hold-out, this run is right on {mine}, the other on {theirs}"
        )
        is_clear = sign_test(mine, theirs) < CLEAR_BELOW
        end = self.tr(": a clear difference.") if is_clear else self.tr(": that may be chance.")
        return text.format(n=n, mine=figures.count(mine), theirs=figures.count(theirs)) + end


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _title(run: Run) -> str:
    return f"{model_title(run)} · {figures.short_moment(run.created)}"
