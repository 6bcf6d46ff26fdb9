"""How links are read off attention, with what run of the other direction, and how well they agree with people's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.jobs.aligning import ARGMAX, BOTH, METHODS, MUTUAL, THRESHOLD
from gui import figures, theme
from gui.i18n import Retranslated, translate
from gui.widgets.alignment_words import DIAGONAL, short_name
from gui.widgets.facts_table import ROW_PX, FactsTable

ORDER = (MUTUAL, ARGMAX, THRESHOLD, BOTH)
FEW = 30  # linked pairs, below which a rate says little


class TranslationAgreement(Retranslated, QWidget):
    """Data in, signals out: which way to link is shown, and that a run of the other direction is wanted."""

    method_changed = Signal(str)  # of core.jobs.aligning.METHODS; "": none
    backward_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreement: Mapping[str, Any] | None = None
        self._reading, self._backward, self._is_trained, self._is_possible = "emitted", "", False, False
        self._build_ui()
        self.retranslate()

    @property
    def method(self) -> str:
        return str(self.methods.currentData() or "")

    def show_runs(self, backward: str, *, is_trained: bool, is_possible: bool) -> None:
        """The run of the other direction by name ("": none; `is_trained`: one is learning now).

        `is_possible`: the run that is asked says where it looked.
        """
        self._backward, self._is_trained, self._is_possible = backward, is_trained, is_possible
        self._tell()

    def show_agreement(self, agreement: Mapping[str, Any] | None, reading: str) -> None:
        """As AgreementSpec is answered; None: not measured."""
        self._agreement, self._reading = agreement, reading
        self._fill()

    def retranslate(self) -> None:
        self._label.setText(self.tr("Links shown"))
        self.methods.setItemText(0, self.tr("not shown"))
        for index, method in enumerate(ORDER, start=1):
            self.methods.setItemText(index, short_name(method))
            self.methods.setItemData(index, translate("core", METHODS[method]), Qt.ItemDataRole.ToolTipRole)
        self.methods.setToolTip(self.tr("How attention becomes links between words: dots in the matrix"))
        self.train.setToolTip(self.tr("The same settings, the other way round; it learns in the background"))
        self.table.setAccessibleName(self.tr("Links of the model against those of people"))
        self._tell()
        self._fill()

    def _build_ui(self) -> None:
        self._label, self._way, self._n = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self._way, self._n):
            label.setProperty("muted", True)
        self.methods, self.train, self.table = QComboBox(), QPushButton(), FactsTable()
        for value in ("", *ORDER):
            self.methods.addItem("", value)
        self.methods.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._label.setBuddy(self.methods)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        choice = QHBoxLayout()
        choice.addWidget(self._label)
        choice.addWidget(self.methods, 1)
        layout.addLayout(choice)
        for widget in (self._way, self.train, self.table, self._n):
            layout.addWidget(widget)
        self.methods.currentIndexChanged.connect(self._on_method_chosen)
        self.train.clicked.connect(self.backward_requested)

    def _on_method_chosen(self) -> None:
        self._fill()
        self.method_changed.emit(self.method)

    def _tell(self) -> None:
        """Which run the other direction is, or how to come by one."""
        for widget in (self._label, self.methods, self._way):
            widget.setVisible(self._is_possible)
        if self._backward:
            text = self.tr("The other direction: {run}").format(run=self._backward)
        elif self._is_trained:
            text = self.tr("A model of the other direction is learning; its links are joined when it is done.")
        else:
            text = self.tr("With a model of the other direction, the links of both can be joined.")
        self._way.setText(text)
        self.train.setText(self.tr("Train the other direction"))
        self.train.setVisible(self._is_possible and not self._backward and not self._is_trained)

    def _fill(self) -> None:
        found = self._agreement or {}
        rates, n = found.get("alignment") or {}, int(found.get("n_gold", 0))
        self.table.setVisible(bool(rates))
        self._n.setVisible(self._agreement is not None)
        if self._agreement is None:
            return
        if not n:
            self._n.setText(self.tr("All linked pairs taught a model; link some of the hold-out to measure its links."))
            return
        ways = [(method, f"{self._reading} {method}") for method in ORDER] + [(DIAGONAL, DIAGONAL)]
        known = [(method, rates[key]) for method, key in ways if key in rates]
        rows = [
            (short_name(method), *(figures.share(float(rate[key]), 2) for key in ("aer", "precision", "recall")))
            for method, rate in known
        ]
        head = (self.tr("Links"), self.tr("AER"), self.tr("P"), self.tr("R"))
        self.table.set_rows(head, rows, [row for row, (method, _) in enumerate(known) if method == self.method])
        header, tips = self.table.model(), (self.tr("Alignment error rate"), self.tr("Precision"), self.tr("Recall"))
        for column, tip in enumerate(tips, start=1):
            header.setHeaderData(column, Qt.Orientation.Horizontal, tip, Qt.ItemDataRole.ToolTipRole)
        self.table.setFixedHeight(ROW_PX * len(rows) + self.table.horizontalHeader().sizeHint().height() + 4)
        text, few = self.tr("On %Ln linked pair(s) that taught no model.", "", n), self.tr("Differences may be chance.")
        self._n.setText(f"{text} {few}" if n < FEW else text)
