"""The parts of a filter as chips, each with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from core.project.values import ANY, CellFilter, DocumentFilter, Range
from gui import theme
from gui.i18n import Retranslated
from gui.widgets.flow_layout import FlowLayout

CHIP_PX = 24
MOST_PX = 220


class FilterChips(Retranslated, QWidget):
    """Shows all of a filter but the search, the state, and a flag without a state: they have their own places."""

    filter_changed = Signal(object)  # DocumentFilter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = DocumentFilter()
        self._labels: Mapping[int, str] = {}
        self._imports: Mapping[int, str] = {}
        self.chips: list[QPushButton] = []
        self._layout = FlowLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.retranslate()

    def set_filter(self, where: DocumentFilter) -> None:
        self._where = where
        self.retranslate()

    def set_names(self, labels: Mapping[int, str], imports: Mapping[int, str]) -> None:
        """What labels and imports are called, by id."""
        self._labels, self._imports = labels, imports
        self.retranslate()

    def retranslate(self) -> None:
        for chip in self.chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(text, without) for text, without in self._parts()]
        self.setVisible(bool(self.chips))

    def _chip(self, text: str, without: DocumentFilter) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("chip", True)
        chip.setProperty("removable", True)
        chip.setIcon(theme.icon("x", "muted"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross comes last
        chip.setFixedHeight(CHIP_PX)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setText(chip.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, MOST_PX))
        chip.setToolTip(self.tr("{filter}: click to take it away").format(filter=text))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda: self.filter_changed.emit(without))
        self._layout.addWidget(chip)
        chip.show()
        return chip

    def _parts(self) -> Iterator[tuple[str, DocumentFilter]]:
        """What each part says, and the filter without it."""
        where = self._where
        if where.label_ids:
            yield self._named(where.label_ids), replace(where, label_ids=())
        if where.annotators:
            yield self.tr("by {names}").format(names=", ".join(where.annotators)), replace(where, annotators=())
        yield from self._model_parts()
        yield from self._flag_parts()
        kinds = {
            "exact": self.tr("duplicates"),
            "near": self.tr("near duplicates"),
            "conflicting": self.tr("conflicting duplicates"),
        }
        if where.duplicates:
            yield kinds[where.duplicates], replace(where, duplicates="")
        if where.length != ANY:
            yield self.tr("{range} characters").format(range=_range(where.length)), replace(where, length=ANY)
        if where.answered != ANY:
            yield self.tr("answered {range}").format(range=_days(where.answered)), replace(where, answered=ANY)
        if where.import_ids:
            names = ", ".join(self._imports.get(id) or str(id) for id in where.import_ids)
            yield self.tr("from {names}").format(names=names), replace(where, import_ids=())
        if where.similar_to is not None:
            yield self.tr("similar to {id}").format(id=where.similar_to), replace(where, similar_to=None)
        for cell in where.cells:
            others = tuple(other for other in where.cells if other is not cell)
            yield _cell(cell), replace(where, cells=others)

    def _model_parts(self) -> Iterator[tuple[str, DocumentFilter]]:
        where = self._where
        if where.predicted_ids:
            text = self.tr("model: {names}").format(names=self._named(where.predicted_ids))
            yield text, replace(where, predicted_ids=())
        if where.is_disagreed is not None:
            text = self.tr("model disagrees") if where.is_disagreed else self.tr("model agrees")
            yield text, replace(where, is_disagreed=None)
        if where.confidence != ANY:
            low, high = (None if end is None else round(100 * end, 1) for end in where.confidence)
            text = self.tr("confidence {range} %").format(range=_range((low, high)))
            yield text, replace(where, confidence=ANY)

    def _flag_parts(self) -> Iterator[tuple[str, DocumentFilter]]:
        where = self._where
        if where.is_flagged is False or (where.is_flagged and where.state != "any"):
            text = self.tr("flagged") if where.is_flagged else self.tr("not flagged")
            yield text, replace(where, is_flagged=None)
        if where.is_holdout is not None:
            text = self.tr("hold-out") if where.is_holdout else self.tr("not hold-out")
            yield text, replace(where, is_holdout=None)
        if where.is_marked is not None:
            text = self.tr("with marked words") if where.is_marked else self.tr("without marked words")
            yield text, replace(where, is_marked=None)
        if where.is_outdated is not None:
            text = self.tr("older guideline") if where.is_outdated else self.tr("guideline of today")
            yield text, replace(where, is_outdated=None)

    def _named(self, ids: tuple[int, ...]) -> str:
        return ", ".join(self._labels.get(id, f"#{id}") for id in ids)


def _range(range: Range) -> str:
    low, high = ("" if end is None else QLocale().toString(end, "g", 6) for end in range)
    if low == high:
        return low
    return f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"


def _days(range: Range) -> str:
    ends = ("" if end is None else datetime.fromtimestamp(end / 1000).strftime("%Y-%m-%d") for end in range)
    low, high = ends
    return low if low == high else f"{low} – {high}"


def _cell(cell: CellFilter) -> str:
    return f"{cell.column}: {', '.join(cell.values) or _range(cell.range)}"
