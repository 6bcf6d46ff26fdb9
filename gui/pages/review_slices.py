"""Where a run fails: its confusion matrix, and the slices of the hold-out that it is weak in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.errors import N_, Cancelled
from core.progress import Report
from core.project.values import PredictionFilter, Run
from core.survey.slices import KEYWORD, LENGTH, Condition, Slice, Slices, slices
from gui import figures, theme
from gui.i18n import Retranslated, translate
from gui.models.keywords_model import read_keywords
from gui.session import Session
from gui.widgets.confusion_matrix import ConfusionMatrix
from gui.widgets.facts_table import FactsTable

if TYPE_CHECKING:
    from core.project.project import Project

WEAK, ALL = "weak", "all"
CHANCE = 0.025  # of slices that look weak though they are not: one side of a 95 % interval
MAX_ROWS = 200

AND = N_("ReviewSlices", " and ")
CHARACTERS = N_("ReviewSlices", "{range} characters")
HOLDS = N_("ReviewSlices", "holds “{word}”")


class ReviewSlices(Retranslated, QWidget):
    """Looks for slices when it is first seen; a cell or a slice opens its documents."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: Run | None = None
        self._found: Slices | None = None
        self._shown: Sequence[Slice] = ()
        self._is_stale = False
        self._build_ui()
        self.matrix.cell_chosen.connect(self._on_cell_chosen)
        self.view.currentIndexChanged.connect(lambda _: self._show())
        self.table.cellClicked.connect(lambda row, _: self._on_slice_chosen(row))
        self.table.cellActivated.connect(lambda row, _: self._on_slice_chosen(row))
        session.annotations_changed.connect(lambda _: self._forget())
        self.retranslate()

    def show_run(self, run: Run | None) -> None:
        self._run = run
        self._forget()

    def retranslate(self) -> None:
        self._matrix_title.setText(self.tr("Confusion"))
        self._axes.setText(self.tr("Rows: the person's label. Columns: the model's. A click shows the documents."))
        self._title.setText(self.tr("Slices"))
        for place, name in enumerate((self.tr("Weak slices"), self.tr("All slices"))):
            self.view.setItemText(place, name)
        self.view.setAccessibleName(self.tr("Which slices"))
        self.table.setAccessibleName(self.tr("Slices"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._show()
            self._look()

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._matrix_title, self._axes, self._title, self.hint = (QLabel(wordWrap=True) for _ in range(4))
        for label in (self._matrix_title, self._title):
            label.setProperty("strong", True)
        for label in (self._axes, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("muted", True)
        self.matrix, self.view, self.table = ConfusionMatrix(), QComboBox(), FactsTable()
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        for kind in (WEAK, ALL):
            self.view.addItem("", kind)
        left, right, head = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for widget in (self._matrix_title, self._axes, self.matrix):
            left.addWidget(widget)
        left.setStretch(2, 1)
        head.addWidget(self._title)
        head.addWidget(self.view)
        head.addStretch(1)
        right.addLayout(head)
        right.addWidget(self.hint)
        right.addWidget(self.table, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(4 * theme.SPACE)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)

    def _forget(self) -> None:
        self._found, self._is_stale = None, True
        if self.isVisible():
            self._show()
            self._look()

    def _look(self) -> None:
        """Off the GUI thread: thousands of pairs."""
        run = self._run
        if run is None or not self._is_stale:
            return
        self._is_stale = False

        def work(project: Project, _: Report) -> Slices:
            keywords = [word.word for words in read_keywords(run.path / "keywords.json").values() for word in words]
            return slices(project.predictions.judged(run.id), keywords)

        def then(found: Slices) -> None:
            if run is self._run:
                self._found = found
                self._show()

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self._session.error_raised.emit(error)

        self._session.background(work, then, failed, self.tr("Looking for weak slices"))

    def _on_cell_chosen(self, actual: str, predicted: str) -> None:
        if self._run is not None:
            where = PredictionFilter(actual=actual, predicted=predicted, holdout_only=True)
            self._session.review_requested.emit(self._run.id, where)

    def _on_slice_chosen(self, row: int) -> None:
        if self._run is not None and row < len(self._shown):
            where = PredictionFilter("wrong", ids=tuple(sorted(self._shown[row].ids)), holdout_only=True)
            self._session.review_requested.emit(self._run.id, where)

    def _show(self) -> None:
        confusion = ((self._run.metrics if self._run else None) or {}).get("confusion")
        self.matrix.setVisible(confusion is not None)
        if confusion is not None:
            self.matrix.set_confusion(confusion["labels"], confusion["rows"])
        found = self._found
        self._shown = () if found is None else (found.weak if self.view.currentData() == WEAK else found.all)[:MAX_ROWS]
        head = (self.tr("Slice"), self.tr("Documents"), self.tr("Wrong"), self.tr("Right (95 %)"))
        self.table.set_rows(head, [self._row(one) for one in self._shown])
        self.hint.setText(self._sentence(found))

    def _sentence(self, found: Slices | None) -> str:
        if found is None:
            return self.tr("Looking…") if self._run is not None else ""
        if not found.n:
            return self.tr("The hold-out has no labelled documents that this run has seen.")
        text = self.tr(
            "{n} labelled documents of the hold-out, {wrong} wrong. Of {tried} slices by length, metadata and keyword, "
            "alone and in pairs, these are wrong clearly more often than all; some {chance} would look so by chance. "
            "A click shows what is wrong in one."
        )
        return text.format(
            n=figures.count(found.n),
            wrong=figures.count(found.n_wrong),
            tried=figures.count(found.n_tried),
            chance=figures.count(round(CHANCE * found.n_tried)),
        )

    def _row(self, one: Slice) -> tuple[str, str, str, str]:
        accuracy = figures.with_interval(one.accuracy, one.accuracy_interval, 2)
        return slice_name(one), figures.count(one.n), figures.count(one.n_wrong), accuracy


def slice_name(one: Slice) -> str:
    """Its conditions in words."""
    return translate("ReviewSlices", AND).join(map(_condition, one.conditions))


def _condition(condition: Condition) -> str:
    if condition.kind == LENGTH:
        return translate("ReviewSlices", CHARACTERS).format(range=condition.value)
    if condition.kind == KEYWORD:
        return translate("ReviewSlices", HOLDS).format(word=condition.value)
    return f"{condition.name}: {condition.value or figures.NONE}"
