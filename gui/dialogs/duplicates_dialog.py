"""Passing labels on to duplicates: how many documents get which label, ten of them, and where duplicates contradict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.project.values import Likeness, TwinsPreview
from core.records import Label
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.widgets.document_samples import DocumentSamples

SIZE_PX = (640, 620)


class DuplicatesDialog(Retranslated, QDialog):
    """Data in, signals out: it decides nothing itself."""

    likeness_chosen = Signal(str)
    """A preview of "exact" or "near" duplicates is wanted."""
    pass_on_wanted = Signal(str)
    conflicts_wanted = Signal()

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._preview: TwinsPreview | None = None
        self._build_ui()
        self._connect()
        self.retranslate()
        self.resize(*SIZE_PX)

    @property
    def likeness(self) -> Likeness:
        return "near" if self.near.isChecked() else "exact"

    def set_preview(self, preview: TwinsPreview) -> None:
        self._preview = preview
        self.samples.set_rows(preview.samples)
        self.retranslate()

    def retranslate(self) -> None:
        preview = self._preview
        self.setWindowTitle(self.tr("Pass labels on to duplicates"))
        words = self.tr("Documents without an answer get the label of those that say the same. One undo takes it back.")
        self._explanation.setText(words)
        self.exact.setText(self.tr("The same text"))
        self.near.setText(self.tr("Nearly the same text: three quarters of it in common"))
        self._busy.setVisible(preview is None)
        self._title.setText(
            self.tr("%Ln document(s) would get a label", "", preview.n) if preview else self.tr("Counting…")
        )
        self._by_label.setText(self._by_label_text(preview) if preview else "")
        self._samples_title.setText(self.tr("Some of them as they would be, drawn at random"))
        self._samples_title.setVisible(preview is not None and preview.n > 0)
        conflicts = preview.conflicts if preview else 0
        words = self.tr("%Ln group(s) of duplicates are labelled differently and stay as they are.", "", conflicts)
        self._conflicts.setText(words)
        self._conflicts.setVisible(conflicts > 0)
        self.show_conflicts.setVisible(conflicts > 0)
        self.show_conflicts.setText(self.tr("Show them"))
        self.pass_on.setText(self.tr("Pass the labels on"))
        self.pass_on.setEnabled(preview is not None and preview.n > 0)
        self.cancel.setText(self.tr("Cancel"))

    def _by_label_text(self, preview: TwinsPreview) -> str:
        names = {label.id: label.name for label in self._labels}
        parts = sorted(preview.labelled.items(), key=lambda item: -item[1])
        texts = ((n, ", ".join(names.get(id, f"#{id}") for id in ids)) for ids, n in parts)
        nothing = self.tr("no label")
        return "  ·  ".join(f"{i18n.number(n)} {name or nothing}" for n, name in texts)

    def _ask(self) -> None:
        self._preview = None
        self.samples.set_rows(())
        self.retranslate()
        self.likeness_chosen.emit(self.likeness)

    def _on_pass_on_clicked(self) -> None:
        self.pass_on_wanted.emit(self.likeness)
        self.accept()

    def _on_conflicts_clicked(self) -> None:
        self.conflicts_wanted.emit()
        self.accept()

    def _connect(self) -> None:
        self.exact.clicked.connect(self._ask)
        self.near.clicked.connect(self._ask)
        self.pass_on.clicked.connect(self._on_pass_on_clicked)
        self.show_conflicts.clicked.connect(self._on_conflicts_clicked)
        self.cancel.clicked.connect(self.reject)

    def _build_ui(self) -> None:
        self._explanation, self._title, self._by_label = QLabel(wordWrap=True), QLabel(), QLabel(wordWrap=True)
        self._by_label.setTextFormat(Qt.TextFormat.PlainText)
        self._explanation.setProperty("muted", True)
        self._title.setProperty("title", True)
        self.exact, self.near = QRadioButton(), QRadioButton()
        self.exact.setChecked(True)
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._samples_title = QLabel()
        self._samples_title.setProperty("strong", True)
        self.samples = DocumentSamples(self._labels)
        self._conflicts = QLabel(wordWrap=True)
        self._conflicts.setProperty("warning", True)
        self.show_conflicts, self.pass_on, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self.show_conflicts.setProperty("flat", True)
        self.pass_on.setProperty("primary", True)
        self.pass_on.setDefault(True)
        conflicts, foot = QHBoxLayout(), QHBoxLayout()
        conflicts.addWidget(self._conflicts, 1)
        conflicts.addWidget(self.show_conflicts)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.pass_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE)
        for part in (self._explanation, self.exact, self.near, self._title, self._by_label, self._busy):
            layout.addWidget(part)
        layout.addWidget(self._samples_title)
        layout.addWidget(self.samples, 1)
        layout.addLayout(conflicts)
        layout.addLayout(foot)
