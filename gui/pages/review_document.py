"""The middle of the review page: the document, what the model looked at in it, and how to read that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.records import Document, Explanation, Token
from gui import figures, theme
from gui.i18n import Retranslated, message
from gui.pages.review_desk import FLAT_FROM, evenness
from gui.pages.review_views import NO_METHOD, VIEWS, method_of
from gui.widgets.attention_legend import AttentionLegend
from gui.widgets.evidence_legend import EvidenceLegend
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.highlights import Highlights
from gui.widgets.word_tips import signed, word_tip


class ReviewDocument(Retranslated, QWidget):
    """Shows the text at once, and the colours when they come."""

    marking_changed = Signal(bool)
    method_requested = Signal(str)
    """The view that was chosen needs an explanation by this method."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._explanation: Explanation | None = None
        self._error: Exception | None = None
        self._hovered: Token | None = None
        self._highlights = Highlights()
        self._views: Mapping[str, Highlights] = {}
        self._view = ""
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def _is_signed(self) -> bool:
        """Whether what is shown now speaks for and against a label; a view just chosen may still be computed."""
        return self._explanation is not None and self._explanation.is_signed

    def set_document(self, document: Document | None) -> None:
        """Show another document, without colours yet."""
        self._document, self._explanation, self._error, self._hovered = document, None, None, None
        self.view.set_document(document.text if document else "")
        self.view.set_rationales(document.rationales if document else ())
        self._highlights = Highlights()
        self.legend.set_uniform(None)
        self.retranslate()

    def update_document(self, document: Document) -> None:
        self._document = document
        self.view.set_rationales(document.rationales)
        self.retranslate()

    def set_explanation(self, explanation: Explanation, highlights: Mapping[str, Highlights]) -> None:
        """Colour the words in the view that was last chosen, where this model offers it: `highlights` by view."""
        self._explanation, self._error, self._views = explanation, None, highlights
        is_there = self._view in self._views and method_of(self._view) == explanation.method
        self._view = self._view if is_there else explanation.method
        self.view.set_unread(explanation.unread)
        self._colour()

    def show_view(self, view: str) -> None:
        """Colour the words in another way; what the model has not been asked for yet comes soon."""
        self._view = view
        if self._explanation is not None and method_of(view) != self._explanation.method:
            self._tell_views()
            self.method_requested.emit(method_of(view))
        else:
            self._colour()

    def show_next_view(self) -> None:
        if self._view in self._views:
            views = list(self._views)
            self.show_view(views[(views.index(self._view) + 1) % len(views)])

    def set_error(self, error: Exception) -> None:
        self._error = error
        self.retranslate()

    def retranslate(self) -> None:
        document = self._document
        self._title.setText(self._facts(document) if document else "")
        self.mark.setText(self.tr("Mark the right words"))
        self.mark.setToolTip(self.tr("Drag over the words that justify the label, or double-click one (M)"))
        self.view.setAccessibleName(self.tr("Document with highlights"))
        has_sentences = bool(self._explanation and self._explanation.sentences)
        names = {
            "evidence": self.tr("Evidence"),
            "attention": self.tr("Sentence × word") if has_sentences else self.tr("Attention"),
            "word": self.tr("Words"),
            "sentence": self.tr("Sentences"),
        }
        tips = {
            "evidence": self.tr("What each word adds to the label's score (V)"),
            "attention": self.tr("How much each word weighed in the prediction (V)"),
            "word": self.tr("How much each word weighed within its sentence (V)"),
            "sentence": self.tr("How much each sentence weighed in the document (V)"),
        }
        for view, chip in self.chips.items():
            chip.setText(names[view])
            chip.setToolTip(tips[view])
        self._tell_views()
        self._reading.setText(self._how_to_read())
        self._caution.setText(self._how_to_take_it())

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._reading, self._caution = QLabel(), QLabel(), QLabel(wordWrap=True)
        self._title.setMinimumWidth(40)
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
        self.legend, self.evidence_legend = AttentionLegend(), EvidenceLegend()
        self.evidence_legend.hide()
        self._group = QButtonGroup(self)
        self.chips = {view: self._chip(view) for view in VIEWS}
        head = QHBoxLayout()
        head.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.mark)
        self._switch = QWidget()
        row = QHBoxLayout(self._switch)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE // 2, theme.SPACE, 0)
        row.setSpacing(theme.SPACE // 2)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        foot.setSpacing(theme.SPACE // 2)
        foot.addWidget(self.legend)
        foot.addWidget(self.evidence_legend)
        foot.addWidget(self._reading)
        foot.addWidget(self._caution)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._switch)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _chip(self, view: str) -> QPushButton:
        chip = QPushButton()
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setFixedHeight(26)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda: self.show_view(view))
        chip.hide()
        self._group.addButton(chip)
        return chip

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
        if self._explanation.method == NO_METHOD:
            return self.tr(
                "This model has no attention: it cannot say which words it looked at. "
                "Train one that can, such as Automatic, on the same labels."
            )
        if self._hovered is not None:
            return self._word_sentence(self._hovered)
        grey = self.tr("The model did not read what is grey.") if self._explanation.unread else ""
        return f"{self._sentence(self._explanation)} {grey}".rstrip()

    def _sentence(self, explanation: Explanation) -> str:
        """What can be said of all words in this view."""
        if explanation.is_signed:
            return self._sum_sentence(explanation) if explanation.method == "evidence" else ""
        if self._view == "word":
            return self.tr("Each word's weight within its sentence; the bars in the margin are the sentences' weights.")
        if self._view == "sentence":
            text = self.tr("Each of the {n} sentences has one weight; the bars in the margin show the same.")
            return text.format(n=len(explanation.sentences))
        return self._spread_sentence(explanation.tokens)

    def _sum_sentence(self, explanation: Explanation) -> str:
        words = sum(token.weight for token in explanation.tokens)
        text = self.tr("For “{label}”: the words add {words}, the base {base}, together {score} logits.")
        return text.format(
            label=explanation.label,
            words=signed(words),
            base=signed(explanation.bias),
            score=signed(explanation.logit),
        )

    def _how_to_take_it(self) -> str:
        if self._explanation is not None and self._explanation.method == NO_METHOD:
            return ""
        if self._is_signed:
            return self.tr(
                "Orange words speak for the label, purple ones against it. "
                "That is what the model counted, not what is true."
            )
        return self.tr("Colour shows where the model looked. That alone does not prove why it decided as it did.")

    def _colour(self) -> None:
        explanation = self._explanation
        if explanation is None:
            return
        self._highlights = self._views.get(self._view, Highlights())
        self.view.show_highlights(self._highlights)
        self.evidence_legend.set_words(len(self._highlights.tokens))
        averages = set(self._highlights.averages)
        self.legend.set_uniform(averages.pop() if len(averages) == 1 else None)
        self.retranslate()

    def _tell_views(self) -> None:
        self._switch.setVisible(len(self._views) > 1)
        for view, chip in self.chips.items():
            chip.setVisible(view in self._views)
            chip.setChecked(view == self._view)
        can_tell = self._explanation is None or self._explanation.method != NO_METHOD
        self.legend.setVisible(can_tell and not self._is_signed)
        self.evidence_legend.setVisible(can_tell and self._is_signed)

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

    def _word_sentence(self, token: Token) -> str:
        """The word under the pointer: its figure, with what it is measured by."""
        index = next((place for place, other in enumerate(self._highlights.tokens) if other is token), None)
        return "" if index is None else f"“{token.text}”: {word_tip(self._highlights, index)}"
