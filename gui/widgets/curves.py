"""Curves of trainings: loss, and macro-F1 with its interval, over the epochs; live, at most ten drawings a second."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from gui import figures, pictures, theme
from gui.i18n import Retranslated
from gui.widgets import plotting, save_menu
from gui.widgets.curve_data import RunCurve
from gui.widgets.curve_notes import CurveNotes, Note

if TYPE_CHECKING:
    from gui.widgets.curve_plots import CurvePlots

DRAW_EVERY_MS = 100


class Curves(Retranslated, QWidget):
    """Draws one run, or two to compare. Change a RunCurve, then call `refresh`."""

    failed = Signal(object)  # an OSError: the picture could not be written

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[RunCurve] = ()
        self._plots: CurvePlots | None = None
        self._empty_text = ""
        self._timer = QTimer(self, singleShot=True, interval=DRAW_EVERY_MS)
        self._timer.timeout.connect(self._draw)
        self._build_ui()
        theme.changed.connect(self._on_theme_changed)
        self.retranslate()

    @property
    def is_ready(self) -> bool:
        """Whether the plots are there; pyqtgraph is imported at the first show."""
        return self._plots is not None

    def set_runs(self, runs: Sequence[RunCurve]) -> None:
        self._runs = runs
        self._draw()

    def set_empty_text(self, text: str) -> None:
        """The sentence for when there is nothing to draw."""
        self._empty_text = text
        self._draw()

    def refresh(self) -> None:
        """Draw again soon; many calls cost one drawing."""
        if not self._timer.isActive() and self.isVisible():
            self._timer.start()

    def export(self, path: Path) -> None:
        """Write what is shown: the numbers for .csv, a drawing for .svg, else a picture of twice the size."""
        from gui.widgets import curve_export

        if self._plots is None:
            return
        try:
            if path.suffix == ".csv":
                curve_export.write_csv(path, self._runs)
            else:
                pictures.write(path, self._plots)
        except OSError as error:
            self.failed.emit(error)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Curves of loss and macro-F1"))
        self._draw()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plots is None:
            plotting.when_ready(self._on_pyqtgraph_ready)
        self._draw()

    # slots and helpers

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._legend, self._readout = CurveNotes(), CurveNotes(is_stacked=True)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._empty.setProperty("muted", True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE // 2)
        layout.addWidget(self._legend)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._readout)

    def _on_pyqtgraph_ready(self) -> None:
        if self._plots is not None:
            return
        from gui.widgets.curve_plots import CurvePlots

        self._plots = CurvePlots()
        self._plots.hovered.connect(self._on_hovered)
        self._plots.menu_requested.connect(lambda place: save_menu.pop_up(self, place, self._ask_and_export))
        self._stack.addWidget(self._plots)
        self._draw()

    def _on_theme_changed(self) -> None:
        if self._plots is not None:
            self._plots.restyle()
        self._draw()

    def _draw(self) -> None:
        runs = [run for run in self._runs if not run.is_empty]
        if not runs or self._plots is None:
            self._empty.setText(self._empty_text if not runs else self.tr("Preparing the curves…"))
            self._stack.setCurrentIndex(0)
            self._legend.set_notes(())
            self._readout.set_notes(())
            return
        self._stack.setCurrentIndex(1)
        self._plots.draw(runs)
        self._tell_legend()
        self.setAccessibleDescription("; ".join(self._sentence(run, None) for run in runs))
        self._on_hovered(None)

    def _on_hovered(self, epoch: float | None) -> None:
        runs = [run for run in self._runs if not run.is_empty]
        if self._plots is not None:
            colors = self._plots.colors
            self._readout.set_notes(
                [Note("dot", color, self._sentence(run, epoch)) for color, run in zip(colors, runs, strict=False)]
            )

    def _tell_legend(self) -> None:
        if self._plots is None:
            return
        line, thin, band = self._plots.legend_colors
        self._legend.set_notes(
            [
                Note("thin", thin, self.tr("training")),
                Note("thick", line, self.tr("validation")),
                Note("band", band, self.tr("95 % interval")),
            ]
        )

    def _sentence(self, run: RunCurve, epoch: float | None) -> str:
        """The numbers nearest to an epoch, by default the last ones."""
        steps, points = run.training_loss, run.epochs
        at = steps[-1][0] if epoch is None else epoch
        x, loss = min(steps, key=lambda step: abs(step[0] - at))
        parts = [
            self.tr("epoch {epoch}").format(epoch=f"{x:.1f}".removesuffix(".0")),
            self.tr("training loss {n}").format(n=f"{loss:.3f}"),
        ]
        if points:
            point = min(points, key=lambda point: abs(point.epoch - at))
            parts.append(self.tr("validation loss {n}").format(n=f"{point.valid_loss:.3f}"))
            f1 = figures.with_interval(point.macro_f1, point.interval)
            of = f"n={figures.count(point.n)}" if point.n else self.tr("on the training texts")
            name = self.tr("BLEU (of 1) {n}") if point.is_bleu else self.tr("macro-F1 {n}")
            parts.append(name.format(n=f"{f1}, {of}"))
            if point.auprc is not None:
                parts.append(self.tr("marked words AUPRC {n}").format(n=figures.share(point.auprc)))
            if point.sample is not None and len(self._runs) == 1:
                source, wanted, became = point.sample
                parts.append(f"{source} → {became} ({wanted})")
        name = f"{run.title}: " if len(self._runs) > 1 else ""
        return name + " · ".join(parts)

    def _ask_and_export(self, suffix: str) -> None:
        path = save_menu.ask(self, self.tr("Save the curves"), "curves", suffix)
        if path is not None:
            self.export(path)
