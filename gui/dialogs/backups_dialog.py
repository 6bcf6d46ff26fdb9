"""The backups of a project: made, looked at, restored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from core.errors import Cancelled
from core.project.values import Backup
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.session import Session
from gui.tasks import Notice

SIZE_PX = (560, 480)
ROW_PX = 34
KEY = "backups"
"""What is asked of the reader under this key is about backups."""


class BackupsDialog(Retranslated, QDialog):
    """Data in, signals out."""

    make_wanted = Signal()
    restore_wanted = Signal(str)
    """The backup's file name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups: Sequence[Backup] | None = None
        self._is_busy = False
        self._build_ui()
        self.list.currentRowChanged.connect(lambda _: self._show_buttons())
        self.make.clicked.connect(self.make_wanted)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.close_button.clicked.connect(self.reject)
        self.retranslate()
        self.resize(*SIZE_PX)

    def set_backups(self, backups: Sequence[Backup]) -> None:
        self._backups = backups
        self._is_busy = False
        self.retranslate()

    def set_busy(self) -> None:
        """Something is on its way; set_backups ends it."""
        self._is_busy = True
        self._show_buttons()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Backups"))
        words = self.tr(
            "Each is verified by reading all of it. They are kept in the project's folder: the newest, and some of each"
            " past day and week. Restoring one makes a backup of now first."
        )
        self._explanation.setText(words)
        self._empty.setText(self.tr("There is no backup yet."))
        self.make.setText(self.tr("Back up now"))
        self.restore.setText(self.tr("Restore"))
        self.close_button.setText(self.tr("Close"))
        self.list.setAccessibleName(self.windowTitle())
        self._fill()
        self._show_buttons()

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for backup in self._backups or ():
            item = QListWidgetItem(self._text(backup))
            item.setSizeHint(QSize(100, ROW_PX))
            self.list.addItem(item)
        self.list.setCurrentRow(max(row, 0))
        is_empty = self._backups is not None and not self._backups
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def _text(self, backup: Backup) -> str:
        when = QDateTime.fromSecsSinceEpoch(int(backup.at.timestamp()))
        labelled = self.tr("{labelled} of {total} labelled").format(
            labelled=i18n.number(backup.labelled), total=i18n.number(backup.total)
        )
        size = QLocale().formattedDataSize(backup.n_bytes, 1)
        return "   ·   ".join((QLocale().toString(when, QLocale.FormatType.ShortFormat), labelled, size))

    def _show_buttons(self) -> None:
        self.make.setEnabled(not self._is_busy)
        self.restore.setEnabled(not self._is_busy and bool(self._backups) and self.list.currentRow() >= 0)

    def _on_restore_clicked(self) -> None:
        if self._backups:
            self.restore_wanted.emit(self._backups[self.list.currentRow()].path.name)

    def _build_ui(self) -> None:
        self._explanation = QLabel(wordWrap=True)
        self._explanation.setProperty("muted", True)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("muted", True)
        self.list = QListWidget()
        self.make, self.restore, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.make.setProperty("primary", True)
        for button in (self.make, self.restore, self.close_button):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.make)
        foot.addStretch(1)
        foot.addWidget(self.restore)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(self._explanation)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)


def backups_of(session: Session, parent: QWidget) -> BackupsDialog:
    """The dialog on the open project: a backup is made in the background, a restored one opens the project anew."""
    dialog = BackupsDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def read() -> None:
        if isValid(dialog):
            session.reader.ask(KEY, lambda project, _: project.backups.all(), dialog.set_backups)

    def failed(error: Exception) -> None:
        read()
        if not isinstance(error, Cancelled):
            session.error_raised.emit(error)

    def on_make_wanted() -> None:
        dialog.set_busy()
        title = QCoreApplication.translate("BackupsDialog", "Backing up")
        session.background(lambda project, report: project.backups.make(report), lambda _: read(), failed, title)

    def on_restore_wanted(name: str) -> None:
        dialog.accept()
        _restore(session, name)

    dialog.make_wanted.connect(on_make_wanted)
    dialog.restore_wanted.connect(on_restore_wanted)
    dialog.finished.connect(lambda: session.reader.cancel(KEY))
    read()
    return dialog


def _restore(session: Session, name: str) -> None:
    """Bring the project back to a backup, and open it anew."""
    if session.info is None:
        return
    path = session.info.path

    def tell() -> None:
        session.notice.emit(Notice(QCoreApplication.translate("BackupsDialog", "The backup is restored.")))

    title = QCoreApplication.translate("BackupsDialog", "Restoring the backup")
    session.background(
        lambda project, report: project.backups.restore(name, report), lambda _: session.open(path, tell), title=title
    )
