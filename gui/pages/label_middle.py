"""The middle of the label page: the document, and under it, always at the same place, what can be said about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import N_
from core.records import Document
from gui.i18n import Retranslated
from gui.pages.label_opinion import OpinionStrip
from gui.session import ProjectInfo
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.key_button import KeyButton
from gui.widgets.label_palette import LabelPalette

WIDTH_PX = 760
BUTTONS = {
    "confirm": N_("label", "Confirm"),
    "skip": N_("label", "Skip"),
    "flag": N_("label", "Flag"),
    "clear": N_("label", "Clear"),
    "undo": N_("label", "Undo"),
}


class LabelMiddle(Retranslated, QWidget):
    """Facts, text, label buttons, action buttons and the model's line, from top to bottom."""

    command_chosen = Signal(str)  # the name of a command of the label page
    guideline_wanted = Signal(object)  # Label or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._info: ProjectInfo | None = None
        self._reason = ""
        self._build_ui()
        self.add_labels.clicked.connect(lambda: self.command_chosen.emit("edit_labels"))
        self.label_palette.label_pointed_at.connect(self.guideline_wanted)
        self.retranslate()

    def set_project(self, info: ProjectInfo | None) -> None:
        self._info = info
        labels = info.labels if info else ()
        self.label_palette.set_labels(labels)
        self.strip.set_labels(labels)
        self.add_labels.setVisible(not labels)
        self.label_palette.setVisible(bool(labels))
        self.buttons["confirm"].setVisible(bool(info and info.is_multi_label))
        self._show_facts()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """What stands on the buttons, by command."""
        for name, button in self.buttons.items():
            button.set_key(keys[name])

    def set_document(self, document: Document, reason: str = "", *, is_new: bool) -> None:
        """`reason` says why the document is asked about."""
        self._document, self._reason = document, reason
        if is_new:
            self.view.set_document(document.text)
        self.view.set_rationales(document.rationales)
        self._show_facts()

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Document"))
        for name, text in BUTTONS.items():
            self.buttons[name].setText(QCoreApplication.translate("label", text))
        self.add_labels.setText(self.tr("Add labels…"))
        self._show_facts()

    def _example_of(self, document_id: int) -> list[tuple[str, bool]]:
        """The labels whose guidelines the document is pinned to, and whether as what they are."""
        if self._info is None:
            return []
        pinned = ((label, one) for label in self._info.labels for one in self._info.guidelines[label.id].examples)
        return [(label.name, one.is_positive) for label, one in pinned if one.document_id == document_id]

    def _show_facts(self) -> None:
        """Number, state and metadata of the document, in one quiet line."""
        document = self._document
        if document is None:
            self._facts.clear()
            return
        given = document.annotation
        facts = [self.tr("Document {number}").format(number=document.id)]
        if self._reason:
            facts.append(self._reason)
        if document.is_flagged:
            facts.append(self.tr("flagged"))
        if given is not None and given.is_skipped:
            facts.append(self.tr("skipped"))
        if given is not None and given.is_imported:
            facts.append(self.tr("label imported"))
        for name, is_positive in self._example_of(document.id):
            words = self.tr("an example of {label}") if is_positive else self.tr("not an example of {label}")
            facts.append(words.format(label=name))
        facts += [f"{key}: {value}" for key, value in document.meta.items() if value]
        self._facts.setText("  ·  ".join(facts))
        self._facts.setToolTip("\n".join(facts))

    def _build_ui(self) -> None:
        self._facts = QLabel(textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignCenter)
        self._facts.setProperty("muted", True)
        self._facts.setMinimumWidth(80)
        self._facts.setBackgroundRole(QPalette.ColorRole.Base)
        self._facts.setAutoFillBackground(True)
        self._facts.setContentsMargins(16, 10, 16, 4)
        self.view = HighlightedText()
        self.view.set_marking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.label_palette = LabelPalette()
        self.add_labels = QPushButton()
        self.add_labels.setProperty("primary", True)
        self.buttons = {name: KeyButton(is_quiet=True) for name in BUTTONS}
        self.strip = OpinionStrip()
        acts = QHBoxLayout()
        acts.setSpacing(4)
        acts.addStretch(1)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.command_chosen.emit(name))
            acts.addWidget(button)
        acts.addStretch(1)
        answers = QVBoxLayout()
        answers.setContentsMargins(0, 12, 0, 6)
        answers.setSpacing(6)
        answers.addWidget(self.label_palette)
        answers.addWidget(self.add_labels, 0, Qt.AlignmentFlag.AlignHCenter)
        answers.addLayout(acts)
        answers.addWidget(self.strip)
        column = QWidget()
        column.setLayout(answers)
        column.setMaximumWidth(WIDTH_PX)
        rule = QWidget(autoFillBackground=True)
        rule.setBackgroundRole(QPalette.ColorRole.Mid)
        rule.setFixedHeight(1)
        centered = QHBoxLayout()
        centered.setContentsMargins(16, 0, 16, 0)
        centered.addStretch(1)
        centered.addWidget(column, 1000)
        centered.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._facts)
        layout.addWidget(self.view, 1)
        layout.addWidget(rule)
        layout.addLayout(centered)
