"""The history: every act since the project was made, and the way back to any of them, and forth again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import N_, Cancelled
from gui import i18n, theme
from gui.i18n import Retranslated
from gui.models.history_model import KEY, EventRow, HistoryModel
from gui.session import Session

SIZE_PX = (720, 640)
ROW_PX = 46
GONE = ("undone", "dropped")
SENTENCES = {
    "annotate": N_("history", "Labelled document {document}: {labels}"),
    "skip": N_("history", "Skipped document {document}"),
    "confirm": N_("history", "Confirmed the answer to document {document}"),
    "judge": N_("history", "Judged document {document}: {labels}"),
    "clear": N_("history", "Cleared the answer to document {document}"),
    "flag": N_("history", "Flagged document {document}"),
    "unflag": N_("history", "Took the flag of document {document} away"),
    "answer-again": N_("history", "Answered document {document} a second time, blind"),
    "add-rationale": N_("history", "Marked words in document {document}"),
    "remove-rationale": N_("history", "Took a mark away in document {document}"),
    "bulk-annotate": N_("history", "Labelled {n} documents: {labels}"),
    "bulk-skip": N_("history", "Skipped {n} documents"),
    "bulk-clear": N_("history", "Cleared the answers to {n} documents"),
    "bulk-flag": N_("history", "Flagged {n} documents"),
    "bulk-unflag": N_("history", "Took the flags of {n} documents away"),
    "propagate": N_("history", "Gave {n} duplicates the labels of their twins"),
    "import": N_("history", "Imported {n} documents {source}"),
    "merge": N_("history", "Took a colleague's project in {source}"),
    "add-label": N_("history", "Added the label “{name}”"),
    "rename-label": N_("history", "Renamed the label “{source}” to “{name}”"),
    "recolor-label": N_("history", "Gave the label “{name}” another colour"),
    "move-label": N_("history", "Moved the label “{name}”"),
    "set-label-key": N_("history", "Gave the label “{name}” another key"),
    "define-label": N_("history", "Changed the guideline of “{label}”"),
    "pin-example": N_("history", "Made a document an example of “{label}”"),
    "unpin-example": N_("history", "Took an example of a label away"),
    "import-labels": N_("history", "Took a label set over from a file"),
    "merge-labels": N_("history", "Merged the label “{source}” into “{into}”"),
    "remove-label": N_("history", "Removed the label “{name}”"),
    "save-filter": N_("history", "Saved the filter “{name}”"),
    "remove-filter": N_("history", "Removed the filter “{name}”"),
    "rename-annotator": N_("history", "“{source}” is called “{name}” now"),
    "keep-edit": N_("history", "Kept a changed text beside document {document}"),
    "remove-edit": N_("history", "Removed a changed text of document {document}"),
    "review": N_("history", "Reviewed the explanation of document {document}"),
    "review-word": N_("history", "Reviewed where the model looked in picture {document}"),
    "caption": N_("history", "Wrote captions of picture {document}"),
    "regions": N_("history", "Drew regions in picture {document}"),
    "bare-captions": N_("history", "Took {n} captions without pictures in {source}"),
    "copy-pictures": N_("history", "Copied {n} pictures into the project"),
    "find-pictures": N_("history", "Found {n} pictures again"),
    "link": N_("history", "Linked words of pair {document}"),
    "activate-run": N_("history", "Another run became the active one"),
}
STATES = {
    "undone": N_("history", "undone"),
    "dropped": N_("history", "undone, then another way was taken"),
    "doing": N_("history", "on its way"),
}
Index = QModelIndex | QPersistentModelIndex


class HistoryDialog(Retranslated, QDialog):
    """Shows a HistoryModel; `travel_wanted` names the act that shall be the last one done."""

    travel_wanted = Signal(int)
    document_chosen = Signal(int)

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._build_ui()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.list.doubleClicked.connect(lambda _: self._on_show_clicked())
        self.travel.clicked.connect(self._on_travel_clicked)
        self.show_button.clicked.connect(self._on_show_clicked)
        self.close_button.clicked.connect(self.reject)
        model.reloaded.connect(self._on_reloaded)
        self.retranslate()
        self.resize(*SIZE_PX)
        model.reload()

    def set_busy(self, is_busy: bool) -> None:
        """While it travels."""
        self.list.setEnabled(not is_busy)
        self.travel.setEnabled(not is_busy)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("History"))
        self._empty.setText(self.tr("Nothing has happened yet."))
        self._hint.setText(self.tr("Nothing is ever lost: go back to any act, and forth again."))
        self.show_button.setText(self.tr("Show the document"))
        self.close_button.setText(self.tr("Close"))
        self.list.setAccessibleName(self.windowTitle())
        self._show_buttons()

    @property
    def current(self) -> EventRow | None:
        row = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row if isinstance(row, EventRow) else None

    def _build_ui(self) -> None:
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EventDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("muted", True)
        self._hint = QLabel(wordWrap=True)
        self._hint.setProperty("muted", True)
        self.travel, self.show_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.travel.setProperty("primary", True)
        self.travel.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(*[theme.SPACE * 2] * 4)
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self._hint, 1)
        for button in (self.show_button, self.travel, self.close_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def _show_buttons(self) -> None:
        row = self.current
        is_gone = row is not None and row.event.state in GONE
        self.travel.setText(self.tr("Do up to here again") if is_gone else self.tr("Go back to here"))
        can_travel = row is not None and not row.is_last and row.event.state in ("done", "undone")
        self.travel.setEnabled(can_travel)
        self.show_button.setEnabled(row is not None and row.event.document_id is not None and bool(row.snippet))

    def _on_reloaded(self) -> None:
        is_empty = self._model.rowCount() == 0
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        rows = (self._model.index(row) for row in range(self._model.rowCount()))
        last = next((index for index in rows if index.data(Qt.ItemDataRole.UserRole).is_last), self._model.index(0))
        self.list.setCurrentIndex(last)
        self._show_buttons()

    def _on_travel_clicked(self) -> None:
        if (row := self.current) is not None:
            self.travel_wanted.emit(row.event.id)

    def _on_show_clicked(self) -> None:
        row = self.current
        if row is not None and row.event.document_id is not None and self.show_button.isEnabled():
            self.document_chosen.emit(row.event.document_id)


def history_of(session: Session, parent: QWidget) -> HistoryDialog:
    """The dialog on the open project: it travels, and follows what is done meanwhile."""
    model = HistoryModel(session.reader)
    dialog = HistoryDialog(model, parent)
    model.setParent(dialog)

    def on_travel_wanted(event_id: int) -> None:
        dialog.set_busy(True)
        _travel(session, event_id)

    def on_changed() -> None:
        dialog.set_busy(False)
        model.reload()

    def on_document_chosen(document_id: int) -> None:
        dialog.accept()
        session.document_requested.emit(document_id, "label")

    def on_finished() -> None:
        session.annotations_changed.disconnect(on_changed)
        session.reader.cancel(KEY)

    session.annotations_changed.connect(on_changed)
    dialog.travel_wanted.connect(on_travel_wanted)
    dialog.document_chosen.connect(on_document_chosen)
    dialog.finished.connect(on_finished)
    return dialog


def _travel(session: Session, event_id: int) -> None:
    """Undo or redo until this act is the last one that is done."""

    def failed(error: Exception) -> None:
        session.refresh()
        if not isinstance(error, Cancelled):
            session.error_raised.emit(error)

    title = QCoreApplication.translate("HistoryDialog", "Travelling in the history")
    session.background(
        lambda project, report: project.history.travel(event_id, report), lambda _: session.refresh(), failed, title
    )


def sentence(row: EventRow) -> str:
    """What happened, in the user's language; an act of a kind that is not known here by its name."""
    event, details = row.event, row.event.details
    named = ", ".join(row.labels)
    source = (
        f"({details['source']})"
        if event.kind in ("import", "merge") and details.get("source")
        else details.get("source", "")
    )
    n = i18n.number(int(details.get("n", 0)))
    values = {**details, "document": event.document_id, "labels": named, "n": n, "source": source}
    kind = event.kind.replace("flag", "unflag") if details.get("is_flagged") is False else event.kind
    template = QCoreApplication.translate("history", SENTENCES.get(kind, kind))
    return i18n.fill(template, values).strip().removesuffix(":")


class _EventDelegate(QStyledItemDelegate):
    """What, then when and by whom; what was undone is pale, a mark stands at where the project is now."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._font, self._small_font = theme.font(), theme.font(theme.SIZE_SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, EventRow):
            return
        look = theme.current()
        opt: Any = option  # the stubs do not know its fields
        rect: QRect = opt.rect
        painter.save()
        if opt.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.accent_soft)
        if row.is_last:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.accent)
        room = rect.adjusted(16, 5, -16, -5)
        is_gone = row.event.state in GONE
        painter.setFont(self._font)
        painter.setPen(look.disabled if is_gone else look.text)
        text = sentence(row)
        metrics = painter.fontMetrics()
        painter.drawText(
            room, Qt.AlignmentFlag.AlignTop, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        )
        painter.setFont(self._small_font)
        painter.setPen(look.disabled if is_gone else look.muted)
        below = "  ·  ".join(filter(None, (_when(row.event.at), row.event.annotator, self._state(row), row.snippet)))
        below = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, below)
        painter.restore()

    def _state(self, row: EventRow) -> str:
        words = N_("history", "the project is here") if row.is_last else STATES.get(row.event.state)
        return QCoreApplication.translate("history", words) if words else ""


def _when(at: str) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(datetime.fromisoformat(at).timestamp()))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
