"""The label set: add, rename, recolour, reorder, merge, remove, write guidelines. Every change can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.records import Label
from gui import theme
from gui.i18n import Retranslated, message
from gui.keymap import Keymap
from gui.session import Session

if TYPE_CHECKING:
    from core.project.project import Project

ID = Qt.ItemDataRole.UserRole


class LabelSetDialog(Retranslated, QDialog):
    """The set on the left, the chosen label on the right. Changes are made at once; there is nothing to confirm."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._labels: tuple[Label, ...] = ()
        self._wanted: int | None = None
        self._shown: Label | None = None
        self._build_ui()
        self._connect()
        self.retranslate()
        self._on_labels_changed()

    @property
    def chosen(self) -> Label | None:
        item = self.list.currentItem()
        wanted = item.data(ID) if item is not None else None
        return next((label for label in self._labels if label.id == wanted), None)

    def choose(self, label_id: int) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(ID) == label_id:
                self.list.setCurrentRow(row)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Label set"))
        self.new_name.setPlaceholderText(self.tr("New label"))
        self.new_name.setAccessibleName(self.tr("New label"))
        self.add_button.setText(self.tr("Add"))
        self.list.setAccessibleName(self.tr("Labels"))
        self._name_label.setText(self.tr("Name"))
        self._color_label.setText(self.tr("Colour"))
        self._guideline_label.setText(self.tr("Guideline"))
        self.guideline.setPlaceholderText(self.tr("When is this label right? When is it not?"))
        self._merge_label.setText(self.tr("Merge into"))
        self.merge_button.setText(self.tr("Merge"))
        self.remove_button.setText(self.tr("Remove"))
        self.undo_button.setText(self.tr("Undo"))
        for button, text in ((self.up_button, self.tr("Move up")), (self.down_button, self.tr("Move down"))):
            button.setToolTip(text)
            button.setAccessibleName(text)
        close = self._box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        self._show_uses()

    def done(self, result: int) -> None:
        self._save_guideline()
        super().done(result)

    # Slots

    def _on_labels_changed(self) -> None:
        """Fill the list again, with the same label chosen."""
        info = self._session.info
        chosen = self._wanted or (self.chosen.id if self.chosen else None)
        self._wanted = None
        self._labels = info.labels if info else ()
        keys = Keymap(self._session.settings).answer_keys()
        self.list.blockSignals(True)
        self.list.clear()
        for index, label in enumerate(self._labels):
            item = QListWidgetItem(_swatch(theme.current().label_color(label.color)), label.name)
            item.setData(ID, label.id)
            item.setSizeHint(QSize(0, 30))
            key = label.key or next(iter(keys[index:]), "")
            item.setToolTip(self.tr("Key {key}").format(key=key) if key else "")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if chosen is not None:
            self.choose(chosen)
        self.list.blockSignals(False)
        self._show_chosen()

    def _on_current_changed(self) -> None:
        self._save_guideline()
        self._show_chosen()

    def _on_add(self) -> None:
        name = self.new_name.text().strip()
        if name:
            self._change(lambda project: project.labels.add(name), self._on_added)

    def _on_added(self, label: Label) -> None:
        self.new_name.clear()
        self._wanted = label.id

    def _on_renamed(self) -> None:
        label, name = self.chosen, self.name.text().strip()
        if label is None or name == label.name:
            return
        if not name:
            self.name.setText(label.name)
            return
        self._change(lambda project: project.labels.rename(label.id, name))

    def _on_color_chosen(self, color: int) -> None:
        label = self.chosen
        if label is not None and color != label.color:
            self._change(lambda project: project.labels.recolor(label.id, color))

    def _on_moved(self, by: int) -> None:
        label = self.chosen
        if label is not None:
            self._move(label.id, self.list.currentRow() + by)

    def _on_rows_moved(self) -> None:
        """A label was dragged: the list already shows the new order."""
        order = [self.list.item(row).data(ID) for row in range(self.list.count())]
        moved = self.list.currentItem().data(ID)
        self._move(moved, order.index(moved))

    def _on_merge(self) -> None:
        label, into = self.chosen, self.merge_into.currentData()
        if label is not None and into is not None:
            self._wanted = into
            self._change(lambda project: project.labels.merge(label.id, into))

    def _on_remove(self) -> None:
        label = self.chosen
        if label is not None:
            self._change(lambda project: project.labels.remove(label.id))

    # Helpers

    def _move(self, label_id: int, position: int) -> None:
        self._wanted = label_id
        self._change(lambda project: project.labels.move(label_id, position))

    def _save_guideline(self) -> None:
        label, text = self._shown, self.guideline.toPlainText().strip()
        if label is not None and text != label.guideline:
            session, self._shown = self._session, None
            session.call(lambda project: project.labels.set_guideline(label.id, text), lambda _: session.refresh())

    def _change(self, work: Callable[[Project], object], then: Callable[[Label], None] | None = None) -> None:
        """Change the set; what went wrong is said here, in the dialog."""
        self._trouble.clear()

        def done(result: object) -> None:
            if then is not None and isinstance(result, Label):
                then(result)
            self._session.refresh()

        self._session.call(work, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._wanted = None
        self._trouble.setText(message(error))
        self._on_labels_changed()

    def _show_chosen(self) -> None:
        label = self._shown = self.chosen
        self._form_side.setEnabled(label is not None)
        self.name.setText(label.name if label else "")
        self.guideline.setPlainText(label.guideline if label else "")
        button = self.colors.button(label.color % len(self.colors.buttons())) if label else None
        if button is not None:
            button.setChecked(True)
        self.merge_into.clear()
        for other in self._labels:
            if label is not None and other.id != label.id:
                self.merge_into.addItem(_swatch(theme.current().label_color(other.color)), other.name, other.id)
        self.merge_button.setEnabled(self.merge_into.count() > 0)
        row = self.list.currentRow()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < len(self._labels) - 1)
        self._show_uses()

    def _show_uses(self) -> None:
        label, counts = self.chosen, self._session.counts
        uses = counts.by_label.get(label.id, 0) if label is not None and counts is not None else 0
        self._uses.setText(self.tr("%Ln document(s) have this label.", "", uses))
        self.remove_button.setEnabled(uses == 0)
        self.remove_button.setToolTip("" if uses == 0 else self.tr("Only a label without documents can be removed."))

    def _build_ui(self) -> None:
        self.new_name = QLineEdit()
        self.add_button = QPushButton(autoDefault=False)
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setIconSize(QSize(14, 14))
        self.up_button, self.down_button = QToolButton(), QToolButton()
        self.up_button.setArrowType(Qt.ArrowType.UpArrow)
        self.down_button.setArrowType(Qt.ArrowType.DownArrow)
        self.undo_button = QPushButton(autoDefault=False)
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter ends a name, not the work
        self._trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._trouble.setProperty("danger", True)
        self._form_side = self._build_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.SPACE,) * 4)
        layout.setSpacing(theme.SPACE)
        sides = QHBoxLayout()
        sides.setSpacing(3 * theme.SPACE)
        left = QVBoxLayout()
        left.addLayout(_line(self.new_name, self.add_button))
        left.addWidget(self.list, 1)
        left.addLayout(_line(self.up_button, self.down_button, None))
        sides.addLayout(left, 2)
        sides.addWidget(self._form_side, 3)
        layout.addLayout(sides, 1)
        layout.addWidget(self._trouble)
        layout.addLayout(_line(self.undo_button, None, self._box))
        self.resize(640, 460)

    def _build_form(self) -> QWidget:
        self.name = QLineEdit()
        self.colors = QButtonGroup(self)
        swatches = QHBoxLayout()
        swatches.setSpacing(2)
        for index in range(len(theme.current().label_colors)):
            button = QToolButton()
            button.setCheckable(True)
            button.setIconSize(QSize(16, 16))
            self.colors.addButton(button, index)
            swatches.addWidget(button)
        swatches.addStretch(1)
        self.guideline = QPlainTextEdit(tabChangesFocus=True)
        self.merge_into = QComboBox()
        self.merge_button, self.remove_button = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self._uses = QLabel()
        self._uses.setProperty("muted", True)
        self._name_label, self._color_label = QLabel(), QLabel()
        self._guideline_label, self._merge_label = QLabel(), QLabel()
        result = QWidget()
        form = QFormLayout(result)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._name_label, self.name)
        form.addRow(self._color_label, swatches)
        form.addRow(self._guideline_label, self.guideline)
        form.addRow(self._merge_label, _line(self.merge_into, self.merge_button, stretch=0))
        form.addRow("", _line(self._uses, None, self.remove_button))
        self._name_label.setBuddy(self.name)
        self._guideline_label.setBuddy(self.guideline)
        self._merge_label.setBuddy(self.merge_into)
        return result

    def _connect(self) -> None:
        self._session.labels_changed.connect(self._on_labels_changed)
        self._session.counts_changed.connect(self._show_uses)
        self.new_name.returnPressed.connect(self._on_add)
        self.add_button.clicked.connect(self._on_add)
        self.list.currentRowChanged.connect(self._on_current_changed)
        self.list.model().rowsMoved.connect(self._on_rows_moved)
        self.up_button.clicked.connect(lambda: self._on_moved(-1))
        self.down_button.clicked.connect(lambda: self._on_moved(+1))
        self.name.editingFinished.connect(self._on_renamed)
        self.colors.idClicked.connect(self._on_color_chosen)
        self.merge_button.clicked.connect(self._on_merge)
        self.remove_button.clicked.connect(self._on_remove)
        self.undo_button.clicked.connect(self._session.undo)
        self._box.rejected.connect(self.reject)
        theme.changed.connect(self._paint_swatches)
        self._paint_swatches()

    def _paint_swatches(self) -> None:
        for index, button in enumerate(self.colors.buttons()):
            button.setIcon(_swatch(theme.current().label_color(index)))
            button.setAccessibleName(str(index + 1))


def _line(*widgets: QWidget | None, stretch: int = 0) -> QHBoxLayout:
    """Widgets side by side; None is the room between."""
    line = QHBoxLayout()
    line.setSpacing(theme.SPACE)
    for index, widget in enumerate(widgets):
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget, 1 if index == stretch and None not in widgets else 0)
    return line


def _swatch(color: QColor) -> QIcon:
    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(8, 8), 6, 6)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
