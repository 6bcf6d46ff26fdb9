"""Icons drawn from the Phosphor font that QtAwesome ships.

QtAwesome itself is not imported: that costs 0.12 s (it loads every font it has), half the time the window has
to appear in. Reading one font and drawing at paint time costs 10 ms, and icons follow the theme by themselves.
"""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from core import paths

Pick = Callable[[QIcon.Mode, QIcon.State], QColor]

FONT = "phosphor-1.3.0.ttf"
CHARACTERS = "phosphor-charmap-1.3.0.json"


class GlyphEngine(QIconEngine):
    """Draws one character of the icon font, in a colour that is asked for at each paint."""

    def __init__(self, name: str, pick: Pick) -> None:
        super().__init__()
        self._name = name
        self._pick = pick

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        family, characters = _font()
        font = QFont(family)
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(self._pick(mode, state))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, characters.get(self._name, "?"))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return pixmap

    def clone(self) -> QIconEngine:
        return GlyphEngine(self._name, self._pick)


def icon(name: str, pick: Pick) -> QIcon:
    return QIcon(GlyphEngine(name, pick))


def names() -> frozenset[str]:
    """Every icon there is; for tests."""
    return frozenset(_font()[1])


@functools.cache
def _font() -> tuple[str, dict[str, str]]:
    """The font's family as Qt knows it, and name → character; read at the first paint."""
    folder = _folder()
    number = QFontDatabase.addApplicationFont(str(folder / FONT))
    families = QFontDatabase.applicationFontFamilies(number)
    with (folder / CHARACTERS).open(encoding="utf-8") as file:
        characters = {name: chr(int(code, 16)) for name, code in json.load(file).items()}
    return families[0], characters


def _folder() -> Path:
    bundled = paths.root() / "qtawesome" / "fonts"  # where the PyInstaller spec puts it
    if bundled.is_dir():
        return bundled
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("qtawesome")
    return Path(spec.submodule_search_locations[0], "fonts")
