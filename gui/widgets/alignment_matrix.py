"""The alignment matrix: grey cells from 0 (black) to 1 (white), or arcs; the pointer or the keys choose a cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.alignment.links import Link
from gui import figures, pictures, theme
from gui.i18n import Retranslated
from gui.widgets import alignment_export, plotting, save_menu
from gui.widgets.alignment_arcs import AlignmentArcs
from gui.widgets.alignment_data import Alignment

if TYPE_CHECKING:
    from gui.widgets.alignment_plot import AlignmentPlot

MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
SURE = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
POSSIBLE = Qt.Key.Key_P


class AlignmentMatrix(Retranslated, QWidget):
    """Shows the Alignment it is given; says which link a person wants to have, or not to have."""

    link_toggled = Signal(object, bool)  # a Link; possible only
    failed = Signal(object)  # an OSError: a file could not be written

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alignment = Alignment()
        self._plot: AlignmentPlot | None = None
        self._cell: Link | None = None
        self._build_ui()
        theme.changed.connect(self._on_theme_changed)
        self.retranslate()

    @property
    def is_ready(self) -> bool:
        """Whether the matrix is there; pyqtgraph is imported at the first show."""
        return self._plot is not None

    @property
    def alignment(self) -> Alignment:
        return self._alignment

    def set_alignment(self, alignment: Alignment) -> None:
        is_same = (alignment.source, alignment.target) == (self._alignment.source, self._alignment.target)
        self._alignment = alignment
        self._cell = self._cell if is_same else None
        self._title.setText(alignment.title or " ")  # one line always: matrices side by side stay level
        self.arcs.show_alignment(alignment)
        if self._plot is not None:
            self._plot.show_alignment(alignment, keeps_view=is_same)
            self._plot.mark(self._cell)
        self._tell()

    def show_arcs(self, is_wanted: bool) -> None:
        self._stack.setCurrentWidget(self._scroll if is_wanted else self._matrix)

    def fit(self) -> None:
        """Zoom out to all of it."""
        if self._plot is not None:
            self._plot.fit()

    def export(self, path: Path) -> None:
        """Write what is shown: the numbers for .csv, a drawing for .svg, else a picture of twice the size."""
        view: QWidget = self.arcs if self._stack.currentWidget() is self._scroll else self._plot or self
        try:
            if path.suffix == ".csv":
                alignment_export.write_csv(path, self._alignment)
            else:
                pictures.write(path, view)
        except OSError as error:
            self.failed.emit(error)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Alignment matrix"))
        self._tell()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plot is None:
            plotting.when_ready(self._on_pyqtgraph_ready)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            self._move(*MOVES[key])
        elif self._cell is not None and self._alignment.is_editable and (key in SURE or key == POSSIBLE):
            self.link_toggled.emit(self._cell, key == POSSIBLE)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()
            return
        event.accept()

    # slots and helpers

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._readout = QLabel(), QLabel()
        for label in (self._title, self._readout):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self._readout.setProperty("muted", True)
        self._readout.setWordWrap(True)
        self.arcs = AlignmentArcs()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidget(self.arcs)
        self._matrix = QWidget()
        self._room = QVBoxLayout(self._matrix)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._matrix)
        self._stack.addWidget(self._scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._readout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _on_pyqtgraph_ready(self) -> None:
        if self._plot is not None:
            return
        from gui.widgets.alignment_plot import AlignmentPlot

        self._plot = AlignmentPlot()
        self._plot.cell_hovered.connect(self._on_cell_hovered)
        self._plot.cell_clicked.connect(self._on_cell_clicked)
        self._plot.key_pressed.connect(self.keyPressEvent)
        self._plot.menu_requested.connect(lambda place: save_menu.pop_up(self, place, self.ask_and_export))
        self._room.addWidget(self._plot)
        self._plot.show_alignment(self._alignment)

    def _on_theme_changed(self) -> None:
        if self._plot is not None:
            self._plot.restyle()

    def _on_cell_hovered(self, cell: Link | None) -> None:
        if cell is not None:
            self._choose(cell)

    def _on_cell_clicked(self, cell: Link, is_possible: bool) -> None:
        self._choose(cell)
        if self._alignment.is_editable:
            self.link_toggled.emit(cell, is_possible)

    def _move(self, across: int, down: int) -> None:
        n, m = len(self._alignment.source), len(self._alignment.target)
        if n and m:
            i, j = self._cell or (0, 0)
            step = (across, down) if self._cell is not None else (0, 0)
            self._choose((min(max(i + step[0], 0), n - 1), min(max(j + step[1], 0), m - 1)))

    def _choose(self, cell: Link) -> None:
        self._cell = cell
        if self._plot is not None:
            self._plot.mark(cell)
        self._tell()

    def _tell(self) -> None:
        """The cell in words, for the eye and for screen readers."""
        shown = self._alignment
        if self._cell is None or not shown.source or not shown.target:
            hint = self.tr("Point at a cell, or move with the arrow keys. The wheel zooms, 0 shows all.")
            edit = self.tr("Click or Space: linked; Shift+click or P: possibly linked.")
            self._readout.setText(f"{hint} {edit}" if shown.is_editable else hint)
            return
        i, j = self._cell
        text = self.tr("{target} ← {source}: {weight}").format(
            target=shown.target[j], source=shown.source[i], weight=figures.share(shown.weight(self._cell))
        )
        if self._cell in shown.gold.sure:
            text += " · " + self.tr("linked by a person")
        elif self._cell in shown.gold.possible:
            text += " · " + self.tr("possibly linked, says a person")
        if self._cell in shown.links:
            text += " · " + self.tr("linked by the model")
        if j in shown.replaced:
            text += " · " + self.tr("unknown to the model, taken from the source")
        self._readout.setText(text)
        self.setAccessibleDescription(text)

    def ask_and_export(self, suffix: str) -> None:
        path = save_menu.ask(self, self.tr("Save the alignment"), "alignment", suffix)
        if path is not None:
            self.export(path)
