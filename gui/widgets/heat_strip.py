"""The maps of all words side by side, small, on one scale; a click shows a word's large."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from core.heat import Floats
from core.records import Box
from gui import figures, theme
from gui.i18n import Retranslated
from gui.widgets import heat_drawing
from gui.widgets.heat_drawing import HeatLook
from gui.widgets.image_reading import WHOLE, CaptionWord, ReadCaption
from gui.widgets.picture_view import area_of

SIDE_PX, GAP_PX, TEXT_PX, FRAME_PX = 84, 8, 34, 2


class HeatStrip(Retranslated, QScrollArea):
    """Draws each word's panel when it is first seen; `word_chosen` when one is clicked."""

    word_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = _Panels()
        self.panels.word_chosen.connect(self.word_chosen)
        self.setWidget(self.panels)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(SIDE_PX + TEXT_PX + 2 * GAP_PX + self.horizontalScrollBar().sizeHint().height())
        theme.changed.connect(self.panels.forget)
        self.retranslate()

    def set_picture(self, image: QImage) -> None:
        mode = Qt.TransformationMode.SmoothTransformation
        ratio = self.devicePixelRatioF()
        side = round(SIDE_PX * ratio)
        small = (
            QPixmap()
            if image.isNull()
            else QPixmap.fromImage(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, mode))
        )
        small.setDevicePixelRatio(ratio)
        self.panels.set_picture(small)

    def set_caption(self, caption: ReadCaption, maps: Floats | None, view: Box = WHOLE) -> None:
        self.panels.set_caption(caption.words, maps, view)

    def set_look(self, look: HeatLook) -> None:
        self.panels.look = look
        self.panels.forget()

    def set_word(self, number: int | None) -> None:
        """The word that is shown large; it is scrolled to."""
        self.panels.set_word(number)
        if number is not None:
            place = self.panels.place(number)
            self.ensureVisible(place.center().x(), 0, place.width(), 0)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Maps of all words"))
        self.panels.gate_text = self.tr("gate {share}")
        self.panels.update()


class _Panels(QWidget):
    word_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.look = HeatLook()
        self.gate_text = ""
        self._picture = QPixmap()
        self._words: tuple[CaptionWord, ...] = ()
        self._maps: Floats | None = None
        self._view = WHOLE
        self._word: int | None = None
        self._drawn: dict[int, QPixmap] = {}

    def sizeHint(self) -> QSize:
        return QSize(GAP_PX + len(self._words) * (SIDE_PX + GAP_PX), SIDE_PX + TEXT_PX + 2 * GAP_PX)

    def place(self, number: int) -> QRect:
        """Of a word's panel."""
        return QRect(GAP_PX + number * (SIDE_PX + GAP_PX), GAP_PX, SIDE_PX, SIDE_PX + TEXT_PX)

    def set_picture(self, small: QPixmap) -> None:
        self._picture = small
        self.forget()

    def set_caption(self, words: tuple[CaptionWord, ...], maps: Floats | None, view: Box) -> None:
        self._words, self._maps, self._view = words, maps, view
        self.resize(self.sizeHint())
        self.forget()

    def set_word(self, number: int | None) -> None:
        self._word = number
        self.update()

    def forget(self) -> None:
        """Draw every panel anew when it is seen."""
        self._drawn.clear()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = (event.position().toPoint().x() - GAP_PX) // (SIDE_PX + GAP_PX)
        if 0 <= number < len(self._words):
            self.word_chosen.emit(number)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, word in enumerate(self._words):
                place = self.place(number)
                if place.adjusted(-GAP_PX, 0, GAP_PX, 0).intersects(event.rect()):
                    self._paint_panel(painter, place, number, word)

    def _paint_panel(self, painter: QPainter, place: QRect, number: int, word: CaptionWord) -> None:
        look = theme.current()
        if number not in self._drawn:
            self._drawn[number] = self._draw(number)
        drawn = self._drawn[number]
        size = drawn.deviceIndependentSize()
        at = QRectF(place.left() + (SIDE_PX - size.width()) / 2, place.top() + (SIDE_PX - size.height()) / 2, 0, 0)
        painter.drawPixmap(at.topLeft(), drawn)
        if number == self._word:
            painter.setPen(QPen(look.accent, FRAME_PX))
            painter.drawRect(QRectF(at.topLeft(), size).adjusted(-1, -1, 1, 1))
        under = QRect(place.left(), place.top() + SIDE_PX + 2, SIDE_PX, TEXT_PX // 2)
        painter.setFont(theme.font(theme.SIZE_BODY, strong=number == self._word))
        painter.setPen(look.text)
        text = painter.fontMetrics().elidedText(word.text, Qt.TextElideMode.ElideRight, SIDE_PX)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, text)
        if word.gate is not None:
            painter.setFont(theme.font(theme.SIZE_SMALL))
            painter.setPen(look.muted)
            said = self.gate_text.format(share=figures.share(word.gate, 2))
            painter.drawText(under.translated(0, TEXT_PX // 2), Qt.AlignmentFlag.AlignCenter, said)

    def _draw(self, number: int) -> QPixmap:
        """The small picture under the word's map."""
        drawn = self._picture.copy()
        if drawn.isNull() or self._maps is None or number >= len(self._maps):
            return drawn
        with QPainter(drawn) as painter:
            whole = QRectF(0, 0, *drawn.deviceIndependentSize().toTuple())
            area = area_of(whole, self._view)
            heat_drawing.paint_map(painter, area, heat_drawing.overlay(self._maps[number], self.look), self.look)
            heat_drawing.paint_unread(painter, whole, area)
        return drawn
