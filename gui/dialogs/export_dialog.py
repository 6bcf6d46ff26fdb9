"""The export dialog: in which format, which documents, and what of them the format does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import Cancelled
from core.project.values import DocumentFilter, ExportChoice, merged
from gui import theme
from gui.dialogs.export_losses import ExportLosses
from gui.dialogs.export_work import Looked, load, looking, reading
from gui.dialogs.import_form import Field, heading
from gui.dialogs.import_preview import card
from gui.i18n import Retranslated, translate
from gui.session import Session
from gui.tasks import Task
from gui.widgets.cells import AiryCells
from gui.widgets.filter_choice import FilterChoice

if TYPE_CHECKING:
    from core.formats.common.format import Format

PANEL_PX = 304
ROW_PX = 28
SIZE_PX = (920, 640)


class ExportDialog(Retranslated, QDialog):
    """Chooses an export of the open project's documents; what is there is looked at in the background.

    It writes nothing itself, and goes when all is chosen.
    """

    chosen = Signal(object, object)
    """A core.project.values.ExportChoice, and the path."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._formats: Sequence[Format] = ()
        self._looked: dict[DocumentFilter, Looked] = {}
        self._task: Task | None = None
        self._is_closed = False
        self._build_ui()
        self._connect()
        self.retranslate()
        session.call(load, self._on_loaded)

    @property
    def format(self) -> Format | None:
        row = self.list.currentRow()
        return self._formats[row] if 0 <= row < len(self._formats) else None

    @property
    def where(self) -> DocumentFilter:
        state, label_id = self.state.currentData(), self.label.currentData()
        chosen = DocumentFilter(label_ids=() if label_id is None else (label_id,))
        chosen = replace(chosen, is_flagged=True) if state == "flagged" else replace(chosen, state=state)
        return merged(self.filter.where, chosen)

    @property
    def _is_one_answer(self) -> bool:
        return self.one_answer.isChecked() and not self.one_answer.isHidden()

    def choose(self, path: Path) -> None:
        """Ask for the export to this file, and go."""
        format = self.format
        if format is not None:
            bom = self.bom.isChecked() and not self.bom.isHidden()
            self._stop()
            self.chosen.emit(ExportChoice(format.name, self.where, bom, self._is_one_answer), path)
            self.accept()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export documents"))
        self._format_title.setText(self.tr("Format"))
        self._which_title.setText(self.tr("Which documents"))
        self._filter_field.set_name(self.tr("Filter"))
        self._state_field.set_name(self.tr("State"))
        self._label_field.set_name(self.tr("Label"))
        names = self._state_names()
        for place in range(self.state.count()):
            self.state.setItemText(place, names[self.state.itemData(place)])
        if self.label.count():
            self.label.setItemText(0, self.tr("Any"))
        self.bom.setText(self.tr("For Excel: mark the file as UTF-8"))
        self.one_answer.setText(self.tr("Only the answer that counts"))
        self.close_button.setText(self.tr("Cancel"))
        self.export_button.setText(self.tr("Export…"))
        self.list.setAccessibleName(self._format_title.text())
        for place, format in enumerate(self._formats):
            self.list.item(place).setText(translate("core", format.title))
        self._show()

    def done(self, result: int) -> None:
        self._is_closed = True
        self._stop()
        super().done(result)
        self.deleteLater()

    def _build_ui(self) -> None:
        self.resize(*SIZE_PX)
        self.losses = ExportLosses()
        sides = QHBoxLayout()
        sides.setSpacing(theme.SPACE * 2)
        sides.addWidget(self._build_panel())
        sides.addWidget(self.losses, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(sides, 1)
        layout.addLayout(self._build_buttons())

    def _build_panel(self) -> QWidget:
        panel = QWidget()
        panel.setFixedWidth(PANEL_PX)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self._format_title = heading(layout)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(AiryCells(self.list))
        layout.addWidget(card(self.list), 1)
        self.about = QLabel(wordWrap=True)
        self.about.setProperty("muted", True)
        self.about.setProperty("small", True)
        layout.addWidget(self.about)
        self.bom, self.one_answer = QCheckBox(), QCheckBox()
        self.bom.setChecked(True)
        layout.addWidget(self.bom)
        layout.addWidget(self.one_answer)
        layout.addSpacing(theme.SPACE)
        self._which_title = heading(layout)
        self.filter, self.state, self.label = FilterChoice(), QComboBox(), QComboBox()
        for state in self._state_names():
            self.state.addItem("", state)
        self.label.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.label.addItem("", None)
        info = self._session.info
        for label in info.labels if info else ():
            self.label.addItem(label.name, label.id)
        if info is not None:
            self.filter.set_choices(self._session.listed, info.filters, {label.id: label.name for label in info.labels})
        self._filter_field = Field(self.filter)
        self._state_field, self._label_field = Field(self.state), Field(self.label)
        layout.addWidget(self._filter_field)
        layout.addWidget(self._state_field)
        layout.addWidget(self._label_field)
        return panel

    def _build_buttons(self) -> QHBoxLayout:
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("muted", True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button, self.export_button = QPushButton(), QPushButton()
        self.export_button.setProperty("primary", True)
        self.export_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.problem, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.export_button)
        return row

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._look())
        self.filter.changed.connect(self._look)
        self.state.activated.connect(lambda _: self._look())
        self.label.activated.connect(lambda _: self._look())
        self.one_answer.clicked.connect(lambda _: self._show())
        self.close_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self._on_export_clicked)
        theme.changed.connect(self._show)

    def _state_names(self) -> dict[str, str]:
        return {
            "any": self.tr("All"),
            "labelled": self.tr("Labelled"),
            "unlabelled": self.tr("Unlabelled"),
            "skipped": self.tr("Skipped"),
            "disputed": self.tr("Disputed"),
            "flagged": self.tr("Flagged"),
        }

    def _look(self) -> None:
        """Find out what is not known yet of the chosen documents in the chosen format."""
        self._stop()
        looked, format = self._looked.get(self.where), self.format
        if looked is None:
            where = self.where
            self._task = self._session.background(
                looking(where), self._on_looked, self._on_not_looked, self.tr("Counting")
            )
        elif format is not None and not looked.is_complete(format):
            self._task = self._session.background(
                reading(looked, format), lambda _: self._on_read(), self._on_not_looked, self.tr("Reading the texts")
            )
        self._show()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _show(self) -> None:
        looked, format = self._looked.get(self.where), self.format
        contents = looked.contents if looked else None
        self.losses.show_contents(contents.n if contents else None, contents.people if contents else {})
        is_known = looked is not None and format is not None and looked.is_complete(format)
        self.bom.setVisible(bool(format and format.export and format.export.has_bom))
        self.one_answer.setVisible(bool(looked and format and looked.has_choice(format)))
        if looked and format and is_known:
            self.losses.show_losses(looked.losses(format, is_one_answer=self._is_one_answer))
        else:
            self.losses.show_losses(None)
        self.about.setText(translate("core", format.export.about) if format and format.export else "")
        problem = self._problem(looked, format)
        self.problem.setText(problem)
        self.export_button.setEnabled(format is not None and not problem)

    def _problem(self, looked: Looked | None, format: Format | None) -> str:
        """Why it can't be exported; "" when it can, also while it is still being counted."""
        if format is not None and not format.is_available:
            return self.tr("This needs the package {name}: pip install {name}").format(name=format.requires)
        if looked is None or format is None or format.export is None:
            return ""
        if not looked.contents.n:
            return self.tr("There is no such document.")
        most = format.export.max_rows
        if most and looked.contents.n > most:
            return self.tr("A sheet holds %Ln row(s) at most.", "", most)
        return ""

    def _on_loaded(self, formats: Sequence[Format]) -> None:
        if self._is_closed:
            return
        self._formats = formats
        with QSignalBlocker(self.list):
            for _ in formats:
                QListWidgetItem(self.list).setSizeHint(QSize(0, ROW_PX))
            self.list.setCurrentRow(0)
        self.retranslate()
        self._look()

    def _on_looked(self, looked: Looked) -> None:
        if self._is_closed:
            return
        self._task = None
        self._looked[looked.where] = looked
        self._look()

    def _on_read(self) -> None:
        if not self._is_closed:
            self._task = None
            self._show()

    def _on_not_looked(self, error: Exception) -> None:
        if not self._is_closed and not isinstance(error, Cancelled):
            self._task = None
            self._session.error_raised.emit(error)

    def _on_export_clicked(self) -> None:
        format, info = self.format, self._session.info
        if format is None or info is None:
            return
        chooser = QFileDialog(self, self.tr("Export to"), str(info.path.parent))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix = format.suffixes[0]
        chooser.setNameFilter(f"{translate('core', format.title)} (*{suffix})")
        chooser.setDefaultSuffix(suffix.removeprefix("."))
        chooser.selectFile(f"{info.name}{suffix}")
        chooser.fileSelected.connect(lambda name: self.choose(Path(name)))
        chooser.open()
