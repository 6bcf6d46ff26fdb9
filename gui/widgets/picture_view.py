"""A picture that fills its room: zoom by wheel or keys, pan by dragging. Places are fractions of the picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import Box
from gui import theme

STEP, MOST = 1.25, 16.0
CLICK_PX = 4
"""A press that moves less than this is a click."""


def area_of(whole: QRectF, box: Box) -> QRectF:
    """A box of the picture where the picture lies at `whole`."""
    return QRectF(
        whole.left() + box.left * whole.width(),
        whole.top() + box.top * whole.height(),
        box.width * whole.width(),
        box.height * whole.height(),
    )


def around(whole: QRectF, inner: QRectF) -> list[QRectF]:
    """What of an area lies outside of another one within it."""
    parts = [
        QRectF(whole.left(), whole.top(), whole.width(), inner.top() - whole.top()),
        QRectF(whole.left(), inner.bottom(), whole.width(), whole.bottom() - inner.bottom()),
        QRectF(whole.left(), inner.top(), inner.left() - whole.left(), inner.height()),
        QRectF(inner.right(), inner.top(), whole.right() - inner.right(), inner.height()),
    ]
    return [part for part in parts if part.width() > 1 and part.height() > 1]


class PictureView(QWidget):
    """Owns the picture and how much of it is seen. What lies over it is painted by `paint_over`."""

    clicked = Signal(float, float)  # fractions of the picture
    hovered = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._drawn = QPixmap()
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)  # of the picture, in the middle of the widget
        self._pressed: QPointF | None = None
        self._is_panning = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        theme.changed.connect(self.update)

    @property
    def image(self) -> QImage:
        return self._image

    @property
    def zoom(self) -> float:
        """1: the whole picture fits."""
        return self._zoom

    def set_picture(self, image: QImage) -> None:
        """Show it whole; a null image: nothing."""
        self._image = image
        self.fit()

    def fit(self) -> None:
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)
        self._drawn = QPixmap()
        self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Around a place of the widget, that stays where it is."""
        at = at or QRectF(self.rect()).center()
        kept = self.to_fraction(at)
        self._zoom = min(max(self._zoom * factor, 1.0), MOST)
        self._drawn = QPixmap()
        moved = self.to_fraction(at)
        self._set_middle(self._middle + kept - moved)

    def picture_rect(self) -> QRectF:
        """Where the picture lies, in the widget's pixels; parts may be outside of it."""
        if self._image.isNull():
            return QRectF()
        room = QRectF(self.rect())
        scale = min(room.width() / self._image.width(), room.height() / self._image.height()) * self._zoom
        width, height = self._image.width() * scale, self._image.height() * scale
        center = room.center()
        return QRectF(center.x() - self._middle.x() * width, center.y() - self._middle.y() * height, width, height)

    def rect_of(self, box: Box) -> QRectF:
        return area_of(self.picture_rect(), box)

    def to_fraction(self, place: QPointF) -> QPointF:
        whole = self.picture_rect()
        if whole.isEmpty():
            return QPointF()
        return QPointF((place.x() - whole.left()) / whole.width(), (place.y() - whole.top()) / whole.height())

    def paint_over(self, painter: QPainter) -> None:
        """For whoever inherits."""

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.current().surface)
            if not self._image.isNull():
                self._paint_picture(painter)
                self.paint_over(painter)
            if self.hasFocus():
                painter.setPen(theme.current().focus)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawn = QPixmap()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._is_panning = event.position(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            place = self.to_fraction(event.position())
            self.hovered.emit(place.x(), place.y())
            return
        moved = event.position() - self._pressed
        if self._is_panning or moved.manhattanLength() >= CLICK_PX:
            self._is_panning = True
            self._pressed = event.position()
            whole = self.picture_rect()
            if not whole.isEmpty():
                self._set_middle(self._middle - QPointF(moved.x() / whole.width(), moved.y() / whole.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_click = self._pressed is not None and not self._is_panning
        self._pressed, self._is_panning = None, False
        place = self.to_fraction(event.position())
        if is_click and event.button() == Qt.MouseButton.LeftButton and 0 <= place.x() < 1 and 0 <= place.y() < 1:
            self.clicked.emit(place.x(), place.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        factors = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
        key = Qt.Key(event.key())
        if key in factors:
            self.zoom_by(factors[key])
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    # helpers

    def _set_middle(self, middle: QPointF) -> None:
        """As near to it as leaves no empty room at the sides."""
        whole, room = self.picture_rect(), QRectF(self.rect())
        if whole.isEmpty():
            return

        def within(value: float, seen: float) -> float:
            half = min(seen, 1.0) / 2
            return min(max(value, half), 1 - half)

        self._middle = QPointF(
            within(middle.x(), room.width() / whole.width()), within(middle.y(), room.height() / whole.height())
        )
        self.update()

    def _paint_picture(self, painter: QPainter) -> None:
        """Whole, as it was scaled once; zoomed, the part that is seen."""
        whole = self.picture_rect()
        if self._zoom == 1.0:
            ratio = self.devicePixelRatioF()
            size = (whole.size() * ratio).toSize()
            if self._drawn.size() != size:
                mode = Qt.TransformationMode.SmoothTransformation
                scaled = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
                self._drawn = QPixmap.fromImage(scaled)
                self._drawn.setDevicePixelRatio(ratio)
            painter.drawPixmap(whole.topLeft(), self._drawn)
            return
        seen = whole.intersected(QRectF(self.rect()))
        scale_x, scale_y = self._image.width() / whole.width(), self._image.height() / whole.height()
        source = QRectF(
            (seen.left() - whole.left()) * scale_x,
            (seen.top() - whole.top()) * scale_y,
            seen.width() * scale_x,
            seen.height() * scale_y,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(seen, self._image, source)
