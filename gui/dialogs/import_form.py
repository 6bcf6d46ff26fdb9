"""How a file is read and which of its columns are wanted: the fields at the left of the import dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui import theme
from gui.dialogs.import_files import LABEL_SEPARATORS
from gui.dialogs.import_preview import card
from gui.i18n import Retranslated, translate

if TYPE_CHECKING:
    from core.formats.common.table import Table
    from gui.dialogs.import_files import ImportFile

META_ROWS = 5
META_ROW_PX = 24
DELIMITED = ("csv", "tsv", "txt")


class Field(QWidget):
    """A name above its editor."""

    def __init__(self, editor: QWidget, inside: QWidget | None = None) -> None:
        super().__init__()
        self._name = QLabel()
        self._name.setProperty("muted", True)
        self._name.setProperty("small", True)
        self._name.setBuddy(editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addWidget(self._name)
        layout.addWidget(inside or editor)

    def set_name(self, name: str) -> None:
        self._name.setText(name)


def heading(layout: QVBoxLayout) -> QLabel:
    label = QLabel()
    label.setProperty("strong", True)
    layout.addWidget(label)
    return label


class ImportForm(Retranslated, QWidget):
    """Shows one ImportFile. A new way of reading is asked for by `hint_given`; choices of columns change the file."""

    hint_given = Signal(str, object)
    """encoding, delimiter, has_header or sheet, and its value."""
    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: ImportFile | None = None
        self._is_multi_label = False
        self._titles: dict[str, str] = {}
        self._build_ui()
        self._connect()
        self.retranslate()
        self.show_file(None)

    def show_file(self, file: ImportFile | None) -> None:
        """While a file is being read again, the fields about its reading stay as they are."""
        self._file = file
        table = file.table if file else None
        self._columns.setVisible(table is not None)
        self._reading.setVisible(file is not None and (table is not None or bool(file.hints)))
        if table is not None:
            self._show_reading(table)
        if table is not None and file is not None:
            self._show_columns(file, table)

    def set_multi_label(self, is_multi_label: bool) -> None:
        self._is_multi_label = is_multi_label
        self._show_separator()

    def retranslate(self) -> None:
        self._reading_title.setText(self.tr("Reading"))
        self._format_field.set_name(self.tr("Format"))
        for place in range(self.format.count()):
            self.format.setItemText(place, translate("core", self._titles[self.format.itemData(place)]))
        self._encoding_field.set_name(self.tr("Encoding"))
        self._delimiter_field.set_name(self.tr("Separator"))
        self._sheet_field.set_name(self.tr("Sheet"))
        self.header.setText(self.tr("The first row holds the column names"))
        for place, text in enumerate(
            (
                self.tr("Comma ,"),
                self.tr("Tab"),
                self.tr("Semicolon ;"),
                self.tr("Bar |"),
                self.tr("None: a line is one cell"),
            )
        ):
            self.delimiter.setItemText(place, text)
        self._columns_title.setText(self.tr("Columns"))
        self._text_field.set_name(self.tr("Text"))
        self._label_field.set_name(self.tr("Label"))
        self._annotator_field.set_name(self.tr("Labelled by"))
        self._separator_field.set_name(self.tr("Several labels in a cell are parted by"))
        self.separator.setItemText(0, self.tr("Nothing: one label a cell"))
        self.all_meta.setText(self.tr("Keep as metadata"))
        self.meta.setAccessibleName(self.tr("Columns to keep as metadata"))
        for box in (self.label, self.annotator):
            if box.count():
                box.setItemText(0, self.tr("None"))
        self._tell()

    def _build_ui(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE * 2)
        self._reading, self._columns = QWidget(), QWidget()
        layout.addWidget(self._reading)
        layout.addWidget(self._columns)
        self._build_reading(self._inside(self._reading))
        self._build_columns(self._inside(self._columns))

    def _build_reading(self, layout: QVBoxLayout) -> None:
        self.format, self.encoding, self.delimiter, self.sheet = (QComboBox() for _ in range(4))
        self.header = QCheckBox()
        self._reading_title = heading(layout)
        self._format_field = Field(self.format)
        layout.addWidget(self._format_field)
        self._sheet_field = Field(self.sheet)
        layout.addWidget(self._sheet_field)
        self._encoding_field = Field(self.encoding)
        layout.addWidget(self._encoding_field)
        self._delimiter_field = Field(self.delimiter)
        layout.addWidget(self._delimiter_field)
        layout.addWidget(self.header)
        for sign in (",", "\t", ";", "|", ""):
            self.delimiter.addItem("", sign)

    def _build_columns(self, layout: QVBoxLayout) -> None:
        self.text, self.label, self.annotator, self.separator = (QComboBox() for _ in range(4))
        self.all_meta = QCheckBox()
        self.meta = QListWidget()
        self.meta.setFrameShape(QFrame.Shape.NoFrame)
        self.meta.setStyleSheet(f"QListWidget::item {{ padding: 0 {theme.SPACE // 2}px; }}")
        self._columns_title = heading(layout)
        self._text_field = Field(self.text)
        layout.addWidget(self._text_field)
        self._label_field = Field(self.label)
        layout.addWidget(self._label_field)
        self._separator_field = Field(self.separator)
        layout.addWidget(self._separator_field)
        self._annotator_field = Field(self.annotator)
        layout.addWidget(self._annotator_field)
        self.told = QLabel(wordWrap=True)
        self.told.setProperty("muted", True)
        self.told.setProperty("small", True)
        layout.addWidget(self.told)
        layout.addWidget(self.all_meta)
        self._meta_card = card(self.meta)
        layout.addWidget(self._meta_card)
        for sign in ("", *LABEL_SEPARATORS):
            self.separator.addItem(sign, sign)
        for box in (self.text, self.label, self.annotator, self.sheet, self.format):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)

    def _connect(self) -> None:
        self.format.activated.connect(lambda _: self.hint_given.emit("format", self.format.currentData()))
        self.encoding.activated.connect(lambda _: self.hint_given.emit("encoding", self.encoding.currentData()))
        self.delimiter.activated.connect(lambda _: self.hint_given.emit("delimiter", self.delimiter.currentData()))
        self.sheet.activated.connect(lambda _: self.hint_given.emit("sheet", self.sheet.currentText()))
        self.header.clicked.connect(lambda is_checked: self.hint_given.emit("has_header", is_checked))
        self.text.activated.connect(self._on_text_activated)
        self.label.activated.connect(self._on_label_activated)
        self.annotator.activated.connect(self._on_annotator_activated)
        self.separator.activated.connect(self._on_separator_activated)
        self.all_meta.clicked.connect(self._on_all_meta_clicked)
        self.meta.itemChanged.connect(self._on_meta_item_changed)

    def _show_reading(self, table: Table) -> None:
        from core.formats.common.encoding import ENCODINGS
        from core.formats.detect import FORMATS, READERS

        if not self.format.count():
            known = reversed(READERS.values())
            self._titles = {one.name: one.family or one.title for one in known}
            for name, title in self._titles.items():
                self.format.addItem(translate("core", title), name)
        self.format.setCurrentIndex(self.format.findData(READERS[FORMATS[table.format].read].name))
        is_delimited = table.format in DELIMITED
        has_header = is_delimited or table.format == "excel"
        _show(bool(table.encoding), self._encoding_field)
        _show(is_delimited, self._delimiter_field)
        _show(len(table.sheets) > 1, self._sheet_field)
        self.header.setVisible(has_header)
        if not self.encoding.count():
            for codec, name in ENCODINGS.items():
                self.encoding.addItem(name, codec)
        if table.encoding and self.encoding.findData(table.encoding) < 0:
            self.encoding.addItem(table.encoding, table.encoding)
        self.encoding.setCurrentIndex(self.encoding.findData(table.encoding))
        if self.delimiter.findData(table.delimiter) < 0:
            self.delimiter.addItem(table.delimiter, table.delimiter)
        self.delimiter.setCurrentIndex(self.delimiter.findData(table.delimiter))
        self.sheet.clear()
        self.sheet.addItems(list(table.sheets))
        self.sheet.setCurrentText(table.sheet)
        self.header.setChecked(table.has_header)

    def _show_columns(self, file: ImportFile, table: Table) -> None:
        self.text.clear()
        self.text.addItems(list(table.columns))
        self.text.setCurrentIndex(self.text.findText(file.text) if file.text else -1)
        for box, chosen in ((self.label, file.label), (self.annotator, file.annotator)):
            box.clear()
            box.addItem(self.tr("None"), "")
            for name in table.columns:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        _show(not table.is_records and not table.is_ours, self._annotator_field)
        self._tell()
        self.separator.setCurrentIndex(max(0, self.separator.findData(file.separator)))
        self._show_separator()
        self._show_meta(file)

    def _show_separator(self) -> None:
        is_list = self._file is not None and self._file.table is not None and self._file.table.is_records
        has_label = self._file is not None and bool(self._file.label)
        _show(self._is_multi_label and has_label and not is_list, self._separator_field)

    def _tell(self) -> None:
        """What else is read of the file."""
        names = {
            "annotator": self.tr("who labelled"),
            "at": self.tr("when"),
            "seconds": self.tr("how long it took"),
            "is_skipped": self.tr("skips"),
            "is_flagged": self.tr("flags"),
            "split": self.tr("hold-out"),
            "rationales": self.tr("marked words"),
            "note": self.tr("notes"),
        }
        told = [names[role] for role in self._file.told() if role in names] if self._file else []
        self.told.setText(self.tr("Also read: {what}").format(what=self.tr(", ").join(told)))
        self.told.setVisible(bool(told))

    def _show_meta(self, file: ImportFile) -> None:
        others = file.others()
        with QSignalBlocker(self.meta):
            self.meta.clear()
            for name in others:
                item = QListWidgetItem(name, self.meta)
                item.setSizeHint(QSize(0, META_ROW_PX))
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Unchecked if name in file.dropped else Qt.CheckState.Checked)
        self.meta.setFixedHeight(min(META_ROWS, len(others)) * META_ROW_PX)
        _show(bool(others), self.all_meta, self._meta_card)
        self._show_all_meta(file)

    def _show_all_meta(self, file: ImportFile) -> None:
        kept = sum(name not in file.dropped for name in file.others())
        is_part = 0 < kept < len(file.others())
        self.all_meta.setTristate(is_part)
        state = (
            Qt.CheckState.PartiallyChecked if is_part else Qt.CheckState.Checked if kept else Qt.CheckState.Unchecked
        )
        self.all_meta.setCheckState(state)

    def _on_text_activated(self, _: int) -> None:
        if self._file:
            self._file.text = self.text.currentText()
            if self._file.label == self._file.text:
                self._file.label = ""
            self._changed()

    def _on_label_activated(self, _: int) -> None:
        if self._file:
            self._file.label = self.label.currentData()
            if self._file.label == self._file.text:
                self._file.text = ""
            self._changed()

    def _on_annotator_activated(self, _: int) -> None:
        if self._file:
            self._file.annotator = self.annotator.currentData()
            self._changed()

    def _on_separator_activated(self, _: int) -> None:
        if self._file:
            self._file.separator = self.separator.currentData()
            self.columns_changed.emit()

    def _on_all_meta_clicked(self) -> None:
        if self._file:
            others = set(self._file.others())
            self._file.dropped = set() if others & self._file.dropped else others
            self._changed()

    def _on_meta_item_changed(self, item: QListWidgetItem) -> None:
        if self._file:
            is_kept = item.checkState() == Qt.CheckState.Checked
            (self._file.dropped.discard if is_kept else self._file.dropped.add)(item.text())
            self._show_all_meta(self._file)
            self.columns_changed.emit()

    def _changed(self) -> None:
        if self._file and self._file.table:
            self._show_columns(self._file, self._file.table)
        self.columns_changed.emit()

    def _inside(self, widget: QWidget) -> QVBoxLayout:
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        return layout


def _show(is_shown: bool, *widgets: QWidget) -> None:
    for widget in widgets:
        widget.setVisible(is_shown)
