"""What a label means, to be written: its definition with the earlier ones, and its examples."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.records import Guideline, Wording
from gui import figures, theme
from gui.i18n import Retranslated

EXAMPLE = Qt.ItemDataRole.UserRole
MENU_CHARS = 60
DEFINITION_PX, EXAMPLES_PX = 110, 96


class GuidelineForm(Retranslated, QWidget):
    """Data in, wishes out: the owner asks for `definition` when the label is left."""

    unpin_requested = Signal(int)  # example id
    wordings_requested = Signal()

    def __init__(self, pin_key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pin_key = pin_key
        self._guideline: Guideline | None = None
        self._n_labelled = 0
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def definition(self) -> str:
        return self.text.toPlainText().strip()

    @property
    def is_changed(self) -> bool:
        return self._guideline is not None and self.definition != self._guideline.text

    @property
    def is_wording(self) -> bool:
        """Whether labels that were given before still hold."""
        return not self.ask_again.isChecked()

    def set_guideline(self, guideline: Guideline | None, n_labelled: int) -> None:
        """Show it; `n_labelled` documents have the label."""
        self._guideline, self._n_labelled = guideline, n_labelled
        self.text.setPlainText(guideline.text if guideline else "")
        self.ask_again.setChecked(bool(guideline and guideline.version))
        self._fill_examples()
        self.retranslate()

    def show_wordings(self, wordings: Sequence[Wording]) -> None:
        """Offer the definitions that the label has had."""
        self.wordings_menu(wordings).popup(self.earlier.mapToGlobal(self.earlier.rect().bottomLeft()))

    def wordings_menu(self, wordings: Sequence[Wording]) -> QMenu:
        """One that is chosen comes into the field."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in wordings:
            beginning = " ".join(one.text.split()) or self.tr("(none)")
            words = beginning[:MENU_CHARS].replace("&", "&&")
            action = menu.addAction(f"{figures.moment(one.at)}  {one.annotator}:  {words}")
            action.setCheckable(one.is_current)
            action.setChecked(one.is_current)
            action.triggered.connect(lambda _=False, text=one.text: self.text.setPlainText(text))
        return menu

    def retranslate(self) -> None:
        self._title.setText(self.tr("Guideline"))
        self.text.setPlaceholderText(self.tr("When is this label right? When is it not?"))
        self.text.setAccessibleName(self.tr("Guideline"))
        self.earlier.setText(self.tr("Earlier definitions…"))
        self._examples_title.setText(self.tr("Examples"))
        self.examples.setAccessibleName(self.tr("Examples"))
        self.unpin.setText(self.tr("Take away"))
        self._hint.setText(self.tr("Documents become examples on the label page ({key}).").format(key=self._pin_key))
        guideline = self._guideline
        has_version = guideline is not None and guideline.version > 0
        self._version.setText(
            self.tr("Version {n}, {at}").format(n=guideline.version, at=figures.moment(guideline.at))
            if guideline and has_version
            else ""
        )
        self.earlier.setVisible(has_version)
        self.ask_again.setText(
            self.tr("The %Ln document(s) with this label are to be confirmed again", "", self._n_labelled)
        )
        self._show_change()

    def _fill_examples(self) -> None:
        self.examples.clear()
        for example in self._guideline.examples if self._guideline else ():
            words = " ".join(example.text.split())
            item = QListWidgetItem(theme.icon("check" if example.is_positive else "x", "muted"), words)
            kind = self.tr("An example") if example.is_positive else self.tr("Not an example")
            item.setToolTip("\n".join(filter(None, (kind, example.note, example.text))))
            item.setData(EXAMPLE, example.id)
            item.setSizeHint(QSize(0, 24))
            self.examples.addItem(item)
        self._show_chosen()

    def _show_change(self) -> None:
        self.ask_again.setVisible(self.is_changed and self._n_labelled > 0)

    def _show_chosen(self) -> None:
        has_any = self.examples.count() > 0
        self.examples.setVisible(has_any)
        self._hint.setVisible(not has_any)
        self.unpin.setVisible(has_any)
        self.unpin.setEnabled(self.examples.currentRow() >= 0)

    def _on_unpin(self) -> None:
        item = self.examples.currentItem()
        if item is not None:
            self.unpin_requested.emit(item.data(EXAMPLE))

    def _build_ui(self) -> None:
        self._title, self._version, self._examples_title, self._hint = QLabel(), QLabel(), QLabel(), QLabel()
        for title in (self._title, self._examples_title):
            title.setProperty("strong", True)
        for quiet in (self._version, self._hint):
            quiet.setProperty("muted", True)
        self._hint.setWordWrap(True)
        self.text = QPlainTextEdit(tabChangesFocus=True)
        self.text.setMinimumHeight(DEFINITION_PX)
        self.earlier, self.unpin = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        for button in (self.earlier, self.unpin):
            button.setProperty("flat", True)
        self.ask_again = QCheckBox()
        self.examples = QListWidget()
        self.examples.setFrameShape(QFrame.Shape.NoFrame)
        self.examples.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.examples.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.examples.setMinimumHeight(EXAMPLES_PX)
        above, between = QHBoxLayout(), QHBoxLayout()
        for line, parts in (
            (above, (self._title, self._version, self.earlier)),
            (between, (self._examples_title, self.unpin)),
        ):
            line.setSpacing(theme.SPACE)
            for part in parts:
                line.addWidget(part)
            line.insertStretch(line.count() - 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(above)
        layout.addWidget(self.text, 3)
        layout.addWidget(self.ask_again)
        layout.addLayout(between)
        layout.addWidget(self._hint)
        layout.addWidget(self.examples, 2)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._show_change)
        self.earlier.clicked.connect(self.wordings_requested)
        self.examples.currentRowChanged.connect(lambda _: self._show_chosen())
        self.unpin.clicked.connect(self._on_unpin)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.examples)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_unpin)
