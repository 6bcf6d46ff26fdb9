"""The left side of the review page: which of a run's predictions, and the table of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.project.values import PredictionFilter
from core.records import Document, Label
from gui import theme
from gui.i18n import Retranslated
from gui.models.predictions_model import COLUMNS, PredictionsModel
from gui.session import Session
from gui.widgets.cells import AiryCells
from gui.widgets.flow_layout import FlowLayout

Kind = Literal["all", "wrong", "surely_wrong", "unsure", "disagreement", "untrusted"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SEARCH_AFTER_MS = 200
ROW_PX = 30
WIDTHS = {"predicted": 76, "confidence": 52, "actual": 76}


class ReviewList(Retranslated, QWidget):
    """Owns the predictions model and the questions to it."""

    document_chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PredictionsModel(session, self)
        self._names: dict[int, str] = {}
        self._n: int | None = None
        self._ids: tuple[int, ...] | None = None
        self._is_asked_anew = False
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def filter(self) -> PredictionFilter:
        return PredictionFilter(
            kind=next(kind for kind, chip in self.chips.items() if chip.isChecked()),
            predicted=self.predicted.currentData(),
            actual=self.actual.currentData(),
            search=self.search.text().strip(),
            holdout_only=self.holdout.isChecked(),
            ids=self._ids,
            is_unreviewed=self.unreviewed.isChecked(),
        )

    def update_document(self, document: Document) -> None:
        """Its row shows what a person says of it now."""
        given = document.annotation
        is_labelled = given is not None and not given.is_skipped
        actual = tuple(self._names.get(label_id, "") for label_id in given.labels) if given and is_labelled else None
        self.model.set_actual(document.id, actual)

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._names = {label.id: label.name for label in labels}
        for box in (self.predicted, self.actual):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem("", None)
            for label in labels:
                box.addItem(label.name, label.name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.retranslate()

    def show_run(self, run_id: str | None) -> None:
        """Ask again, with the filter as it is."""
        self._search_timer.stop()
        self._n = None
        self._tell_count()
        self.model.set_query(run_id, self.filter)

    def set_filter(self, where: PredictionFilter) -> None:
        """Set chips and boxes; the caller asks with `show_run`."""
        kind: Kind = where.kind if where.kind in KINDS else "all"
        self.chips[kind].setChecked(True)
        for box, name in ((self.predicted, where.predicted), (self.actual, where.actual)):
            box.blockSignals(True)
            if name is not None and box.findData(name) < 0:  # a label that was renamed since the run
                box.addItem(name, name)
            box.setCurrentIndex(box.findData(name))
            box.blockSignals(False)
        editors = (self.search, self.holdout, self.unreviewed)
        for editor in editors:
            editor.blockSignals(True)
        self.search.setText(where.search)
        self.holdout.setChecked(where.holdout_only or where.kind == "holdout")
        self.unreviewed.setChecked(where.is_unreviewed)
        for editor in editors:
            editor.blockSignals(False)
        self._set_ids(where.ids)

    def take_is_asked_anew(self) -> bool:
        """Whether the person asked for other predictions since this was last called."""
        is_asked, self._is_asked_anew = self._is_asked_anew, False
        return is_asked

    def select(self, document_id: int | None) -> None:
        """Mark the row of a document, if it is in the window."""
        row = None if document_id is None else self.model.row_of(document_id)
        if row is None:
            self.table.clearSelection()
        elif row != self.table.currentIndex().row() or not self.table.selectionModel().hasSelection():
            self.table.selectionModel().blockSignals(True)
            self._set_current(row)
            self.table.selectionModel().blockSignals(False)
            self.table.viewport().update()

    def go(self, step: int) -> None:
        """Open the next (1) or previous (-1) prediction."""
        row = self.table.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self._set_current(row)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def retranslate(self) -> None:
        names = {
            "all": (self.tr("All"), ""),
            "wrong": (self.tr("Wrong"), self.tr("The model says something else than the label")),
            "surely_wrong": (
                self.tr("Wrong and sure"),
                self.tr("The model is sure of something else than the label; the surest first"),
            ),
            "unsure": (self.tr("Unsure"), self.tr("The two likeliest labels are close; the closest first")),
            "disagreement": (self.tr("Disagreement"), self.tr("The model says something else than a person here did")),
            "untrusted": (
                self.tr("Low trust"),
                self.tr("The highlights were checked and do not hold up: see the page Trust"),
            ),
        }
        for kind, chip in self.chips.items():
            chip.setText(names[kind][0])
            chip.setToolTip(names[kind][1])
        self.predicted.setItemText(0, self.tr("Model: any"))
        self.actual.setItemText(0, self.tr("Label: any"))
        self.predicted.setAccessibleName(self.tr("Only what the model labels as"))
        self.actual.setAccessibleName(self.tr("Only what people labelled as"))
        self.holdout.setText(self.tr("Hold-out only"))
        self.holdout.setToolTip(self.tr("Documents that no model was trained on: here its mistakes are honest"))
        self.unreviewed.setText(self.tr("Not reviewed"))
        self.unreviewed.setToolTip(self.tr("Documents whose explanation you have neither accepted nor rejected"))
        self.only.setText(self.tr("Only %Ln chosen document(s)", "", len(self._ids or ())))
        self.only.setToolTip(self.tr("Show all documents again"))
        self.search.setPlaceholderText(self.tr("Search the texts"))
        self.search.setAccessibleName(self.tr("Search the texts"))
        self.table.setAccessibleName(self.tr("Predictions"))
        self.model.retranslate()
        self._tell_empty()
        self._tell_count()

    def _build_ui(self) -> None:
        self.predicted, self.actual = QComboBox(), QComboBox()
        for box in (self.predicted, self.actual):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.addItem("", None)
        chips = FlowLayout()
        self._group = QButtonGroup(self)
        self.chips: dict[Kind, QPushButton] = {}
        for kind in KINDS:
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setChecked(kind == "all")
            chip.setProperty("chip", True)
            chip.setFixedHeight(26)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip)
            self.chips[kind] = chip
            chips.addWidget(chip)
        self.holdout, self.unreviewed, self.search, self._count = QCheckBox(), QCheckBox(), QLineEdit(), QLabel()
        self.only = QPushButton()
        self.only.setProperty("chip", True)
        self.only.setFixedHeight(26)
        self.only.setIcon(theme.icon("x", "muted"))
        self.only.hide()
        self.search.setClearButtonEnabled(True)
        self._count.setProperty("muted", True)
        self._build_table()
        by_label, last = QHBoxLayout(), QHBoxLayout()
        by_label.addWidget(self.predicted, 1)
        by_label.addWidget(self.actual, 1)
        last.addWidget(self.holdout)
        last.addWidget(self.unreviewed)
        last.addStretch(1)
        last.addWidget(self._count)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 0)
        head.setSpacing(theme.SPACE)
        head.addWidget(self.search)
        head.addLayout(chips)
        head.addLayout(by_label)
        head.addWidget(self.only, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)

    def _build_table(self) -> None:
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("muted", True)
        self._empty.setMinimumHeight(4 * theme.SPACE)
        self._empty.hide()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(AiryCells(self.table))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(COLUMNS.index(column), width)

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_question_changed)
        self.predicted.currentIndexChanged.connect(self._on_question_changed)
        self.actual.currentIndexChanged.connect(self._on_question_changed)
        self.holdout.toggled.connect(self._on_question_changed)
        self.unreviewed.toggled.connect(self._on_question_changed)
        self.only.clicked.connect(self._on_only_clicked)
        self.search.textChanged.connect(lambda: self._search_timer.start())
        self._search_timer.timeout.connect(self._on_question_changed)
        self.model.counted.connect(self._on_counted)
        self.model.reloaded.connect(self._tell_empty)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _on_question_changed(self) -> None:
        self._is_asked_anew = True
        self.show_run(self.model.run_id)

    def _on_only_clicked(self) -> None:
        self._set_ids(None)
        self._on_question_changed()

    def _set_ids(self, ids: tuple[int, ...] | None) -> None:
        """Only these documents, which some other tab chose; a chip lets go of them."""
        self._ids = ids
        self.only.setVisible(ids is not None)
        self.retranslate()

    def _on_counted(self, n: int) -> None:
        self._n = n
        self._tell_count()

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.document_chosen.emit(self.model.prediction(current.row()).document_id)

    def _set_current(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)
        self.table.scrollTo(self.model.index(row, 0))

    def _tell_empty(self) -> None:
        is_all = self.filter == PredictionFilter()
        self._empty.setText(self.tr("The predictions are being read…") if is_all else self.tr("No document matches."))
        self._empty.setVisible(self.model.rowCount() == 0)

    def _tell_count(self) -> None:
        self._count.setText("" if self._n is None else self.tr("%Ln document(s)", "", self._n))
