"""The confusion matrix: what the labelled documents are (rows) against what the model says (columns)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from gui import figures, theme
from gui.i18n import Retranslated

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NARROWEST_PX, HEAD_PX, ROW_PX = 56, 96, 28


class _Counts(QAbstractTableModel):
    """The numbers, each with a tint for its share of the row."""

    def __init__(self, view: ConfusionMatrix) -> None:
        super().__init__(view)
        self._view = view
        self.labels: Sequence[str] = ()
        self.rows: Sequence[Sequence[int]] = ()

    def set_confusion(self, labels: Sequence[str], rows: Sequence[Sequence[int]]) -> None:
        self.beginResetModel()
        self.labels, self.rows = labels, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.labels)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        n, total = self.rows[row][column], sum(self.rows[row])
        level = n / total if total else 0.0
        match role:
            case Role.DisplayRole:
                return figures.count(n)
            case Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Role.BackgroundRole:
                return _tint(level)
            case Role.ForegroundRole:
                look = theme.current()
                return look.on_accent if level > 0.55 else look.text if n else look.muted
            case Role.ToolTipRole | Role.AccessibleTextRole:
                return self._view.sentence(n, total, self.labels[row], self.labels[column])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role not in (Role.DisplayRole, Role.ToolTipRole) or section >= len(self.labels):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.labels[section]
        return f"{self.labels[section]} ({figures.count(sum(self.rows[section]))})"


class ConfusionMatrix(Retranslated, QTableView):
    """A click (or Enter) on a cell asks for its documents."""

    cell_chosen = Signal(str, str)  # actual, predicted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = _Counts(self)
        self.setModel(self._counts)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setMinimumSectionSize(NARROWEST_PX)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setDefaultSectionSize(ROW_PX)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMaximumWidth(HEAD_PX)
        for header in (across, down):
            header.setHighlightSections(True)
            header.setSectionsClickable(False)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self.viewport().update)
        self.retranslate()

    def set_confusion(self, labels: Sequence[str], rows: Sequence[Sequence[int]]) -> None:
        """`rows` are the actual labels, each with a count for every predicted one."""
        self._counts.set_confusion(labels, rows)

    def sentence(self, n: int, total: int, actual: str, predicted: str) -> str:
        text = self.tr(
            "{n} of {total} documents labelled “{actual}” were predicted as “{predicted}”. Click to see them."
        )
        return text.format(n=n, total=total, actual=actual, predicted=predicted)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Confusion matrix: rows are the labels, columns the predictions"))

    def sizeHint(self) -> QSize:
        n = max(2, len(self._counts.labels))
        return QSize(HEAD_PX + n * NARROWEST_PX * 2, ROW_PX * (n + 1) + 4)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(self._counts.labels[index.row()], self._counts.labels[index.column()])

    def _on_activated(self, index: QModelIndex) -> None:
        """By the Enter key only: a click has been heard already."""
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._on_chosen(index)


def _tint(level: float) -> QColor:
    """The accent over the surface, stronger with the share of the row."""
    look = theme.current()
    return QColor.fromRgbF(
        *(
            getattr(look.surface, part)() * (1 - level) + getattr(look.accent, part)() * level
            for part in ("redF", "greenF", "blueF")
        )
    )
