"""The runs side by side: a row each, sortable, two of them ticked to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.jobs import model_settings
from core.jobs.specs import CAPTION
from core.jobs.translation_settings import TRANSLATORS
from core.project.values import Run
from gui import figures
from gui.i18n import fill, translate

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORT_ROLE = Role.UserRole + 1
MOST_TICKED = 2
COLUMNS = ("active", "state", "model", "created", "labels", "accuracy", "macro_f1", "holdout", "seconds")
NUMBERS = frozenset({"labels", "accuracy", "macro_f1", "holdout", "seconds"})


class Cell(NamedTuple):
    """What a cell says, what it is sorted by, and why it is so."""

    text: str
    key: object
    tip: str = ""


class RunsModel(QAbstractTableModel):
    """Rows in the order given (the newest first); UserRole gives the Run. Sort through a proxy by SORT_ROLE."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Run] = []
        self._ticked: list[str] = []

    @property
    def runs(self) -> Sequence[Run]:
        return tuple(self._runs)

    @property
    def ticked(self) -> list[Run]:
        """The runs to compare, in the order in which they were ticked."""
        found = {run.id: run for run in self._runs}
        return [found[run_id] for run_id in self._ticked if run_id in found]

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Take over the runs as they are now; rows that stay keep their selection."""
        n_new = len(runs) - len(self._runs)
        if n_new < 0 or [run.id for run in runs[n_new:]] != [run.id for run in self._runs]:
            self.beginResetModel()
            self._runs = list(runs)
            self._ticked = [run.id for run in self.ticked]
            self.endResetModel()
            self.ticked_changed.emit()
            return
        if n_new:
            self.beginInsertRows(QModelIndex(), 0, n_new - 1)
        self._runs = list(runs)
        if n_new:
            self.endInsertRows()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.retranslate()

    @property
    def has_pairs(self) -> bool:
        """Whether the runs are translations."""
        return any("bleu" in (run.metrics or {}) or (run.model in TRANSLATORS and not run.labels) for run in self._runs)

    @property
    def has_captions(self) -> bool:
        """Whether the runs write captions."""
        return any(run.task == CAPTION for run in self._runs)

    def row_of(self, run_id: str) -> int | None:
        return next((row for row, run in enumerate(self._runs) if run.id == run_id), None)

    def untick(self) -> None:
        for run_id in list(self._ticked):
            self._tick(run_id, False)

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._runs) - 1, len(COLUMNS) - 1))

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        match role:
            case Role.UserRole:
                return run
            case Role.CheckStateRole if index.column() == 0:
                return Qt.CheckState.Checked if run.id in self._ticked else Qt.CheckState.Unchecked
            case Role.TextAlignmentRole if column in NUMBERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.DisplayRole | Role.ToolTipRole | Role.AccessibleTextRole:
                cell = self._cell(run, column)
                return cell.tip or None if role == Role.ToolTipRole else cell.text
            case _ if role == SORT_ROLE:
                return self._cell(run, column).key
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or index.column() != 0:
            return False
        self._tick(self._runs[index.row()].id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Role.DisplayRole:
            return {
                "active": self.tr("Compare"),
                "state": self.tr("State"),
                "model": self.tr("Model"),
                "created": self.tr("Created"),
                "labels": self.tr("Trained on"),
                "accuracy": self._figure_titles[0],
                "macro_f1": self._figure_titles[1],
                "holdout": self.tr("Hold-out"),
                "seconds": self.tr("Time"),
            }[column]
        return None

    @property
    def _figure_titles(self) -> tuple[str, str]:
        """Of the two columns with figures."""
        if self.has_captions:
            return "BLEU-1", "BLEU-4"
        return (self.tr("chrF"), self.tr("BLEU")) if self.has_pairs else (self.tr("Accuracy"), self.tr("Macro-F1"))

    def _tick(self, run_id: str, is_ticked: bool) -> None:
        """A third tick takes the place of the oldest."""
        others = [other for other in self._ticked if other != run_id]
        self._ticked = [*others, run_id][-MOST_TICKED:] if is_ticked else others
        if self._runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._runs) - 1, 0))
        self.ticked_changed.emit()

    def _cell(self, run: Run, column: str) -> Cell:
        return {
            "active": self._active,
            "state": self._state,
            "model": lambda run: Cell(model_title(run), run.model, model_title(run)),
            "created": lambda run: Cell(figures.short_moment(run.created), run.created, figures.moment(run.created)),
            "labels": self._labels,
            "accuracy": lambda run: self._figure(run, "accuracy", "accuracy_interval"),
            "macro_f1": lambda run: self._figure(run, "macro_f1", "macro_f1_interval"),
            "holdout": self._holdout,
            "seconds": self._seconds,
        }[column](run)

    def _active(self, run: Run) -> Cell:
        if not run.is_active:
            return Cell("", 0, self.tr("Tick two runs to compare them"))
        return Cell(self.tr("active"), 1, self.tr("The active run: the review page and suggestions use it"))

    def _state(self, run: Run) -> Cell:
        text = self.state_name(run.state)
        return Cell(text, text, error_text(run.error) if run.state == "failed" else "")

    def state_name(self, state: str) -> str:
        names: Mapping[str, str] = {
            "new": self.tr("waiting"),
            "running": self.tr("training"),
            "paused": self.tr("paused"),
            "finished": self.tr("finished"),
            "failed": self.tr("failed"),
            "cancelled": self.tr("cancelled"),
            "interrupted": self.tr("interrupted"),
        }
        return names.get(state, state)

    def _labels(self, run: Run) -> Cell:
        n = run.snapshot_counts.get("train", 0)
        return Cell(figures.count(n), n, self.tr("Labelled documents that this run was trained on"))

    def _holdout(self, run: Run) -> Cell:
        n = int((run.metrics or {}).get("n", 0))
        return Cell(figures.count(n) if run.metrics else figures.NONE, n, why_no_figures(run))

    def _figure(self, run: Run, key: str, interval_key: str) -> Cell:
        metrics = run.metrics or {}
        if run.task == CAPTION and metrics.get("bleu"):
            return self._caption_figure(metrics, {"accuracy": 1, "macro_f1": 4}[key])
        if "bleu" in metrics:
            return self._translation_figure(metrics, {"accuracy": "chrf", "macro_f1": "bleu"}[key])
        if key not in metrics:
            return Cell(figures.NONE, -1.0, why_no_figures(run))
        value, interval = float(metrics[key]), metrics.get(interval_key)
        text = figures.with_interval(value, interval, 3, 2) if interval else figures.share(value)
        tip = self.tr("On {n} hold-out documents, which are never trained on. In brackets: the 95 % interval.")
        return Cell(text, value, tip.format(n=metrics.get("n", 0)))

    def _translation_figure(self, metrics: Mapping[str, Any], key: str) -> Cell:
        value, interval = float(metrics.get(key, 0)), metrics.get(f"{key}_interval")
        text = f"{value:.1f} ({interval[0]:.0f}–{interval[1]:.0f})" if interval else f"{value:.1f}"
        tip = self.tr("On {n} hold-out sentences, by sacrebleu: {signature}. In brackets: the 95 % interval.")
        return Cell(text, value, tip.format(n=metrics.get("n", 0), signature=metrics.get("signature", "")))

    def _caption_figure(self, metrics: Mapping[str, Any], order: int) -> Cell:
        """BLEU-1 or BLEU-4."""
        value = float(metrics["bleu"][order - 1])
        interval = metrics.get("bleu_interval") if order == len(metrics["bleu"]) else None
        text = f"{value:.1f} ({interval[0]:.0f}–{interval[1]:.0f})" if interval else f"{value:.1f}"
        tip = self.tr("On {n} hold-out pictures, which are never trained on. In brackets: the 95 % interval.")
        return Cell(text, value, tip.format(n=metrics.get("n", 0)))

    def _seconds(self, run: Run) -> Cell:
        seconds = seconds_of(run)
        return Cell(figures.NONE, -1.0) if seconds is None else Cell(figures.duration(seconds), seconds)


def model_title(run: Run) -> str:
    if run.model == "pretrain":
        return translate("RunsModel", "Learning from all texts")
    info = model_settings.known(run.model, run.task)
    return translate("core", info.title) if info else run.model


def seconds_of(run: Run) -> float | None:
    """How long the epochs took so far, pauses left out; of a model without epochs, the whole. None: not known."""
    seconds = sum(float(epoch.get("seconds", 0.0)) for epoch in run.epochs)
    return seconds or (run.metrics or {}).get("seconds")


def why_no_figures(run: Run) -> str:
    """Why a run has no figures on the hold-out; "" when it has."""
    metrics = run.metrics
    if metrics is None:
        return translate("RunsModel", "Not measured: the run has not finished")
    reason = str(metrics.get("reason", ""))
    return translate("core", reason) if reason else ""


def error_text(error: Mapping[str, Any] | None) -> str:
    """A failed run's error, as its state.json has it, in words."""
    if not error:
        return ""
    template = translate("core", str(error.get("template", error.get("code", ""))))
    values = error.get("values")
    return fill(template, values) if isinstance(values, dict) else template
