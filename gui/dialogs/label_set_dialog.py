"""The label set: add, rename, recolour, reorder, merge, remove, write guidelines, share. All of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.records import Label
from gui import i18n, theme
from gui.commands import LABEL
from gui.dialogs.guideline_form import GuidelineForm
from gui.dialogs.label_form import LabelForm
from gui.i18n import Retranslated, message
from gui.keymap import Keymap, shown
from gui.session import Session
from gui.tasks import Notice
from gui.widgets.rows import line
from gui.widgets.swatch import swatch

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import LabelSetChange

ID = Qt.ItemDataRole.UserRole
SIZE_PX = (760, 620)


class LabelSetDialog(Retranslated, QDialog):
    """The set on the left, the chosen label on the right. Changes are made at once; there is nothing to confirm."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._labels: tuple[Label, ...] = ()
        self._wanted: int | None = None
        self._shown: Label | None = None
        self._keymap = Keymap(session.settings)
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
        self.undo_button.setText(self.tr("Undo"))
        self.import_button.setText(self.tr("Import…"))
        self.import_button.setToolTip(self.tr("Take over labels and guidelines from a colleague's file"))
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Labels, guidelines and examples as a file for colleagues"))
        for button, text in ((self.up_button, self.tr("Move up")), (self.down_button, self.tr("Move down"))):
            button.setToolTip(text)
            button.setAccessibleName(text)
        close = self._box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))

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
        keys = self._keymap.answer_keys()
        self.list.blockSignals(True)
        self.list.clear()
        for index, label in enumerate(self._labels):
            item = QListWidgetItem(swatch(theme.current().label_color(label.color)), label.name)
            item.setData(ID, label.id)
            item.setSizeHint(QSize(0, 30))
            key = self.tr(", ").join(filter(None, (shown(label.key), *keys[index : index + 1])))
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

    def _on_key_chosen(self, key: str) -> None:
        label = self.chosen
        taken = self._keymap.taken("answer", key) if key else []
        if taken:
            words = i18n.translate(taken[0].id.partition(".")[0], taken[0].text)
            self._trouble.setText(self.tr("{key} is already the key of “{name}”.").format(key=shown(key), name=words))
            self._show_chosen()
        elif label is not None:
            self._change(lambda project: project.labels.set_key(label.id, key))

    def _on_moved(self, by: int) -> None:
        label = self.chosen
        if label is not None:
            self._move(label.id, self.list.currentRow() + by)

    def _on_rows_moved(self) -> None:
        """A label was dragged: the list already shows the new order."""
        order = [self.list.item(row).data(ID) for row in range(self.list.count())]
        moved = self.list.currentItem().data(ID)
        self._move(moved, order.index(moved))

    def _on_merge(self, into: int) -> None:
        label = self.chosen
        if label is not None:
            self._wanted = into
            self._change(lambda project: project.labels.merge(label.id, into))

    def _on_wordings_requested(self) -> None:
        label = self.chosen
        if label is not None:
            work = self.guideline.show_wordings
            self._session.call(lambda project: project.guidelines.wordings(label.id), work, self._on_failed)

    def _on_import(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        self._choose_file(self.tr("Import a label set"), QFileDialog.AcceptMode.AcceptOpen, self._import)

    def _on_export(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        self._choose_file(self.tr("Export the label set"), QFileDialog.AcceptMode.AcceptSave, self._export)

    # Helpers

    def _import(self, path: Path) -> None:
        from core.project import label_set_file

        def then(change: LabelSetChange) -> None:
            parts = (
                self.tr("%Ln label(s) added", "", len(change.added)),
                self.tr("%Ln definition(s) changed", "", len(change.defined)),
                self.tr("%Ln example(s) pinned", "", change.n_examples),
            )
            self._session.notice.emit(Notice(self.tr(", ").join(parts), self.tr("Undo"), self._session.undo))
            self._session.refresh()

        self._trouble.clear()
        self._session.call(lambda project: label_set_file.take_in(project, path), then, self._on_failed)

    def _export(self, path: Path) -> None:
        from core.project import label_set_file

        self._save_guideline()

        def then(n: int) -> None:
            self._session.notice.emit(Notice(self.tr("Exported %Ln label(s).", "", n)))

        self._session.call(lambda project: label_set_file.write(project, path), then, self._on_failed)

    def _choose_file(self, title: str, mode: object, then: Callable[[Path], None]) -> None:
        from PySide6.QtWidgets import QFileDialog

        info = self._session.info
        chooser = QFileDialog(self, title)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setNameFilter(self.tr("Label set (*.json)"))
        chooser.setDefaultSuffix("json")
        if mode == QFileDialog.AcceptMode.AcceptSave and info is not None:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setDirectory(str(info.path.parent))
            chooser.selectFile(self.tr("{project} labels.json").format(project=info.name))
        chooser.fileSelected.connect(lambda name: then(Path(name)))
        chooser.open()

    def _move(self, label_id: int, position: int) -> None:
        self._wanted = label_id
        self._change(lambda project: project.labels.move(label_id, position))

    def _save_guideline(self) -> None:
        label, form = self._shown, self.guideline
        if label is not None and form.is_changed:
            session, self._shown, text, is_wording = self._session, None, form.definition, form.is_wording
            session.call(
                lambda project: project.guidelines.define(label.id, text, is_wording=is_wording),
                lambda _: session.refresh(),
            )

    def _change(self, work: Callable[[Project], object], then: Callable[[Label], None] | None = None) -> None:
        """Change the set; what went wrong is said here, in the dialog."""
        self._trouble.clear()
        self._save_guideline()

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
        label, info = self.chosen, self._session.info
        self._shown = label
        self.form.set_label(label, [other for other in self._labels if label is not None and other.id != label.id])
        self.guideline.setEnabled(label is not None)
        guideline = info.guidelines.get(label.id) if label is not None and info is not None else None
        self.guideline.set_guideline(guideline, self._n_uses())
        row = self.list.currentRow()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < len(self._labels) - 1)
        self._show_uses()

    def _show_uses(self) -> None:
        self.form.set_uses(self._n_uses())

    def _n_uses(self) -> int:
        label, counts = self.chosen, self._session.counts
        return counts.by_label.get(label.id, 0) if label is not None and counts is not None else 0

    def _guideline_form(self) -> GuidelineForm:
        pin = next(command for command in LABEL if command.name == "pin")
        return GuidelineForm(self._keymap.shown(pin))

    def _build_ui(self) -> None:
        self.new_name, self.list, self.form, self.guideline = (
            QLineEdit(),
            QListWidget(),
            LabelForm(),
            self._guideline_form(),
        )
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setIconSize(QSize(14, 14))
        self.up_button, self.down_button = QToolButton(), QToolButton()
        self.up_button.setArrowType(Qt.ArrowType.UpArrow)
        self.down_button.setArrowType(Qt.ArrowType.DownArrow)
        buttons = [QPushButton(autoDefault=False) for _ in range(4)]
        self.add_button, self.undo_button, self.import_button, self.export_button = buttons
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter ends a name, not the work
        self._trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._trouble.setProperty("danger", True)
        left, right, sides = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addLayout(line(self.new_name, self.add_button, stretched=0))
        left.addWidget(self.list, 1)
        left.addLayout(line(self.up_button, self.down_button, None, self.import_button, self.export_button))
        right.setSpacing(2 * theme.SPACE)
        right.addWidget(self.form)
        right.addWidget(self.guideline, 1)
        sides.setSpacing(3 * theme.SPACE)
        sides.addLayout(left, 2)
        sides.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.SPACE,) * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(sides, 1)
        layout.addWidget(self._trouble)
        layout.addLayout(line(self.undo_button, None, self._box))
        self.resize(*SIZE_PX)

    def _connect(self) -> None:
        session, form, guideline = self._session, self.form, self.guideline
        session.labels_changed.connect(self._on_labels_changed)
        session.counts_changed.connect(self._show_uses)
        self.new_name.returnPressed.connect(self._on_add)
        self.add_button.clicked.connect(self._on_add)
        self.list.currentRowChanged.connect(self._on_current_changed)
        self.list.model().rowsMoved.connect(self._on_rows_moved)
        self.up_button.clicked.connect(lambda: self._on_moved(-1))
        self.down_button.clicked.connect(lambda: self._on_moved(+1))
        form.renamed.connect(lambda name: self._change_chosen(lambda p, id: p.labels.rename(id, name)))
        form.key_chosen.connect(self._on_key_chosen)
        form.color_chosen.connect(lambda color: self._change_chosen(lambda p, id: p.labels.recolor(id, color)))
        form.merge_requested.connect(self._on_merge)
        form.remove_requested.connect(lambda: self._change_chosen(lambda p, id: p.labels.remove(id)))
        guideline.wordings_requested.connect(self._on_wordings_requested)
        guideline.unpin_requested.connect(lambda example: self._change(lambda p: p.guidelines.unpin(example)))
        self.import_button.clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.undo_button.clicked.connect(session.undo)
        self._box.rejected.connect(self.reject)

    def _change_chosen(self, work: Callable[[Project, int], object]) -> None:
        label = self.chosen
        if label is not None:
            self._change(lambda project: work(project, label.id))
