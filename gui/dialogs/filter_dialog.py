"""All that documents can be filtered by; every change holds at once, the list behind shows what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.project.annotators import IMPORT
from core.project.values import CellFilter, Counts, DocumentFilter, Facets
from core.records import Label
from gui import theme
from gui.dialogs.import_form import Field, heading
from gui.i18n import Retranslated
from gui.widgets.choices import CheckList, EitherWay, RangeEdit
from gui.widgets.scrolled import scrolled

SIZE_PX = (780, 620)
LIKENESSES = ("", "exact", "near", "conflicting")


class FilterDialog(Retranslated, QDialog):
    """Edits one DocumentFilter but for its search and state; knows of the project only what it is given."""

    filter_changed = Signal(object)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = DocumentFilter()
        self._labels: Sequence[Label] = ()
        self._counts, self._facets = Counts(), Facets()
        self.columns: dict[str, CheckList] = {}
        self._build_ui()
        self._connect()
        self.retranslate()
        self.resize(*SIZE_PX)

    def set_project(self, labels: Sequence[Label], counts: Counts, facets: Facets) -> None:
        """What there is to choose from."""
        self._labels, self._counts, self._facets = labels, counts, facets
        self._model.setVisible(facets.has_predictions)
        self._build_columns()
        self._show()

    def set_filter(self, where: DocumentFilter) -> None:
        self._where = where
        self._show()

    def set_count(self, text: str) -> None:
        """How many documents are left, in words."""
        self._count.setText(text)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Filter"))
        for label, words in zip(self._headings, self._heading_words(), strict=True):
            label.setText(words)
        for name, words in self._field_words().items():
            self._fields[name].set_name(words)
            self._editors[name].setAccessibleName(words)
        yes_no = (self.tr("Either"), self.tr("Yes"), self.tr("No"))
        for editor in self._editors.values():
            if isinstance(editor, EitherWay):
                editor.set_words(yes_no)
            elif isinstance(editor, RangeEdit):
                editor.set_words(self.tr("from"), self.tr("to"))
        likeness = (self.tr("Any"), self.tr("The same"), self.tr("Nearly the same"), self.tr("Labelled differently"))
        for index, words in enumerate(likeness):
            self._likeness.setItemText(index, words)
        self._no_columns.setText(self.tr("The documents have no metadata, or it is not read yet."))
        self._clear.setText(self.tr("Clear"))
        self._save.setText(self.tr("Save under a name…"))
        self._close.setText(self.tr("Close"))
        self._show()

    def _heading_words(self) -> tuple[str, ...]:
        return self.tr("Answer"), self.tr("Document"), self.tr("Model"), self.tr("Metadata")

    def _field_words(self) -> dict[str, str]:
        return {
            "label_ids": self.tr("Labels"),
            "annotators": self.tr("Answered by"),
            "answered": self.tr("Answered on"),
            "is_outdated": self.tr("Under an older guideline"),
            "length": self.tr("Length in characters"),
            "is_holdout": self.tr("Hold-out"),
            "is_marked": self.tr("Marked words"),
            "duplicates": self.tr("Duplicates"),
            "import_ids": self.tr("Imported from"),
            "predicted_ids": self.tr("The model says"),
            "is_disagreed": self.tr("Otherwise than the answer"),
            "confidence": self.tr("Confidence in %"),
        }

    def _build_ui(self) -> None:
        self._likeness = QComboBox()
        for kind in LIKENESSES:
            self._likeness.addItem("", kind)
        self._editors: dict[str, QWidget] = {
            "label_ids": CheckList(),
            "annotators": CheckList(),
            "answered": RangeEdit(is_days=True),
            "is_outdated": EitherWay(),
            "length": RangeEdit(),
            "is_holdout": EitherWay(),
            "is_marked": EitherWay(),
            "duplicates": self._likeness,
            "import_ids": CheckList(),
            "predicted_ids": CheckList(),
            "is_disagreed": EitherWay(),
            "confidence": RangeEdit(scale=100.0),
        }
        self._fields = {name: Field(editor) for name, editor in self._editors.items()}
        names = list(self._fields)
        self._headings: list[QLabel] = []
        answer, document = self._section(names[:4]), self._section(names[4:9])
        self._model = QWidget()
        self._model.setLayout(self._section(names[9:]))
        metadata = self._section([])
        self._no_columns = QLabel(wordWrap=True)
        self._no_columns.setProperty("muted", True)
        metadata.addWidget(self._no_columns)
        self._metadata = QVBoxLayout()
        self._metadata.setSpacing(theme.SPACE)
        metadata.addLayout(self._metadata)
        columns = QHBoxLayout()
        columns.setContentsMargins(*[theme.SPACE * 2] * 4)
        columns.setSpacing(theme.SPACE * 4)
        for parts in ((answer, self._model), (document,), (metadata,)):
            column = QVBoxLayout()
            column.setSpacing(theme.SPACE * 3)
            for part in parts:
                column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
            column.addStretch(1)
            columns.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns), 1)
        layout.addLayout(self._build_foot())

    def _section(self, names: Sequence[str]) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self._headings.append(heading(layout))
        for name in names:
            layout.addWidget(self._fields[name])
        return layout

    def _build_foot(self) -> QHBoxLayout:
        self._count = QLabel()
        self._count.setProperty("strong", True)
        self._clear, self._save, self._close = QPushButton(), QPushButton(), QPushButton()
        self._clear.setProperty("flat", True)
        self._save.setProperty("flat", True)
        self._close.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(*[theme.SPACE * 2] * 4)
        foot.addWidget(self._count, 1)
        for button in (self._clear, self._save, self._close):
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        for name, editor in self._editors.items():
            if isinstance(editor, CheckList | EitherWay | RangeEdit):
                editor.changed.connect(lambda value, name=name: self._change(name, value))
        self._likeness.activated.connect(lambda _: self._change("duplicates", self._likeness.currentData()))
        self._clear.clicked.connect(self._on_clear_clicked)
        self._save.clicked.connect(self.save_wanted)
        self._close.clicked.connect(self.accept)

    def _build_columns(self) -> None:
        """A list of values for each column that has a choice of them."""
        while (item := self._metadata.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.columns = {}
        for column in self._facets.columns:
            if column.values:
                editor = self.columns[column.name] = CheckList()
                field = Field(editor)
                more = self.tr("{name} (the first values)") if column.has_more else "{name}"
                field.set_name(more.format(name=column.name))
                editor.setAccessibleName(column.name)
                editor.changed.connect(lambda values, name=column.name: self._change_cell(name, values))
                self._metadata.addWidget(field)
        self._no_columns.setVisible(not self.columns)

    def _show(self) -> None:
        """Everything as the filter and the project are."""
        where = self._where
        labels = [(label.id, label.name, self._counts.by_label.get(label.id)) for label in self._labels]
        people = [(name, self._person(name), n) for name, n in self._facets.annotators.items()]
        imports = [(one.id, _import_name(one.source, one.at), one.n) for one in self._facets.imports]
        items: dict[str, Sequence[tuple[Any, str, int | None]]] = {
            "label_ids": labels,
            "predicted_ids": [(id, name, None) for id, name, _ in labels],
            "annotators": people,
            "import_ids": imports,
        }
        for name, editor in self._editors.items():
            value = getattr(where, name)
            if isinstance(editor, CheckList):
                editor.set_items(items[name], value)
            elif isinstance(editor, EitherWay | RangeEdit):
                editor.set_value(value)
        self._likeness.setCurrentIndex(LIKENESSES.index(where.duplicates))
        chosen = {cell.column: cell.values for cell in where.cells}
        for column in self._facets.columns:
            if column.name in self.columns:
                values = [(value, value, n) for value, n in column.values]
                self.columns[column.name].set_items(values, chosen.get(column.name, ()))

    def _change(self, name: str, value: Any) -> None:
        self._where = replace(self._where, **{name: value})
        self.filter_changed.emit(self._where)

    def _change_cell(self, column: str, values: tuple[str, ...]) -> None:
        others = tuple(cell for cell in self._where.cells if cell.column != column)
        self._change("cells", (*others, CellFilter(column, values)) if values else others)

    def _on_clear_clicked(self) -> None:
        self._where = DocumentFilter(search=self._where.search)
        self._show()
        self.filter_changed.emit(self._where)

    def _person(self, name: str) -> str:
        return self.tr("a file") if name == IMPORT else name


def _import_name(source: str, at: str) -> str:
    day = at[:10]
    return f"{source} ({day})" if source else day
