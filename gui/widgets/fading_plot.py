"""Two small curves side by side: what a word's probability does while its picture is blurred, or comes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.word_curves import Curve, WordCurves
from gui import figures, theme
from gui.i18n import Retranslated

HEIGHT_PX = 148
LINE_PX = 17  # of text
GAP_PX = 14  # between the two


class FadingPlot(Retranslated, QWidget):
    """Data in. The line is the order of the map, the band all random orders with their mean in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: WordCurves | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        theme.changed.connect(self.update)
        self.retranslate()

    def set_curves(self, curves: WordCurves | None) -> None:
        self._curves = curves
        self.update()

    def retranslate(self) -> None:
        self.setToolTip(
            self.tr(
                "The word's probability, from the whole picture to none of it and back. The line: places in the order "
                "of the map. The band: all random orders; dashed, their mean. The figure is the area under the line, "
                "beside that of random orders."
            )
        )
        self.setAccessibleName(self.tr("Probability of the word while the picture is blurred place by place"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._curves is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.SIZE_SMALL))
            curves, width = self._curves, (self.width() - GAP_PX) / 2
            deletion, insertion = curves.deletion, curves.insertion
            top = max(*deletion.high, *deletion.probabilities, *insertion.high, *insertion.probabilities, 1e-9)
            titles = self.tr("Blurred first"), self.tr("Sharp alone")
            for number, (title, curve) in enumerate(zip(titles, (deletion, insertion), strict=True)):
                frame = QRectF(number * (width + GAP_PX), 0, width, self.height())
                own, other = (figures.share(area, 2) for area in (curve.area, curve.random_area))
                areas = self.tr("area {own} / {random}").format(own=own, random=other)
                _Half(painter, frame, curves.shares, top).draw(title, areas, curve)


class _Half:
    """One of the two: a title, the curve, and its area."""

    def __init__(self, painter: QPainter, frame: QRectF, shares: Sequence[float], top: float) -> None:
        self._painter, self._frame, self._shares, self._top = painter, frame, shares, top
        self._area = frame.adjusted(1, LINE_PX + 3, -1, -2 * LINE_PX)

    def draw(self, title: str, areas: str, curve: Curve) -> None:
        look, painter = theme.current(), self._painter
        painter.setPen(look.muted)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        self._text(title, self._frame.top(), left)
        self._text("0 %", self._area.bottom() + 1, left)
        self._text("100 %", self._area.bottom() + 1, right)
        self._text(areas, self._area.bottom() + 1 + LINE_PX, Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.border)
        painter.drawPolygon(QPolygonF([*self._points(curve.high), *reversed(self._points(curve.low))]))
        painter.setPen(QPen(look.border, 1))
        painter.drawLine(self._area.bottomLeft(), self._area.bottomRight())
        painter.setPen(QPen(look.muted, 1, Qt.PenStyle.DashLine))
        painter.drawPolyline(self._points(curve.middle))
        painter.setPen(QPen(look.accent, 2))
        painter.drawPolyline(self._points(curve.probabilities))

    def _points(self, values: Sequence[float]) -> list[QPointF]:
        area = self._area
        return [
            QPointF(area.left() + share * area.width(), area.bottom() - value / self._top * area.height())
            for share, value in zip(self._shares, values, strict=True)
        ]

    def _text(self, text: str, y: float, side: Qt.AlignmentFlag) -> None:
        self._painter.drawText(QRectF(self._frame.left(), y, self._frame.width(), LINE_PX), side, text)
