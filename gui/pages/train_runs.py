"""The table of runs on the train page: sorted, selected, ticked, made active, resumed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSortFilterProxyModel, Qt, Signal, SignalInstance
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.project.values import Run
from gui import theme
from gui.i18n import Retranslated
from gui.models.runs_model import COLUMNS, SORT_ROLE, RunsModel
from gui.widgets.cells import AiryCells

ROW_PX, HEAD_AIR_PX, ARROW_PX = 28, 20, 14
MODEL_PX = 90  # the least width of a model's name
RESUMABLE = frozenset({"interrupted", "cancelled"})


class RunsPanel(Retranslated, QWidget):
    """Owns the runs model; says which run is selected, and which are ticked to compare."""

    run_selected = Signal(object)  # Run or None
    compare_changed = Signal(object)  # the ticked Runs
    activate_requested = Signal(str)
    resume_requested = Signal(str)
    settings_requested = Signal(object)  # Run whose settings to take over

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RunsModel(self)
        self._build_ui()
        self._connect()
        self._on_selection_changed()
        self.retranslate()

    @property
    def selected(self) -> Run | None:
        indexes = self.table.selectionModel().selectedRows()
        run: Run | None = indexes[0].data(Qt.ItemDataRole.UserRole) if indexes else None
        return run

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Take over the runs as they are now; something is always selected when there are any."""
        before = self.selected
        self.model.set_runs(runs)
        self._fit_columns()
        self._empty.setVisible(not runs)
        self.table.setVisible(bool(runs))
        if runs and self.selected is None:
            self.select(before.id if before else runs[0].id)
        else:
            self._on_selection_changed()

    def select(self, run_id: str) -> None:
        row = self.model.row_of(run_id)
        if row is None:
            return
        index = self._proxy.mapFromSource(self.model.index(row, 0))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Runs"))
        self._hint.setText(self.tr("Tick two to compare them. In brackets: 95 % intervals."))
        self._empty.setText(self.tr("No run yet. A run keeps its settings, its data and its results for good."))
        self.activate.setText(self.tr("Make active"))
        self.activate.setToolTip(self.tr("The review page and the suggestions use the active run"))
        self.resume.setText(self.tr("Resume"))
        self.resume.setToolTip(self.tr("Go on from the last checkpoint"))
        self.reuse.setText(self.tr("Use its settings"))
        self.reuse.setToolTip(self.tr("Fill the form on the left as this run was made"))
        self.table.setAccessibleName(self.tr("Runs"))
        self.model.retranslate()
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._hint = QLabel(), QLabel()
        self._title.setProperty("title", True)
        self._hint.setProperty("muted", True)
        self._hint.setMinimumWidth(40)
        self.activate, self.resume, self.reuse = QPushButton(), QPushButton(), QPushButton()
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setSourceModel(self.model)
        self.table = QTableView()
        self.table.setModel(self._proxy)
        self.table.setItemDelegate(AiryCells(self.table))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(COLUMNS.index("created"), Qt.SortOrder.DescendingOrder)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        self._empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("muted", True)
        head = QHBoxLayout()
        head.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        head.addWidget(self._title)
        head.setSpacing(theme.SPACE)
        head.addWidget(self._hint, 1)
        for button in (self.reuse, self.resume, self.activate):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.table, 1)
        self.table.hide()

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.table.activated.connect(self._on_activated)
        self.model.ticked_changed.connect(lambda: self.compare_changed.emit(self.model.ticked))
        self.activate.clicked.connect(lambda: self._emit_id(self.activate_requested))
        self.resume.clicked.connect(lambda: self._emit_id(self.resume_requested))
        self.reuse.clicked.connect(lambda: self.settings_requested.emit(self.selected))

    def _on_selection_changed(self) -> None:
        run = self.selected
        self.activate.setEnabled(run is not None and run.state == "finished" and not run.is_active)
        self.resume.setVisible(run is not None and run.state in RESUMABLE)
        self.reuse.setEnabled(run is not None)
        self.run_selected.emit(run)

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter or a double click on a run that can be reviewed makes it the active one."""
        if index.column() != 0 and self.activate.isEnabled():
            self._emit_id(self.activate_requested)

    def _fit_columns(self) -> None:
        """As wide as what they hold; where that is too much, names of models are cut short (their tips are not).

        Qt's own way would give every column room for the sorted one's arrow.
        """
        header = self.table.horizontalHeader()
        model = COLUMNS.index("model")
        for section in range(len(COLUMNS)):
            title = str(self.model.headerData(section, Qt.Orientation.Horizontal))
            arrow = ARROW_PX if section == header.sortIndicatorSection() else 0
            wanted = header.fontMetrics().horizontalAdvance(title) + HEAD_AIR_PX + arrow
            box = theme.SPACE if section == 0 else 0  # the style sheet's box is wider than Qt reckons
            header.resizeSection(section, max(wanted, self.table.sizeHintForColumn(section) + box))
        too_much = header.length() - self.width()
        header.resizeSection(model, max(MODEL_PX, header.sectionSize(model) - max(0, too_much)))

    def _emit_id(self, signal: SignalInstance) -> None:
        run = self.selected
        if run is not None:
            signal.emit(run.id)
