"""A button with its key on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui import theme

GAP_PX = 8
_COLOR_PX = 10


class KeyButton(QAbstractButton):
    """Key cap and name; `color_index` adds a stripe in that label colour. A quiet one has no frame until pointed at."""

    def __init__(self, key: str = "", parent: QWidget | None = None, *, is_quiet: bool = False) -> None:
        super().__init__(parent)
        self.key = key
        self.color_index: int | None = None
        self._is_quiet = is_quiet
        self._height_px, self._cap_px = (30, 18) if is_quiet else (40, 22)
        self.setFont(theme.font(theme.SIZE_BODY if is_quiet else theme.SIZE_LARGE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(self._height_px)
        theme.changed.connect(self.update)

    def set_key(self, key: str) -> None:
        self.key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        name = QFontMetrics(theme.font(self.font().pixelSize(), strong=True)).horizontalAdvance(self.text())
        return QSize(self._name_left() + name + GAP_PX + 4, self._height_px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter, look)
            if self.color_index is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.label_color(self.color_index))
                painter.drawRoundedRect(QRectF(7, 10, 4, self.height() - 20), 2, 2)
            if self.key:
                self._paint_key(painter, look)
            painter.setFont(theme.font(self.font().pixelSize(), strong=self.isChecked()))
            painter.setPen(look.text if self.isEnabled() and not self._is_quiet else look.muted)
            left = self._name_left()
            room = QRect(left, 0, self.width() - left - GAP_PX + 4, self.height())
            name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_frame(self, painter: QPainter, look: theme.Theme) -> None:
        is_lit = self.isEnabled() and (self.isChecked() or self.isDown())
        is_pointed_at = self.isEnabled() and self.underMouse()
        edge: QColor | None = None if self._is_quiet else look.border
        if is_pointed_at:
            edge = look.muted
        if self.hasFocus() or is_lit:
            edge = look.focus
        if edge is None:
            return
        painter.setPen(QPen(edge, 2 if self.hasFocus() or is_lit else 1))
        painter.setBrush(look.accent_soft if is_lit else look.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _paint_key(self, painter: QPainter, look: theme.Theme) -> None:
        painter.setFont(self._key_font())
        cap = QRectF(self._key_left(), (self.height() - self._cap_px) // 2, self._key_width(), self._cap_px)
        painter.setPen(QPen(look.border, 1))
        painter.setBrush(look.background)
        painter.drawRoundedRect(cap.translated(QPointF(0.5, 0.5)), 4, 4)
        painter.setPen(look.muted)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)

    def _key_font(self) -> QFont:
        return theme.font(theme.SIZE_SMALL - (1 if self._is_quiet else 0), strong=True)

    def _key_left(self) -> int:
        return GAP_PX + (0 if self.color_index is None else _COLOR_PX)

    def _key_width(self) -> int:
        return max(self._cap_px, QFontMetrics(self._key_font()).horizontalAdvance(self.key) + 10)

    def _name_left(self) -> int:
        return self._key_left() + (self._key_width() + GAP_PX if self.key else 4)
