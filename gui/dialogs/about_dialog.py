"""About: what this is, which version, and whose work is in it, each with the text of its licence."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core import paths
from core.licences import Work, all_works
from gui import theme
from gui.dialogs.text_dialog import TextDialog
from gui.i18n import Retranslated

ICON_PX = 64
SIZE_PX = (640, 520)


class AboutDialog(Retranslated, QDialog):
    """The list of licences is that of the bundle; from source there is a sentence in its place."""

    def __init__(self, parent: QWidget | None = None, works: Sequence[Work] | None = None) -> None:
        super().__init__(parent)
        self._works = list(all_works() if works is None else works)
        self._model = QStandardItemModel(0, 3, self)
        for work in self._works:
            row = [QStandardItem(text) for text in (work.name, work.version, work.licence)]
            row[2].setToolTip(work.licence)
            self._model.appendRow(row)
        self._build_ui()
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("About Fovea"))
        self._sentence.setText(self.tr("Label texts, train attention models, review what they look at. Offline."))
        licence = self.tr("Fovea is free software under the MIT licence.")
        in_bundle = self.tr("It contains the work of others; Enter shows a licence.")
        from_source = self.tr("It runs from source here, with packages that bring their own licences.")
        self._thanks.setText(f"{licence}\n{in_bundle if self._works else from_source}")
        self._model.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Version"), self.tr("Licence")])
        self._table.setAccessibleName(self.tr("Others' work"))
        self._copy_button.setText(self.tr("Copy details"))

    def show_licence(self, row: int) -> None:
        work = self._works[row]
        TextDialog(f"{work.name} {work.version}", work.text(), work.url, self).open()

    def _build_ui(self) -> None:
        icon = QLabel()
        icon.setFixedSize(ICON_PX, ICON_PX)
        icon.setPixmap(QIcon(str(paths.resource("icons", "fovea.svg"))).pixmap(ICON_PX, ICON_PX))
        name = QLabel(f"Fovea {paths.version()}")
        name.setProperty("display", True)
        self._sentence, self._thanks = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._thanks.setProperty("muted", True)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE // 2)
        words.addWidget(name)
        words.addWidget(self._sentence)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE * 2)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._table = self._make_table()
        self._copy_button = QPushButton()
        self._copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(_details()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(head)
        layout.addWidget(self._thanks)
        layout.addWidget(self._table, 1)
        layout.addWidget(buttons)
        self._table.setVisible(bool(self._works))
        self.resize(SIZE_PX[0], SIZE_PX[1] if self._works else self.sizeHint().height())

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.activated.connect(self._on_activated)
        if self._works:
            table.selectRow(0)
        return table

    def _on_activated(self, index: QModelIndex) -> None:
        self.show_licence(index.row())


def _details() -> str:
    """For whoever helps."""
    return f"Fovea {paths.version()}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
