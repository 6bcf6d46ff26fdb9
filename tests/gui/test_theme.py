from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui import actions, glyphs, theme
from gui.theme import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
GUI = Path(__file__).resolve().parents[2] / "gui"
# Machado et al. 2009, severity 1, on linear RGB.
PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
NORMAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
Triple = tuple[float, float, float]


def linear(color: QColor) -> Triple:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(color.redF()), channel(color.greenF()), channel(color.blueF())


def luminance(color: QColor) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: Triple) -> Triple:
    red, green, blue = (max(0.0, value) for value in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(color: QColor, eye: tuple[Triple, ...]) -> Triple:
    rgb = linear(color)
    first, second, third = (sum(weight * value for weight, value in zip(row, rgb, strict=True)) for row in eye)
    return oklab((first, second, third))


def distance(one: Triple, other: Triple) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


@BOTH
def test_text_can_be_read(look: Theme) -> None:
    grounds = (look.background, look.surface, look.raised, look.hover, look.accent_soft)
    for ground in grounds:
        assert contrast(look.text, ground) >= 7
        assert contrast(look.muted, ground) >= 4.5
    for color in (look.accent, look.warning, look.danger):
        assert contrast(color, look.surface) >= 4.5
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.on_accent, look.accent_hover) >= 4.5


@BOTH
def test_the_focus_can_be_seen(look: Theme) -> None:
    assert contrast(look.focus, look.surface) >= 3
    assert contrast(look.focus, look.background) >= 3


@BOTH
def test_text_on_the_strongest_highlight_can_be_read(look: Theme) -> None:
    assert contrast(look.text, look.attention(1)) >= 4.5
    assert contrast(look.text, look.signed(-1)) >= 4.5
    assert contrast(look.text, look.signed(1)) >= 4.5


@BOTH
def test_no_weight_is_the_surface_itself(look: Theme) -> None:
    assert look.attention(0) == look.surface
    assert look.signed(0) == look.surface


@BOTH
def test_equal_steps_of_weight_look_equal(look: Theme) -> None:
    shades = [oklab(linear(look.attention(step / 10))) for step in range(11)]
    steps = [distance(one, other) for one, other in itertools.pairwise(shades)]
    assert max(steps) < 1.35 * min(steps)


@BOTH
def test_levels_out_of_range_are_bounded(look: Theme) -> None:
    assert look.attention(7) == look.attention(1)
    assert look.attention(-1) == look.attention(0)


@BOTH
def test_label_colours_differ_for_the_colour_blind_too(look: Theme) -> None:
    for one, other in itertools.combinations(look.label_colors, 2):
        assert all(distance(seen(one, eye), seen(other, eye)) > 0.045 for eye in (NORMAL, PROTAN, DEUTAN))


@BOTH
def test_label_colours_stand_out_from_the_surface(look: Theme) -> None:
    assert len(look.label_colors) == 10
    assert all(contrast(color, look.surface) >= 3 for color in look.label_colors)


@pytest.mark.usefixtures("english_and_light")
def test_the_theme_changes_at_run_time(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert theme.current() is DARK
    assert label.palette().windowText().color() == DARK.text
    assert qapp.palette().base().color() == DARK.surface


@pytest.mark.usefixtures("english_and_light")
def test_the_style_sheet_has_no_token_left(qapp: QApplication) -> None:
    assert not re.search(r"@\w", qapp.styleSheet())


@pytest.mark.usefixtures("english_and_light")
def test_the_pictures_of_the_style_sheet_are_there(qapp: QApplication) -> None:
    pictures = re.findall(r'url\("([^"]*)"\)', qapp.styleSheet())
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


@pytest.mark.usefixtures("english_and_light")
def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    icon = theme.icon("house")

    def strongest() -> QColor:
        image = icon.pixmap(32, 32).toImage()
        colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return max(colors, key=QColor.alpha)

    assert strongest().name() == LIGHT.text.name()
    theme.apply(qapp, "dark")
    assert strongest().name() == DARK.text.name()


@pytest.mark.usefixtures("english_and_light")
def test_an_icon_shows_that_it_is_off_or_on() -> None:
    icon = theme.icon("house")
    off = icon.pixmap(32, 32).toImage()
    assert icon.pixmap(32, 32, QIcon.Mode.Disabled).toImage() != off
    assert icon.pixmap(32, 32, QIcon.Mode.Normal, QIcon.State.On).toImage() != off


@pytest.mark.usefixtures("qapp")
def test_every_icon_that_is_named_exists() -> None:
    named = {spec.icon for spec in actions.ACTIONS if spec.icon}
    for file in GUI.rglob("*.py"):
        named |= set(re.findall(r'(?:theme\.icon|IconLabel)\(\s*"([a-z-]+)"', file.read_text("utf-8")))
    assert named <= glyphs.names()


def test_no_colour_is_named_outside_the_tokens() -> None:
    for file in GUI.rglob("*.py"):
        if file.name != "tokens.py":
            assert not re.findall(r'"#[0-9a-fA-F]{3,8}"|QColor\("\w', file.read_text("utf-8")), file
