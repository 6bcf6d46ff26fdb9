"""The reading view: one document in comfortable type, words tinted by a model's weights, rationales underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QToolTip, QWidget

from core.records import Span, Token
from core.text_offsets import Utf16Map, whole_words, word_at
from gui import theme
from gui.widgets.highlights import Highlights
from gui.widgets.shown_text import pieces, shown
from gui.widgets.word_layout import Line, lines_between, unit_at
from gui.widgets.word_painter import WordPainter
from gui.widgets.word_tips import sentence_tip, word_tip

LINE_HEIGHT = 1.7
HAN_A_LINE, LATIN_A_LINE = 38, 72
SIZES_PX = range(12, 37)
_LATIN_SAMPLE = "The room was clean and quiet, but breakfast took far too long to arrive. "
_MARGIN_PX = 28


class HighlightedText(QTextEdit):
    """Shows one untouched text, read-only and plain. All offsets in and out are code points of that text."""

    rationale_added = Signal(object)  # Span, whole words
    rationale_removed = Signal(object)  # Span, one of those set by set_rationales
    token_hovered = Signal(object)  # Token under the pointer, or None
    document_painted = Signal()  # the text given to set_document is on the screen
    text_size_changed = Signal(int)  # by Ctrl and the wheel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._waiting: list[str] = []
        self._words = WordPainter()
        self._is_marking = False
        self._is_painted = True
        self._hovered: Token | None = None
        self._pressed = QPoint()
        self._is_gesture_done = False
        self._size_px = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._insert_piece)
        theme.changed.connect(self._on_theme_changed)
        self._build_ui()

    @property
    def text(self) -> str:
        return self._text

    @property
    def text_size(self) -> int:
        """Of the type, in pixels."""
        return self._size_px

    @property
    def is_growing(self) -> bool:
        """Whether parts of a long text are still to come, out of view."""
        return bool(self._waiting)

    @property
    def visible_words(self) -> int:
        """How many words of those with a weight are in view."""
        return sum(
            len(self._words.boxes_of(line, float(self._size_px))) for line in self._lines(self.viewport().rect())
        )

    def set_document(self, text: str) -> None:
        """Show another text, from its start, with no highlights, rationales or unread parts."""
        display, breaks = self._shown(text)
        self._text = text
        self._waiting = pieces(display)
        self._words = WordPainter()
        self._words.map = Utf16Map(text, breaks)
        self._is_painted = False
        self.clear()
        QTextCursor(self.document()).setBlockFormat(self._block_format())
        self._insert_piece()
        self.verticalScrollBar().setValue(0)
        self._set_hovered(None)

    def set_highlights(self, tokens: Sequence[Token], uniform: float | None = None) -> None:
        """Tint words by weight / `uniform`: the same scale for every document. No tokens: no tint.

        `tokens` are disjoint and in order; `uniform` is the average weight, by default 1 / number of tokens.
        """
        self.show_highlights(Highlights.of_attention(tokens, uniform))

    def show_highlights(self, highlights: Highlights) -> None:
        self._words.set_highlights(highlights)
        self._set_hovered(None)
        self.viewport().update()

    def set_unread(self, spans: Sequence[Span]) -> None:
        """Grey the parts that the model did not read."""
        self._words.unread = tuple(sorted(spans))
        self.viewport().update()

    def set_rationales(self, spans: Sequence[Span]) -> None:
        """Underline the words that a person marked."""
        self._words.rationales = tuple(sorted(spans))
        self.viewport().update()

    def set_marking(self, is_marking: bool) -> None:
        """Let the person mark words (drag, double-click) and unmark them (click)."""
        self._is_marking = is_marking

    def set_text_size(self, size_px: int) -> None:
        """Size of the type in pixels (18 by default)."""
        if size_px == self._size_px:
            return
        self._size_px = size_px
        self.setFont(theme.font(size_px))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(self._block_format())
        self._place_column()

    def show_all(self) -> None:
        """Don't wait for the parts of a long text that are still to come."""
        while self._waiting:
            self._insert_piece()

    def show_span(self, span: Span) -> None:
        """Scroll so that `span` is in view, a third from the top."""
        self.show_all()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._words.map.to_utf16(span.start))
        top = self.cursorRect(cursor).top() - self.viewport().height() // 3
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self._lines(event.rect())
        look, em = theme.current(), float(self._size_px)
        with self._painter() as painter:
            self._words.paint_under(painter, lines, em, look)
        super().paintEvent(event)
        with self._painter() as painter:
            self._words.paint_over(painter, lines, em, look)
        if not self._is_painted:
            self._is_painted = True
            self.document_painted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        self._is_painted = False
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_column()
        super().resizeEvent(event)
        self._words.forget_boxes()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        size = self._size_px + (1 if event.angleDelta().y() > 0 else -1)
        if event.angleDelta().y() and size in SIZES_PX:
            self.set_text_size(size)
            self.text_size_changed.emit(size)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        self._is_gesture_done = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = self._point_at(event.position())
        self._set_hovered(None if point is None else self._words.token_at(point))
        is_marked = self._is_marking and point is not None and self._words.rationale_at(point) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_marked else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._is_marking and event.button() == Qt.MouseButton.LeftButton and not self._is_gesture_done:
            self._finish_gesture(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._is_marking:
            super().mouseDoubleClickEvent(event)
            return
        if not self._is_gesture_done:  # its first click did not just unmark these words
            point = self._point_at(event.position())
            span = None if point is None else self._word_at(point)
            if span is not None:
                self.rationale_added.emit(span)
        self._is_gesture_done = True

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tool_tip(event.pos()), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._set_hovered(None)
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the original text, not what Qt made of its line ends."""
        span = self._selected()
        data = QMimeData()
        data.setText(self._text[span.start : span.end])
        return data

    # slots and helpers

    def _on_theme_changed(self) -> None:
        self.viewport().update()

    def _build_ui(self) -> None:
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.document().setDocumentMargin(_MARGIN_PX)
        self.set_text_size(theme.SIZE_TITLE)

    def _shown(self, text: str) -> tuple[str, list[int]]:
        """What Qt gets to show, and where that has a character more than the text."""
        return shown(text)

    def _insert_piece(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._waiting.pop(0))
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def _block_format(self) -> QTextBlockFormat:
        """A fixed height, so that lines with two scripts are no taller than others."""
        result = QTextBlockFormat()
        kind = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        result.setLineHeight(round(self._size_px * LINE_HEIGHT), kind)
        return result

    def _place_column(self) -> None:
        """Center a column that holds 38 Han or some 72 Latin characters a line."""
        metrics = QFontMetricsF(self.font())
        latin = metrics.horizontalAdvance(_LATIN_SAMPLE) / len(_LATIN_SAMPLE) * LATIN_A_LINE
        column = min(HAN_A_LINE * metrics.horizontalAdvance("国"), latin) + 2 * _MARGIN_PX + 1
        side = max(0, int((self.width() - self.verticalScrollBar().sizeHint().width() - column) // 2))
        self.setViewportMargins(side, 0, side, 0)
        self._words.forget_boxes()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _painter(self) -> QPainter:
        painter = QPainter(self.viewport())
        painter.translate(-self._offset())
        return painter

    def _lines(self, rect: QRect) -> list[Line]:
        top = rect.top() + self._offset().y()
        return list(lines_between(self.document(), top, top + rect.height()))

    def _point_at(self, position: QPointF) -> int | None:
        """The code point of the character under a position of the viewport."""
        unit = unit_at(self.document(), position + self._offset())
        point = None if unit is None else self._words.map.to_code_point(unit)
        return point if point is not None and point < len(self._text) else None

    def _selected(self) -> Span:
        cursor, to_code_point = self.textCursor(), self._words.map.to_code_point
        return Span(to_code_point(cursor.selectionStart()), to_code_point(cursor.selectionEnd()))

    def _finish_gesture(self, position: QPointF) -> None:
        """A drag marks; a click on marked words unmarks them."""
        span = whole_words(self._text, self._selected())
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        far = (position.toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and span.start < span.end:
            self.rationale_added.emit(span)
            return
        point = self._point_at(position)
        marked = None if point is None else self._words.rationale_at(point)
        if marked is not None:
            self._is_gesture_done = True
            self.rationale_removed.emit(marked)

    def _word_at(self, point: int) -> Span | None:
        """The word around a code point: the model's own where there are highlights."""
        token = self._words.token_at(point)
        return Span(token.start, token.end) if token is not None else word_at(self._text, point)

    def _set_hovered(self, token: Token | None) -> None:
        if token is not self._hovered:
            self._hovered = token
            self.token_hovered.emit(token)

    def _tool_tip(self, position: QPoint) -> str:
        point, words = self._point_at(QPointF(position)), self._words
        index = None if point is None else words.index_at(point)
        if index is not None:
            return word_tip(words.highlights, index)
        if self._is_marking and point is not None and words.rationale_at(point) is not None:
            return self.tr("Click to unmark")
        place = QPointF(position) + self._offset()
        sentence = words.sentence_at(self._lines(QRect(position, position)), place.x(), place.y())
        return "" if sentence is None else sentence_tip(words.highlights, sentence)
