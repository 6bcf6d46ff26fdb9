"""Design tokens: the only place with colours and sizes. Two themes, both designed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

SPACE = 8
SIZE_SMALL, SIZE_BODY, SIZE_LARGE, SIZE_TITLE, SIZE_DISPLAY = 12, 13, 15, 18, 24
"""Font sizes in pixels."""
WEIGHT_NORMAL, WEIGHT_STRONG = QFont.Weight.Normal, QFont.Weight.DemiBold
RADIUS = 6
BAR_PX, STATUS_PX, RAIL_PX = 48, 28, 56
ICON_PX = 18
CHIP_PX = 26  # so high that its ends are round
FAMILIES = ("Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
"""After the system's own family: Latin, then simplified Chinese on Linux, Windows and macOS."""


@dataclass(frozen=True)
class Theme:
    """The named colours of one theme."""

    name: str
    background: QColor  # the window, rails and bars
    surface: QColor  # what is read or edited: pages' panels, lists, fields
    raised: QColor  # menus, toasts, hovered rows
    hover: QColor
    border: QColor  # between areas
    outline: QColor  # of what can be used: fields, buttons, chips
    text: QColor
    disabled: QColor
    muted: QColor  # secondary text, still 4.5 : 1
    accent: QColor
    accent_hover: QColor
    accent_soft: QColor  # selected rows, checked chips
    on_accent: QColor
    warning: QColor
    danger: QColor
    focus: QColor
    rationale: QColor  # underline of what a person marked
    picture_mask: QColor  # over what a word did not look at
    picture_heat: QColor  # over what it did look at
    picture_line: QColor  # outlines on pictures, on a shadow of the mask's colour
    attention_stops: tuple[QColor, ...]
    signed_stops: tuple[QColor, ...]
    label_colors: tuple[QColor, ...]

    def attention(self, level: float) -> QColor:
        """Amber for a weight, 0..1: perceptually even, 0 is the surface itself."""
        return _along(self.attention_stops, level)

    def signed(self, level: float) -> QColor:
        """Purple (-1) over the surface (0) to orange (+1)."""
        return _along(self.signed_stops, (level + 1) / 2)

    def label_color(self, index: int) -> QColor:
        return self.label_colors[index % len(self.label_colors)]


def _colors(*names: str) -> tuple[QColor, ...]:
    return tuple(QColor(name) for name in names)


# Straight lines in Oklab from the surface, so that equal steps of weight look equal; text on the last
# stop keeps a contrast of 4.5 : 1 (tests/gui/test_theme.py). Between stops sRGB is near enough.
def _along(stops: tuple[QColor, ...], level: float) -> QColor:
    """A colour between evenly spaced stops, level 0..1."""
    place = min(max(level, 0.0), 1.0) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    part = place - index
    low, high = stops[index], stops[index + 1]
    return QColor(
        round(low.red() + (high.red() - low.red()) * part),
        round(low.green() + (high.green() - low.green()) * part),
        round(low.blue() + (high.blue() - low.blue()) * part),
    )


LIGHT = Theme(
    name="light",
    background=QColor("#f4f5f5"),
    surface=QColor("#ffffff"),
    raised=QColor("#ffffff"),
    hover=QColor("#eaeded"),
    border=QColor("#d9dede"),
    outline=QColor("#b4bcbd"),
    text=QColor("#1b2022"),
    disabled=QColor("#9aa2a4"),
    muted=QColor("#596265"),
    accent=QColor("#0b6e6e"),
    accent_hover=QColor("#095c5c"),
    accent_soft=QColor("#cde7e5"),
    on_accent=QColor("#ffffff"),
    warning=QColor("#8a5a00"),
    danger=QColor("#a4262c"),
    focus=QColor("#0b6e6e"),
    rationale=QColor("#3457a6"),
    picture_mask=QColor("#000000"),
    picture_heat=QColor("#ff9d0a"),
    picture_line=QColor("#ffffff"),
    attention_stops=_colors("#ffffff", "#fce7ce", "#f7ce9d", "#f2b467", "#eb9a10"),
    signed_stops=_colors("#a98bd6", "#d3c5ec", "#ffffff", "#f8c69f", "#ea8a2c"),
    label_colors=_colors(
        "#0072b2", "#d55e00", "#1f9d8f", "#b0487e", "#7a5a00", "#4c98dc", "#6a4fd8", "#5e1e00", "#4f8f1a", "#4a4f5c"
    ),
)
DARK = Theme(
    name="dark",
    background=QColor("#16191a"),
    surface=QColor("#1e2223"),
    raised=QColor("#272c2e"),
    hover=QColor("#2c3234"),
    border=QColor("#333a3c"),
    outline=QColor("#525c5f"),
    text=QColor("#e6eaea"),
    disabled=QColor("#5f696b"),
    muted=QColor("#a8b2b4"),
    accent=QColor("#4fb8b3"),
    accent_hover=QColor("#6cc9c4"),
    accent_soft=QColor("#1f4846"),
    on_accent=QColor("#062322"),
    warning=QColor("#e0ad4a"),
    danger=QColor("#f08a8a"),
    focus=QColor("#4fb8b3"),
    rationale=QColor("#8fb0f5"),
    picture_mask=QColor("#000000"),
    picture_heat=QColor("#ff9d0a"),
    picture_line=QColor("#ffffff"),
    attention_stops=_colors("#1e2223", "#373024", "#523f21", "#6d4d19", "#8a5c00"),
    signed_stops=_colors("#6d4fa0", "#44395e", "#1e2223", "#5a3d24", "#9a5710"),
    label_colors=_colors(
        "#56a8dc", "#f08a4b", "#35a795", "#e8a3cc", "#d8b93f", "#a9f0ff", "#7f86ff", "#b5703f", "#b8e06e", "#6d7781"
    ),
)
