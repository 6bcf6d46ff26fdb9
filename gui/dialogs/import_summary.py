"""What came of an import: numbers that add up, and every rejected row with its line and reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.dialogs.import_preview import CELL_PADDING_PX, card
from gui.i18n import Retranslated, translate

if TYPE_CHECKING:
    from core.project.values import ImportReport
    from core.records import Rejected

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_PX = 28


def reason_text(reason: str) -> str:
    """A row's reason in the window's language. The readers' reasons remember their template and values."""
    template, values = getattr(reason, "template", reason), getattr(reason, "values", {})
    try:
        return translate("core", template).format(**values) if values else translate("core", template)
    except (KeyError, IndexError, ValueError):  # a broken translation must not hide the reason
        return str(reason)


class RejectedModel(QAbstractTableModel):
    """Rejected rows: file, line, reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rejected: tuple[Rejected, ...] = ()

    def set_rejected(self, rejected: tuple[Rejected, ...]) -> None:
        self.beginResetModel()
        self.rejected = rejected
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rejected)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.rejected[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.file, f"{one.line:,}", reason_text(one.reason))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 1 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("Line"), self.tr("Reason"))[section]
        return None


class ImportSummary(Retranslated, QWidget):
    """The last page of the import dialog."""

    save_requested = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ImportReport | None = None
        self._build_ui()
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.retranslate()

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._report.rejected if self._report else ()

    def show_report(self, report: ImportReport) -> None:
        self._report = report
        self._model.set_rejected(report.rejected)
        self._rejects.setVisible(bool(report.rejected))
        self._rest.setVisible(not report.rejected)
        self.table.setColumnWidth(0, min(theme.SPACE * 40, max(theme.SPACE * 16, self.table.sizeHintForColumn(0))))
        self.retranslate()

    def say_saved(self, path: Path) -> None:
        self._saved.setText(self.tr("Saved as {path}").format(path=path))

    def retranslate(self) -> None:
        self.copy_button.setText(self.tr("Copy"))
        self.save_button.setText(self.tr("Save as CSV…"))
        self.table.setAccessibleName(self.tr("Rejected rows"))
        self._rejects_title.setText(self.tr("%Ln row(s) could not be read", "", len(self.rejected)))
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
        report = self._report
        if report is None:
            return
        self.title.setText(self.tr("%Ln document(s) imported", "", report.imported))
        self.numbers.setText(
            self.tr(
                "{read:,} rows read = {imported:,} imported + {duplicates:,} duplicates + {rejected:,} rejected"
            ).format(
                read=report.read, imported=report.imported, duplicates=report.duplicates, rejected=len(report.rejected)
            )
        )
        self.facts.setText("\n".join(self._facts(report)))
        self.facts.setVisible(bool(self.facts.text()))

    def _facts(self, report: ImportReport) -> list[str]:
        facts = []
        if report.holdout:
            facts.append(self.tr("%Ln of them set aside as hold-out", "", report.holdout))
        if report.answers_added:
            facts.append(self.tr("%Ln answer(s) added to documents that were there already", "", report.answers_added))
        if report.labels_added:
            names = ", ".join(report.labels_added[:12]) + ("…" if len(report.labels_added) > 12 else "")
            facts.append(self.tr("New labels: {names}").format(names=names))
        return facts

    def _build_ui(self) -> None:
        self.title, self.numbers, self.facts, self._rejects_title, self._saved = (QLabel() for _ in range(5))
        self.title.setProperty("title", True)
        self._rejects_title.setProperty("strong", True)
        for label in (self.facts, self._saved):
            label.setProperty("muted", True)
        for label in (self.numbers, self.facts, self._saved):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.numbers.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for label in (self.title, self.numbers, self.facts):
            layout.addWidget(label)
        layout.addSpacing(theme.SPACE)
        self._rejects, self._rest = QWidget(), QWidget()
        layout.addWidget(self._rejects, 1)
        layout.addWidget(self._rest, 1)
        self._build_rejects()

    def _build_rejects(self) -> None:
        self._model = RejectedModel(self)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setStyleSheet(f"QTableView::item {{ padding: 0 {CELL_PADDING_PX}px; }}")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.copy_button, self.save_button = QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.addWidget(self._rejects_title, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self._rejects)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(row)
        layout.addWidget(card(self.table), 1)
        layout.addWidget(self._saved)

    def _on_copy_clicked(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()}) or range(
            len(self.rejected)
        )
        chosen = [self.rejected[row] for row in rows]
        lines = [f"{one.file}\t{one.line}\t{reason_text(one.reason)}" for one in chosen]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _on_save_clicked(self) -> None:
        chooser = QFileDialog(self, self.tr("Save the rejected rows"), "", "CSV (*.csv)")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("csv")
        chooser.selectFile("rejected.csv")
        chooser.fileSelected.connect(lambda name: self.save_requested.emit(Path(name)))
        chooser.open()
