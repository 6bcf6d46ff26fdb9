"""The train page: start trainings, watch them live, keep the runs side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.jobs import messages
from core.jobs.pair_specs import PairedSpec
from core.jobs.specs import TEXT, TRANSLATION
from core.progress import Report
from core.project.values import DocumentFilter, PredictionFilter, Run
from core.settings import Settings
from gui import figures
from gui.i18n import Retranslated
from gui.models.runs_model import model_title
from gui.pages.page_keys import PageKeys
from gui.pages.train_compare import RunComparison
from gui.pages.train_curves import CurveBook
from gui.pages.train_details import RunDetails
from gui.pages.train_jobs import TrainJobs
from gui.pages.train_runs import RunsPanel
from gui.pages.train_setup import TrainRequest, TrainSetup
from gui.pages.train_texts import AllTexts
from gui.session import Session
from gui.widgets.curves import Curves
from gui.widgets.empty_state import EmptyState
from gui.widgets.panel_splitter import PanelSplitter

if TYPE_CHECKING:
    from core.project.project import Project

RELOAD_AFTER_MS = 150
PAIRED = "train paired"  # the question
STATE_CHANGES = (messages.Started, messages.Notice, messages.Paused, messages.Resumed)


class TrainPage(Retranslated, QWidget):
    """Puts the set-up, the curves, the running jobs and the runs together around the session."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._book = CurveBook()
        self._wanted_run: str | None = None
        self._paired: tuple[str, ...] = ()  # whose paired test was asked for
        self._texts_runs: Sequence[Run] = ()
        self._reload_timer = QTimer(self, singleShot=True, interval=RELOAD_AFTER_MS)
        self._build_ui()
        slots = {
            "start": self.setup.start.click,
            "learn": self.texts.learn.click,
            "compare": self.details.beside.compare.click,
        }
        self.keys = PageKeys(self, "train", slots, session)
        self._connect()
        self.retranslate()
        self._on_project_changed()

    def title(self) -> str:
        return self.tr("Train")

    def actions(self) -> list[QAction]:
        return list(self.keys.actions.values())

    def on_shown(self) -> None:
        """The runs may have changed while the page was away, and the list on the label page."""
        self._tell_setup()
        self._reload()

    def retranslate(self) -> None:
        self.keys.retranslate()
        self.empty.show_state(self.tr("No project is open."), self.tr("Open a project"))
        self._show_curves()
        self._reload()  # the moments in titles

    def _build_ui(self) -> None:
        self.setup, self.curves, self.jobs, self.texts = TrainSetup(), Curves(), TrainJobs(), AllTexts()
        self.runs, self.details, self.comparison = RunsPanel(), RunDetails(), RunComparison()
        self._sides = QStackedWidget()
        self._sides.addWidget(self.details)
        self._sides.addWidget(self.comparison)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.jobs, 1)
        column.addWidget(self.texts)
        for part, least in ((self.setup, 264), (self.curves, 280), (right, 232), (self._sides, 400)):
            part.setMinimumWidth(least)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        above = PanelSplitter(across, "train-above", self._settings)
        above.set_panels((self.setup, self.curves, right), (312, 640, 272), stretched=1)
        below = PanelSplitter(across, "train-below", self._settings)
        below.set_panels((self.runs, self._sides), (806, 418), stretched=0)
        self._panels = PanelSplitter(down, "train", self._settings)
        self._panels.set_panels((above, below), (440, 284), stretched=0)
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panels)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        session = self._session
        session.project_changed.connect(self._on_project_changed)
        session.labels_changed.connect(self._tell_setup)
        session.counts_changed.connect(self._tell_setup)
        session.counts_changed.connect(self._tell_texts)
        session.runs_changed.connect(self._reload)
        session.active_run_changed.connect(self._reload)
        session.run_message.connect(self._on_run_message)
        session.run_requested.connect(self._on_run_requested)
        self._reload_timer.timeout.connect(self._reload)
        self.texts.learn_requested.connect(self._on_learn_requested)
        self.details.beside.compare_requested.connect(self._on_compare_requested)
        self.setup.start_requested.connect(self._on_start_requested)
        self.setup.filter_chosen.connect(self._on_filter_chosen)
        self.setup.label_requested.connect(self._on_label_requested)
        self.empty.clicked.connect(lambda: session.page_requested.emit("home"))
        self.curves.failed.connect(session.error_raised)
        self.jobs.pause_requested.connect(self._on_pause_requested)
        self.jobs.cancel_requested.connect(session.trainer.cancel)
        self.runs.run_selected.connect(self._on_run_selected)
        self.runs.compare_changed.connect(self._on_compare_changed)
        self.runs.activate_requested.connect(session.activate)
        self.runs.resume_requested.connect(session.trainer.resume_interrupted)
        self.runs.settings_requested.connect(lambda run: self.setup.take_over(run.model, run.settings, run.seed))
        self.details.cell_chosen.connect(self._on_cell_chosen)
        self.comparison.closed.connect(self.runs.model.untick)

    # Slots

    def _on_project_changed(self) -> None:
        self._book.clear()
        for run_id in list(self.jobs.cards):
            self.jobs.remove(run_id)
        self._texts_runs, self._wanted_run = (), None
        self.runs.set_runs([])
        has_project = self._session.info is not None
        self._stack.setCurrentWidget(self._panels if has_project else self.empty)
        self.texts.setVisible(self._session.info is None or self._session.info.kind == TEXT)
        self._tell_setup()
        self._tell_texts()
        self._reload()

    def _tell_setup(self) -> None:
        self.setup.set_project(self._session.info, self._session.counts)
        self.setup.set_listed(self._session.listed)

    def _tell_texts(self) -> None:
        n = self._session.counts.total if self._session.counts else 0
        self.texts.set_state(self._texts_runs, n, is_learning=self._session.trainer.is_pretraining)

    def _on_learn_requested(self) -> None:
        self._session.trainer.pretrain()
        self._tell_texts()

    def _on_compare_requested(self, run_id: str) -> None:
        run = self.runs.selected
        self._session.trainer.compare(run_id, run.device if run is not None else "auto")
        self._on_run_selected(run)

    def _on_start_requested(self, request: TrainRequest) -> None:
        self._session.trainer.train(
            request.model,
            request.settings,
            request.device,
            request.seed,
            limit_labels=request.limit_labels,
            where=request.where,
        )

    def _on_label_requested(self) -> None:
        """To where people say what is learned."""
        has_pictures = self._session.info is not None and self._session.info.has_pictures
        self._session.page_requested.emit("image" if has_pictures else "label")

    def _on_filter_chosen(self, where: DocumentFilter) -> None:
        """Count what would be learned from, and measured on."""
        labelled = replace(where, state="labelled")

        def work(project: Project, report: Report) -> tuple[int, int]:
            n = project.documents.count(labelled, report)
            return n, project.documents.count(replace(labelled, is_holdout=True), report)

        self._session.counter.ask("train", work, lambda found: self.setup.set_filtered(*found))

    def _on_pause_requested(self, run_id: str, is_wanted: bool) -> None:
        if is_wanted:
            self._session.trainer.pause(run_id)
        else:
            self._session.trainer.resume(run_id)

    def _on_run_message(self, run_id: str, message: messages.Message) -> None:
        if run_id in self.jobs.cards:
            self.jobs.cards[run_id].show_message(message)
        if self._book.hear(run_id, message):
            self.curves.refresh()
        if isinstance(message, STATE_CHANGES):
            self._reload_timer.start()

    def _on_run_requested(self, run_id: str) -> None:
        self._wanted_run = run_id
        self._reload()

    def _on_run_selected(self, run: Run | None) -> None:
        is_comparing = run is not None and self._session.trainer.is_comparing(run.id)
        self.details.set_run(run, is_comparing=is_comparing)
        self._show_curves()

    def _on_compare_changed(self, runs: Sequence[Run]) -> None:
        is_pair = len(runs) == 2
        if is_pair:
            self.comparison.set_runs(runs)
            self._ask_paired(*runs)
        else:
            self._paired = ()
        self._sides.setCurrentWidget(self.comparison if is_pair else self.details)
        self._show_curves()

    def _ask_paired(self, first: Run, second: Run) -> None:
        """Two translators of one direction have a paired test on what both said; once, however often runs are read."""
        if self._paired == (first.id, second.id):
            return
        self._paired = ()
        self._session.forget(PAIRED)
        is_turned = [bool(run.settings.get("is_reversed")) for run in (first, second)]
        if is_turned[0] == is_turned[1] and all(run.task == TRANSLATION and run.metrics for run in (first, second)):
            self._paired = (first.id, second.id)
            folder, other = (str(self._session.run_folder(run.id)) for run in (first, second))
            spec = PairedSpec(folder, other, is_reversed=is_turned[0])
            self._session.ask(spec, key=PAIRED, then=self.comparison.set_paired)

    def _on_cell_chosen(self, run_id: str, actual: str, predicted: str) -> None:
        self._session.page_requested.emit("review")
        where = PredictionFilter(actual=actual, predicted=predicted, holdout_only=True)
        self._session.review_requested.emit(run_id, where)

    def _on_read(self, found: tuple[Sequence[Run], int]) -> None:
        runs, n_marked = [self._as_it_is_now(run) for run in found[0]], found[1]
        known = {run.id for run in self.runs.model.runs}
        for run in runs:
            self._book.read(run)
            if self._session.trainer.task(run.id) is not None:
                self.jobs.add(run.id, model_title(run), figures.short_moment(run.created))
                if run.id not in known and run.kind == "train":
                    self._wanted_run = run.id
            else:
                self.jobs.remove(run.id)
        self._texts_runs = [run for run in runs if run.kind == "pretrain"]
        self._tell_texts()
        self.setup.set_marked(n_marked)
        self.runs.set_runs([run for run in runs if run.kind == "train"])
        if self._wanted_run is not None:
            self.runs.select(self._wanted_run)
            self._wanted_run = None
        self._on_compare_changed(self.runs.model.ticked)

    # Helpers

    def _reload(self) -> None:
        self._session.call(lambda project: (project.runs.all(), project.documents.count_marked()), self._on_read)

    def _as_it_is_now(self, run: Run) -> Run:
        """A run that this program trains is running, whatever its files say so far."""
        task = self._session.trainer.task(run.id)
        if task is None:
            return run
        return replace(run, state="paused" if task.is_paused else "running", error=None)

    def _show_curves(self) -> None:
        ticked, selected = self.runs.model.ticked, self.runs.selected
        shown = ticked if len(ticked) == 2 else [selected] if selected else []
        has_none = shown and all(run.state == "finished" and not run.epochs for run in shown)
        self.curves.set_empty_text(
            self.tr("This model is fitted in one go, without epochs: there are no curves to draw.")
            if has_none
            else self.tr("Loss and score are drawn here while a model trains.")
        )
        self.curves.set_runs([self._book.curve(run.id) for run in shown])
