"""How far the highlights of one run can be believed: one plain sentence, and what it rests on, question by question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.trust import RunProbes, RunTrust, plain_sentence
from gui import figures, theme
from gui.i18n import Retranslated, translate
from gui.pages.review_trust_words import Section, of_probes, of_trust, signed_share
from gui.session import Session
from gui.widgets.facts_table import ROW_PX, FactsTable
from gui.widgets.scrolled import scrolled


class SectionView(QWidget):
    """Shows one Section."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2 * theme.SPACE)
        layout.setSpacing(theme.SPACE // 2)
        for text, look in ((section.title, "strong"), (section.text, "muted")):
            layout.addWidget(_label(text, look))
        if section.rows:
            self.table = FactsTable()
            self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.table.set_rows(section.head, section.rows, strong=section.strong)
            self.table.setAccessibleName(section.title)
            head = self.table.horizontalHeader().sizeHint().height()
            self.table.setFixedHeight(head + ROW_PX * len(section.rows) + 2)
            layout.addWidget(self.table)
        for warning in section.warnings:
            layout.addWidget(_label(warning, "warning"))


class ReviewTrust(Retranslated, QWidget):
    """Reads what was found out about a run, and has it found out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run_id: str | None = None
        self._trust: RunTrust | None = None
        self._probes: RunProbes | None = None
        self._sections: list[SectionView] = []
        self._build_ui()
        self.check.clicked.connect(self._on_check_clicked)
        self.probe.clicked.connect(self._on_probe_clicked)
        session.runs_changed.connect(self._reload)
        self.retranslate()

    def show_run(self, run_id: str | None) -> None:
        self._run_id = run_id
        self._trust = self._probes = None
        self.retranslate()
        self._reload()

    def retranslate(self) -> None:
        is_checking, is_probing = self.is_checking, self.is_probing
        self.sentence.setText(self._sentence())
        self._rests_on.setText(self._basis())
        self.check.setText(self.tr("Check again") if self._trust else self.tr("Check the highlights"))
        self.check.setProperty("primary", self._trust is None)
        self.check.style().polish(self.check)
        self.check.setEnabled(self._run_id is not None and not is_checking)
        self.probe.setText(self.tr("Repeat the self-test") if self._probes else self.tr("Run the self-test"))
        self.probe.setToolTip(
            self.tr("Trains copies of the model on your texts with planted words, in the background; takes minutes")
        )
        self.probe.setEnabled(self._run_id is not None and not is_probing)
        doing = [self.tr("The check goes on in the background.")] if is_checking else []
        doing += [self.tr("The self-test goes on in the background.")] if is_probing else []
        self._doing.setText(" ".join(doing))
        self._show_sections()

    @property
    def is_checking(self) -> bool:
        return self._run_id is not None and self._session.trainer.is_under_way("trust", self._run_id)

    @property
    def is_probing(self) -> bool:
        return self._run_id is not None and self._session.trainer.is_under_way("probe", self._run_id)

    def texts(self) -> list[str]:
        """All that can be read on the page, top to bottom."""
        shown = [self.sentence, self._rests_on, self._doing, *self._body.findChildren(QLabel)]
        return [label.text() for label in shown if label.text()]

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.sentence, self._rests_on, self._doing = _label("", ""), _label("", "muted"), _label("", "muted")
        self.sentence.setFont(theme.font(theme.SIZE_TITLE))
        self.check, self.probe = QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        for button in (self.check, self.probe):
            buttons.addWidget(button)
        buttons.addWidget(self._doing, 1)
        self._body = QWidget()
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        columns = QHBoxLayout(self._body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(5 * theme.SPACE)
        for column in self._columns:
            columns.addLayout(column, 1)
        body = QVBoxLayout()
        body.setContentsMargins(4 * theme.SPACE, 3 * theme.SPACE, 4 * theme.SPACE, 3 * theme.SPACE)
        body.setSpacing(theme.SPACE)
        body.addWidget(self.sentence)
        body.addWidget(self._rests_on)
        body.addLayout(buttons)
        body.addSpacing(2 * theme.SPACE)
        body.addWidget(self._body)
        body.addStretch(1)
        area = scrolled(body)
        area.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _reload(self) -> None:
        run_id = self._run_id
        if run_id is None:
            return

        def then(found: tuple[RunTrust | None, RunProbes | None]) -> None:
            if run_id == self._run_id:
                self._trust, self._probes = found
                self.retranslate()

        self._session.call(lambda project: project.runs.trust(run_id), then)

    def _on_check_clicked(self) -> None:
        if self._run_id is not None:
            self._session.trainer.check(self._run_id)

    def _on_probe_clicked(self) -> None:
        if self._run_id is not None:
            self._session.trainer.probe(self._run_id)

    def _sentence(self) -> str:
        if self._trust is None:
            return self.tr("Nobody has checked yet whether the highlights of this run can be believed.")
        template, values = plain_sentence(self._trust)
        return translate("core", template).format(**values)

    def _basis(self) -> str:
        own = self._trust.shown if self._trust else None
        if self._trust is None or own is None:
            return self.tr(
                "The check takes words out of up to 200 documents, in the background, and sees what becomes of it."
            )
        text = self.tr(
            "{n} documents, the hold-out first; 95 % intervals {low} to {high} and {random_low} to {random_high}."
        )
        random = self._trust.random.flips
        return text.format(
            n=figures.count(own.n),
            low=signed_share(own.flips.low),
            high=signed_share(own.flips.high),
            random_low=signed_share(random.low),
            random_high=signed_share(random.high),
        )

    def _show_sections(self) -> None:
        for view in self._sections:
            view.setParent(None)
            view.deleteLater()
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        left: Sequence[Section] = tuple(of_trust(self._trust)) if self._trust else ()
        right = tuple(of_probes(self._probes)) if self._probes else ()
        halves = [[*left[:1], *left[3:]], [*right[:1], *left[1:3], *right[1:]]]
        self._sections = []
        for column, sections in zip(self._columns, halves, strict=True):
            for section in sections:
                view = SectionView(section)
                self._sections.append(view)
                column.addWidget(view)
            column.addStretch(1)


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    if look:
        label.setProperty(look, True)
    return label
