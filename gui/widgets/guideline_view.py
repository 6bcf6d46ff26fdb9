"""What a label means, to be read beside the palette: definition, version, examples."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.records import Example, Guideline, Label
from gui import theme
from gui.i18n import Retranslated
from gui.widgets.rows import line

MOST_EXAMPLES = 12
ROW_PX, ICON_PX = 22, 14


class GuidelineView(Retranslated, QWidget):
    """Data in; a click on an example says which document it is."""

    document_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self._guideline: Guideline | None = None
        self.examples: list[ExampleLine] = []
        self._build_ui()
        self.retranslate()

    def set_label(self, label: Label | None, guideline: Guideline | None) -> None:
        if (label, guideline) != (self._label, self._guideline):
            self._label, self._guideline = label, guideline
            self._fill_examples()
            self.retranslate()

    def retranslate(self) -> None:
        label, guideline = self._label, self._guideline
        has_text = guideline is not None and bool(guideline.text)
        self._name.setVisible(label is not None)
        self._version.setVisible(has_text)
        if label is None:
            self.text.setText(self.tr("Point at a label to read its guideline."))
            return
        self._name.setText(label.name)
        self._version.setText(self.tr("version {n}").format(n=guideline.version) if guideline else "")
        self.text.setText(guideline.text if guideline and has_text else self.tr("No guideline yet."))

    def _fill_examples(self) -> None:
        for line_ in self.examples:
            line_.hide()
            line_.deleteLater()
        found = self._guideline.examples if self._guideline else ()
        self.examples = [ExampleLine(example) for example in found[:MOST_EXAMPLES]]
        for row in self.examples:
            row.clicked.connect(lambda _=False, id=row.example.document_id: self.document_chosen.emit(id))
            self._layout.insertWidget(self._layout.count() - 1, row)

    def _build_ui(self) -> None:
        self._name, self._version = QLabel(textFormat=Qt.TextFormat.PlainText), QLabel()
        self._name.setProperty("strong", True)
        self._version.setProperty("muted", True)
        self._version.setProperty("small", True)
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setProperty("muted", True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 4, 12, 4)
        self._layout.setSpacing(4)
        self._layout.addLayout(line(self._name, self._version, stretched=0))
        self._layout.addWidget(self.text)
        self._layout.addStretch(1)


class ExampleLine(QAbstractButton):
    """One example on one line: a tick or a cross, and its beginning; a click goes to the document, if it is one."""

    def __init__(self, example: Example, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example = example
        self._icon = theme.icon("check" if example.is_positive else "x", "muted")
        words = " ".join(example.text.split())
        self.setText(words)
        kind = self.tr("An example") if example.is_positive else self.tr("Not an example")
        self.setAccessibleName(f"{kind}: {words}")
        self.setToolTip("\n".join(filter(None, (kind, example.note, example.text))))
        self.setEnabled(example.document_id is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(80, ROW_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            if self.isEnabled() and (self.underMouse() or self.hasFocus()):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(look.focus if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(look.hover)
                painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.RADIUS, theme.RADIUS)
            self._icon.paint(painter, QRect(2, (self.height() - ICON_PX) // 2, ICON_PX, ICON_PX))
            painter.setFont(theme.font(theme.SIZE_SMALL))
            painter.setPen(look.text)
            room = self.rect().adjusted(22, 0, -2, 0)
            words = painter.fontMetrics().elidedText(self.text()[:200], Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
