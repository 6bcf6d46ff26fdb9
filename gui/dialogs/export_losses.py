"""What an export will hold and what not: the right side of the export dialog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.formats.common.losses import NEVER
from gui import theme
from gui.dialogs.import_preview import card
from gui.i18n import Retranslated, number, translate
from gui.widgets.facts_table import FactsTable

if TYPE_CHECKING:
    from core.formats.common.losses import Loss

MANY_PEOPLE = 8


class ExportLosses(Retranslated, QWidget):
    """Shows how many documents there are, by whom they are labelled, and what of them the format loses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._n: int | None = None
        self._people: Mapping[str, int] = {}
        self._losses: Sequence[Loss] | None = None
        self._build_ui()
        self.retranslate()

    def show_contents(self, n: int | None, people: Mapping[str, int]) -> None:
        """None: not known yet."""
        self._n, self._people = n, people
        self.retranslate()

    def show_losses(self, losses: Sequence[Loss] | None) -> None:
        """None: not known yet."""
        self._losses = losses
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("What this format does not hold"))
        self.never.setText(translate("core", NEVER))
        self.count.setText("…" if self._n is None else self.tr("%Ln document(s)", "", self._n))
        self.people.setText(self._answers())
        self.people.setVisible(bool(self.people.text()))
        self._counting.setText(self.tr("Looking through the documents…"))
        nothing = self.tr("It holds everything that these documents have.") if self._n else ""
        self._nothing.setText(nothing)
        self.table.setAccessibleName(self._title.text())
        self._show_losses()

    def _build_ui(self) -> None:
        self.count, self.people, self._title, self.never = (QLabel() for _ in range(4))
        self._counting, self._nothing = QLabel(), QLabel()
        self.count.setProperty("title", True)
        self._title.setProperty("strong", True)
        for label in (self.people, self.never, self._counting, self._nothing):
            label.setProperty("muted", True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.table = FactsTable()
        self.stack = QStackedWidget()
        for widget in (self.table, self._counting, self._nothing):
            self.stack.addWidget(widget)
        for label in (self._counting, self._nothing):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.count)
        layout.addWidget(self.people)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self._title)
        layout.addWidget(card(self.stack), 1)
        layout.addWidget(self.never)

    def _show_losses(self) -> None:
        head = (self.tr("Lost"), self.tr("Documents"))
        self.table.set_rows(head, [(translate("core", one.words), number(one.n)) for one in self._losses or ()])
        shown = self._counting if self._losses is None else self.table if self._losses else self._nothing
        self.stack.setCurrentWidget(shown)

    def _answers(self) -> str:
        """The names of people are never taken for markup, and never too many."""
        named = sorted(((name, n) for name, n in self._people.items() if name), key=lambda item: -item[1])
        parts = [f"{name} {number(n)}" for name, n in named[:MANY_PEOPLE]]
        if len(named) > MANY_PEOPLE:
            parts.append(self.tr("%Ln more", "", len(named) - MANY_PEOPLE))
        if self._people.get(""):
            parts.append(self.tr("from files {n}").format(n=number(self._people[""])))
        return self.tr("Answers: {people}").format(people=" · ".join(parts)) if parts else ""
