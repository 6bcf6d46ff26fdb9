from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from core.pictures import scenes


def test_same_seed_draws_the_same_scenes() -> None:
    one, other = (next(scenes.scenes(1, seed=3)) for _ in range(2))
    assert one == other
    assert ImageChops.difference(scenes.picture(one), scenes.picture(other)).getbbox() is None
    assert next(scenes.scenes(1, seed=4)) != one


def test_scenes_are_the_same_however_many_are_drawn() -> None:
    assert list(scenes.scenes(5)) == list(scenes.scenes(20))[:5]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_region_of_a_word_is_of_that_word(language: str) -> None:
    for scene in scenes.scenes(60):
        told = scenes.captions(scene, language)
        for region in scenes.regions(scene, language):
            assert region.span is not None and region.caption is not None
            assert told[region.caption][region.span.start : region.span.end] == region.name


def test_every_thing_has_a_region_in_each_caption() -> None:
    for scene in scenes.scenes(40):
        assert len(scenes.regions(scene, "en")) == len(scene.things) ** 2
        assert {region.box for region in scenes.regions(scene, "en")} == {thing.box for thing in scene.things}


def test_relation_holds_in_the_picture() -> None:
    for scene in scenes.scenes(80):
        if scene.relation:
            (one, other) = (thing.box for thing in scene.things)
            is_so = {
                "left of": one.left + one.width <= other.left,
                "right of": other.left + other.width <= one.left,
                "above": one.top + one.height <= other.top,
                "below": other.top + other.height <= one.top,
            }
            assert is_so[scene.relation]


def test_no_other_relation_holds() -> None:
    for scene in scenes.scenes(80):
        if scene.relation:
            (one, other) = (thing.box for thing in scene.things)
            across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            assert (down if scene.relation.endswith("of") else across) > 0


def test_a_thing_is_drawn_inside_of_its_box_and_nowhere_else() -> None:
    for scene in scenes.scenes(40):
        thing = scene.things[0]
        pixels = np.asarray(scenes.picture(scene)).astype(int)
        is_colored = np.abs(pixels - scenes.COLORS[thing.color]).sum(axis=2) < 12
        rows, columns = is_colored.nonzero()
        left, top = thing.box.left * scenes.WIDTH, thing.box.top * scenes.HEIGHT
        assert len(rows) > 60
        assert left - 1 <= columns.min() and columns.max() <= left + thing.box.width * scenes.WIDTH + 1
        assert top - 1 <= rows.min() and rows.max() <= top + thing.box.height * scenes.HEIGHT + 1


def test_drawing_gives_rows_and_files(tmp_path: Path) -> None:
    rows = list(scenes.draw(tmp_path, "zh", n=3))
    assert [row.file for row in rows] == ["scene_0001.png", "scene_0002.png", "scene_0003.png"]
    assert all(row.captions and row.regions for row in rows)
    with Image.open(tmp_path / "scene_0002.png") as image:
        assert image.size == (scenes.WIDTH, scenes.HEIGHT)
