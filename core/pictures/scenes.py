"""The sample of pictures: scenes that we draw ourselves, so that it is known what is where in each.

A scene shows one or two coloured things on a background; its captions say which, and how they stand to each other.
The same number and seed give the same scenes, pixel by pixel.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from core.progress import Report, ignore
from core.records import Box, Region, Row, Span

N_SCENES = 800
WIDTH, HEIGHT = 160, 120
SCALE = 3  # drawn so many times larger, then made small: smooth edges
ALONE = 0.2  # of the scenes show one thing
SMALLEST, LARGEST = 34, 48  # of a thing, in pixels
MARGIN = 4  # around a thing
BAND = 60  # both things of a relation lie in a strip so wide: side by side, neither is above the other
Point = tuple[float, float]

COLORS = {
    "red": (214, 40, 40),
    "yellow": (252, 205, 30),
    "blue": (28, 70, 200),
    "purple": (140, 50, 170),
    "white": (250, 250, 250),
    "black": (20, 20, 24),
}
BACKGROUNDS = {
    "grass": ((96, 170, 84), (70, 140, 66)),
    "sand": ((226, 196, 140), (202, 168, 110)),
    "water": ((108, 186, 214), (70, 150, 190)),
    "street": ((150, 150, 154), (124, 124, 130)),
}
OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}

COLORS_ZH = {"red": "红色", "yellow": "黄色", "blue": "蓝色", "purple": "紫色", "white": "白色", "black": "黑色"}
KINDS_ZH = {
    "circle": ("个", "圆形"),
    "square": ("个", "方块"),
    "triangle": ("个", "三角形"),
    "star": ("颗", "星星"),
    "house": ("座", "房子"),
    "tree": ("棵", "大树"),
    "boat": ("艘", "小船"),
    "flower": ("朵", "花儿"),
}
BACKGROUNDS_ZH = {"grass": "草地", "sand": "沙滩", "water": "水面", "street": "街道"}
RELATIONS_ZH = {"left of": "左边", "right of": "右边", "above": "上方", "below": "下方"}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a scene; the box is that of its pixels."""

    color: str
    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class Scene:
    """One or two things; `relation` says how the first stands to the second."""

    number: int
    background: str
    things: tuple[Thing, ...]
    relation: str = ""


def scenes(n: int = N_SCENES, seed: int = 0) -> Iterator[Scene]:
    """Scene after scene; no two things of one are alike."""
    for number in range(n):
        rng = random.Random(f"{seed} {number}")
        background = rng.choice(list(BACKGROUNDS))
        if rng.random() < ALONE:
            yield Scene(number, background, (_thing(rng, (0, 0, WIDTH, HEIGHT), ()),))
            continue
        relation = rng.choice(list(OPPOSITE))
        first, second = _halves(relation, rng)
        one = _thing(rng, first, ())
        yield Scene(number, background, (one, _thing(rng, second, (one,))), relation)


def captions(scene: Scene, language: str) -> tuple[str, ...]:
    """All that is right to say of a scene, in "en" or "zh": of two things either may come first."""
    return tuple(text for text, _ in _told(scene, language))


def regions(scene: Scene, language: str) -> tuple[Region, ...]:
    """Where the thing of each word for a thing is, in every caption."""
    found = []
    for number, (text, things) in enumerate(_told(scene, language)):
        place = 0
        for thing in things:
            name = _name(thing, language)
            start = text.index(name, place)
            place = start + len(name)
            found.append(Region(thing.box, name, number, Span(start, place)))
    return tuple(found)


def picture(scene: Scene) -> Image.Image:
    """The scene in colours, WIDTH × HEIGHT."""
    rng = random.Random(f"picture {scene.number} {scene.background}")
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), BACKGROUNDS[scene.background][0])
    draw = ImageDraw.Draw(image)
    for _ in range(160):
        _stroke(draw, rng, scene.background)
    for thing in scene.things:
        box = thing.box
        left, top = box.left * WIDTH * SCALE, box.top * HEIGHT * SCALE
        size = box.width * WIDTH * SCALE, box.height * HEIGHT * SCALE
        _SHAPES[thing.kind](draw, _Frame(left, top, *size), COLORS[thing.color])
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def draw(
    folder: Path, language: str = "en", n: int = N_SCENES, seed: int = 0, report: Report = ignore
) -> Iterator[Row]:
    """Draws the scenes into the folder, scene_0001.png and on, and gives each as a row to import."""
    for scene in scenes(n, seed):
        report(scene.number, n)
        name = f"scene_{scene.number + 1:04}.png"
        picture(scene).save(folder / name)
        yield Row(
            text=name,
            meta={"image": name},
            file=name,
            line=scene.number + 1,
            captions=captions(scene, language),
            regions=regions(scene, language),
        )
    report(n, n)


def _told(scene: Scene, language: str) -> list[tuple[str, tuple[Thing, ...]]]:
    """Each caption, with the things in the order of their words."""
    say = _chinese if language == "zh" else _english
    if len(scene.things) == 1:
        return [(say(scene.background, scene.things, ""), scene.things)]
    one, other = scene.things
    orders = (((one, other), scene.relation), ((other, one), OPPOSITE[scene.relation]))
    return [(say(scene.background, things, relation), things) for things, relation in orders]


def _english(background: str, things: tuple[Thing, ...], relation: str) -> str:
    named = [f"a {thing.color} {thing.kind}" for thing in things]
    joined = f" {'to the ' if relation.endswith('of') else ''}{relation} ".join(named)
    return f"{joined} on the {background}"


def _chinese(background: str, things: tuple[Thing, ...], relation: str) -> str:
    named = [f"一{KINDS_ZH[thing.kind][0]}{COLORS_ZH[thing.color]}的{KINDS_ZH[thing.kind][1]}" for thing in things]
    place = BACKGROUNDS_ZH[background]
    if not relation:
        return f"{place}上有{named[0]}"
    return f"{place}上，{named[0]}在{named[1]}的{RELATIONS_ZH[relation]}"


def _name(thing: Thing, language: str) -> str:
    return KINDS_ZH[thing.kind][1] if language == "zh" else thing.kind


Area = tuple[float, float, float, float]


def _halves(relation: str, rng: random.Random) -> tuple[Area, Area]:
    """Where the first and the second thing may be, in pixels: left, top, right, bottom. No other relation holds."""
    first: Area
    second: Area
    if relation.endswith("of"):
        start = rng.randint(0, HEIGHT - BAND)
        first, second = (0, start, WIDTH / 2 - 4, start + BAND), (WIDTH / 2 + 4, start, WIDTH, start + BAND)
    else:
        start = rng.randint(0, WIDTH - BAND)
        first, second = (start, 0, start + BAND, HEIGHT / 2 - 1), (start, HEIGHT / 2 + 1, start + BAND, HEIGHT)
    return (first, second) if relation in ("left of", "above") else (second, first)


def _thing(rng: random.Random, area: Area, others: tuple[Thing, ...]) -> Thing:
    """A thing somewhere in the area, of another kind and colour than the others."""
    left, top, right, bottom = area
    width = min(rng.randint(SMALLEST, LARGEST), int(right - left) - 2 * MARGIN)
    height = min(rng.randint(SMALLEST, LARGEST), int(bottom - top) - 2 * MARGIN)
    x = rng.randint(int(left) + MARGIN, int(right) - MARGIN - width)
    y = rng.randint(int(top) + MARGIN, int(bottom) - MARGIN - height)
    color = rng.choice([one for one in COLORS if one not in {thing.color for thing in others}])
    kind = rng.choice([one for one in KINDS_ZH if one not in {thing.kind for thing in others}])
    return Thing(color, kind, Box(x / WIDTH, y / HEIGHT, width / WIDTH, height / HEIGHT))


def _stroke(draw: ImageDraw.ImageDraw, rng: random.Random, background: str) -> None:
    """A blade, a grain, a wave or a joint: what the background is made of."""
    x, y = rng.uniform(0, WIDTH * SCALE), rng.uniform(0, HEIGHT * SCALE)
    across, down = {"grass": (3, 18), "sand": (4, 4), "water": (26, 3), "street": (18, 18)}[background]
    draw.line((x, y, x + across, y + down), fill=BACKGROUNDS[background][1], width=SCALE)


Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The box of a thing in pixels of the large drawing; corners of shapes are fractions of it."""

    left: float
    top: float
    width: float
    height: float

    def points(self, *places: Point) -> list[Point]:
        return [(self.left + x * self.width, self.top + y * self.height) for x, y in places]

    def box(self, left: float, top: float, right: float, bottom: float) -> list[Point]:
        return self.points((left, top), (right, bottom))


def _circle(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.ellipse(frame.box(0, 0, 1, 1), fill=color)


def _square(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.rectangle(frame.box(0, 0, 1, 1), fill=color)


def _triangle(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.polygon(frame.points((0.5, 0), (1, 1), (0, 1)), fill=color)


def _star(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    outer = ((0.5, 0), (1, 0.38), (0.81, 1), (0.19, 1), (0, 0.38))
    inner = ((0.62, 0.38), (0.69, 0.62), (0.5, 0.77), (0.31, 0.62), (0.38, 0.38))
    draw.polygon(frame.points(*(point for pair in zip(outer, inner, strict=True) for point in pair)), fill=color)


def _house(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.polygon(frame.points((0.5, 0), (1, 0.45), (0, 0.45)), fill=(110, 72, 48))
    draw.rectangle(frame.box(0.1, 0.45, 0.9, 1), fill=color)
    draw.rectangle(frame.box(0.4, 0.66, 0.6, 1), fill=(110, 72, 48))


def _tree(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.rectangle(frame.box(0.42, 0.6, 0.58, 1), fill=(110, 72, 48))
    draw.ellipse(frame.box(0, 0, 1, 0.7), fill=color)


def _boat(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.polygon(frame.points((0, 0.7), (1, 0.7), (0.8, 1), (0.2, 1)), fill=(110, 72, 48))
    draw.polygon(frame.points((0.5, 0), (0.95, 0.62), (0.5, 0.62)), fill=color)
    draw.polygon(frame.points((0.44, 0.12), (0.44, 0.62), (0.1, 0.62)), fill=color)


def _flower(draw: ImageDraw.ImageDraw, frame: _Frame, color: Color) -> None:
    draw.rectangle(frame.box(0.46, 0.6, 0.54, 1), fill=(40, 96, 44))
    for x, y in ((0.3, 0), (0.6, 0.12), (0.5, 0.4), (0.1, 0.4), (0, 0.12)):
        draw.ellipse(frame.box(x, y, x + 0.4, y + 0.36), fill=color)
    draw.ellipse(frame.box(0.36, 0.26, 0.64, 0.52), fill=(236, 140, 40))


_SHAPES: dict[str, Callable[[ImageDraw.ImageDraw, _Frame, Color], None]] = {
    "circle": _circle,
    "square": _square,
    "triangle": _triangle,
    "star": _star,
    "house": _house,
    "tree": _tree,
    "boat": _boat,
    "flower": _flower,
}
