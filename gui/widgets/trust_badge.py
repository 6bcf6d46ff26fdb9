"""How far the highlights of a document can be believed: one word, one sentence, and the figures behind a click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui import figures, theme
from gui.i18n import Retranslated
from gui.widgets.facts_table import ROW_PX, FactsTable
from gui.widgets.method_bar import method_title

LEVELS = ("good", "fair", "poor", "none")
UNEQUAL_FROM = 0.2
"""A median move of the probabilities, when attention is shuffled, from which the answer hangs on who gets it."""

SUFFICES_BELOW = 0.01
"""A loss of probability that is next to nothing."""


class TrustBadge(Retranslated, QWidget):
    """Shows the badge of one document for the method that is on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge: Mapping[str, Any] | None = None
        self._method = ""
        self._is_coming = False
        self._build_ui()
        self.details.toggled.connect(lambda _: self.retranslate())
        self.retranslate()

    @property
    def level(self) -> str | None:
        """Of the method that is shown, if it was tested."""
        one = self._one
        return str(one["level"]) if one is not None else None

    def set_badge(self, badge: Mapping[str, Any] | None, method: str, *, is_coming: bool = False) -> None:
        """A BadgeSpec's result; `is_coming`: it is being computed."""
        self._badge, self._method, self._is_coming = badge, method, is_coming
        self.retranslate()

    def retranslate(self) -> None:
        level = self.level
        names = {
            "good": self.tr("Holds up"),
            "fair": self.tr("Holds up in part"),
            "poor": self.tr("Does not hold up"),
            "none": self.tr("Nothing to test"),
        }
        waiting = self.tr("Being checked…") if self._is_coming else self.tr("Not checked")
        self.word.setText(names.get(level or "", waiting))
        for state in ("warning", "muted"):
            self.word.setProperty(state, state == {"poor": "warning", None: "muted", "none": "muted"}.get(level))
        self.word.style().polish(self.word)
        self.sentence.setText(self._sentence())
        self.details.setText(self.tr("Hide the checks") if self.details.isChecked() else self.tr("Show the checks"))
        self.details.setVisible(self._badge is not None)
        self._fill_table()

    def _build_ui(self) -> None:
        self.word, self.sentence, self._notes = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.word.setProperty("strong", True)
        for label in (self.sentence, self._notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("muted", True)
        self.details = QPushButton()
        self.details.setCheckable(True)
        self.details.setProperty("flat", True)
        self.table = FactsTable()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        for widget in (self.word, self.sentence, self.table, self._notes):
            layout.addWidget(widget)
        layout.addWidget(self.details, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def _one(self) -> Mapping[str, Any] | None:
        return None if self._badge is None else self._badge["methods"].get(self._method)

    def _sentence(self) -> str:
        if self._badge is None:
            return ""
        one, random = self._one, self._badge["random"]
        if one is None:
            text = self.tr("{method} is not part of the quick checks. Show another method to see how far it holds.")
            return text.format(method=method_title(self._method))
        if one["level"] == "none":
            return self.tr("The model says the same, nearly as surely, without these words and without any.")
        text = self.tr(
            "Without the words ranked first the model is less sure by {lost}, without as many random ones by {random}."
        )
        left = one["sufficiency"]
        alone = (
            self.tr("They alone suffice: it is as sure.")
            if left < SUFFICES_BELOW
            else self.tr("With them alone it is less sure by {left}.").format(left=_change(left))
        )
        lost, random = _change(one["comprehensiveness"]), _change(random["comprehensiveness"])
        return f"{text.format(lost=lost, random=random)} {alone}"

    def _fill_table(self) -> None:
        is_open = self._badge is not None and self.details.isChecked()
        self.table.setVisible(is_open)
        self._notes.setVisible(is_open)
        if self._badge is None or not is_open:
            return
        head = ("", self.tr("Without"), self.tr("Alone"))
        found = self._badge["methods"]
        rows = [(method_title(name), *_figures(one)) for name, one in found.items()]
        rows.append((self.tr("Random words"), *_figures(self._badge["random"])))
        self.table.set_rows(head, rows, strong=[place for place, name in enumerate(found) if name == self._method])
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + ROW_PX * len(rows) + 2)
        self._notes.setText(
            "\n".join(note for note in (self._completeness(), self._agreement(), *self._attention()) if note)
        )

    def _completeness(self) -> str:
        facts = self._badge["completeness"] if self._badge else None
        if not facts:
            return ""
        error = f"{100 * facts['completeness_error']:.2f}"
        if not facts["is_complete"]:
            return self.tr("Integrated gradients don't add up here: {error} % are missing.").format(error=error)
        return self.tr("Integrated gradients add up to the score, but for {error} %.").format(error=error)

    def _agreement(self) -> str:
        pairs = self._badge["agreement"] if self._badge else ()
        known = [
            pair["tau"] for pair in pairs if self._method in (pair["one"], pair["other"]) and pair["tau"] is not None
        ]
        if not known:
            return ""
        text = self.tr("Its ranking agrees with the other methods' by τ = {low} to {high} (1: the same, 0: chance).")
        return text.format(low=_change(min(known)), high=_change(max(known)))

    def _attention(self) -> list[str]:
        """What the tests of attention say; why they say nothing."""
        found = self._badge["attention"] if self._badge else {}
        reasons = {
            "none": self.tr("This model has no attention to test."),
            "uniform": self.tr("This model gives every word the same attention: there is nothing to test."),
            "short": self.tr("Too few words, or sentences, to test the attention with."),
        }
        if "reason" in found or not found:
            return [reasons.get(str(found.get("reason")), "")]
        moved, apart = float(found["permutation"]), float(found["adversarial"])
        text = (
            self.tr("Shuffled attention moves the answer by {moved}: it matters which word gets it.")
            if moved >= UNEQUAL_FROM
            else self.tr("Shuffled attention moves the answer by {moved} only: it hardly matters which word gets it.")
        )
        other = self.tr("Attention that differs by {apart} of at most .69 gives the same answer.")
        return [text.format(moved=figures.share(moved, 2)), other.format(apart=figures.share(apart, 2))]


def _figures(one: Mapping[str, Any]) -> tuple[str, str]:
    return _change(one["comprehensiveness"]), _change(one["sufficiency"])


def _change(value: float) -> str:
    """A change of a probability, without the leading zero: .41, −.03."""
    text = figures.share(abs(value), 2)
    return f"−{text}" if value <= -0.005 else text
