"""The foot of the review page: the keywords of each label over the corpus, and the sentences they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.settings import Settings
from gui import theme
from gui.i18n import Retranslated
from gui.models.concordance_model import ConcordanceModel, Line, concordance
from gui.models.keywords_model import Keyword, KeywordsModel, read_keywords
from gui.session import Session
from gui.widgets.cells import AiryCells
from gui.widgets.keyword_table import KeywordTable
from gui.widgets.panel_splitter import PanelSplitter

ROW_PX = 26


class ReviewCorpus(Retranslated, QWidget):
    """Owns the keywords of one run; a click on a sentence opens its document."""

    line_chosen = Signal(object)  # Line

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keywords: Mapping[str, Sequence[Keyword]] = {}
        self._word: Keyword | None = None
        self._version = 0
        self.model, self.lines = KeywordsModel(self), ConcordanceModel(self)
        self._build_ui(settings)
        self._connect()
        self.retranslate()

    def show_run(self, run_id: str | None) -> None:
        """Read the keywords of a run; None: there is none."""
        self._version += 1
        version = self._version
        self._set_keywords({})
        info = self._session.info
        if run_id is None or info is None:
            return
        path: Path = info.path / "runs" / run_id / "keywords.json"
        self._session.call(
            lambda _: read_keywords(path),
            lambda found: self._set_keywords(found) if version == self._version else None,
        )

    def retranslate(self) -> None:
        self._title.setText(self.tr("Keywords of"))
        self.label.setAccessibleName(self.tr("Label whose keywords are shown"))
        self.table.setAccessibleName(self.tr("Keywords"))
        self.sentences.setAccessibleName(self.tr("Sentences with the keyword"))
        self.model.retranslate()
        self._tell()

    def _build_ui(self, settings: Settings) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._hint = QLabel(), QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self._hint.setProperty("muted", True)
        self._hint.setMinimumWidth(80)
        self.label = QComboBox()
        self.label.setMinimumContentsLength(10)
        self.table = KeywordTable()
        self.table.setModel(self.model)
        self.table.set_columns()
        self.sentences = QTableView()
        self.sentences.setModel(self.lines)
        self.sentences.setItemDelegate(AiryCells(self.sentences))
        self.sentences.setFrameShape(QFrame.Shape.NoFrame)
        self.sentences.setShowGrid(False)
        self.sentences.setWordWrap(False)
        self.sentences.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sentences.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.sentences.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sentences.setTabKeyNavigation(False)
        self.sentences.horizontalHeader().hide()
        self.sentences.verticalHeader().hide()
        self.sentences.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.sentences.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        head.setSpacing(theme.SPACE)
        head.addWidget(self._title)
        head.addWidget(self.label)
        head.addWidget(self._hint, 1)
        panels = PanelSplitter(Qt.Orientation.Horizontal, "review-corpus", settings)
        panels.set_panels((self.table, self.sentences), (420, 800), stretched=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(panels, 1)

    def _connect(self) -> None:
        self.label.currentTextChanged.connect(self._on_label_chosen)
        self.table.word_chosen.connect(self._on_word_chosen)
        self.sentences.clicked.connect(self._on_line_chosen)
        self.sentences.activated.connect(self._on_line_chosen)

    def _set_keywords(self, keywords: Mapping[str, Sequence[Keyword]]) -> None:
        chosen = self.label.currentText()
        self._keywords = keywords
        self.label.blockSignals(True)
        self.label.clear()
        self.label.addItems(list(keywords))
        self.label.setCurrentIndex(max(0, self.label.findText(chosen)) if keywords else -1)
        self.label.blockSignals(False)
        self._on_label_chosen(self.label.currentText())

    def _on_label_chosen(self, label: str) -> None:
        self._word = None
        self.lines.set_lines(())
        self.model.set_keywords(self._keywords.get(label, ()))
        self._tell()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_word_chosen(self, row: int) -> None:
        word = self.model.keyword(row)
        self._word = word
        self._tell()

        def then(lines: list[Line]) -> None:
            if self._word is word:
                self.lines.set_lines(lines)

        self._session.call(lambda project: concordance(project, word.word, word.examples), then)

    def open_current(self) -> None:
        """Open the document of the sentence that has the keyboard."""
        if self.sentences.currentIndex().isValid():
            self._on_line_chosen(self.sentences.currentIndex())

    def _on_line_chosen(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self.lines.line(index.row()))

    def _tell(self) -> None:
        if not any(self._keywords.values()):
            self._hint.setText(self.tr("This run has no keywords."))
        elif self._word is None:
            self._hint.setText(self.tr("Choose a word to see the sentences it stands in."))
        else:
            text = self.tr("“{word}” stands in {n} documents; these are examples. A click opens one.")
            self._hint.setText(text.format(word=self._word.word, n=self._word.documents))
