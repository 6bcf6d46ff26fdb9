"""How far people agree: three figures with their intervals, then by pair, by label, and each with himself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.agreement.figures import Agreement, Answer, Figure, Pair
from core.records import Label
from gui import figures, i18n, theme
from gui.i18n import Retranslated
from gui.widgets.empty_state import EmptyState
from gui.widgets.facts_table import ROW_PX, FactsTable
from gui.widgets.rows import line
from gui.widgets.scrolled import scrolled

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff 2004, Content Analysis, p. 241: rely on α from .8 on, draw tentative conclusions from .667 on."""
WIDTH_PX = 980


class QualityAgreement(Retranslated, QWidget):
    """Data in, signals out."""

    action_requested = Signal(str)  # an action of the window

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreement: Agreement | None = None
        self._names: dict[int, str] = {}
        self._is_busy = False
        self._build_ui()
        self.empty.clicked.connect(lambda: self.action_requested.emit("file.merge"))
        self.people_button.clicked.connect(lambda: self.action_requested.emit("edit.people"))
        self.merge_button.clicked.connect(lambda: self.action_requested.emit("file.merge"))
        self.pairs.currentCellChanged.connect(lambda *_: self._show_table())
        self.retranslate()

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._names = {label.id: label.name for label in labels}
        self.retranslate()

    def set_agreement(self, agreement: Agreement | None, *, is_busy: bool) -> None:
        self._agreement, self._is_busy = agreement, is_busy
        self.retranslate()

    def retranslate(self) -> None:
        self.people_button.setText(self.tr("People…"))
        self.merge_button.setText(self.tr("Merge a colleague's project…"))
        found = self._agreement
        has_any = found is not None and (len(found.answered) > 1 or bool(found.again))
        self.empty.setVisible(not has_any)
        self._area.setVisible(has_any)
        if not has_any or found is None:
            self._tell_empty()
            return
        number = figures.count
        self._who.setText(" · ".join(f"{name} {number(n)}" for name, n in found.answered.items()))
        self._overlap.setText(self.tr("%Ln document(s) were answered by two people or more.", "", found.n))
        self._verdict.setText(self._judged(found.alpha))
        titles = (self.tr("Krippendorff's α"), self.tr("Fleiss' κ"), self.tr("The same answer"))
        for card, title, figure in zip(self.cards, titles, (found.alpha, found.fleiss, found.raw), strict=True):
            card.set_figure(title, figure)
        self._fill_tables(found)
        self._show_table()

    def _fill_tables(self, found: Agreement) -> None:
        n, same, kappa, alpha = self.tr("n"), self.tr("Same"), self.tr("Cohen's κ"), self.tr("α")
        rows = [
            (f"{pair.first} – {pair.second}", figures.count(pair.n), *map(_short, (pair.raw, pair.kappa, pair.alpha)))
            for pair in found.pairs
        ]
        _fill(self._pairs_title, self.pairs, self.tr("Each two"), (self.tr("People"), n, same, kappa, alpha), rows)
        labels = [
            (self._names.get(id, figures.NONE), figures.count(figure.n), _short(figure))
            for id, figure in found.by_label.items()
        ]
        _fill(self._labels_title, self.labels, self.tr("Each label"), (self.tr("Has it or not"), n, alpha), labels)
        again = [(pair.first, figures.count(pair.n), _short(pair.raw), _short(pair.kappa)) for pair in found.again]
        title = self.tr("Each with the own first answer (blind second pass)")
        _fill(self._again_title, self.again, title, (self.tr("Person"), n, same, kappa), again)
        every = (*found.pairs, *found.again)
        named = [(f"{pair.first} – {pair.second}", pair.kappa) for pair in every]
        named += [(self._names.get(id, figures.NONE), figure) for id, figure in found.by_label.items()]
        self._notes.setText("\n".join(_told(named)))
        self._notes.setVisible(bool(self._notes.text()))

    def _show_table(self) -> None:
        """What the two of the chosen row said, answer against answer."""
        pairs = self._agreement.pairs if self._agreement else ()
        row = max(0, self.pairs.currentRow())
        pair = pairs[row] if row < len(pairs) else None
        self._table_title.setVisible(pair is not None)
        self.table.setVisible(pair is not None)
        if pair is None:
            return
        title = self.tr("What {first} said (rows) and {second} (columns)")
        self._table_title.setText(title.format(first=pair.first, second=pair.second))
        answers = _answers(pair)
        cells = [
            (self._named(one), *(figures.count(pair.table.get((one, other), 0)) for other in answers))
            for one in answers
        ]
        _fill(self._table_title, self.table, self._table_title.text(), ("", *map(self._named, answers)), cells)

    def _named(self, answer: Answer) -> str:
        return ", ".join(self._names.get(id, figures.NONE) for id in answer) or figures.NONE

    def _judged(self, alpha: Figure) -> str:
        """In words, by the lower end of the interval where there is one."""
        if alpha.value is None:
            return ""
        least = alpha.interval[0] if alpha.interval else alpha.value
        if least >= RELIABLE:
            return self.tr("The labels can be relied on (Krippendorff asks for α ≥ .8).")
        if least >= TENTATIVE:
            return self.tr("Good for tentative conclusions: α is at least .667, and .8 is what Krippendorff asks for.")
        return self.tr(
            "Not reliable yet: α may be under .667. Judge the disagreements, make the guidelines clearer, and measure"
            " again."
        )

    def _tell_empty(self) -> None:
        if self._is_busy or self._agreement is None:
            self.empty.show_state(self.tr("Measuring…"), "")
        else:
            sentence = self.tr(
                "Agreement takes two people who answered the same documents, or a second pass by one of them. A"
                " colleague's project with the same texts, or a file of the answers, joins them to yours."
            )
            self.empty.show_state(sentence, self.tr("Merge a colleague's project…"))
        self.empty.button.setVisible(bool(self.empty.button.text()))

    def _build_ui(self) -> None:
        self.empty = EmptyState()
        self._who, self._overlap, self._verdict = QLabel(wordWrap=True), QLabel(), QLabel(wordWrap=True)
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        self._overlap.setProperty("muted", True)
        self._verdict.setProperty("strong", True)
        self.cards = [FigureCard() for _ in range(3)]
        cards = QHBoxLayout()
        cards.setSpacing(theme.SPACE * 2)
        for card in self.cards:
            cards.addWidget(card, 1)
        self.pairs, self.table, self.labels, self.again = (FactsTable() for _ in range(4))
        self._pairs_title, self._table_title = QLabel(), QLabel()
        self._labels_title, self._again_title = QLabel(), QLabel()
        self._notes = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._notes.setProperty("muted", True)
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(theme.SPACE)
        self.people_button, self.merge_button = QPushButton(), QPushButton()
        body.addLayout(line(self._who, self.people_button, self.merge_button, stretched=0))
        body.addWidget(self._overlap)
        body.addLayout(cards)
        body.addWidget(self._verdict)
        titled = (
            (self._pairs_title, self.pairs),
            (self._table_title, self.table),
            (self._labels_title, self.labels),
            (self._again_title, self.again),
        )
        for title, table in titled:
            title.setProperty("strong", True)
            title.setTextFormat(Qt.TextFormat.PlainText)
            title.setContentsMargins(0, theme.SPACE, 0, 0)
            body.addWidget(title)
            body.addWidget(table)
        body.addWidget(self._notes)
        body.addStretch(1)
        self._area = scrolled(body)
        self._area.setMaximumWidth(WIDTH_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self._area, 1000)
        layout.addWidget(self.empty, 1000)
        layout.addStretch(1)


class FigureCard(QFrame):
    """One figure: its name, value, interval, n, and what to mind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.title, self.value, self.range = QLabel(), QLabel(), QLabel()
        self.notes = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("muted", True)
        self.value.setProperty("display", True)
        self.notes.setProperty("small", True)
        for label in (self.range, self.notes):
            label.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(2)
        for label in (self.title, self.value, self.range, self.notes):
            layout.addWidget(label)
        layout.addStretch(1)

    def set_figure(self, title: str, figure: Figure) -> None:
        self.title.setText(title)
        self.value.setText(figures.NONE if figure.value is None else figures.share(figure.value))
        n = self.tr("n = {n}").format(n=figures.count(figure.n))
        if figure.interval is not None:
            low, high = map(figures.share, figure.interval)
            n = self.tr("95 %: {low} to {high} · {n}").format(low=low, high=high, n=n)
        self.range.setText(n)
        self.notes.setText("\n".join(map(i18n.note, figure.notes)))
        self.notes.setVisible(bool(figure.notes))


def _short(figure: Figure) -> str:
    if figure.value is None:
        return figures.NONE
    if figure.interval is None:
        return figures.share(figure.value)
    return figures.with_interval(figure.value, figure.interval, interval_digits=2)


def _fill(title: QLabel, table: FactsTable, text: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as high as its rows; without any it is not there."""
    title.setText(text)
    table.set_rows(head, rows)
    table.setFixedHeight(ROW_PX * len(rows) + table.horizontalHeader().sizeHint().height() + 4)
    title.setVisible(bool(rows))
    table.setVisible(bool(rows))


def _answers(pair: Pair) -> list[Answer]:
    return sorted({answer for cell in pair.table for answer in cell})


def _told(figures_of: Iterable[tuple[str, Figure]]) -> list[str]:
    """Every note once, with those whom it is about."""
    about: dict[str, list[str]] = {}
    for name, figure in figures_of:
        for note in figure.notes:
            about.setdefault(i18n.note(note), []).append(name)
    return [f"{', '.join(names)}: {note}" for note, names in about.items()]
