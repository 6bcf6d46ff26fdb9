"""The files of an import and what the chosen one holds: the right side of the import dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.dialogs.import_files import ImportFile
from gui.dialogs.import_preview import Preview, card
from gui.dialogs.import_progress import data_size
from gui.i18n import Retranslated, message

FILE_ROWS, FILE_ROW_PX = 4, 28
PATTERNS = "*.csv *.tsv *.tab *.txt *.text *.md *.json *.jsonl *.ndjson *.xlsx *.xls *.xlsm *.xlsb *.ods *.zip *.gz"


class ImportView(Retranslated, QWidget):
    """A list of files over a preview; the dialog owns the files and calls show_files when one has changed."""

    added = Signal(object)
    """Paths that the user wants to import too."""
    removed = Signal(int)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[ImportFile] = ()
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def current(self) -> ImportFile | None:
        row = self.list.currentRow()
        return self._files[row] if 0 <= row < len(self._files) else None

    def show_files(self, files: Sequence[ImportFile], row: int | None = None) -> None:
        """Show them as they are now, and choose the one in `row`."""
        self._files = files
        with QSignalBlocker(self.list):
            self._fill(self.list.currentRow() if row is None else row)
        self._list_card.setVisible(bool(files))
        self.remove_button.setEnabled(bool(files))
        self._show(self.current)

    def refresh(self) -> None:
        """Only the choice of columns has changed."""
        if self.current:
            self.preview.set_roles(self.current)

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Files to import"))
        self.add_button.setText(self.tr("Add files…"))
        self.folder_button.setText(self.tr("Add folder…"))
        self.remove_button.setText(self.tr("Remove"))
        self._hint.setText(self.tr("Drop files here, or add CSV, Excel, JSON or text files, a folder or a .zip."))
        self._reading.setText(self.tr("Reading…"))
        self.show_files(self._files)

    def _build_ui(self) -> None:
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet(f"QListWidget::item {{ padding: 0 {theme.SPACE}px; }}")
        self.add_button, self.folder_button, self.remove_button = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for button in (self.add_button, self.folder_button, self.remove_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.warning = QLabel(wordWrap=True)
        self.warning.setProperty("warning", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(row)
        self._list_card = card(self.list)
        layout.addWidget(self._list_card)
        layout.addWidget(self.warning)
        layout.addWidget(self._build_stack(), 1)

    def _build_stack(self) -> QWidget:
        self.preview = Preview()
        self._hint, self._reading, self.error = QLabel(), QLabel(), QLabel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        for label in (self._hint, self._reading, self.error):
            label.setProperty("danger" if label is self.error else "muted", True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setMargin(theme.SPACE * 4)
            self.stack.addWidget(label)
        return card(self.stack)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove_clicked)
        self.list.currentRowChanged.connect(lambda _: self.chosen.emit())

    def _fill(self, row: int) -> None:
        self.list.clear()
        for file in self._files:
            item = QListWidgetItem(self._describe(file), self.list)
            item.setSizeHint(QSize(0, FILE_ROW_PX))
        self.list.setFixedHeight(min(FILE_ROWS, len(self._files)) * FILE_ROW_PX)
        self.list.setCurrentRow(min(max(row, 0), len(self._files) - 1))

    def _show(self, file: ImportFile | None) -> None:
        self.preview.set_file(file)
        if file is None:
            self.stack.setCurrentWidget(self._hint)
        elif file.error is not None:
            self.error.setText(message(file.error))
            self.stack.setCurrentWidget(self.error)
        else:
            self.stack.setCurrentWidget(self._reading if file.table is None else self.preview)
        self.warning.setText(self._warn(file))
        self.warning.setVisible(bool(self.warning.text()))

    def _describe(self, file: ImportFile) -> str:
        if file.error is not None:
            return self.tr("{name} · can't be read").format(name=file.path.name)
        if file.table is None:
            return file.path.name
        return f"{file.path.name} · {data_size(file.table.n_bytes)}"

    def _warn(self, file: ImportFile | None) -> str:
        table = file.table if file else None
        if table is None:
            return ""
        if any("\ufffd" in cell for cells in table.preview for cell in cells):
            return self.tr("Some bytes are not valid in this encoding. Rows that hold them will be rejected.")
        if not table.encoding_is_sure:
            return self.tr("The encoding is a guess. If the preview does not read well, choose another.")
        return ""

    def _on_add_clicked(self) -> None:
        chooser = QFileDialog(self, self.tr("Add files"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        known, every = self.tr("Texts and tables"), self.tr("All files")
        chooser.setNameFilters([f"{known} ({PATTERNS})", f"{every} (*)"])
        self._open(chooser)

    def _on_folder_clicked(self) -> None:
        chooser = QFileDialog(self, self.tr("Add a folder of text files"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        self._open(chooser)

    def _open(self, chooser: QFileDialog) -> None:
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda names: self.added.emit([Path(name) for name in names]))
        chooser.open()

    def _on_remove_clicked(self) -> None:
        if self.current:
            self.removed.emit(self.list.currentRow())
