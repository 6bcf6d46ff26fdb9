"""The legend of maps over pictures: one scale for all words of all captions, with the uniform level ticked."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.highlight import ATTENTION_FULL
from gui import figures
from gui.widgets.attention_legend import HEIGHT_PX, AttentionLegend
from gui.widgets.heat_drawing import HeatLook, shade


class HeatLegend(AttentionLegend):
    """As that of the highlights, in the shades of the maps; the uniform level is 1 / number of cells."""

    bar_px = 100

    def __init__(self, parent: QWidget | None = None) -> None:
        self._look = HeatLook()
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_look(self, look: HeatLook) -> None:
        self._look = look
        self.update()

    def title(self) -> str:
        return ""

    def sizeHint(self) -> QSize:
        return QSize(self.bar_px + 165, HEIGHT_PX)

    def shade(self, level: float) -> QColor:
        return shade(level, self._look)

    def words(self) -> tuple[str, str]:
        uniform = self.tr("uniform")
        if self._uniform is not None:
            uniform = self.tr("uniform {weight}").format(weight=figures.share(self._uniform))
        return uniform, self.tr("{n} × uniform or more").format(n=f"{ATTENTION_FULL:g}")

    def retranslate(self) -> None:
        self.setToolTip(
            self.tr(
                "A cell's share as a multiple of what each would get if the word looked everywhere alike. The scale is "
                "the same for all words and all pictures: a map that says nothing looks like one."
            )
        )
        self.setAccessibleName(self.tr("Scale of the maps"))
        self.update()
