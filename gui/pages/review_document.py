"""The middle of the review page: the document, what the methods say of its words, and how to read that."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.jobs.explaining import METHODS
from core.records import Document, Explanation, Token
from gui import theme
from gui.i18n import Retranslated, message, with_key
from gui.pages.review_explaining import Explained, ReviewExplaining
from gui.pages.review_panel import ReviewPanel
from gui.pages.review_reading import how_to_read, how_to_take_it, of_word
from gui.pages.review_views import UNITS, WORD, units_of
from gui.pages.review_what_if import ReviewWhatIf
from gui.session import Session
from gui.widgets.attention_legend import AttentionLegend
from gui.widgets.evidence_legend import EvidenceLegend
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.highlights import Highlights
from gui.widgets.method_bar import MethodBar
from gui.widgets.target_bar import TargetBar

MAX_PANELS = 3


class ReviewDocument(Retranslated, QWidget):
    """Shows the text at once, and the colours when they come: the model's own method, or the one that was chosen."""

    target_chosen = Signal(str, str)
    method_shown = Signal(str)

    def __init__(self, session: Session, explaining: ReviewExplaining, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explaining = explaining
        self.what_if = ReviewWhatIf(session, explaining)
        self._document: Document | None = None
        self._error: Exception | None = None
        self._hovered: Token | None = None
        self._keys: Mapping[str, str] = {}
        self._wanted, self._unit, self._shown = "", WORD, ""
        self.others: list[ReviewPanel] = []
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def view(self) -> HighlightedText:
        """The text that decisions are about."""
        return self.panel.view

    @property
    def method(self) -> str:
        """What the highlights come from; "" while there are none."""
        return self._shown

    @property
    def explanation(self) -> Explanation | None:
        """The one on the screen."""
        found = self._explaining.found.get(self._shown)
        return found.explanation if found else None

    @property
    def panels(self) -> list[ReviewPanel]:
        return [self.panel, *self.others]

    def set_document(self, document: Document | None) -> None:
        """Show another document, without colours yet."""
        self._document, self._error, self._hovered, self._shown = document, None, None, ""
        for panel in self.panels:
            panel.set_document(document)
        if document is None:
            self.what_if.close_text()
        self.legend.set_uniform(None)
        self.retranslate()

    def update_document(self, document: Document) -> None:
        self._document = document
        for panel in self.panels:
            panel.view.set_rationales(document.rationales)
        self.retranslate()

    def show_nothing(self) -> None:
        """The text as it is, until its colours come."""
        self._shown, self._error = "", None
        for panel in self.panels:
            panel.refresh()
        self._tell()

    def show_method(self, method: str) -> None:
        """Colour the words by another method, in this document and those after it."""
        self._wanted = method
        self._show_best()

    def show_next_method(self) -> None:
        """Of those that are there."""
        ready = [name for name in self.bar.methods if name in self._explaining.found]
        if self._shown in ready:
            self.show_method(ready[(ready.index(self._shown) + 1) % len(ready)])

    def show_unit(self, unit: str) -> None:
        """Words, phrases or sentences, wherever a method can be seen so."""
        self._unit = unit
        for panel in self.panels:
            panel.set_unit(unit)
        self._tell()

    def add_panel(self) -> None:
        """Another method beside, the next one that is not shown yet."""
        if len(self.panels) == MAX_PANELS:
            return
        panel = ReviewPanel(self._explaining, is_main=False)
        panel.view.set_text_size(self.view.text_size)
        panel.closed.connect(lambda: self._on_panel_closed(panel))
        panel.method_chosen.connect(lambda _: self._tell())
        panel.view.verticalScrollBar().valueChanged.connect(lambda _: self._scroll_along(panel))
        shown = {other.method for other in self.panels}
        others = [name for name in self.bar.methods if name not in shown and METHODS[name].speed != "slow"]
        self.others.append(panel)
        self._splitter.addWidget(panel)
        panel.set_document(self._document)
        panel.set_unit(self._unit)
        panel.show_method(next(iter(others), self._shown))
        self._tell()

    def set_text_size(self, size_px: int) -> None:
        for view in (*(panel.view for panel in self.panels), self.what_if.text):
            view.set_text_size(size_px)

    def set_error(self, error: Exception) -> None:
        self._error = error
        self.retranslate()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The key of each command, as it is shown."""
        self._keys = keys
        self.bar.set_key(keys.get("view", ""))
        self.target.set_key(keys.get("beside", ""))
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self._facts(self._document) if self._document else "")
        self.mark.setText(self.tr("Mark the right words"))
        self.play.setText(self.tr("What if?"))
        self.play.setToolTip(
            with_key(
                self.tr("Play with a copy of the text, and see what the model says"), self._keys.get("what_if", "")
            )
        )
        self.mark.setToolTip(
            with_key(
                self.tr("Drag over the words that justify the label, or double-click one"), self._keys.get("mark", "")
            )
        )
        self.view.setAccessibleName(self.tr("Document with highlights"))
        self._tell()

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._reading, self._caution = QLabel(), QLabel(), QLabel(wordWrap=True)
        self._title.setMinimumWidth(40)
        for label in (self._title, self._reading, self._caution):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("muted", True)
        self._reading.setWordWrap(True)
        self.mark, self.play = QPushButton(), QPushButton()
        for button in (self.mark, self.play):
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setFixedHeight(26)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.panel = ReviewPanel(self._explaining, is_main=True)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self.what_if)
        self.what_if.hide()
        self.legend, self.evidence_legend = AttentionLegend(), EvidenceLegend()
        self.bar, self.target = MethodBar(), TargetBar(UNITS)
        head, tools, foot = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.play)
        head.addWidget(self.mark)
        tools.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 0)
        tools.setSpacing(theme.SPACE // 2)
        tools.addLayout(head)
        tools.addWidget(self.bar)
        tools.addWidget(self.target)
        foot.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        foot.setSpacing(theme.SPACE // 2)
        for widget in (self.legend, self.evidence_legend, self._reading, self._caution):
            foot.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self._splitter, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.mark.toggled.connect(self.view.set_marking)
        self.play.toggled.connect(self._on_play_toggled)
        self.what_if.closed.connect(lambda: self.play.setChecked(False))
        self.view.token_hovered.connect(self._on_token_hovered)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self._scroll_along(self.panel))
        self._explaining.explained.connect(lambda _: self._show_best())
        self._explaining.failed.connect(self.set_error)
        self.bar.method_chosen.connect(self.show_method)
        self.panel.method_chosen.connect(self.show_method)
        self.target.target_chosen.connect(self.target_chosen)
        self.target.unit_chosen.connect(self.show_unit)
        self.target.panel_wanted.connect(self.add_panel)

    def _on_token_hovered(self, token: Token | None) -> None:
        self._hovered = token
        self._tell_reading()

    def _on_play_toggled(self, is_on: bool) -> None:
        self.what_if.setVisible(is_on)
        if is_on:
            self._play()
            self.what_if.text.setFocus()
        else:
            self.what_if.pause()
            self.setFocus()

    def _play(self) -> None:
        """Let the copy follow what is on the screen."""
        explanation = self.explanation
        if self.play.isChecked() and self._document is not None and explanation is not None:
            self.what_if.open(self._explaining.run_id, self._document, explanation)

    def _on_panel_closed(self, panel: ReviewPanel) -> None:
        self.others.remove(panel)
        panel.setParent(None)
        panel.deleteLater()
        self._tell()

    def _show_best(self) -> None:
        """The method that was chosen, else the model's own; while neither is there, the first colours that are."""
        found = self._explaining.found
        self._explaining.want(self._wanted)
        names = (self._wanted, self._explaining.own, self._shown, next(iter(found), ""))
        best = next((name for name in names if name and name in found), "")
        self._error = None
        if best:
            self.panel.show_method(best)
        for panel in self.others:
            panel.refresh()
        if best != self._shown:
            self._shown = best
            self._play()
            self.method_shown.emit(best)
        self._tell()

    def _tell(self) -> None:
        """All that is around the text."""
        explanation = self.explanation
        if explanation is not None:
            names = explanation.methods
            waiting = [name for name in names if name not in self._explaining.found] if self._explaining.is_busy else []
            waiting = [name for name in waiting if METHODS[name].speed != "slow"]
            self.bar.set_methods(names, self._wanted_or_shown(), waiting)
            units = units_of(explanation)
            self.target.set_units(units, self._unit if self._unit in units else WORD)
        self.target.set_can_add(len(self.panels) < MAX_PANELS and explanation is not None)
        highlights = self._highlights()
        is_signed = explanation is not None and explanation.is_signed
        scales = {panel.is_signed for panel in self.others} | {is_signed}
        self.panel.set_has_head(bool(self.others))
        self.legend.setVisible(False in scales)
        self.evidence_legend.setVisible(True in scales)
        self.evidence_legend.set_words(len(highlights.tokens))
        averages = set(highlights.averages)
        self.legend.set_uniform(averages.pop() if len(averages) == 1 else None)
        self._caution.setText(how_to_take_it(explanation) if explanation is not None else "")
        self._tell_reading()

    def _tell_reading(self) -> None:
        """One line under the scale: the word under the pointer, or what can be said of all of them."""
        explanation = self.explanation
        if self._document is None:
            text = ""
        elif explanation is None and self._error is not None:
            text = self.tr("No highlights: {reason}").format(reason=message(self._error))
        elif explanation is None:
            text = self.tr("The highlights are being computed…")
        elif self._hovered is not None:
            text = of_word(self._highlights(), self._hovered)
        else:
            text = how_to_read(explanation, self._highlights(), self._unit)
        self._reading.setText(text)

    def _wanted_or_shown(self) -> str:
        """Which chip is down: a method that was chosen and is being computed counts."""
        return self._wanted if self._wanted in self.bar.methods and self._explaining.is_busy else self._shown

    def _highlights(self) -> Highlights:
        found: Explained | None = self._explaining.found.get(self._shown)
        if found is None:
            return Highlights()
        return found.highlights.get(self._unit, found.highlights[WORD])

    def _scroll_along(self, moved: ReviewPanel) -> None:
        """The panels show the same part of the text."""
        bar = moved.view.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        for panel in self.panels:
            if panel is not moved:
                other = panel.view.verticalScrollBar()
                other.blockSignals(True)
                other.setValue(round(share * other.maximum()))
                other.blockSignals(False)
                panel.view.viewport().update()

    def _facts(self, document: Document) -> str:
        facts = [self.tr("Document {number}").format(number=document.id)]
        if document.is_holdout:
            facts.append(self.tr("hold-out"))
        if document.is_flagged:
            facts.append(self.tr("flagged"))
        facts += [f"{key}: {value}" for key, value in document.meta.items() if value]
        return "  ·  ".join(facts)
