"""Two runs side by side: what they measured, and where their settings differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.jobs.specs import CAPTION
from core.project.values import Run
from gui import figures, theme
from gui.i18n import Retranslated
from gui.models.runs_model import model_title, seconds_of
from gui.pages.train_captions import caption_table
from gui.pages.train_details import setting_title, setting_value
from gui.pages.train_translation import paired_rows, translation_table
from gui.widgets.facts_table import FactsTable

Row = tuple[str, str, str]
CHANCE = 0.05  # of p: below it a difference is called hardly chance


class RunComparison(Retranslated, QWidget):
    """Rows that differ stand out."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[Run] = ()
        self._paired: Mapping[str, Any] = {}
        self._build_ui()
        self.retranslate()

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Exactly two. What was told of the same two before stays."""
        if [run.id for run in runs] != [run.id for run in self._runs]:
            self._paired = {}
        self._runs = runs
        self._show()

    def set_paired(self, found: Mapping[str, Any]) -> None:
        """What the paired test of both says, as PairedSpec has it."""
        self._paired = found
        self._show()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Comparison"))
        self._close.setText(self.tr("Done"))
        self._show()

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._note = QLabel(), QLabel(wordWrap=True)
        self._title.setProperty("strong", True)
        self._note.setProperty("muted", True)
        self._close = QPushButton()
        self._close.clicked.connect(self.closed)
        self.table = FactsTable()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(head)
        layout.addWidget(self._note)
        layout.addWidget(self.table, 1)

    def _show(self) -> None:
        if len(self._runs) != 2:
            self.table.set_rows((), ())
            return
        first, second = self._runs
        rows = [*self._facts(first, second), *self._figures(first, second), *self._settings(first, second)]
        strong = [place for place, (_, left, right) in enumerate(rows) if left != right]
        head = ("", *(figures.short_moment(run.created) for run in self._runs))
        self.table.set_rows(head, rows, strong)
        self._note.setText(self._sentence(first, second))

    def _sentence(self, first: Run, second: Run) -> str:
        """Whether the difference means something: by a paired test, else only by their intervals."""
        if self._paired.get("n"):
            return self._paired_sentence()
        sizes = [int((run.metrics or {}).get("n", 0)) for run in (first, second)]
        if 0 in sizes:
            return self.tr("At least one of them has no measurement on the hold-out.")
        if sizes[0] != sizes[1]:
            return self.tr("Measured on hold-outs of different size: compare with care.")
        key = "bleu_interval" if "bleu" in (first.metrics or {}) else "macro_f1_interval"
        (low, high), (other_low, other_high) = ((run.metrics or {}).get(key, (0, 1)) for run in (first, second))
        if key == "bleu_interval":
            if low <= other_high and other_low <= high:
                return self.tr("The 95 % intervals of BLEU overlap: the difference may be chance.")
            return self.tr("The 95 % intervals of BLEU do not overlap.")
        if low <= other_high and other_low <= high:
            return self.tr("The 95 % intervals of macro-F1 overlap: the difference may be chance.")
        return self.tr("The 95 % intervals of macro-F1 do not overlap.")

    def _paired_sentence(self) -> str:
        if float(self._paired["p_value"]) < CHANCE:
            text = self.tr(
                "Paired bootstrap on the same %Ln sentence(s): {difference} BLEU from the first run to the second, "
                "p = {p}: hardly chance.",
                "",
                int(self._paired["n"]),
            )
        else:
            text = self.tr(
                "Paired bootstrap on the same %Ln sentence(s): {difference} BLEU from the first run to the second, "
                "p = {p}: this may be chance.",
                "",
                int(self._paired["n"]),
            )
        difference, p = float(self._paired["difference"]), float(self._paired["p_value"])
        return text.format(difference=f"{difference:+.1f}", p=f"{p:.3f}")

    def _facts(self, first: Run, second: Run) -> list[Row]:
        def row(name: str, of: Callable[[Run], str]) -> Row:
            return name, of(first), of(second)

        def seconds(run: Run) -> str:
            value = seconds_of(run)
            return figures.NONE if value is None else figures.duration(value)

        model = [] if first.model == second.model else [row(self.tr("Model"), lambda run: model_title(run))]
        return [
            *model,
            row(self.tr("Trained on"), lambda run: figures.count(run.snapshot_counts.get("train", 0))),
            row(self.tr("Time"), seconds),
        ]

    def _figures(self, first: Run, second: Run) -> list[Row]:
        if all("bleu" in (run.metrics or {}) for run in (first, second)):
            table = caption_table if first.task == CAPTION else translation_table
            return paired_rows(*(table(run.metrics or {})[1] for run in (first, second)))
        names = {"accuracy": self.tr("Accuracy"), "macro_f1": self.tr("Macro-F1")}
        rows = [(name, _figure(first, key), _figure(second, key)) for key, name in names.items()]
        rows.append((self.tr("Calibration error"), _plain(first, "ece"), _plain(second, "ece")))
        if any((run.metrics or {}).get("auprc") is not None for run in (first, second)):
            rows.append((self.tr("Attention on marked words (AUPRC)"), _plain(first, "auprc"), _plain(second, "auprc")))
        rows.append((self.tr("Hold-out n"), _count(first), _count(second)))
        labels = dict.fromkeys((*first.labels, *second.labels))
        f1 = self.tr("F1 of “{label}”")
        return rows + [(f1.format(label=label), _f1(first, label), _f1(second, label)) for label in labels]

    def _settings(self, first: Run, second: Run) -> list[Row]:
        rows = [
            (self.tr("Device"), first.device, second.device),
            (self.tr("Seed"), str(first.seed), str(second.seed)),
        ]
        for key in dict.fromkeys((*first.settings, *second.settings)):
            values = [setting_value(run.settings.get(key, "")) for run in (first, second)]
            owner = first if key in first.settings else second
            rows.append((setting_title(owner, key), values[0], values[1]))
        return rows


def _figure(run: Run, key: str) -> str:
    metrics, interval = run.metrics or {}, f"{key}_interval"
    if key not in metrics or interval not in metrics:
        return figures.NONE
    return figures.with_interval(float(metrics[key]), metrics[interval], 2)


def _plain(run: Run, key: str) -> str:
    value = (run.metrics or {}).get(key)
    return figures.NONE if value is None else figures.share(float(value))


def _count(run: Run) -> str:
    return figures.count(int((run.metrics or {}).get("n", 0)))


def _f1(run: Run, label: str) -> str:
    row = (run.metrics or {}).get("per_class", {}).get(label)
    return figures.NONE if row is None else f"{figures.share(float(row['f1']))} (n={row['n']})"
