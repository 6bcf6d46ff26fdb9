"""Which documents the queue shows: the search field, the state, the other parts as chips, and filters with a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import InputError
from core.project.find import filter_text
from core.project.search import query
from core.project.values import Counts, DocumentFilter, Facets, merged
from gui import i18n, theme
from gui.dialogs.filter_dialog import FilterDialog
from gui.i18n import Retranslated
from gui.pages.saved_filters import SavedFilters
from gui.session import Session
from gui.widgets.filter_chips import FilterChips
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from core.project.project import Project

ALL = DocumentFilter()
STATES: dict[str, DocumentFilter] = {
    "any": ALL,
    "unlabelled": DocumentFilter(state="unlabelled"),
    "labelled": DocumentFilter(state="labelled"),
    "skipped": DocumentFilter(state="skipped"),
    "disputed": DocumentFilter(state="disputed"),
    "flagged": DocumentFilter(is_flagged=True),
}
SEARCH_AFTER_MS = 120


class LabelFilter(Retranslated, QWidget):
    """Owns the filter. What is typed may hold its other parts, too (label:good); Enter makes chips of them."""

    filter_changed = Signal(object)  # DocumentFilter
    confirmed = Signal()  # Enter, after filter_changed
    left = Signal()  # the search field gave the keyboard back
    down = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._base = ALL  # all but the search
        self._facets = Facets()
        self._count = ""
        self._dialog: FilterDialog | None = None
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def where(self) -> DocumentFilter:
        """As typed and chosen; InputError when what is typed can't be read."""
        info = self._session.info
        labels = {label.name: label.id for label in info.labels} if info else {}
        typed = filter_text.parse(self.search.text().strip(), labels)
        query.parse(typed.search)
        return merged(self._base, typed)

    def set_filter(self, where: DocumentFilter) -> None:
        """Show this one, in the place of what was typed and chosen."""
        self._base = replace(where, search="")
        self.search.setText(where.search)
        self._show()
        self._ask()

    def set_count(self, text: str) -> None:
        """How many documents there are, in words."""
        self._count = text
        if self._dialog is not None:
            self._dialog.set_count(text)

    def set_complaint(self, text: str) -> None:
        """What is wrong with the search; empty: nothing."""
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))

    def read_facets(self) -> None:
        """What there is to filter by changed."""
        self._session.reader.ask("facets", lambda project, _: _facets(project), self._on_facets_read)

    def set_labels(self) -> None:
        """The label set changed."""
        info = self._session.info
        names = {label.id: label.name for label in info.labels} if info else {}
        imports = {one.id: one.source for one in self._facets.imports}
        self.chips.set_names(names, imports)

    def set_counts(self, counts: Counts) -> None:
        """Some states are only there where there is something in them."""
        self.states["disputed"].setVisible(counts.disputed > 0 or self._base.state == "disputed")

    def open_dialog(self) -> None:
        info = self._session.info
        if info is None:
            return
        dialog = self._dialog = FilterDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.set_project(info.labels, self._session.counts or Counts(), self._facets)
        dialog.set_filter(self._base)
        dialog.set_count(self._count)
        dialog.filter_changed.connect(self._on_parts_changed)
        dialog.save_wanted.connect(lambda: self.saved.save(dialog))
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()
        self.read_facets()

    def retranslate(self) -> None:
        names = {
            "any": self.tr("All"),
            "unlabelled": self.tr("Unlabelled"),
            "labelled": self.tr("Labelled"),
            "skipped": self.tr("Skipped"),
            "disputed": self.tr("Disputed"),
            "flagged": self.tr("Flagged"),
        }
        for state, chip in self.states.items():
            chip.setText(names[state])
        self.search.setPlaceholderText(self.tr("Search the texts"))
        self.search.setAccessibleName(self.tr("Search the texts"))
        words = self.tr(
            'Several words: all of them, anywhere. "Exactly so", -without, this OR that, /regular expression/.'
            " Also is:flagged, label:NAME, length:100.. and the like."
        )
        self.search.setToolTip(words)
        self.more.setToolTip(self.tr("Filter…"))
        self.more.setAccessibleName(self.more.toolTip())

    # Slots

    def _ask(self) -> None:
        self._timer.stop()
        try:
            where = self.where
        except InputError as error:
            self.set_complaint(i18n.message(error))
            return
        self.set_complaint("")
        self.more.setChecked(replace(where, search="") != ALL)
        self.filter_changed.emit(where)

    def _on_text_changed(self, text: str) -> None:
        self._timer.start(SEARCH_AFTER_MS if text else 0)

    def _on_confirmed(self) -> None:
        try:
            where = self.where
        except InputError:
            self._ask()
            return
        self.set_filter(where)
        self.confirmed.emit()

    def _on_state_clicked(self) -> None:
        wanted = next(STATES[state] for state, chip in self.states.items() if chip.isChecked())
        self._on_parts_changed(replace(self._base, state=wanted.state, is_flagged=wanted.is_flagged))

    def _on_parts_changed(self, where: DocumentFilter) -> None:
        self._base = replace(where, search="")
        self._show()
        self._ask()

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_facets_read(self, facets: Facets) -> None:
        self._facets = facets
        self.set_labels()
        info = self._session.info
        if self._dialog is not None and info is not None:
            self._dialog.set_project(info.labels, self._session.counts or Counts(), facets)

    # Helpers

    def _show(self) -> None:
        """The chips as the filter is."""
        where = self._base
        is_flagged = where.is_flagged and where.state == "any"
        self.states["flagged" if is_flagged else where.state].setChecked(True)
        self.chips.set_filter(where)

    def _build_ui(self) -> None:
        self.search = SearchField()
        self.saved = SavedFilters(self._session, lambda: self.where)
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setIcon(theme.icon("funnel"))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        top.addWidget(self.more)
        top.addWidget(self.saved)
        self._complaint = QLabel(wordWrap=True)
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        self._complaint.setProperty("danger", True)
        self._complaint.hide()
        states = FlowLayout()
        self._group = QButtonGroup(self)
        self.states: dict[str, QPushButton] = {}
        for state in STATES:
            chip = self.states[state] = QPushButton()
            chip.setCheckable(True)
            chip.setChecked(state == "any")
            chip.setProperty("chip", True)
            chip.setFixedHeight(theme.CHIP_PX)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip)
            states.addWidget(chip)
        self.states["disputed"].hide()
        self.chips = FilterChips()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addWidget(self._complaint)
        layout.addLayout(states)
        layout.addWidget(self.chips)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._ask)
        self.search.textChanged.connect(self._on_text_changed)
        self.search.left.connect(self.left)
        self.search.down.connect(self.down)
        self.search.returnPressed.connect(self._on_confirmed)
        self._group.buttonClicked.connect(lambda _: self._on_state_clicked())
        self.chips.filter_changed.connect(self._on_parts_changed)
        self.more.clicked.connect(self._on_more_clicked)
        self.saved.chosen.connect(self.set_filter)
        self.saved.refused.connect(lambda error: self.set_complaint(i18n.message(error)))

    def _on_more_clicked(self) -> None:
        self.more.setChecked(self._base != ALL)  # it shows whether there is a filter; a click does not change that
        self.open_dialog()


def _facets(project: Project) -> Facets:
    from core.project import facets

    return facets.read(project.store)
