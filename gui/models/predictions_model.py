"""Predictions of one run: a window of rows that grows where it is looked at, never the whole table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.project.values import Prediction, PredictionFilter
from gui import figures

if TYPE_CHECKING:
    from core.project.project import Project

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
WINDOW = 200
COLUMNS = ("snippet", "predicted", "confidence", "actual")


class Caller(Protocol):
    """The session, as far as a model needs it."""

    def call(self, work: Callable[[Project], T], then: Callable[[T], None]) -> None: ...


class PredictionsModel(QAbstractTableModel):
    """UserRole gives the Prediction of a row. Answers that come after another question are dropped."""

    reloaded = Signal()  # the first window of another question is there
    counted = Signal(int)  # how many match altogether

    def __init__(self, session: Caller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Prediction] = []
        self._run_id: str | None = None
        self._filter = PredictionFilter()
        self._version = 0
        self._has_more = self._is_waiting = False

    @property
    def filter(self) -> PredictionFilter:
        return self._filter

    @property
    def run_id(self) -> str | None:
        return self._run_id

    def set_query(self, run_id: str | None, where: PredictionFilter) -> None:
        """Ask for the first window of a run's predictions; None: show nothing."""
        self._run_id, self._filter = run_id, where
        self._version += 1
        if run_id is None:
            self._replace([])
            return
        self._ask(lambda project: project.predictions.rows(run_id, where, after=None, limit=WINDOW), self._replace)
        version = self._version
        self._session.call(
            lambda project: project.predictions.count(run_id, where),
            lambda n: self.counted.emit(n) if version == self._version else None,
        )

    def row_of(self, document_id: int) -> int | None:
        return next((row for row, data in enumerate(self._rows) if data.document_id == document_id), None)

    def prediction(self, row: int) -> Prediction:
        return self._rows[row]

    def set_actual(self, document_id: int, actual: tuple[str, ...] | None) -> None:
        """Show what a person has just said; the row stays, whatever the filter, until the next question."""
        row = self.row_of(document_id)
        if row is not None:
            self._rows[row] = replace(self._rows[row], actual=actual)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        match role:
            case Role.UserRole:
                return row
            case Role.DisplayRole:
                return _text(row, column)
            case Role.TextAlignmentRole if column == "confidence":
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.ToolTipRole:
                return self._tip(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole and COLUMNS[section] == "confidence":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Role.DisplayRole:
            return None
        names = (self.tr("Document"), self.tr("Model"), self.tr("p"), self.tr("Label"))
        return names[section]

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        run_id, where = self._run_id, self._filter
        if run_id is None or not self._rows or not self.canFetchMore(parent):
            return
        last = self._rows[-1]
        self._ask(lambda project: project.predictions.rows(run_id, where, after=last, limit=WINDOW), self._append)

    def _ask(self, work: Callable[[Project], list[Prediction]], then: Callable[[list[Prediction]], None]) -> None:
        version = self._version
        self._is_waiting = True

        def answer(rows: list[Prediction]) -> None:
            if version == self._version:
                self._is_waiting = False
                then(rows)

        self._session.call(work, answer)

    def _replace(self, rows: Sequence[Prediction]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._has_more = len(rows) == WINDOW
        self.endResetModel()
        self.reloaded.emit()

    def _append(self, rows: Sequence[Prediction]) -> None:
        self._has_more = len(rows) == WINDOW
        if rows:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _tip(self, row: Prediction, column: str) -> str:
        if column == "snippet":
            part = self.tr("In the hold-out")
            return f"{row.snippet}\n{part}" if row.is_holdout else row.snippet
        if column == "confidence":
            text = self.tr("The model gives this label {p}; {margin} more than the next one")
            return text.format(p=figures.share(row.confidence), margin=figures.share(row.margin))
        if column == "actual" and row.actual is None:
            return self.tr("Nobody has labelled it")
        return ""


def _text(row: Prediction, column: str) -> str:
    if column == "actual":
        return figures.NONE if row.actual is None else ", ".join(row.actual)
    if column == "confidence":
        return figures.share(row.confidence, 2)
    return row.snippet if column == "snippet" else row.predicted
