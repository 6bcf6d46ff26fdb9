"""The top of the review page: which run is under review, and what of it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from core.project.values import Run
from gui import figures, theme
from gui.i18n import Retranslated, with_key
from gui.models.runs_model import model_title
from gui.pages.review_take_away import ReviewTakeAway
from gui.session import Session

TABS = DOCUMENTS, TRUST, WORDS, SLICES, RUNS = ("documents", "trust", "keywords", "slices", "runs")
"""As their commands are called."""
CHIP_PX = 28


class ReviewHead(Retranslated, QWidget):
    """Owns the list of runs; reviewed are those that were trained to the end."""

    run_changed = Signal(object)
    """The id of the run that is under review now, or None."""
    runs_read = Signal()
    tab_changed = Signal(str)

    def __init__(self, session: Session, view: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        """`view` gives what is looked at now, to take a picture of."""
        super().__init__(parent)
        self._session = session
        self._runs: Sequence[Run] = ()
        self._run_id: str | None = None
        self._told: str | None = None
        self._tab = DOCUMENTS
        self._keys: Mapping[str, str] = {}
        self.take_away = ReviewTakeAway(session, view)
        self._build_ui()
        self.runs.currentIndexChanged.connect(lambda _: self.show_run(self.runs.currentData()))
        self.retranslate()

    @property
    def run_id(self) -> str | None:
        return self._run_id

    @property
    def run(self) -> Run | None:
        """The run under review, as it was when the runs were read last."""
        return next((run for run in self._runs if run.id == self._run_id), None)

    @property
    def is_training(self) -> bool:
        """Whether a run is on its way that can be reviewed when it is done."""
        return any(run.state in ("new", "running", "paused") for run in self._runs)

    @property
    def reviewable(self) -> list[Run]:
        return [run for run in self._runs if run.state == "finished"]

    @property
    def tab(self) -> str:
        return self._tab

    def why_nothing(self) -> tuple[str, str] | None:
        """Why no run is under review, and the way out; None: one is."""
        if self._session.info is None:
            return self.tr("No project is open."), self.tr("Open a project")
        if self._run_id is not None:
            return None
        if self.is_training:
            sentence = self.tr("A model is being trained. What it predicts will be here when it is done.")
            return sentence, self.tr("Show the training")
        return self.tr("No model has been trained yet, so there is nothing to review."), self.tr("Train a model")

    def forget(self) -> None:
        """Another project: nothing is known of its runs yet."""
        self._runs = ()
        self.show_run(None)
        self.show_tab(DOCUMENTS)

    def reload(self, wanted: str | None = None) -> None:
        """Read the runs again; go on with the wanted one, else with the one that is shown, else the active one."""
        if wanted is not None:
            self._run_id = wanted
        self._session.call(lambda project: project.runs.all(), self._on_runs)

    def show_run(self, run_id: str | None) -> None:
        self._run_id = self._told = run_id
        self.take_away.set_run(run_id)
        self._tell_runs()
        self.run_changed.emit(run_id)

    def show_tab(self, tab: str) -> None:
        self._tab = tab
        self.tabs[tab].setChecked(True)
        self.tab_changed.emit(tab)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each command, as it is shown."""
        self._keys = keys
        self.retranslate()

    def retranslate(self) -> None:
        names = {
            DOCUMENTS: (self.tr("Documents"), self.tr("Predictions with what the model looked at")),
            TRUST: (self.tr("Trust"), self.tr("How far the highlights of this run can be believed")),
            WORDS: (self.tr("Keywords"), self.tr("The words of each label, and the sentences they stand in")),
            SLICES: (self.tr("Weak slices"), self.tr("Where this run fails: labels, lengths, metadata, keywords")),
            RUNS: (self.tr("Two runs"), self.tr("What another run says and looks at differently")),
        }
        for tab, chip in self.tabs.items():
            chip.setText(names[tab][0])
            chip.setToolTip(with_key(names[tab][1], self._keys.get(tab, "")))
        self.runs.setAccessibleName(self.tr("Run"))
        self._tell_runs()

    def _build_ui(self) -> None:
        self.runs = QComboBox()
        self.runs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.runs.setMinimumContentsLength(30)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE // 2)
        layout.setSpacing(theme.SPACE)
        self._group = QButtonGroup(self)
        self.tabs: dict[str, QPushButton] = {}
        for tab in TABS:
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setChecked(tab == DOCUMENTS)
            chip.setProperty("chip", True)
            chip.setFixedHeight(CHIP_PX)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _=False, tab=tab: self.show_tab(tab))
            self._group.addButton(chip)
            self.tabs[tab] = chip
            layout.addWidget(chip)
        layout.addStretch(1)
        layout.addWidget(self.runs)
        layout.addWidget(self.take_away)

    def _on_runs(self, runs: Sequence[Run]) -> None:
        self._runs = [run for run in runs if run.kind == "train"]
        ids = [run.id for run in self.reviewable]
        if self._run_id not in ids:
            active = self._session.active_run_id
            self._run_id = active if active in ids else next(iter(ids), None)
        if self._run_id != self._told:
            self.show_run(self._run_id)
        self._tell_runs()
        self.runs_read.emit()

    def _tell_runs(self) -> None:
        self.runs.blockSignals(True)
        self.runs.clear()
        for run in self.reviewable:
            text = f"{model_title(run)} · {figures.short_moment(run.created)}"
            self.runs.addItem(self.tr("{run} (active)").format(run=text) if run.is_active else text, run.id)
        self.runs.setCurrentIndex(self.runs.findData(self._run_id))
        self.runs.blockSignals(False)
