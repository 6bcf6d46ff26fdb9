"""The right side of the review page: what the model says, what the person says, and how to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.records import Document, Label
from gui import figures, theme
from gui.i18n import Retranslated
from gui.pages.review_verdict import ReviewVerdict
from gui.session import Session
from gui.widgets.key_button import KeyButton
from gui.widgets.label_palette import LabelPalette
from gui.widgets.probability_bars import ProbabilityBars
from gui.widgets.scrolled import scrolled
from gui.widgets.trust_badge import TrustBadge


class ReviewSide(Retranslated, QWidget):
    """Data in, wishes out."""

    label_chosen = Signal(int)
    confirm_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = ReviewVerdict(session)
        self._labels: Sequence[Label] = ()
        self._is_multi_label = False
        self._document: Document | None = None
        self._probabilities: Mapping[str, float] = {}
        self._build_ui()
        self.confirm.clicked.connect(self.confirm_requested)
        self.label_palette.label_chosen.connect(self.label_chosen)
        self.retranslate()

    def set_labels(self, labels: Sequence[Label], *, is_multi_label: bool) -> None:
        self._labels, self._is_multi_label = labels, is_multi_label
        self.bars.set_labels(labels)
        self.label_palette.set_labels(labels)
        self.retranslate()

    def set_document(self, document: Document | None, probabilities: Mapping[str, float]) -> None:
        self._document, self._probabilities = document, probabilities
        self.retranslate()

    def set_checked(self, label_ids: frozenset[int]) -> None:
        self.label_palette.set_checked(label_ids)

    def retranslate(self) -> None:
        self._model_title.setText(self.tr("The model says"))
        self._trust_title.setText(self.tr("Do the highlights hold up?"))
        self._person_title.setText(self.tr("The label"))
        self._correct_title.setText(self.tr("Correct it"))
        self.confirm.setText(self.tr("Save the labels") if self._is_multi_label else self.tr("Confirm the model"))
        self.bars.setAccessibleName(self.tr("Probabilities"))
        given = self._given_names()
        self.bars.set_probabilities(self._probabilities, given)
        self._model.setText(self._model_sentence())
        self._person.setText(self._person_sentence(given))
        self.confirm.setEnabled(self._document is not None and (bool(self._probabilities) or self._is_multi_label))

    def _build_ui(self) -> None:
        self._model_title, self._trust_title = QLabel(), QLabel()
        self._person_title, self._correct_title = QLabel(), QLabel()
        for title in (self._model_title, self._trust_title, self._person_title, self._correct_title):
            title.setProperty("strong", True)
        self._model, self._person = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for text in (self._model, self._person):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setProperty("muted", True)
        self.bars, self.trust = ProbabilityBars(), TrustBadge()
        self.confirm = KeyButton()
        self.label_palette = LabelPalette()
        body = QVBoxLayout()
        body.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        body.setSpacing(theme.SPACE)
        body.addWidget(self._model_title)
        body.addWidget(self.bars)
        body.addWidget(self._model)
        body.addSpacing(theme.SPACE)
        body.addWidget(self._trust_title)
        body.addWidget(self.trust)
        body.addSpacing(theme.SPACE)
        body.addWidget(self.verdict)
        body.addSpacing(theme.SPACE)
        body.addWidget(self._person_title)
        body.addWidget(self._person)
        body.addWidget(self.confirm)
        body.addSpacing(theme.SPACE)
        body.addWidget(self._correct_title)
        body.addWidget(self.label_palette)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))

    def _given_names(self) -> list[str]:
        given = self._document.annotation if self._document else None
        ids = given.labels if given else ()
        return [label.name for label in self._labels if label.id in ids]

    def _model_sentence(self) -> str:
        if self._document is None:
            return ""
        if not self._probabilities:
            return self.tr("This run has not seen the document: it was added later.")
        first, *others = sorted(self._probabilities.values(), reverse=True)
        if self._is_multi_label or not others:
            return self.tr("Each label on its own; given from .50 on.")
        margin = figures.share(first - others[0], 2)
        return self.tr("Ahead of the next label by {margin}.").format(margin=margin)

    def _person_sentence(self, given: Sequence[str]) -> str:
        document = self._document
        if document is None:
            return ""
        annotation = document.annotation
        if annotation is None:
            return self.tr("Nobody has labelled this document.")
        if annotation.is_skipped:
            return self.tr("Skipped.")
        names = ", ".join(given) or self.tr("none of the labels")
        if annotation.is_imported:
            return self.tr("{labels} (imported)").format(labels=names)
        return self.tr("{labels} (by {who})").format(labels=names, who=annotation.annotator)
