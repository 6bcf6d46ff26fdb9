"""The legend of the highlights: one amber scale for every document, with the uniform level ticked."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.highlight import ATTENTION_FULL
from gui import figures, theme
from gui.i18n import Retranslated

BAR_WIDTH_PX, BAR_PX, HEIGHT_PX, STOPS = 200, 10, 34, 8


class AttentionLegend(Retranslated, QWidget):
    """From 0 over the average word (1 ×) to the full tint; with the weights these are in this document."""

    bar_px = BAR_WIDTH_PX

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uniform: float | None = None
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.retranslate()

    def set_uniform(self, uniform: float | None) -> None:
        """The weight of an average word, 1 / number of words; None: no document."""
        self._uniform = uniform
        self.retranslate()

    def retranslate(self) -> None:
        self.setToolTip(
            self.tr(
                "A word's weight as a multiple of the average weight in its document. "
                "The scale is the same for every document, so that short and long ones can be compared."
            )
        )
        self.setAccessibleName(self.tr("Scale of the highlights"))
        self.update()

    def title(self) -> str:
        return self.tr("Attention")

    def shade(self, level: float) -> QColor:
        """Of a level 0..1."""
        return theme.current().attention(level)

    def words(self) -> tuple[str, str]:
        """At the tick of the uniform level, and at the end."""
        average = self.tr("average")
        if self._uniform is not None:
            average = self.tr("average {weight}").format(weight=figures.share(self._uniform))
        return average, self.tr("{n} × the average or more").format(n=f"{ATTENTION_FULL:g}")

    def sizeHint(self) -> QSize:
        return QSize(self.bar_px + 120, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.SIZE_SMALL))
            title = self.title()
            zero = painter.fontMetrics().horizontalAdvance(title) + 2 * theme.SPACE
            left = zero + 2 * theme.SPACE
            painter.setPen(look.muted)
            painter.drawText(QRectF(0, 0, left, BAR_PX + 8), Qt.AlignmentFlag.AlignVCenter, title)
            painter.drawText(QRectF(zero, 0, theme.SPACE, BAR_PX + 8), Qt.AlignmentFlag.AlignVCenter, "0")
            bar = QRectF(left, 4, self.bar_px, BAR_PX)
            shades = QLinearGradient(bar.topLeft(), bar.topRight())
            for stop in range(STOPS + 1):
                shades.setColorAt(stop / STOPS, self.shade(stop / STOPS))
            painter.setPen(QPen(look.border, 1))
            painter.setBrush(shades)
            painter.drawRoundedRect(bar, 2, 2)
            average, most = self.words()
            x = bar.left() + bar.width() / ATTENTION_FULL
            painter.setPen(QPen(look.text, 1))
            painter.drawLine(QLineF(x, bar.top() - 2, x, bar.bottom() + 4))
            painter.setPen(look.muted)
            under = QRectF(x - 80, bar.bottom() + 3, 160, HEIGHT_PX - bar.bottom() - 3)
            painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, average)
            beside = QRectF(
                bar.right() + theme.SPACE, 0, max(0.0, self.width() - bar.right() - theme.SPACE), BAR_PX + 8
            )
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, most)
