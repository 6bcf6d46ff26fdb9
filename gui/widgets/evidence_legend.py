"""The legend of evidence: purple speaks against the label, orange for it, in logits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.highlight import evidence_full
from gui import theme
from gui.figures import signed
from gui.i18n import Retranslated

BAR_WIDTH_PX, BAR_PX, HEIGHT_PX, STOPS = 200, 10, 34, 8


class EvidenceLegend(Retranslated, QWidget):
    """From the evidence against a label that gets the full colour, over 0, to that for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._n_words = 1
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.retranslate()

    def set_words(self, n: int) -> None:
        """How many words share the evidence: the scale goes by the root of that."""
        self._n_words = n
        self.update()

    def retranslate(self) -> None:
        self.setToolTip(
            self.tr(
                "What a word adds to the label's score, in logits. The more words a document has, the less each of "
                "them adds: the scale goes by the root of their number, the same way in every document."
            )
        )
        self.setAccessibleName(self.tr("Scale of the evidence"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BAR_WIDTH_PX + 200, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.SIZE_SMALL))
            against, speaks_for = self.tr("against the label"), self.tr("for the label")
            left = painter.fontMetrics().horizontalAdvance(against) + 2 * theme.SPACE
            bar = QRectF(left, 4, BAR_WIDTH_PX, BAR_PX)
            shades = QLinearGradient(bar.topLeft(), bar.topRight())
            for stop in range(STOPS + 1):
                shades.setColorAt(stop / STOPS, look.signed(2 * stop / STOPS - 1))
            painter.setPen(QPen(look.border, 1))
            painter.setBrush(shades)
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(look.muted)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, left, BAR_PX + 8), middle, against)
            beside = QRectF(bar.right() + theme.SPACE, 0, max(0.0, self.width() - bar.right()), BAR_PX + 8)
            painter.drawText(beside, middle, speaks_for)
            under = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            full = evidence_full(self._n_words)
            marks = {bar.left(): -full, bar.center().x(): 0.0, bar.right(): full}
            for x, value in marks.items():
                room = QRectF(x - 40, bar.bottom() + 3, 80, HEIGHT_PX - bar.bottom() - 3)
                painter.drawText(room, under, signed(value) if value else "0")
