"""What one run measured and was made of: figures of each label, the confusion matrix, settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.intervals import wilson
from core.jobs import model_settings
from core.jobs.specs import CAPTION
from core.project.values import Run
from gui import figures, theme
from gui.i18n import Retranslated, fill, translate
from gui.models.runs_model import error_text, model_title, why_no_figures
from gui.pages.train_beside import BesideRun
from gui.pages.train_captions import caption_sentence, caption_table
from gui.pages.train_translation import is_translation, translation_sentence, translation_table
from gui.widgets.confusion_matrix import ConfusionMatrix
from gui.widgets.facts_table import FactsTable

TABS = ("labels", "confusion", "beside", "settings")
MOST_NOTICES = 3


class RunDetails(Retranslated, QWidget):
    """Shows the run it is given; a cell of the matrix asks for its documents."""

    cell_chosen = Signal(str, str, str)  # run id, actual, predicted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._is_comparing = False
        self._build_ui()
        self.retranslate()

    def set_run(self, run: Run | None, *, is_comparing: bool = False) -> None:
        if run != self._run or is_comparing != self._is_comparing:
            self._run, self._is_comparing = run, is_comparing
            self._show()

    def show_tab(self, name: str) -> None:
        self._tabs[name].setChecked(True)
        self._stack.setCurrentIndex(TABS.index(name))
        self._why.setVisible(name != "beside")  # what is said there needs the room

    def retranslate(self) -> None:
        names = {
            "labels": self.tr("By label"),
            "confusion": self.tr("Confusion"),
            "beside": self.tr("Compared"),
            "settings": self.tr("Settings"),
        }
        for name, tab in self._tabs.items():
            tab.setText(names[name])
        self._axes.setText(self.tr("Rows: the person's label. Columns: the model's. A click shows the documents."))
        self._show()

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._why, self._axes, self._notices = (QLabel() for _ in range(4))
        for label in (self._title, self._why, self._axes, self._notices):
            label.setWordWrap(label is not self._title)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self._title.setMinimumWidth(80)
        self._why.setProperty("muted", True)
        self._notices.setProperty("warning", True)
        self._axes.setProperty("muted", True)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, QPushButton] = {}
        tabs = QHBoxLayout()
        for name in TABS:
            tab = QPushButton()
            tab.setCheckable(True)
            tab.setFixedHeight(26)
            tab.setChecked(name == "labels")
            tab.setProperty("chip", True)
            tab.clicked.connect(lambda _=False, name=name: self.show_tab(name))
            self._group.addButton(tab)
            self._tabs[name] = tab
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self.per_label, self.settings, self.beside = FactsTable(), FactsTable(), BesideRun()
        self.confusion = ConfusionMatrix()
        self.confusion.cell_chosen.connect(self._on_cell_chosen)
        matrix = QWidget()
        inside = QVBoxLayout(matrix)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._axes)
        inside.addWidget(self.confusion, 1)
        self._stack = QStackedWidget()
        for page in (self.per_label, matrix, self.beside, self.settings):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._title)
        layout.addLayout(tabs)
        layout.addWidget(self._why)
        layout.addWidget(self._notices)
        layout.addWidget(self._stack, 1)

    def _on_cell_chosen(self, actual: str, predicted: str) -> None:
        if self._run is not None:
            self.cell_chosen.emit(self._run.id, actual, predicted)

    def _show(self) -> None:
        run = self._run
        for tab in self._tabs.values():
            tab.setVisible(run is not None)
        self._stack.setVisible(run is not None)
        if run is None:
            self._title.clear()
            self._why.clear()
        else:
            self._title.setText(f"{model_title(run)} · {figures.moment(run.created)}")
            self._why.setText(error_text(run.error) or why_no_figures(run) or self._sentence(run))
        notices = (
            [fill(translate("core", notice["template"]), notice["values"]) for notice in run.notices] if run else []
        )
        self._notices.setText("\n".join(notices[-MOST_NOTICES:]))
        self._notices.setToolTip("\n".join(notices) if len(notices) > MOST_NOTICES else "")
        self._notices.setVisible(bool(notices))
        self.beside.set_run(run, is_comparing=self._is_comparing)
        metrics = (run.metrics if run else None) or {}
        confusion = metrics.get("confusion") or {"labels": [], "rows": []}
        self.confusion.set_confusion(confusion["labels"], confusion["rows"])
        self._tabs["confusion"].setEnabled(bool(confusion["labels"]))
        self._show_labels(metrics)
        self._show_settings(run)

    def _sentence(self, run: Run) -> str:
        metrics = run.metrics or {}
        if run.task == CAPTION:
            return caption_sentence(metrics)
        if "bleu" in metrics:
            return translation_sentence(metrics)
        text = self.tr("On {n} hold-out documents; always saying the commonest label would be right in {share}.")
        sentences = [
            text.format(
                n=figures.count(int(metrics.get("n", 0))),
                share=figures.share(float(metrics.get("majority_accuracy", 0))),
            )
        ]
        if "ece" in metrics:
            text = self.tr("Its probabilities are off by {ece} on average (expected calibration error; 0 is best).")
            sentences.append(text.format(ece=figures.share(float(metrics["ece"]))))
        return " ".join(sentences)

    def _show_labels(self, metrics: Mapping[str, Any]) -> None:
        self._tabs["labels"].setText(self.tr("Figures") if "bleu" in metrics else self.tr("By label"))
        for name in ("confusion", "beside"):
            self._tabs[name].setVisible(self._run is not None and not is_translation(self._run))
        if "bleu" in metrics:
            is_captions = self._run is not None and self._run.task == CAPTION
            self.per_label.set_rows(*(caption_table(metrics) if is_captions else translation_table(metrics)))
            self.per_label.setVisible(self._stack.currentWidget() is self.per_label)
            return
        head = (self.tr("Label"), self.tr("Precision"), self.tr("Recall"), self.tr("F1"), self.tr("n"))
        rows = [self._label_row(label, row, metrics) for label, row in metrics.get("per_class", {}).items()]
        self.per_label.set_rows(head, rows)
        self.per_label.setVisible(bool(rows) and self._stack.currentWidget() is self.per_label)

    def _label_row(self, label: str, row: Mapping[str, Any], metrics: Mapping[str, Any]) -> Sequence[str]:
        n = int(row["n"])
        right, said = _counts_of(label, row, metrics)
        figures_of = (
            ("precision", wilson(right, said)),
            ("recall", wilson(right, n)),
            ("f1", figures.f1_interval(right, n + said - 2 * right)),
        )
        cells = [
            figures.NONE if interval is None else figures.with_interval(float(row[key]), interval, 2)
            for key, interval in figures_of
        ]
        return label, *cells, figures.count(n)

    def _show_settings(self, run: Run | None) -> None:
        rows: list[Sequence[str]] = []
        if run is not None:
            counts = run.snapshot_counts
            rows = [
                (self.tr("Trained on (documents)"), figures.count(counts.get("train", 0))),
                (self.tr("Hold-out (documents)"), figures.count(counts.get("holdout", 0))),
                (self.tr("Unlabelled, read for its words only"), figures.count(counts.get("pool", 0))),
                (self.tr("Labels"), ", ".join(run.labels)),
                (self.tr("Device"), run.device),
                (self.tr("Seed"), str(run.seed)),
                *self._marked(run),
                *((setting_title(run, key), setting_value(value)) for key, value in run.settings.items()),
                (self.tr("Folder"), run.id),
            ]
        self.settings.set_rows((self.tr("Setting"), self.tr("Value")), rows)

    def _marked(self, run: Run) -> list[Sequence[str]]:
        """What marked words did, where there were any."""
        metrics, n = run.metrics or {}, run.snapshot_counts.get("rationales", 0)
        rows: list[Sequence[str]] = [(self.tr("With marked words (documents)"), figures.count(n))] if n else []
        if metrics.get("rationale_weight") is not None:
            rows.append((self.tr("Weight of the marked words, as chosen"), f"{float(metrics['rationale_weight']):g}"))
        if metrics.get("auprc") is not None:
            rows.append((self.tr("Attention on marked words (AUPRC)"), figures.share(float(metrics["auprc"]))))
        return rows


def setting_title(run: Run, key: str) -> str:
    info = model_settings.known(run.model, run.task)
    known = {setting.key: setting.label for setting in info.settings} if info else {}
    return translate("core", known[key]) if key in known else key


def setting_value(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else figures.NONE
    return f"{value:g}" if isinstance(value, float) else str(value) or figures.NONE


def _counts_of(label: str, row: Mapping[str, Any], metrics: Mapping[str, Any]) -> tuple[int, int]:
    """How often the label was predicted rightly, and predicted at all."""
    confusion = metrics.get("confusion")
    if confusion and label in confusion["labels"]:
        place = confusion["labels"].index(label)
        return confusion["rows"][place][place], sum(counts[place] for counts in confusion["rows"])
    right = round(float(row["recall"]) * int(row["n"]))
    return right, round(right / float(row["precision"])) if row["precision"] else 0
