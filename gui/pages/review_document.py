"""The middle of the review page: the document, what the model looked at in it, and how to read that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.records import Document, Explanation, Token
from gui import figures, theme
from gui.i18n import Retranslated, message
from gui.pages.review_desk import FLAT_FROM, evenness
from gui.widgets.attention_legend import AttentionLegend
from gui.widgets.highlighted_text import HighlightedText


class ReviewDocument(Retranslated, QWidget):
    """Shows the text at once, and the colours when they come."""

    marking_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._explanation: Explanation | None = None
        self._error: Exception | None = None
        self._hovered: Token | None = None
        self._build_ui()
        self._connect()
        self.retranslate()

    def set_document(self, document: Document | None) -> None:
        """Show another document, without colours yet."""
        self._document, self._explanation, self._error, self._hovered = document, None, None, None
        self.view.set_document(document.text if document else "")
        self.view.set_rationales(document.rationales if document else ())
        self.legend.set_uniform(None)
        self.retranslate()

    def update_document(self, document: Document) -> None:
        self._document = document
        self.view.set_rationales(document.rationales)
        self.retranslate()

    def set_explanation(self, explanation: Explanation) -> None:
        self._explanation = explanation
        tokens = explanation.tokens
        self.view.set_highlights(tokens)
        self.view.set_unread(explanation.unread)
        self.legend.set_uniform(1 / len(tokens) if tokens else None)
        self.retranslate()

    def set_error(self, error: Exception) -> None:
        self._error = error
        self.retranslate()

    def retranslate(self) -> None:
        document = self._document
        self._title.setText(self._facts(document) if document else "")
        self.mark.setText(self.tr("Mark the right words"))
        self.mark.setToolTip(self.tr("Drag over the words that justify the label, or double-click one (M)"))
        self.view.setAccessibleName(self.tr("Document with highlights"))
        self._reading.setText(self._how_to_read())
        self._caution.setText(
            self.tr("Colour shows where the model looked. That alone does not prove why it decided as it did.")
        )

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._reading, self._caution = QLabel(), QLabel(), QLabel(wordWrap=True)
        for label in (self._title, self._reading, self._caution):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("muted", True)
        self._reading.setWordWrap(True)
        self.mark = QPushButton()
        self.mark.setCheckable(True)
        self.mark.setProperty("chip", True)
        self.mark.setFixedHeight(26)
        self.mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view = HighlightedText()
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.legend = AttentionLegend()
        head = QHBoxLayout()
        head.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.mark)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        foot.setSpacing(theme.SPACE // 2)
        foot.addWidget(self.legend)
        foot.addWidget(self._reading)
        foot.addWidget(self._caution)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.mark.toggled.connect(self.view.set_marking)
        self.mark.toggled.connect(self.marking_changed)
        self.view.token_hovered.connect(self._on_token_hovered)

    def _on_token_hovered(self, token: Token | None) -> None:
        self._hovered = token
        self._reading.setText(self._how_to_read())

    def _facts(self, document: Document) -> str:
        facts = [self.tr("Document {number}").format(number=document.id)]
        if document.is_holdout:
            facts.append(self.tr("hold-out"))
        if document.is_flagged:
            facts.append(self.tr("flagged"))
        facts += [f"{key}: {value}" for key, value in document.meta.items() if value]
        return "  ·  ".join(facts)

    def _how_to_read(self) -> str:
        """One line under the scale: the word under the pointer, or what can be said of all of them."""
        if self._document is None:
            return ""
        if self._error is not None:
            return self.tr("No highlights: {reason}").format(reason=message(self._error))
        if self._explanation is None:
            return self.tr("The highlights are being computed…")
        tokens = self._explanation.tokens
        if self._hovered is not None:
            return self._word_sentence(self._hovered, tokens)
        grey = self.tr("The model did not read what is grey.") if self._explanation.unread else ""
        return f"{self._spread_sentence(tokens)} {grey}".rstrip()

    def _spread_sentence(self, tokens: Sequence[Token]) -> str:
        """Whether the attention singles words out."""
        even = evenness(tokens)
        if even is None:
            return self.tr("Too few words to compare.")
        if even > FLAT_FROM:
            text = self.tr(
                "Attention is nearly flat here: it does not single out words "
                "(evenness {even}; 1 is perfectly even, flat from {limit} on)."
            )
            return text.format(even=figures.share(even, 2), limit=figures.share(FLAT_FROM, 2))
        top = sorted((token.weight for token in tokens), reverse=True)[:3]
        text = self.tr("The three strongest of {n} words hold {share} of the attention (evenness {even}).")
        return text.format(n=len(tokens), share=figures.share(sum(top), 2), even=figures.share(even, 2))

    def _word_sentence(self, token: Token, tokens: Sequence[Token]) -> str:
        rank = 1 + sum(other.weight > token.weight for other in tokens)
        text = self.tr("“{word}”: weight {weight}, {times} × the average, rank {rank} of {n}")
        return text.format(
            word=token.text,
            weight=figures.share(token.weight),
            times=f"{token.weight * len(tokens):.1f}",
            rank=rank,
            n=len(tokens),
        )
