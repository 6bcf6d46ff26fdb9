"""Jobs on runs: trainings, learning from all texts, comparisons and checks; who goes first, who waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.errors import Cancelled
from core.jobs import messages
from core.jobs.specs import CompareSpec, ExplainSpec, ProbeSpec, SettingValue, TrustSpec
from core.progress import Report
from core.settings import Settings
from gui import i18n
from gui.project_access import ProjectAccess
from gui.tasks import Notice, Task
from gui.training import MakeWorker, RunJob, RunJobs, RunSpec

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import DocumentFilter

LEARNING = ("train", "pretrain")
PATIENT = ("compare", "trust", "probe", "explain")
PatientSpec = CompareSpec | TrustSpec | ProbeSpec | ExplainSpec


class Trainer(QObject):
    """Starts jobs on runs of the open project; jobs go on when another project is opened.

    Comparisons and checks are nobody's hurry: one at a time, and only while nothing is learning or about to.
    """

    run_message = Signal(str, object)
    """Run id and a message of its training or pretraining."""
    runs_changed = Signal()
    taken_in = Signal(object)
    """The project's folder: a run's predictions are in it now, and the active run may be another one."""
    show_requested = Signal(str)
    trust_requested = Signal(str)
    """A run's id: show what was found out about its explanations."""
    explained = Signal(str, object)
    """A run's id, and the file of explanations that a worker wrote for it."""
    notice = Signal(object)
    task_added = Signal(object)
    failed = Signal(object)

    def __init__(
        self, access: ProjectAccess, settings: Settings, make_worker: MakeWorker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.project: Path | None = None
        self._access = access
        self._settings = settings
        self._jobs = RunJobs(make_worker, self)
        self._preparing: list[str] = []
        self._choosing: set[tuple[str, str]] = set()  # patient jobs whose documents are being frozen
        self._waiting: list[PatientSpec] = []
        self._is_holding = False
        self._jobs.message.connect(self._on_message)
        self._jobs.started.connect(self._on_started)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.cancelled.connect(self._on_cancelled)
        self._jobs.failed.connect(self._on_failed)
        self._jobs.ended.connect(self._on_ended)

    @property
    def is_training(self) -> bool:
        return bool(self._jobs.of_kind("train"))

    @property
    def is_pretraining(self) -> bool:
        return "pretrain" in self._preparing or bool(self._jobs.of_kind("pretrain"))

    def train(
        self,
        model: str,
        settings: Mapping[str, SettingValue],
        device: str = "auto",
        seed: int = 0,
        *,
        limit_labels: int | None = None,
        where: DocumentFilter | None = None,
    ) -> None:
        """Make a run from a snapshot of now and train it: runs_changed follows, then run_message."""

        def make(project: Project, report: Report) -> RunSpec:
            from core.project.values import DocumentFilter, TrainedOn

            chosen = TrainedOn(limit_labels, where or DocumentFilter())
            return project.runs.create(model, settings, seed=seed, device=device, chosen=chosen, report=report)[1]

        self._prepare("train", make)

    def pretrain(self, seed: int = 0) -> None:
        """Learn words from all texts of now; trainings begin with them when it is done."""
        if not self.is_pretraining:
            self._prepare(
                "pretrain", lambda project, report: project.runs.create_pretraining(seed=seed, report=report)[1]
            )

    def resume_interrupted(self, run_id: str) -> None:
        """Go on with a run whose worker is gone, from its last checkpoint."""
        if self.project is not None and self.task(run_id) is None:
            self._access.call(lambda project: project.runs.resume_spec(run_id), self._start, None)

    def compare(self, run_id: str, device: str = "auto") -> None:
        """Put others beside a finished run, when nothing else is to do."""
        if self.project is not None and not self.is_comparing(run_id):
            self._wait(CompareSpec(str(self.project / "runs" / run_id), device))

    def check(self, run_id: str) -> None:
        """Find out how far a run's explanations can be trusted, on documents of now, when nothing else is to do."""
        self._choose_documents("trust", run_id, lambda project, report: project.runs.check_spec(run_id, report))

    def survey(self, run_id: str) -> None:
        """Explain a sample of the documents of now, when nothing else is to do."""
        self._choose_documents("survey", run_id, lambda project, report: project.runs.survey_spec(run_id, report))

    def explain_all(self, run_id: str) -> None:
        """Explain every document of now, when nothing else is to do."""
        self._choose_documents("all", run_id, lambda project, report: project.runs.scores_spec(run_id, report))

    def probe(self, run_id: str) -> None:
        """Train copies of a run's model on planted evidence and from other seeds, when nothing else is to do."""
        if self.project is not None and not self.is_under_way("probe", run_id):
            self._wait(ProbeSpec(str(self.project / "runs" / run_id)))

    def is_comparing(self, run_id: str) -> bool:
        """Whether a comparison of this run goes on or waits."""
        return self.is_under_way("compare", run_id)

    def is_under_way(self, purpose: str, run_id: str) -> bool:
        """Whether a patient job on this run (compare, trust, probe, survey, all) goes on, waits, or is prepared."""
        specs = [*self._waiting, *(job.spec for job in self._jobs.of_kind(*PATIENT))]
        is_there = any(_purpose(spec) == purpose and Path(spec.run_dir).name == run_id for spec in specs)
        return is_there or (purpose, run_id) in self._choosing

    def task(self, run_id: str) -> Task | None:
        """The task (progress, pause, cancel) of a training or pretraining that goes on now."""
        job = self._learning(run_id)
        return job.task if job else None

    def pause(self, run_id: str) -> None:
        if job := self._learning(run_id):
            job.pause()

    def resume(self, run_id: str) -> None:
        if job := self._learning(run_id):
            job.resume()

    def cancel(self, run_id: str) -> None:
        if job := self._learning(run_id):
            job.task.cancel()

    def quit(self) -> list[RunJob]:
        """The end of the program: ask all workers to save and end; returns the jobs, to be waited for."""
        self._waiting.clear()
        return self._jobs.quit()

    def _learning(self, run_id: str) -> RunJob | None:
        return next((job for job in self._jobs.of_kind(*LEARNING) if job.run_id == run_id), None)

    def _prepare(self, kind: str, make: Callable[[Project, Report], RunSpec]) -> None:
        """Write the snapshot off the GUI thread, then start."""
        if self.project is None:
            return
        self._preparing.append(kind)

        def then(spec: RunSpec) -> None:
            self._preparing.remove(kind)
            self._start(spec)

        def failed(error: Exception) -> None:
            self._preparing.remove(kind)
            self._go_on()
            self.runs_changed.emit()
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        self._go_on()
        self._access.background(self.project, make, then, failed, self.tr("Preparing the run"))

    def _start(self, spec: RunSpec) -> None:
        if not isinstance(spec, ExplainSpec):
            spec = replace(spec, threads=self._settings.get("threads"))
        self._jobs.start(spec)

    def _wait(self, spec: PatientSpec) -> None:
        self._waiting.append(spec)
        self._go_on()
        self.runs_changed.emit()

    def _choose_documents(self, purpose: str, run_id: str, make: Callable[[Project, Report], PatientSpec]) -> None:
        """Freeze what a patient job is about, off the GUI thread."""
        key = (purpose, run_id)
        if self.project is None or self.is_under_way(*key):
            return
        self._choosing.add(key)

        def then(spec: PatientSpec) -> None:
            self._choosing.discard(key)
            self._wait(spec)

        def failed(error: Exception) -> None:
            self._choosing.discard(key)
            self.runs_changed.emit()
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        self._access.background(self.project, make, then, failed, self.tr("Choosing documents"))
        self.runs_changed.emit()

    def _go_on(self) -> None:
        """Patient jobs pause while anything learns or is about to; the next one starts when nothing does."""
        patient = self._jobs.of_kind(*PATIENT)
        is_busy = bool(self._preparing) or bool(self._jobs.of_kind(*LEARNING))
        if is_busy != self._is_holding:
            self._is_holding = is_busy
            for job in patient:
                job.pause() if is_busy else job.resume()
        if self._waiting and not is_busy and not patient:
            self._start(self._waiting.pop(0))

    def _on_message(self, job: RunJob, message: messages.Message) -> None:
        if job.spec.kind in LEARNING:
            self.run_message.emit(job.run_id, message)

    def _on_started(self, job: RunJob) -> None:
        self._go_on()
        self.task_added.emit(job.task)
        self.runs_changed.emit()

    def _on_finished(self, job: RunJob, message: messages.Finished) -> None:
        metrics = message.result.get("metrics") or {}
        match job.spec.kind:
            case "train":
                self._take_in(job, metrics)
            case "pretrain":
                self.notice.emit(Notice(self.tr("Learned from all texts. Trainings begin with it from now on.")))
            case "explain":
                self.explained.emit(job.run_id, Path(getattr(job.spec, "output", "")))
            case "trust":
                self._tell_checked(job, self.tr("The explanations were checked."))
            case "probe":
                self._tell_checked(job, self.tr("The self-test on planted evidence is done."))

    def _on_cancelled(self, job: RunJob) -> None:
        texts = {
            "train": self.tr("The training was cancelled."),
            "pretrain": self.tr("Learning from all texts was cancelled."),
            "compare": self.tr("The comparison was cancelled; the run stays as it is."),
            "trust": self.tr("The check was cancelled; the run stays as it is."),
            "probe": self.tr("The self-test was cancelled; the run stays as it is."),
            "explain": self.tr("Explaining the sample was cancelled."),
        }
        self.notice.emit(Notice(texts[job.spec.kind]))

    def _on_failed(self, job: RunJob, error: Exception) -> None:
        """A comparison that nobody asked for is no alarm: the run stays good."""
        if job.spec.kind != "compare":
            self.failed.emit(error)
            return
        text = self.tr("The run is good, but could not be compared. {reason}").format(reason=i18n.message(error))
        self.notice.emit(Notice(text, self.tr("Details"), lambda: self.failed.emit(error)))

    def _on_ended(self, _: RunJob) -> None:
        self._go_on()
        self.runs_changed.emit()

    def _tell_checked(self, job: RunJob, text: str) -> None:
        self.notice.emit(Notice(text, self.tr("Show"), lambda: self.trust_requested.emit(job.run_id)))

    def _take_in(self, job: RunJob, metrics: Mapping[str, Any]) -> None:
        """Read the run's predictions, then say so; the project may have been closed in the meantime."""

        def then(_: object) -> None:
            show = self.tr("Show")
            self.notice.emit(Notice(trained_text(metrics), show, lambda: self.show_requested.emit(job.run_id)))
            self.taken_in.emit(job.project)
            if self._settings.get("compare") and "bleu" not in metrics:
                self._wait(CompareSpec(job.spec.run_dir, getattr(job.spec, "device", "auto")))

        title = self.tr("Reading the predictions")
        self._access.background(job.project, lambda project, _: project.runs.finish(job.run_id), then, None, title)


def _purpose(spec: RunSpec) -> str:
    """What a job is for: explanations of a sample, or of all documents; else its kind."""
    if isinstance(spec, ExplainSpec):
        from core.project.run_files import SCORES

        return "all" if Path(spec.output).name == SCORES else "survey"
    return spec.kind


def trained_text(metrics: Mapping[str, Any]) -> str:
    """What to tell about a training that went well, from its metrics on the hold-out."""
    n = int(metrics.get("n") or 0)
    if not n:
        return QCoreApplication.translate("Training", "Trained. There is no hold-out to measure it with yet.")
    if isinstance(metrics.get("bleu"), list):
        text = QCoreApplication.translate("Training", "Trained: BLEU-4 {bleu} (n={n})")
        return text.format(bleu=f"{float(metrics['bleu'][-1]):.1f}", n=f"{n:,}")
    if "bleu" in metrics:
        text = QCoreApplication.translate("Training", "Trained: BLEU {bleu} (n={n})")
        return text.format(bleu=f"{float(metrics['bleu']):.1f}", n=f"{n:,}")
    f1 = f"{float(metrics['macro_f1']):.2f}".removeprefix("0")
    return QCoreApplication.translate("Training", "Trained: macro-F1 {f1} (n={n})").format(f1=f1, n=f"{n:,}")
