"""The right side of the label page: progress, the labels with their counts, a guideline, the last decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.project.values import Counts, Decision, DocumentRow
from core.records import Guideline, Label
from gui import theme
from gui.i18n import Retranslated
from gui.widgets.document_list import DocumentList
from gui.widgets.guideline_view import GuidelineView

LABEL_ROW_PX = 30
MOST_LABEL_ROWS = 12
GUIDELINE_PX = 96


class LabelCounts(QWidget):
    """The label set: colour, name, how many documents have it, and what share that is."""

    label_pointed_at = Signal(object)  # Label or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: Sequence[Label] = ()
        self._counts = Counts()
        self._row = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._labels = labels
        self.setFixedHeight(LABEL_ROW_PX * len(labels))
        self._describe()

    def set_counts(self, counts: Counts) -> None:
        self._counts = counts
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(160, LABEL_ROW_PX * len(self._labels))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.SIZE_BODY))
            most = max([1, *self._counts.by_label.values()])
            for row, label in enumerate(self._labels):
                count = self._counts.by_label.get(label.id, 0)
                rect = QRect(12, row * LABEL_ROW_PX, self.width() - 24, LABEL_ROW_PX)
                color = look.label_color(label.color)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
                painter.drawEllipse(QPointF(rect.left() + 5, rect.center().y() - 1), 4.5, 4.5)
                share = (rect.width() - 18) * count / most
                painter.drawRect(QRectF(rect.left() + 18, rect.bottom() - 3, share, 2))
                painter.setPen(look.muted)
                number = self.locale().toString(count)
                align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(rect.adjusted(0, -3, 0, -3), align, number)
                room = rect.adjusted(18, -3, -painter.fontMetrics().horizontalAdvance(number) - 8, -3)
                painter.setPen(look.text)
                name = painter.fontMetrics().elidedText(label.name, Qt.TextElideMode.ElideRight, room.width())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(int(event.position().y()) // LABEL_ROW_PX)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)
        super().leaveEvent(event)

    def _point_at(self, row: int) -> None:
        if row != self._row:
            self._row = row
            self.label_pointed_at.emit(self._labels[row] if 0 <= row < len(self._labels) else None)

    def _describe(self) -> None:
        """For screen readers, which do not see what is painted."""
        counts = self._counts.by_label
        self.setAccessibleDescription(", ".join(f"{label.name} {counts.get(label.id, 0)}" for label in self._labels))
        self.update()


class LabelSide(Retranslated, QWidget):
    """Data in, signals out."""

    document_chosen = Signal(int)
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = Counts()
        self._labels: Sequence[Label] = ()
        self._guidelines: Mapping[int, Guideline] = {}
        self._asked: Label | None = None
        self._build_ui()
        self.counts.label_pointed_at.connect(self.show_guideline)
        self.recent.document_chosen.connect(self.document_chosen)
        self.guideline.document_chosen.connect(self.document_chosen)
        self.edit_button.clicked.connect(self.edit_requested)
        theme.changed.connect(self._set_icons)
        self._set_icons()
        self.retranslate()

    def set_labels(self, labels: Sequence[Label]) -> None:
        self.counts.set_labels(labels)
        self.recent.set_labels(labels)
        self._labels_area.setFixedHeight(LABEL_ROW_PX * min(len(labels), MOST_LABEL_ROWS) + 2)
        asked = self._asked.id if self._asked else None
        self._labels = labels
        self._asked = next((label for label in labels if label.id == asked), None)

    def set_counts(self, counts: Counts) -> None:
        self._counts = counts
        self.counts.set_counts(counts)
        self.retranslate()

    def set_recent(self, decisions: Sequence[Decision]) -> None:
        self._recent_model.clear()
        for decision in decisions:
            item = QStandardItem(decision.snippet)
            row = DocumentRow(
                decision.document_id, decision.snippet, decision.labels, decision.is_skipped, False, False
            )
            item.setData(row, Qt.ItemDataRole.UserRole)
            self._recent_model.appendRow(item)
        self.recent.setCurrentIndex(QModelIndex())

    def set_guidelines(self, guidelines: Mapping[int, Guideline]) -> None:
        self._guidelines = guidelines
        self.show_guideline(None)

    def show_guideline(self, label: Label | None) -> None:
        """That of the label under the pointer; when it goes, again that which was asked for."""
        shown = label or self._asked
        self.guideline.set_label(shown, self._guidelines.get(shown.id) if shown else None)

    def show_next_guideline(self) -> None:
        """Ask for the next label's; behind the last one for none."""
        known = [None, *self._labels]
        place = next((row for row, label in enumerate(known) if label == self._asked), 0)
        self._asked = known[(place + 1) % len(known)]
        self.show_guideline(None)

    def retranslate(self) -> None:
        counts, number = self._counts, self.locale().toString
        self._title.setText(self.tr("Labels"))
        self.edit_button.setToolTip(self.tr("Edit the label set…"))
        self.edit_button.setAccessibleName(self.tr("Edit the label set…"))
        self._recent_title.setText(self.tr("Last decisions"))
        self.recent.setAccessibleName(self.tr("Last decisions"))
        self._bar.setRange(0, max(1, counts.total))
        self._bar.setValue(counts.labelled)
        done = self.tr("{labelled} of {total} labelled")
        self._done.setText(done.format(labelled=number(counts.labelled), total=number(counts.total)))
        rest = [(counts.skipped, self.tr("{n} skipped")), (counts.flagged, self.tr("{n} flagged"))]
        self._rest.setText(" · ".join(text.format(n=number(n)) for n, text in rest))

    def _build_ui(self) -> None:
        self._done, self._rest = QLabel(), QLabel()
        self._done.setFont(theme.font(theme.SIZE_BODY, strong=True))
        self._rest.setProperty("muted", True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(6)
        self._title, self._recent_title = QLabel(), QLabel()
        for title in (self._title, self._recent_title):
            title.setFont(theme.font(theme.SIZE_BODY, strong=True))
        self.edit_button = QToolButton(autoRaise=True)
        self.edit_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.counts = LabelCounts()
        self._labels_area = _scrolled(self.counts)
        self.guideline = GuidelineView()
        guideline_area = _scrolled(self.guideline)
        guideline_area.setMinimumHeight(GUIDELINE_PX)
        self._recent_model = QStandardItemModel(self)
        self.recent = DocumentList()
        self.recent.setModel(self._recent_model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(_padded(self._done))
        layout.addLayout(_padded(self._bar))
        layout.addLayout(_padded(self._rest))
        layout.addSpacing(theme.SPACE)
        layout.addLayout(_padded(self._title, self.edit_button))
        layout.addWidget(self._labels_area)
        layout.addWidget(guideline_area, 2)
        layout.addLayout(_padded(self._recent_title))
        layout.addWidget(self.recent, 3)

    def _set_icons(self) -> None:
        self.edit_button.setIcon(theme.icon("pencil-simple"))


def _padded(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(12, 0, 12, 0)
    for stretch, widget in enumerate(reversed(widgets)):
        line.insertWidget(0, widget, stretch if len(widgets) > 1 else 1)
    return line


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
