"""The people of the project: how much each answered, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.project.values import AnnotatorInfo
from gui import figures, theme
from gui.i18n import Retranslated, message
from gui.session import Session

SIZE_PX = (460, 380)
NAME = Qt.ItemDataRole.UserRole


class PeopleDialog(Retranslated, QDialog):
    """Enter, F2 or a double click gives another name; a change holds at once and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_filling = False
        self._build_ui()
        self.tree.itemDoubleClicked.connect(lambda item, _: self.tree.editItem(item, 0))
        self.tree.itemChanged.connect(self._on_changed)
        self._box.rejected.connect(self.reject)
        session.undone.connect(lambda _: self._read())
        self.retranslate()
        self._read()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("People"))
        self.tree.setHeaderLabels([self.tr("Name"), self.tr("Answers")])
        self.tree.setAccessibleName(self.tr("People"))
        self._hint.setText(
            self.tr("A double click gives another name. Your own name for new answers is in the settings.")
        )
        self._box.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        item = self.tree.currentItem()
        if event.key() in keys and self.tree.hasFocus() and item is not None:
            self.tree.editItem(item, 0)
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        self._session.call(lambda project: project.people.all(), self._fill)

    def _fill(self, people: Sequence[AnnotatorInfo]) -> None:
        self._is_filling = True
        self.tree.clear()
        for one in people:
            item = QTreeWidgetItem([one.name, figures.count(one.n_answers)])
            item.setData(0, NAME, one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            self.tree.addTopLevelItem(item)
        self._is_filling = False

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        old, new = item.data(0, NAME), item.text(0)
        if self._is_filling or column or old == new:
            return
        is_me = self._session.info is not None and self._session.info.annotator == old

        def then(_: None) -> None:
            self._error.hide()
            if is_me:
                self._session.settings.set("annotator", " ".join(new.split()))
            self._session.refresh()
            self._read()

        def failed(error: Exception) -> None:
            self._error.setText(message(error))
            self._error.show()
            self._read()

        self._session.call(lambda project: project.people.rename(old, new), then, failed)

    def _build_ui(self) -> None:
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setProperty("roomy", True)
        self.tree.setRootIsDecorated(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        self._hint, self._error = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._hint.setProperty("muted", True)
        self._error.setProperty("danger", True)
        self._error.hide()
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        for part in (self.tree, self._error, self._hint, self._box):
            layout.addWidget(part)
        self.resize(*SIZE_PX)
