"""The middle of the quality page: why the document is here, its text, and the buttons to judge it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from core.errors import N_
from core.records import Document
from gui.i18n import Retranslated
from gui.session import ProjectInfo
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.key_button import KeyButton
from gui.widgets.label_palette import LabelPalette
from gui.widgets.rows import line

WIDTH_PX = 760
LEAVE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
BUTTONS = {
    "confirm": N_("quality", "Keep the answer"),
    "previous": N_("quality", "Previous"),
    "next": N_("quality", "Next"),
    "label": N_("quality", "On the label page"),
}


class QualityMiddle(Retranslated, QWidget):
    """Data in, signals out."""

    command_chosen = Signal(str)  # the name of a command of the quality page
    guideline_wanted = Signal(object)  # Label or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._build_ui()
        self.label_palette.label_pointed_at.connect(self.guideline_wanted)
        self.retranslate()

    @property
    def note(self) -> str:
        """Why the judgement is as it is, in the judge's words."""
        return self.note_field.text().strip()

    def set_project(self, info: ProjectInfo | None) -> None:
        self.label_palette.set_labels(info.labels if info else ())

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """What stands on the buttons, by command."""
        for name, button in self.buttons.items():
            button.set_key(keys[name])

    def set_document(self, document: Document, *, is_new: bool) -> None:
        self._document = document
        if is_new:
            self.view.set_document(document.text)
            self.note_field.clear()
        self.view.set_rationales(document.rationales)
        self.retranslate()

    def set_why(self, why: str) -> None:
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def set_checked(self, label_ids: Collection[int]) -> None:
        self.label_palette.set_checked(label_ids)

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Document"))
        for name, text in BUTTONS.items():
            self.buttons[name].setText(QCoreApplication.translate("quality", text))
        self.note_field.setPlaceholderText(self.tr("Why? (kept with the judgement)"))
        self.note_field.setAccessibleName(self.tr("Why the judgement is so"))
        document = self._document
        facts = [self.tr("Document {number}").format(number=document.id)] if document else []
        if document is not None:
            facts += [f"{key}: {value}" for key, value in document.meta.items() if value]
        self._facts.setText("  ·  ".join(facts))

    def _build_ui(self) -> None:
        self._why, self._facts = QLabel(wordWrap=True), QLabel()
        for label, margins in ((self._why, (16, 12, 16, 0)), (self._facts, (16, 6, 16, 4))):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(80)
            label.setBackgroundRole(QPalette.ColorRole.Base)
            label.setAutoFillBackground(True)
            label.setContentsMargins(*margins)
        self._why.setProperty("strong", True)
        self._facts.setProperty("muted", True)
        self.view = HighlightedText()
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.label_palette = LabelPalette()
        self.note_field = NoteField()
        self.buttons = {name: KeyButton(is_quiet=True) for name in BUTTONS}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.command_chosen.emit(name))
        column = QWidget()
        column.setMaximumWidth(WIDTH_PX)
        answers = QVBoxLayout(column)
        answers.setContentsMargins(0, 12, 0, 12)
        answers.setSpacing(8)
        answers.addWidget(self.label_palette)
        answers.addWidget(self.note_field)
        answers.addLayout(line(None, *self.buttons.values(), None))
        rule = QWidget(autoFillBackground=True)
        rule.setBackgroundRole(QPalette.ColorRole.Mid)
        rule.setFixedHeight(1)
        centred = line(None, column, None)
        centred.setContentsMargins(16, 0, 16, 0)
        centred.setStretch(1, 1000)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._why, self._facts):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        layout.addWidget(rule)
        layout.addLayout(centred)


class NoteField(QLineEdit):
    """A line that gives the keyboard back with Enter and Escape."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Enter is the field's own, although Qt would leave it to a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in LEAVE:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in LEAVE:
            self.left.emit()
        else:
            super().keyPressEvent(event)
