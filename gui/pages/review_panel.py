"""One text coloured by one method; beside others, each says which it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from core.records import Document
from gui import theme
from gui.i18n import Retranslated
from gui.pages.review_explaining import ReviewExplaining
from gui.pages.review_views import WORD
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.highlights import Highlights
from gui.widgets.method_bar import method_tip, method_title


class ReviewPanel(Retranslated, QWidget):
    """The main panel is told what to show, and says which it is while others are beside it; they choose themselves."""

    method_chosen = Signal(str)  # by the person, in this panel
    closed = Signal()

    def __init__(self, explaining: ReviewExplaining, *, is_main: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explaining = explaining
        self._is_main = is_main
        self._unit = WORD
        self.method = ""
        self._build_ui()
        self.choice.activated.connect(self._on_choice_activated)
        self.close_button.clicked.connect(self.closed)
        self.retranslate()

    def set_document(self, document: Document | None) -> None:
        self.view.set_document(document.text if document else "")
        self.view.set_rationales(document.rationales if document else ())

    def set_has_head(self, has_head: bool) -> None:
        self._head.setVisible(has_head)

    @property
    def is_signed(self) -> bool | None:
        """What scale its colours are on; None: there are none yet."""
        found = self._explaining.found.get(self.method)
        return found.explanation.is_signed if found else None

    def set_unit(self, unit: str) -> None:
        self._unit = unit
        self.refresh()

    def show_method(self, method: str) -> None:
        """Colour by this method; what was not asked for yet comes soon."""
        self.method = method
        if not self._is_main:
            self._explaining.want(method)
        self.refresh()

    def refresh(self) -> None:
        """Colour the words by what is there now."""
        found = self._explaining.found.get(self.method)
        if found is None:
            self.view.show_highlights(Highlights())
        else:
            self.view.set_unread(found.explanation.unread)
            self.view.show_highlights(found.highlights.get(self._unit, found.highlights[WORD]))
        self.retranslate()

    def retranslate(self) -> None:
        known = next((one.explanation.methods for one in self._explaining.found.values()), ())
        if tuple(self.choice.itemData(place) for place in range(self.choice.count())) != tuple(known) and known:
            self.choice.clear()
            for name in known:
                self.choice.addItem("", name)
        for place in range(self.choice.count()):
            name = self.choice.itemData(place)
            is_coming = name == self.method and name not in self._explaining.found
            self.choice.setItemText(place, f"{method_title(name)} …" if is_coming else method_title(name))
        self.choice.setCurrentIndex(self.choice.findData(self.method))
        self.choice.setToolTip(method_tip(self.method))
        self.choice.setAccessibleName(self.tr("Method of this panel"))
        self.close_button.setToolTip(self.tr("Close this panel"))
        self.close_button.setAccessibleName(self.close_button.toolTip())

    def _build_ui(self) -> None:
        self.choice, self.close_button = QComboBox(), QToolButton()
        self.close_button.setIcon(theme.icon("x", "muted"))
        self.view = HighlightedText()
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, 0)
        row.addWidget(self.choice, 1)
        row.addWidget(self.close_button)
        self._head.setVisible(not self._is_main)
        self.close_button.setVisible(not self._is_main)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.view, 1)

    def _on_choice_activated(self) -> None:
        self.show_method(self.choice.currentData())
        self.method_chosen.emit(self.method)
