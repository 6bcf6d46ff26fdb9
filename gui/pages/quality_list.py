"""The left side of the quality page: the lists of doubtful answers, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.errors import N_
from core.project.quality.doubts import Doubt, Doubtful
from gui import figures, theme
from gui.i18n import Retranslated, translate
from gui.models.doubts_model import DoubtsModel
from gui.session import Session
from gui.widgets.document_list import DocumentList
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.rows import line

NAMES: Mapping[Doubt, tuple[str, str]] = {
    "disagreement": (
        N_("QualityList", "People disagree"),
        N_("QualityList", "Several people answered, and not the same"),
    ),
    "conflict": (
        N_("QualityList", "Copies differ"),
        N_("QualityList", "The same text, or nearly the same, has different labels"),
    ),
    "second": (
        N_("QualityList", "Second pass differs"),
        N_("QualityList", "Somebody said otherwise when asked again, without seeing the first answer"),
    ),
    "fast": (
        N_("QualityList", "Too fast"),
        N_("QualityList", "Given while the running median was under two seconds: too fast to have read the text"),
    ),
    "outdated": (
        N_("QualityList", "Older definition"),
        N_("QualityList", "Given before the label's guideline said what it says now"),
    ),
    "suspect": (
        N_("QualityList", "Wrong labels?"),
        N_("QualityList", "Models that never saw an answer find another one likelier"),
    ),
}
"""What each list is called, and what is in it."""


class QualityList(Retranslated, QWidget):
    """Chips with the number of documents of each list, the way to the agreement, and the window of rows."""

    document_chosen = Signal(int)
    list_chosen = Signal()
    agreement_wanted = Signal(bool)
    look_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = DoubtsModel(session.reader, self)
        self._found: Mapping[Doubt, Doubtful] | None = None
        self._is_looking = self._has_suspects = False
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def has_found(self) -> bool:
        """Whether anybody has looked."""
        return self._found is not None

    @property
    def doubt(self) -> Doubt:
        """The list that is chosen."""
        return next((doubt for doubt, chip in self.chips.items() if chip.isChecked()), "disagreement")

    def set_found(self, found: Mapping[Doubt, Doubtful] | None, *, is_looking: bool, has_suspects: bool) -> None:
        """How many there are in each list; None: nobody has looked yet, nor for suspects without `has_suspects`."""
        self._found, self._is_looking, self._has_suspects = found, is_looking, has_suspects
        self.look.setEnabled(not is_looking)
        self.retranslate()

    def show_list(self) -> None:
        """The rows of the chosen list, as it was found last."""
        self.model.show_list(self._found[self.doubt] if self._found else Doubtful(self.doubt))
        self.retranslate()

    def choose(self, doubt: Doubt) -> None:
        self.chips[doubt].setChecked(True)
        self._on_list_chosen()

    def choose_next(self, step: int) -> None:
        """The next list (1) or the one before (−1), round and round."""
        order = list(self.chips)
        self.choose(order[(order.index(self.doubt) + step) % len(order)])

    def choose_fullest(self) -> None:
        """The first list that has anything, unless the chosen one has."""
        if self._found and not self._found[self.doubt].ids:
            full = next((doubt for doubt in self.chips if self._found[doubt].ids), None)
            if full is not None:
                self.chips[full].setChecked(True)

    def select(self, document_id: int | None) -> None:
        """Mark the row of a document, if it is in the window."""
        row = self.model.row_of(document_id)
        self.rows.setCurrentIndex(self.model.index(row) if row is not None else QModelIndex())

    def go(self, step: int) -> None:
        """Open the next (1) or previous (−1) document."""
        self.open_row(self.rows.currentIndex().row() + step)

    def open_row(self, row: int) -> None:
        document_id = self.model.document_id(row)
        if document_id is not None:
            index = self.model.index(row)
            self.rows.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.rows.scrollTo(index)
            self.document_chosen.emit(document_id)

    def retranslate(self) -> None:
        for doubt, chip in self.chips.items():
            name, tip = (translate("QualityList", words) for words in NAMES[doubt])
            n = len(self._found[doubt].ids) if self._found else 0
            is_counted = self._found and (doubt != "suspect" or self._has_suspects)
            chip.setText(f"{name} {figures.count(n)}" if is_counted else name)
            chip.setToolTip(tip)
        self.agreement.setText(self.tr("Agreement"))
        self.agreement.setToolTip(self.tr("How far people agree, beyond chance"))
        self.look.setToolTip(self.tr("Look again"))
        self.look.setAccessibleName(self.tr("Look again"))
        self.rows.setAccessibleName(self.tr("Documents to look at again"))
        self._title.setText(self.tr("Looking…") if self._is_looking else self.tr("Worth a second look"))
        self.model.retranslate()

    def _build_ui(self) -> None:
        self._title = QLabel()
        self._title.setProperty("strong", True)
        self.look = QToolButton(autoRaise=True)
        self.look.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group = QButtonGroup(self)
        flow = FlowLayout()
        self.chips: dict[Doubt, QPushButton] = {}
        for doubt in NAMES:
            self.chips[doubt] = _chip(is_checked=doubt == "disagreement")
            self._group.addButton(self.chips[doubt])
            flow.addWidget(self.chips[doubt])
        self.agreement = _chip()
        self.rows = DocumentList()
        self.rows.setModel(self.model)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE + 4, theme.SPACE + 4, theme.SPACE + 4, 4)
        head.setSpacing(theme.SPACE)
        head.addLayout(line(self._title, self.look, self.agreement, stretched=0))
        head.addLayout(flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.rows, 1)
        self._set_icons()

    def _connect(self) -> None:
        self._group.buttonClicked.connect(lambda _: self._on_list_chosen())
        self.agreement.toggled.connect(self.agreement_wanted)
        self.look.clicked.connect(self.look_wanted)
        self.rows.document_chosen.connect(self.document_chosen)
        self.model.failed.connect(self._session.error_raised)
        theme.changed.connect(self._set_icons)

    def _on_list_chosen(self) -> None:
        self.agreement.setChecked(False)
        self.show_list()
        self.list_chosen.emit()

    def _set_icons(self) -> None:
        self.look.setIcon(theme.icon("arrow-clockwise"))


def _chip(*, is_checked: bool = False) -> QPushButton:
    chip = QPushButton()
    chip.setCheckable(True)
    chip.setChecked(is_checked)
    chip.setProperty("chip", True)
    chip.setFixedHeight(theme.CHIP_PX)
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return chip
