"""A small icon that is only looked at; drawn anew at each paint, so that it follows the theme and the screen."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui import theme


class IconLabel(QWidget):
    """Shows a Phosphor icon in a token's colour."""

    def __init__(self, name: str, color: str = "muted", *, size_px: int = theme.ICON_PX) -> None:
        super().__init__()
        self._icon = theme.icon(name, color)
        self.setFixedSize(size_px, size_px)

    def set_icon(self, name: str, color: str = "muted") -> None:
        self._icon = theme.icon(name, color)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            self._icon.paint(painter, self.rect())
