"""What comes next, and why: the menu of strategies, a line about the list in force, and words for each reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from core.errors import N_
from core.project.values import LIST_ORDERS, ListInfo, Order, Reason
from core.records import Label
from core.selection import limits
from gui import i18n
from gui.i18n import Retranslated
from gui.widgets.choice_menu import Choice, ChoiceMenu

CONTEXT = "Strategies"


@dataclass(frozen=True)
class Strategy:
    """One way to go on: as the button names it, as the menu does, and in a sentence."""

    order: Order
    short: str
    title: str
    sentence: str
    gap: bool = False


STRATEGIES = (
    Strategy(
        "imported",
        N_("Strategies", "as imported"),
        N_("Strategies", "As imported"),
        N_("Strategies", "One after the other, in the order of the file."),
    ),
    Strategy(
        "random",
        N_("Strategies", "random"),
        N_("Strategies", "Random"),
        N_("Strategies", "Every document has the same chance."),
    ),
    Strategy(
        "typical",
        N_("Strategies", "typical"),
        N_("Strategies", "Typical and different"),
        N_("Strategies", "For the first labels: like many others, unlike those before."),
        gap=True,
    ),
    Strategy(
        "margin",
        N_("Strategies", "unsure"),
        N_("Strategies", "Where the model is unsure"),
        N_("Strategies", "Teaches most, as a rule: labels nearly even, none twice."),
    ),
    Strategy(
        "rare",
        N_("Strategies", "hunt"),
        N_("Strategies", "Hunt a rare label…"),
        N_("Strategies", "What is likeliest to have the label that you choose."),
    ),
    Strategy(
        "disagreement",
        N_("Strategies", "disagreement"),
        N_("Strategies", "Where opinions differ"),
        N_("Strategies", "Annotators answered differently, or two models would."),
    ),
    Strategy(
        "suspects",
        N_("Strategies", "doubtful labels"),
        N_("Strategies", "Doubtful labels"),
        N_("Strategies", "Labels that models doubt which never saw them, and why."),
        gap=True,
    ),
    Strategy(
        "second",
        N_("Strategies", "second pass"),
        N_("Strategies", "Second pass, blind"),
        N_("Strategies", "Some of your own decisions again: how steady are you?"),
    ),
    Strategy(
        "latest",
        N_("Strategies", "latest answers"),
        N_("Strategies", "Latest answers first"),
        N_("Strategies", "To look through what has been decided."),
        gap=True,
    ),
    Strategy(
        "sure",
        N_("Strategies", "sure"),
        N_("Strategies", "Where the active run is sure"),
        N_("Strategies", "For quick decisions, one like the other."),
    ),
    Strategy(
        "shortest",
        N_("Strategies", "shortest"),
        N_("Strategies", "Shortest first"),
        N_("Strategies", "By the number of characters."),
    ),
    Strategy(
        "longest",
        N_("Strategies", "longest"),
        N_("Strategies", "Longest first"),
        N_("Strategies", "By the number of characters, the other way round."),
    ),
)
BY_ORDER = {strategy.order: strategy for strategy in STRATEGIES}


class StrategyBar(Retranslated, QWidget):
    """The button “next by: …”, and below it what the list was made from."""

    order_chosen = Signal(str, str)
    """An Order, and the name of the label to hunt for."""
    left = Signal()
    """The menu gave the keyboard back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: Order = "imported"
        self._label = ""
        self._labels: Sequence[Label] = ()
        self._info: ListInfo | None = None
        self._n_listed: int | None = None
        self._is_by_likeness = False
        self._likeness: str | None = None
        self._progress = (0, 0)
        self._build_ui()
        self._button.clicked.connect(self.open_menu)
        self._menu.chosen.connect(self._on_chosen)
        self._menu.dismissed.connect(self.left)
        self.retranslate()

    def set_order(self, order: Order, label: str = "", *, is_by_likeness: bool = False) -> None:
        """What is in force; `is_by_likeness`: not now, the most similar ones come first."""
        self._order, self._label, self._is_by_likeness = order, label, is_by_likeness
        self._likeness = None
        self.retranslate()

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._labels = labels

    def set_list(self, info: ListInfo | None) -> None:
        self._info, self._progress = info, (0, 0)
        self._tell()

    def set_count(self, n: int | None) -> None:
        """How many documents the list below has; None: that is being counted."""
        self._n_listed = n
        self._tell()

    def set_likeness(self, run: str) -> None:
        """By what documents are similar, where they come by that: the vectors of a run; "": their words."""
        self._likeness = run
        self._tell()

    def set_progress(self, done: int, total: int) -> None:
        """Texts read, of how many."""
        if done < total:
            self._progress = (done, total)
            self._tell()

    def open_menu(self) -> None:
        self._menu.popup(self._button, self._order)

    def retranslate(self) -> None:
        tr = i18n.translate
        self._menu.set_choices(
            [Choice(s.order, tr(CONTEXT, s.title), tr(CONTEXT, s.sentence), s.gap) for s in STRATEGIES]
        )
        self._menu.setAccessibleName(self.tr("What comes next"))
        name = tr(CONTEXT, BY_ORDER[self._order].short)
        if self._label:
            name = self.tr("{strategy}: {label}").format(strategy=name, label=self._label)
        words = self.tr("next by: {strategy}").format(strategy=name) + " ▾"
        self._button.setText(self.tr("Most similar first") if self._is_by_likeness else words)
        self._button.setEnabled(not self._is_by_likeness)
        self._button.setToolTip(self.tr("What comes next (Q)"))
        self._tell()

    def _build_ui(self) -> None:
        self._button = QToolButton(autoRaise=True)
        self._button.setProperty("tight", True)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = ChoiceMenu(self)
        self._note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._note.setProperty("muted", True)
        self._note.setProperty("small", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._note)

    def _on_chosen(self, order: str) -> None:
        if order != "rare":
            self.order_chosen.emit(order, "")
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label in self._labels:
            action = menu.addAction(label.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=label.name: self.order_chosen.emit("rare", name))
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _tell(self) -> None:
        self._note.setText(self._words())

    def _words(self) -> str:
        info = self._info
        is_list = info is not None and info.order == self._order and self._order in LIST_ORDERS
        if not is_list or info is None or self._is_by_likeness:
            counting = self.tr("Counting…")
            n = counting if self._n_listed is None else self.tr("%Ln document(s)", "", self._n_listed)
            return "\n".join(filter(None, (n, self._likeness_words())))
        if info.is_waiting:
            return self._waiting_words()
        if info.order == "second":
            if not self._n_listed:
                return self.tr("A second pass needs more than {n} decisions of your own.").format(n=limits.NOT_LATELY)
            return self.tr("%Ln decision(s) of your own again, not shown.", "", self._n_listed or 0)
        if info.order == "suspects" and info.is_cold:
            text = self.tr("Labels can be doubted when there are {n} of at least two kinds.")
            return text.format(n=limits.MIN_SUSPECTS)
        if info.order == "suspects":
            text = self.tr("{doubtful} of {n} labels, the most doubtful first.")
            return text.format(doubtful=i18n.number(self._n_listed or 0), n=i18n.number(info.scored))
        if info.is_cold and info.order == "rare":
            return self.tr("No document to learn from has this label yet; typical ones come first.")
        if info.is_cold:
            return self.tr("Typical ones come first, until {n} have labels.").format(n=limits.COLD)
        text = self.tr("Out of {scored}, by a model of {labels} labels.")
        return text.format(scored=i18n.number(info.scored), labels=i18n.number(info.labels))

    def _likeness_words(self) -> str:
        if not self._is_by_likeness or self._likeness is None:
            return ""
        if self._likeness:
            return self.tr("By their meaning, as run {run} learned it from the texts.").format(run=self._likeness)
        return self.tr(
            "By the words that they share. After “Learn from all texts” on the train page: by their meaning."
        )

    def _waiting_words(self) -> str:
        done, total = self._progress
        if self._order == "suspects":
            return self.tr("Looking at the labels…")
        if total:
            text = self.tr("Reading the texts, {percent} %; random ones come meanwhile.")
            return text.format(percent=100 * done // total)
        return self.tr("Choosing; random ones come meanwhile.")


REASONS = {
    "random": N_("Strategies", "random"),
    "holdout": N_("Strategies", "random, only to measure"),
    "typical": N_("Strategies", "typical of many"),
    "margin": N_("Strategies", "the model is unsure"),
    "rare": N_("Strategies", "found by the hunt"),
    "disagreement": N_("Strategies", "models disagree"),
    "annotators": N_("Strategies", "annotators differ: {answers}"),
    "second": N_("Strategies", "second pass, blind"),
}
DOUBT = N_("Strategies", "labelled {given}; models that never saw it say {said} {probability}")
ONE_TOO_MANY = N_("Strategies", "labelled {given}; models that never saw it doubt that ({probability})")
ONE_TOO_FEW = N_("Strategies", "models that never saw its labels miss {said} ({probability})")


def reason_text(reason: Reason | None) -> str:
    """Why a document is asked about, in words that do not give the model's opinion away before the answer."""
    if reason is None:
        return ""
    if reason.kind == "suspects":
        return _doubt(reason)
    text = i18n.translate(CONTEXT, REASONS[reason.kind]) if reason.kind in REASONS else ""
    answers = i18n.translate(CONTEXT, N_("Strategies", ", ")).join(f"{who[0]} {who[1]}" for who in reason.said if who)
    return i18n.fill(text, {"answers": answers})


def _doubt(reason: Reason) -> str:
    """Of a suspect: what was given, and what the models say; with several labels one of the two is missing."""
    given, said = (*reason.said, None, None)[:2]
    template = DOUBT if given and said else ONE_TOO_MANY if given else ONE_TOO_FEW
    values = {"given": given[0] if given else "", "said": said[0] if said else ""}
    surest = said or given
    values["probability"] = _short(surest[1]) if surest else ""
    return i18n.fill(i18n.translate(CONTEXT, template), values)


def _short(probability: float | str) -> str:
    return f"{float(probability):.2f}".removeprefix("0")
