"""One decision about many documents: how many, what they are now, ten of them to look at, a key for each decision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.project.values import Preview
from core.records import Label
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.widgets.document_samples import DocumentSamples
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.key_button import KeyButton

SIZE_PX = (640, 640)
KEYS = {"skip": "Space", "flag": "F", "clear": "Del"}


class BulkDialog(Retranslated, QDialog):
    """Data in, signals out: it decides nothing itself."""

    label_chosen = Signal(int)
    act_chosen = Signal(str)
    """skip, flag, unflag or clear."""

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None, *, adds: bool = False) -> None:
        """`adds`: a label comes to those that a document has, not in their place."""
        super().__init__(parent)
        self._adds = adds
        self._labels = labels
        self._preview: Preview | None = None
        self._what = ""
        self._build_ui()
        self.retranslate()
        self.resize(*SIZE_PX)
        self.setFocus()

    def set_what(self, text: str) -> None:
        """Which documents these are, in words: the filter, or a selection."""
        self._what = text
        self.retranslate()

    def set_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.samples.set_rows(preview.samples)
        self.retranslate()

    @property
    def is_ready(self) -> bool:
        """Whether a key would count: the number is on the screen, and it is not 0."""
        return self._preview is not None and self._preview.n > 0

    def retranslate(self) -> None:
        preview = self._preview
        self.setWindowTitle(self.tr("Decide about many"))
        self._title.setText(self.tr("%Ln document(s)", "", preview.n) if preview else self.tr("Counting…"))
        self._what_label.setText(self._what)
        self._now.setText(self._now_text(preview) if preview else "")
        self._busy.setVisible(preview is None)
        self._samples_title.setText(self.tr("Some of them, drawn at random"))
        self._samples_title.setVisible(self.is_ready)
        names = {"skip": self.tr("Skip"), "flag": self.tr("Flag"), "unflag": self.tr("Take the flag away")}
        names["clear"] = self.tr("Clear the answers")
        for name, button in self.acts.items():
            button.setText(names[name])
        for button in (*self.labels, *self.acts.values()):
            button.setEnabled(self.is_ready)
        hint = self.tr("One key decides for all of them; one undo takes it back.")
        joins = self.tr("A label joins those that are there.")
        self._hint.setText(f"{hint} {joins}" if self._adds else hint)
        self.cancel.setText(self.tr("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits give labels, as on the page."""
        digit = event.key() - Qt.Key.Key_1.value
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif 0 <= digit < min(9, len(self.labels)):
            self.labels[digit].click()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F, Qt.Key.Key_Delete):
            name = {Qt.Key.Key_Space: "skip", Qt.Key.Key_F: "flag"}.get(Qt.Key(event.key()), "clear")
            self.acts[name].click()
        else:
            super().keyPressEvent(event)

    def _now_text(self, preview: Preview) -> str:
        """What is said of them now: an answer that would be replaced is named."""
        names = {label.id: label.name for label in self._labels}
        parts = [(preview.unlabelled, self.tr("without an answer"))]
        for ids, n in sorted(preview.labelled.items(), key=lambda item: -item[1]):
            parts.append((n, ", ".join(names.get(id, f"#{id}") for id in ids) or self.tr("no label")))
        parts += [(preview.skipped, self.tr("skipped")), (preview.disputed, self.tr("disputed"))]
        return "  ·  ".join(f"{i18n.number(n)} {words}" for n, words in parts if n)

    def _build_ui(self) -> None:
        self._title, self._what_label, self._now = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self._what_label, self._now):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("title", True)
        self._what_label.setProperty("muted", True)
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._samples_title = QLabel()
        self._samples_title.setProperty("strong", True)
        self.samples = DocumentSamples(self._labels)
        labels, acts = FlowLayout(), FlowLayout()
        self.labels = [self._label_button(label, place) for place, label in enumerate(self._labels)]
        for button in self.labels:
            labels.addWidget(button)
        self.acts = {name: KeyButton(KEYS.get(name, ""), is_quiet=True) for name in ("skip", "flag", "unflag", "clear")}
        for name, act in self.acts.items():
            act.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            act.clicked.connect(lambda _=False, name=name: self._on_act(name))
            acts.addWidget(act)
        self._hint = QLabel(wordWrap=True)
        self._hint.setProperty("muted", True)
        self.cancel = QPushButton()
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE)
        for part in (self._title, self._what_label, self._now, self._busy, self._samples_title):
            layout.addWidget(part)
        layout.addWidget(self.samples, 1)
        layout.addLayout(labels)
        layout.addLayout(acts)
        layout.addLayout(foot)

    def _label_button(self, label: Label, place: int) -> KeyButton:
        button = KeyButton(str(place + 1) if place < 9 else "")
        button.setText(label.name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._on_label(label.id))
        return button

    def _on_label(self, label_id: int) -> None:
        self.label_chosen.emit(label_id)
        self.accept()

    def _on_act(self, name: str) -> None:
        self.act_chosen.emit(name)
        self.accept()
