"""The right side of the quality page: who said what of the document, its copies, the guideline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from core.project.annotators import IMPORT
from core.project.values import DocumentRow
from core.records import Annotation, Document, Guideline, Label
from gui import figures, theme
from gui.i18n import Retranslated
from gui.widgets.document_list import DocumentList
from gui.widgets.guideline_view import GuidelineView
from gui.widgets.scrolled import scrolled
from gui.widgets.swatch import swatch

DOT_PX = 16


class QualitySide(Retranslated, QWidget):
    """Data in, signals out."""

    document_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = QWidget()
        self._layout = QVBoxLayout()
        self._labels: Mapping[int, Label] = {}
        self._guidelines: Mapping[int, Guideline] = {}
        self._document: Document | None = None
        self._build_ui()
        self.copies.document_chosen.connect(self.document_chosen)
        self.guideline.document_chosen.connect(self.document_chosen)
        theme.changed.connect(self.retranslate)
        self.retranslate()

    def set_project(self, labels: Sequence[Label], guidelines: Mapping[int, Guideline]) -> None:
        self._labels = {label.id: label for label in labels}
        self._guidelines = guidelines
        self.copies.set_labels(labels)
        self.show_guideline(None)
        self.retranslate()

    def set_document(self, document: Document | None, copies: Sequence[DocumentRow]) -> None:
        self._document = document
        self._copies_model.clear()
        for row in copies:
            item = QStandardItem(row.snippet)
            item.setData(row, Qt.ItemDataRole.UserRole)
            self._copies_model.appendRow(item)
        for widget in (self._copies_title, self.copies):
            widget.setVisible(bool(copies))
        self.show_guideline(None)
        self.retranslate()

    def show_guideline(self, label: Label | None) -> None:
        """That of the label under the pointer; when it goes, that of the answer."""
        given = self._document.annotation if self._document else None
        shown = label or next((self._labels[id] for id in (given.labels if given else ()) if id in self._labels), None)
        self.guideline.set_label(shown, self._guidelines.get(shown.id) if shown else None)

    def said(self) -> list[str]:
        """What is shown of the answers, line by line."""
        return [label.text() for label in self._answers.findChildren(QLabel) if label.text()]

    def retranslate(self) -> None:
        self._title.setText(self.tr("What was said"))
        self._copies_title.setText(self.tr("Copies of the text"))
        self._guideline_title.setText(self.tr("Guideline"))
        self.copies.setAccessibleName(self.tr("Copies of the text"))
        self._fill()

    def _fill(self) -> None:
        old = self._answers
        self._answers = QWidget()
        grid = QGridLayout(self._answers)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for one in self._document.annotations if self._document else ():
            self._add(grid, one)
        self._layout.replaceWidget(old, self._answers)
        old.hide()
        old.deleteLater()

    def _add(self, grid: QGridLayout, one: Annotation) -> None:
        """Dot and labels, then who and when, then the note."""
        row = grid.rowCount()
        known = [self._labels[id] for id in one.labels if id in self._labels]
        if known:
            dot = QLabel(pixmap=swatch(theme.current().label_color(known[0].color)).pixmap(DOT_PX, DOT_PX))
            grid.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignTop)
        names = ", ".join(label.name for label in known) or figures.NONE
        grid.addWidget(_words(self.tr("skipped") if one.is_skipped else names, strong=True), row, 1)
        grid.addWidget(_words(self._how(one), muted=True), row + 1, 1)
        if one.note:
            grid.addWidget(_words(one.note), row + 2, 1)
        grid.setRowMinimumHeight(grid.rowCount(), theme.SPACE)

    def _how(self, one: Annotation) -> str:
        who = self.tr("the file") if one.annotator == IMPORT else one.annotator
        rounds = {1: self.tr("second pass"), 2: self.tr("judgement")}
        parts = [who, rounds.get(one.round, ""), figures.short_moment(one.at)]
        if one.seconds is not None:
            parts.append(self.tr("{n} s").format(n=f"{one.seconds:.1f}"))
        return " · ".join(filter(None, parts))

    def _build_ui(self) -> None:
        self._title, self._copies_title, self._guideline_title = QLabel(), QLabel(), QLabel()
        for title in (self._title, self._copies_title, self._guideline_title):
            title.setProperty("strong", True)
            title.setContentsMargins(12, 8, 12, 0)
        self._copies_model = QStandardItemModel(self)
        self.copies = DocumentList()
        self.copies.setModel(self._copies_model)
        self.guideline = GuidelineView()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._answers)
        self._layout.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(scrolled(self._layout), 3)
        layout.addWidget(self._copies_title)
        layout.addWidget(self.copies, 2)
        layout.addWidget(self._guideline_title)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.guideline)
        layout.addWidget(scrolled(below), 2)


def _words(text: str, *, strong: bool = False, muted: bool = False) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setMinimumWidth(40)
    for name, is_so in (("strong", strong), ("muted", muted), ("small", muted)):
        label.setProperty(name, is_so)
    return label
