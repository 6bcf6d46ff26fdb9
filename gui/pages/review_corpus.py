"""The words of the corpus under one run: which count, which are only looked at, and the sentences they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.errors import Cancelled
from core.progress import Report
from core.project.run_files import EXPLAINED
from core.settings import Settings
from core.survey.words import Words, read_words
from gui import theme
from gui.i18n import Retranslated
from gui.models.concordance_model import ConcordanceModel, Line, concordance, lines_at
from gui.models.keywords_model import Keyword, KeywordsModel, read_keywords
from gui.models.words_model import WordsModel
from gui.pages import review_word_views as views
from gui.session import Session
from gui.widgets.cells import AiryCells
from gui.widgets.keyword_table import KeywordTable
from gui.widgets.panel_splitter import PanelSplitter

if TYPE_CHECKING:
    from core.project.project import Project

ROW_PX = 26


class ReviewCorpus(Retranslated, QWidget):
    """Owns what is known of the words under one run; a click on a sentence opens its document.

    The keywords of all documents come with the run; the other views need a sample of explained documents.
    """

    line_chosen = Signal(object)  # Line

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run_id: str | None = None
        self._keywords: Mapping[str, Sequence[Keyword]] = {}
        self._words: Words | None = None
        self._columns: Sequence[str] = ()
        self._stamp: object = None
        self._version = 0
        self.model, self.words, self.lines = KeywordsModel(self), WordsModel(self), ConcordanceModel(self)
        self._build_ui(settings)
        self._connect()
        self.retranslate()

    def show_run(self, run_id: str | None) -> None:
        """Read the keywords of a run; None: there is none."""
        self._version += 1
        version = self._version
        self._run_id, self._words, self._stamp = run_id, None, None
        self._set_keywords({})
        info = self._session.info
        if run_id is None or info is None:
            return
        path: Path = info.path / "runs" / run_id / "keywords.json"
        self._session.call(
            lambda _: read_keywords(path),
            lambda found: self._set_keywords(found) if version == self._version else None,
        )
        self._reload()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Keywords of"))
        for place, name in enumerate(views.names().values()):
            self.view.setItemText(place, name)
        self.sample.setText(self.tr("Explain a sample"))
        self.sample.setToolTip(self.tr("Explains up to 1,000 documents in the background, the hold-out first"))
        self.label.setAccessibleName(self.tr("Label whose keywords are shown"))
        self.view.setAccessibleName(self.tr("What is told of the words"))
        self.column.setAccessibleName(self.tr("Metadata column"))
        self.table.setAccessibleName(self.tr("Keywords"))
        self.sentences.setAccessibleName(self.tr("Sentences with the keyword"))
        self.model.retranslate()
        self._show()

    def open_current(self) -> None:
        """Open the document of the sentence that has the keyboard."""
        if self.sentences.currentIndex().isValid():
            self._on_line_chosen(self.sentences.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload()

    def _build_ui(self, settings: Settings) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title, self._hint = QLabel(), QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", True)
        self._hint.setProperty("muted", True)
        self._hint.setMinimumWidth(80)
        self.label, self.view, self.column, self.sample = QComboBox(), QComboBox(), QComboBox(), QPushButton()
        self.label.setMinimumContentsLength(10)
        self.column.setMinimumContentsLength(8)
        for name in views.VIEWS:
            self.view.addItem("", name)
        self.table = KeywordTable()
        self.table.setModel(self.model)
        self.table.set_columns()
        self.sentences = _sentences_table(self.lines)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        head.setSpacing(theme.SPACE)
        for widget in (self._title, self.label, self.view, self.column, self.sample):
            head.addWidget(widget)
        head.addWidget(self._hint, 1)
        panels = PanelSplitter(Qt.Orientation.Horizontal, "review-corpus", settings)
        panels.set_panels((self.table, self.sentences), (480, 740), stretched=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(panels, 1)

    def _connect(self) -> None:
        self.label.currentTextChanged.connect(lambda _: self._show())
        self.view.currentIndexChanged.connect(lambda _: self._show())
        self.column.currentIndexChanged.connect(lambda _: self._on_column_chosen())
        self.sample.clicked.connect(self._on_sample_clicked)
        self.table.word_chosen.connect(self._on_word_chosen)
        self.sentences.clicked.connect(self._on_line_chosen)
        self.sentences.activated.connect(self._on_line_chosen)
        self._session.runs_changed.connect(self._reload)

    # Slots

    def _on_column_chosen(self) -> None:
        self._stamp = None
        self._reload()

    def _on_sample_clicked(self) -> None:
        if self._run_id is not None:
            self._session.trainer.survey(self._run_id)
            self._tell()

    def _on_word_chosen(self, row: int) -> None:
        if self._view == views.KEYWORDS:
            word = self.model.keyword(row)
            name, ids = word.word, word.examples
            self._hint.setText(
                self.tr("“{word}” stands in {n} documents; these are examples. A click opens one.").format(
                    word=word.word, n=word.documents
                )
            )
            self._read_lines(lambda project: concordance(project, name, ids))
        else:
            places = self.words.row(row).places
            self._read_lines(lambda project: lines_at(project, places))

    def _on_line_chosen(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self.lines.line(index.row()))

    # Helpers

    @property
    def _view(self) -> str:
        return str(self.view.currentData())

    def _read_lines(self, work: Callable[[Project], list[Line]]) -> None:
        self._version += 1
        version = self._version
        self._session.call(work, lambda lines: self._set_lines(lines) if version == self._version else None)

    def _set_lines(self, lines: Sequence[Line]) -> None:
        self.lines.set_lines(lines)
        header = self.sentences.horizontalHeader()
        for column in range(self.lines.columnCount()):
            is_context = column in (0, 2)
            mode = QHeaderView.ResizeMode.Stretch if is_context else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def _set_keywords(self, keywords: Mapping[str, Sequence[Keyword]]) -> None:
        chosen = self.label.currentText()
        self._keywords = keywords
        self.label.blockSignals(True)
        self.label.clear()
        self.label.addItems(list(keywords))
        self.label.setCurrentIndex(max(0, self.label.findText(chosen)) if keywords else -1)
        self.label.blockSignals(False)
        self._show()

    def _reload(self) -> None:
        """Read the explained sample, where there is one that was not read yet."""
        run_id, info, column = self._run_id, self._session.info, self.column.currentText()
        self._tell()
        if run_id is None or info is None or not self.isVisible():
            return
        stamp = self._stamp_of(info.path / "runs" / run_id)
        if stamp is None or (run_id, column, stamp) == self._stamp:
            return
        self._stamp = (run_id, column, stamp)
        self._tell()

        def work(project: Project, _: Report) -> tuple[Words, list[str]]:
            path = project.runs.explained(run_id)
            cells = project.documents.cells(sorted(project.runs.surveyed(run_id)))
            columns = list(dict.fromkeys(key for row in cells.values() for key in row))
            return read_words(path, lambda id: cells.get(id, {}).get(column, "")), columns

        def then(found: tuple[Words, list[str]]) -> None:
            if run_id == self._run_id:
                self._words, columns = found
                self._set_columns(columns)
                self._show()

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self._session.error_raised.emit(error)

        self._session.background(work, then, failed, self.tr("Reading the explanations"))

    @staticmethod
    def _stamp_of(folder: Path) -> int | None:
        try:
            return (folder / EXPLAINED).stat().st_mtime_ns
        except OSError:
            return None

    def _set_columns(self, columns: Sequence[str]) -> None:
        if list(columns) == list(self._columns):
            return
        self._columns = columns
        chosen = self.column.currentText()
        self.column.blockSignals(True)
        self.column.clear()
        self.column.addItems(columns)
        self.column.setCurrentIndex(max(0, self.column.findText(chosen)) if columns else -1)
        self.column.blockSignals(False)
        if self.column.currentText() != chosen:
            self._on_column_chosen()

    def _show(self) -> None:
        """The table of the view that is chosen."""
        label = self.label.currentText()
        self.lines.set_lines(())
        model = self.model if self._view == views.KEYWORDS else self.words
        if self._view == views.KEYWORDS:
            self.model.set_keywords(self._keywords.get(label, ()))
        elif self._words is None:
            self.words.set_rows((), ())
        else:
            self.words.set_rows(*views.table(self._view, self._words, label))
        if self.table.model() is not model:
            self.table.setModel(model)
        if model.columnCount():
            self.table.set_columns()
        self._tell()
        if model.rowCount():
            self.table.setCurrentIndex(model.index(0, 0))

    def _tell(self) -> None:
        view, label = self._view, self.label.currentText()
        is_sampled = view != views.KEYWORDS
        is_under_way = self._run_id is not None and self._session.trainer.is_under_way("survey", self._run_id)
        self.column.setVisible(view == views.CHANGING and bool(self._columns))
        self.sample.setVisible(is_sampled)
        self.sample.setEnabled(self._run_id is not None and not is_under_way)
        if is_sampled and is_under_way:
            self._hint.setText(self.tr("The sample is being explained in the background."))
        elif is_sampled and self._words is None and self._stamp is not None:
            self._hint.setText(self.tr("The explanations are being read…"))
        elif is_sampled and self._words is None:
            self._hint.setText(self.tr("No sample of documents has been explained yet."))
        elif is_sampled and self._words is not None:
            self._hint.setText(views.hint(view, self._words, label))
        elif not any(self._keywords.values()):
            self._hint.setText(self.tr("This run has no keywords."))
        else:
            self._hint.setText(self.tr("Choose a word to see the sentences it stands in."))


def _sentences_table(lines: ConcordanceModel) -> QTableView:
    table = QTableView()
    table.setModel(lines)
    table.setItemDelegate(AiryCells(table))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_PX)
    return table
