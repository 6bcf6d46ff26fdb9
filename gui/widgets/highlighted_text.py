"""The reading view: one document in comfortable type, its words tinted by a model's weights, its rationales underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from core.records import Span, Token


class HighlightedText(QTextEdit):
    """Shows one untouched text, read-only and plain. All offsets in and out are code points of that text."""

    rationale_added = Signal(object)  # Span, whole words
    rationale_removed = Signal(object)  # Span, one of those set by set_rationales
    token_hovered = Signal(object)  # Token under the pointer, or None
    document_painted = Signal()  # the text given to set_document is on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def set_document(self, text: str) -> None:
        """Show another text, from its start, with no highlights, rationales or unread parts."""
        self.setPlainText(text)

    def set_highlights(self, tokens: Sequence[Token], uniform: float | None = None) -> None:
        """Tint words by weight / `uniform` (the average weight, by default 1 / number of tokens): the same scale
        for every document. `tokens` are disjoint and in order; none clears."""

    def set_unread(self, spans: Sequence[Span]) -> None:
        """Grey the parts that the model did not read."""

    def set_rationales(self, spans: Sequence[Span]) -> None:
        """Underline the words that a person marked."""

    def set_marking(self, is_marking: bool) -> None:
        """Let the person mark words (drag, double-click) and unmark them (click)."""

    def set_text_size(self, size_px: int) -> None:
        """Size of the type in pixels (18 by default)."""

    def show_span(self, span: Span) -> None:
        """Scroll so that `span` is in view."""
